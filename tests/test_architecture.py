"""The shape of the code, checked by reading it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ["accounts", "portfolios", "goals", "conferences"]
# Every permission queryset. A view reaches rows through one of these, on its way to anything else.
SCOPES = {
    "own_of",
    "given_by",
    "surveyed_by",
    "settled_by",
    "recording_kept_by",
    "lettered_by",
    "accepted_by",
    "accompanied_by",
    "advised_by",
    "aimed_at_by",  # targets, by the student whose goal it is
    "asked_of",
    "answered_by",
    "answering_for",
    "asked_by",
    "attended_by",
    "board_watched_by",
    "booked_by",
    "captioned_by",
    "cards_printed_by",
    "checked_by",
    "classmates_of",
    "collected_by",
    "consented_for_by",
    "consents_read_by",
    "coordinated_by",
    "described_by",
    "editable_by",
    "ended_by",
    "first_tiles_of",
    "fitting",
    "followed_by",
    "grown",
    "guarded_by",
    "held_by",
    "helped_by",
    "hosted_by",
    "in_demo",
    "invited_by",
    "is_user",
    "joined_by",
    "judged_by",
    "keyholders",  # whoever may have passkeys of her own
    "led_by",
    "looked_at_by",
    "looks_at",
    "looks_read_by",
    "interpreted_by",
    "met_at_door_by",
    "met_by",
    "met_by_office",
    "moderated_by",
    "noted_by",
    "of_first_tiles",
    "offered",  # sign-in services, to everybody
    "offered_for",  # parts of the layers of her school, after her conference has been asked
    "offered_to",
    "open",  # invitations, by a key that the server signed
    "opened_with",  # cards and invitations, by the secret itself
    "overseen_by",
    "page_followed_by",
    "file_visible_to",
    "panel_set_by",
    "reshaped_by",
    "retried_by",
    "cut_by",
    "placeable_by",
    "planned_by",
    "poll_joined_by",
    "poll_led_by",
    "poll_visited_by",
    "portfolio_opened_by",
    "portfolio_read_by",
    "presenting_to",
    "promised_by",
    "promised_with",
    "read_by",
    "received_by",
    "printed_by",
    "record_held_by",
    "released_by",
    "reviewed_by",
    "revoked_by",
    "run_by",
    "sat_by",
    "opened_by",
    "put_off_by",
    "reached_by",
    "outreached_by",
    "screened",  # rounds, by a key that the server signed
    "sending",
    "seated_by",
    "seen_to_by",
    "shown_on",
    "sharing",  # people of one mailbox, whose code was typed right
    "staff",  # whoever works at a school today
    "staffed_by",
    "taken_back_by",
    "teachers_asked_by",
    "timed_by",
    "valid",  # cards, by a key that the server signed
    "visible_to",
    "visited_by",
    "vouched_for",  # files of one piece, after its link has been asked
    "watched_by",
    "wished_by",
    "withdrawn_by",
    "working_with",
}
WRITES_AND_RAW_QUERIES = {
    "all",
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "exclude",
    "extra",
    "filter",
    "get_or_create",
    "raw",
    "save",
    "update",
    "update_or_create",
}
LAYERS = {
    "querysets": {"actions", "forms", "views", "tasks"},
    "models": {"actions", "forms", "views", "tasks"},
}
LAYERS |= {"actions": {"forms", "views"}, "tasks": {"forms", "views"}, "forms": {"views", "actions"}}


def tree(path):
    return ast.parse(path.read_text())


def imported_modules(node):
    for child in ast.walk(node):
        if isinstance(child, ast.ImportFrom) and child.module:
            yield child.module
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        elif isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)


def modules(app, layer):
    return [*(ROOT / app).glob(f"{layer}.py"), *(ROOT / app / layer).rglob("*.py")]


VIEWS = sorted(path for app in ORDER for path in modules(app, "views"))


def test_there_are_views_to_read():
    assert len(VIEWS) > 10


@pytest.mark.parametrize("app", ORDER)
def test_apps_import_only_leftwards(app):
    right = {*ORDER[ORDER.index(app) + 1 :], "config"}
    upward = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in (ROOT / app).rglob("*.py")
        for module in imported_modules(tree(path))
        if module.split(".")[0] in right
    ]
    assert upward == []


@pytest.mark.parametrize("app", ORDER)
@pytest.mark.parametrize("layer", LAYERS)
def test_layers_import_only_downwards(app, layer):
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in modules(app, layer)
        for module in imported_modules(tree(path))
        if module.split(".")[0] in ORDER and set(module.split(".")[1:2]) & LAYERS[layer]
    ]
    assert wrong == []


def names_a_scope(node):
    return any(isinstance(child, ast.Attribute) and child.attr in SCOPES for child in ast.walk(node))


def unscoped(module):
    """Lines of a view module that reach rows in any way but a named permission."""
    scoped = {id(n.value) for n in ast.walk(module) if isinstance(n, ast.Attribute) and n.attr in SCOPES}
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            bare = node.attr in {"objects", "_default_manager", "_base_manager"} and id(node) not in scoped
            if bare or node.attr in WRITES_AND_RAW_QUERIES:
                yield node.lineno
        elif isinstance(node, ast.Call):
            looks_up = getattr(node.func, "id", "") in {"get_object_or_404", "get_list_or_404"}
            if looks_up and not names_a_scope(node.args[0]):
                yield node.lineno


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_views_reach_rows_only_through_a_permission(path):
    assert list(unscoped(tree(path))) == []


@pytest.mark.parametrize(
    "mistake",
    [
        "def f(request, pk): return Goal.objects.get(pk=pk)",
        "rows = Goal.objects\ndef f(request, pk): return rows.visible_to(request.user)",
        "def f(request): return request.user.goals.all()",
        "def f(request, pk): return get_object_or_404(Goal, pk=pk)",
        "def f(request, goal): goal.save()",
        "def f(request): return Goal.objects.filter(pk=1)",
    ],
)
def test_the_reader_of_views_sees_each_mistake(mistake):
    assert list(unscoped(ast.parse(mistake))) != []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda p: p.name)
def test_templates_hold_nothing_inline(path):
    """The content security policy would refuse it in the browser; this says so earlier."""
    text = path.read_text()
    assert [word for word in (" style=", "<style", " onclick=", "javascript:", "|safe") if word in text] == []
