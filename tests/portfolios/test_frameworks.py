"""What children learn: typed in or brought in as a file, looked after by the office, read by all."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import AuditRecord
from portfolios import actions, tasks
from portfolios.actions import imports
from portfolios.case import read_package
from portfolios.models import EarlierPlacement, Framework, FrameworkImport, Level, LevelWords, Target
from portfolios.trees import lines
from tests import factories as f
from tests.portfolios.packages import item, link, numbers, package


def url(name, *args):
    return reverse(f"portfolios:{name}", args=args)


def bring_in(cast, raw=None, **options):
    return actions.import_framework(cast.school, read_package(raw or numbers()), kind="standards", **options)


def tree(framework):
    rows = framework.targets.filter(retired_at=None).order_by("position").select_related("parent")
    return [(row.statement, row.parent and row.parent.statement) for row in rows]


@pytest.fixture
def habits(cast):
    framework = actions.add_framework(cast.school, by=cast.cora, name="Habits", kind="habits")
    for statement in ("I keep trying", "I listen", "I plan"):
        actions.add_target(framework, by=cast.cora, statement=statement, area="Work")
    return framework


# Typed in


def test_the_office_writes_a_framework_and_begins_with_four_steps(cast, as_):
    words = {"name": "Our profile", "kind": "profile", "grade_low": "3", "grade_high": "8"}
    answer = as_("cora").post(url("framework_add"), words | {"school": cast.school.pk})
    framework = Framework.objects.get()
    assert answer.url == url("framework_detail", framework.pk)
    assert (framework.school, framework.kind, framework.grades) == (cast.school, "profile", "Grades 3 to 8")
    names = [level.name for level in Level.objects.of(framework)]
    assert names == ["Emerging", "Developing", "Refining", "Extending"]
    back = as_("cora").post(url("framework_edit", framework.pk), words | {"grade_low": "9"})
    assert (back.status_code, back.context["form"].errors) == (
        422,
        {"grade_high": ["The last grade is below the first one."]},
    )
    as_("cora").post(url("framework_edit", framework.pk), words | {"name": "Portrait", "licence": "CC BY"})
    assert "Portrait" in as_("mum").get(url("framework_detail", framework.pk)).text
    verbs = AuditRecord.objects.filter(day=None).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["framework.added", "framework.changed"]


def test_targets_are_typed_in_moved_and_retired(cast, habits, as_):
    first = habits.targets.first()
    level = Level.objects.of(habits).first()
    words = {"statement": "I try twice", "grade_low": "0", "grade_high": "5", f"level_{level.pk}": "I stop."}
    page = as_("cora").get(url("target_add", habits.pk) + f"?below={first.pk}")
    assert page.context["form"].initial["area"] == "Work"
    as_("cora").post(url("target_add", habits.pk) + f"?below={first.pk}", words)
    assert tree(habits) == [
        ("I keep trying", None),
        ("I try twice", "I keep trying"),
        ("I listen", None),
        ("I plan", None),
    ]
    below = Target.objects.get(statement="I try twice")
    page = as_("cora").get(url("target_edit", below.pk))
    assert page.context["form"].step_fields()[0].value() == "I stop."
    as_("cora").post(
        url("target_edit", below.pk), words | {"student_words": "I do it again", f"level_{level.pk}": ""}
    )
    assert (str(Target.objects.get(pk=below.pk)), LevelWords.objects.count()) == ("I do it again", 0)
    wrong = as_("cora").post(url("target_edit", below.pk), words | {"statement": ""})
    assert wrong.context["form"].errors == {"statement": ["What is the target?"]}
    for name in ("target_retire", "target_retire"):
        as_("cora").post(url(name, below.pk))
    assert len(tree(habits)) == 3
    as_("cora").post(url("target_restore", below.pk))
    as_("cora").post(url("target_restore", below.pk))
    assert len(tree(habits)) == 4


def test_targets_beside_each_other_change_places(cast, habits, as_):
    keep, listen, plan = habits.targets.order_by("position")
    below = actions.add_target(habits, by=cast.cora, parent=listen, statement="To all")
    order = url("target_order", habits.pk)
    assert [target.pk for target in as_("cora").get(order).context["targets"]] == [
        keep.pk,
        listen.pk,
        plan.pk,
    ]
    as_("cora").post(order, {"up": listen.pk})
    assert [words for words, _above in tree(habits)] == ["I listen", "To all", "I keep trying", "I plan"]
    dragged = as_("cora").post(
        order, {"order": f"{plan.pk},{listen.pk},{keep.pk}"}, headers={"X-Reorder": "1"}
    )
    assert dragged.status_code == 204
    assert [words for words, _above in tree(habits)] == ["I plan", "I listen", "To all", "I keep trying"]
    as_("cora").post(order, {"order": "x"})
    with pytest.raises(ValidationError, match="beside each other"):
        actions.move_targets(habits, [below.pk, keep.pk], by=cast.cora)


def test_frameworks_are_put_in_order_and_retired(cast, habits, as_):
    other = actions.add_framework(cast.school, by=cast.cora, name="Manners", kind="habits")
    foreign = f.FrameworkFactory(school=cast.oak)
    profile = actions.add_framework(cast.school, by=cast.cora, name="Profile", kind="profile")

    def listed():
        return [row.name for row in as_("cora").get(url("framework_list")).context["frameworks"]]

    assert listed() == ["Profile", "Habits", "Manners"]
    order = f"{other.pk},{foreign.pk},{habits.pk},{profile.pk}"
    assert (
        as_("cora").post(url("framework_move"), {"order": order}, headers={"X-Reorder": "1"}).status_code
        == 204
    )
    assert listed() == ["Profile", "Manners", "Habits"]
    as_("cora").post(url("framework_move"), {"up": "x"})
    for _time in range(2):
        as_("cora").post(url("framework_retire", profile.pk))
    assert listed() == ["Manners", "Habits", "Profile"]
    assert [row.name for row in Framework.objects.offered_to(cast.ana).in_order()] == ["Manners", "Habits"]
    for _time in range(2):
        as_("cora").post(url("framework_restore", profile.pk))
    assert listed() == ["Profile", "Manners", "Habits"]


def steps(levels, *extra):
    """What the form of steps sends: (level, name, statement, number, left out)."""
    data = {"levels-TOTAL_FORMS": str(len(levels) + len(extra)), "levels-INITIAL_FORMS": str(len(levels))}
    for n, (level, name, number, gone) in enumerate([*levels, *extra]):
        data |= {
            f"levels-{n}-id": level.pk if level else "",
            f"levels-{n}-name": name,
            f"levels-{n}-statement": f"I am {name}",
            f"levels-{n}-ORDER": str(number),
        }
        data |= {f"levels-{n}-DELETE": "on"} if gone else {}
    return data


def test_steps_change_places_and_one_that_is_stood_on_stays_to_be_read(cast, habits, as_):
    one, two, three, four = Level.objects.of(habits)
    piece = f.EvidenceFactory(student=cast.ana_student)
    f.PlacementFactory(evidence=piece, target=habits.targets.first(), level=two)
    edit = url("level_edit", habits.pk)
    assert len(as_("cora").get(edit).context["formset"].forms) == 5
    data = steps(
        [(one, "One", 2, False), (two, "Two", 3, True), (three, "Three", 1, False), (four, "Four", 4, True)],
        (None, "New", 5, False),
    )
    assert as_("cora").post(edit, data).status_code == 302
    assert [level.name for level in Level.objects.of(habits)] == ["Three", "One", "New"]
    assert list(habits.levels.values_list("name", flat=True)) == ["Three", "One", "New", "Developing"]
    (row,) = as_("ana").get(url("evidence_detail", piece.pk)).context["evidence"].continua()
    assert [step.name for step in row.steps] == ["Three", "One", "New", "Developing"]
    gone = steps([(level, level.name, 1, True) for level in Level.objects.of(habits)])
    none = as_("cora").post(edit, gone)
    assert (none.status_code, none.context["problem"]) == (422, "A continuum needs at least one step.")
    with pytest.raises(ValidationError, match="More than 8"):
        actions.save_levels(habits, [(None, str(n), "I am") for n in range(9)], by=cast.cora)
    assert EarlierPlacement.objects.count() == 0


# The tree


def test_the_tree_is_searched_and_read_by_the_schools_people(cast, as_):
    framework, _summary = bring_in(cast)
    page = as_("mum").get(url("framework_detail", framework.pk))
    assert [(line.words, line.opens, len(line.closes)) for line in page.context["lines"]] == [
        ("Number sense", True, 0),
        ("Count things.", True, 0),
        ("Up to 20.", False, 1),
        ("Compare numbers.", False, 1),
    ]
    assert "Words of The state." in page.text
    found = as_("ana").get(url("framework_detail", framework.pk), {"q": "20"}).context["lines"]
    assert [(line.words, line.open) for line in found] == [
        ("Number sense", True),
        ("Count things.", True),
        ("Up to 20.", True),
    ]
    count = framework.targets.get(code="N.1")
    below = as_("bo").get(url("framework_detail", framework.pk), {"below": count.pk}).context["lines"]
    assert [line.words for line in below] == ["Count things.", "Up to 20."]
    assert (
        "Try a shorter word" in as_("ana").get(url("framework_detail", framework.pk), {"q": "volcano"}).text
    )


def test_a_retired_line_stays_while_something_stands_below_it(cast):
    framework, _summary = bring_in(cast)
    Target.objects.filter(code__in=["N.1", "N.2"]).update(retired_at="2026-01-01T00:00:00Z")
    rows = list(Target.objects.in_framework(framework))
    assert [line.code for line in lines(rows)] == ["", "N.1", "N.1.a"]


def test_of_a_very_large_framework_the_headings_are_shown(cast, monkeypatch):
    framework, _summary = bring_in(cast)
    monkeypatch.setattr("portfolios.trees.MOST", 2)
    found = lines(list(Target.objects.in_framework(framework)))
    assert [(line.words, line.further) for line in found] == [
        ("Number sense", 0),
        ("Count things.", 1),
        ("Compare numbers.", 0),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_many(cast, as_, django_assert_num_queries, count):
    framework = f.FrameworkFactory(school=cast.school)
    for _number in range(count):
        f.TargetFactory(framework=framework)
        f.LevelFactory(framework=framework)
        f.FrameworkFactory(school=cast.school)
    browser = as_("cora")
    for page, queries in (("framework_detail", 4), ("target_order", 3), ("level_edit", 3)):
        with django_assert_num_queries(queries):
            browser.get(url(page, framework.pk))
    with django_assert_num_queries(4):
        browser.get(url("framework_list"))


# Brought in as a file


def test_a_file_becomes_targets_with_identifiers_and_steps(cast):
    framework, summary = bring_in(cast, by=cast.cora)
    assert tree(framework) == [
        ("Number sense", None),
        ("Count things.", "Number sense"),
        ("Up to 20.", "Count things."),
        ("Compare numbers.", "Number sense"),
    ]
    target = framework.targets.get(source_id="b")
    assert (target.code, target.uri, target.item_type, target.area, target.grades) == (
        "N.2",
        "https://case.example/b",
        "Standard",
        "Number sense",
        "Grades 3 to 4",
    )
    assert (framework.creator, framework.is_imported, framework.grades) == (
        "The state",
        True,
        "Kindergarten to grade 5",
    )
    assert (Level.objects.of(framework).count(), summary["new"], summary["known"]) == (4, 4, False)


def test_a_new_version_changes_in_place_and_breaks_no_placement(cast):
    framework, _summary = bring_in(cast)
    count, compare = framework.targets.get(source_id="a"), framework.targets.get(source_id="b")
    actions.edit_target(count, student_words="I can count", by=cast.cora)
    own = actions.add_target(framework, parent=count, statement="Count in Spanish", by=cast.cora)
    actions.edit_framework(framework, licence="Name the state.", by=cast.cora)
    f.PlacementFactory(evidence=f.EvidenceFactory(student=cast.ana_student), target=compare)
    items = [item("n", "Numbers"), item("a", "Count all things."), item("c", "Add.")]
    newer = package(items, [link("a", "c"), link("c", "doc"), link("n", "doc")], title="Numbers 2")
    _framework, summary = bring_in(cast, newer, dry_run=True)
    told = {name: summary[name] for name in ("new", "changed", "back", "gone", "gone_placed")}
    assert told == {"new": 1, "changed": 2, "back": 0, "gone": 2, "gone_placed": 1}
    assert tree(framework)[0] == ("Number sense", None), "nothing was changed by looking"
    bring_in(cast, newer)
    assert tree(framework) == [
        ("Numbers", None),
        ("Add.", None),
        ("Count all things.", "Add."),
        ("Count in Spanish", "Count all things."),
    ]
    count.refresh_from_db()
    framework.refresh_from_db()
    assert (count.student_words, framework.licence, framework.name) == (
        "I can count",
        "Name the state.",
        "Numbers 2",
    )
    assert Target.objects.get(pk=own.pk).retired_at is None
    assert Target.objects.get(pk=compare.pk).placements.count() == 1
    _framework, summary = bring_in(cast, numbers(lastChangeDateTime="2024-01-01T00:00:00Z"))
    assert (summary["back"], summary["older"]) == (2, True)
    assert len(tree(framework)) == 5


def send(browser, cast, raw, name="numbers.json", **more):
    file = SimpleUploadedFile(name, raw)
    return browser.post(
        url("framework_import"), {"school": cast.school.pk, "kind": "standards", "file": file} | more
    )


def test_the_office_looks_before_it_brings_in(cast, as_):
    browser = as_("cora")
    answer = send(browser, cast, numbers())
    brought = FrameworkImport.objects.get()
    page = browser.get(answer.url)
    assert ("Adopted" in page.text, "Bring it in" in page.text, Framework.objects.count()) == (True, True, 0)
    assert "waits for you" in browser.get(url("framework_list")).text
    browser.post(url("framework_apply", brought.pk))
    brought.refresh_from_db()
    assert (brought.state, brought.framework.name, brought.file.name) == ("applied", "Numbers", "")
    assert url("framework_detail", brought.framework.pk) in browser.get(answer.url).text
    again = browser.get(send(browser, cast, numbers()).url)
    assert "Yours is already as this file says" in again.text


def test_a_file_that_is_none_is_refused_beside_the_field(cast, as_):
    browser = as_("cora")
    refused = send(browser, cast, b'{"_fetch_status": "not_found"}')
    assert (refused.status_code, "may be a saved error page" in refused.text) == (422, True)
    assert send(browser, cast, b"").context["form"].errors == {
        "file": ["This file is empty. Please choose another one."]
    }
    assert FrameworkImport.objects.count() == 0


def test_a_file_over_the_limit_is_refused(cast, as_, monkeypatch, settings):
    monkeypatch.setattr("portfolios.forms.frameworks.MAX_BYTES", 10)
    assert "larger than" in send(as_("cora"), cast, numbers()).text
    settings.MAX_UPLOAD_BYTES = 10
    assert "larger than" in send(as_("cora"), cast, numbers()).text


def test_a_csv_is_called_as_the_office_says(cast, as_):
    browser = as_("cora")
    send(browser, cast, b"fullStatement\nRead\n", name="list.csv", title="Our reading", kind="profile")
    browser.post(url("framework_apply", FrameworkImport.objects.get().pk))
    framework = Framework.objects.get()
    assert (framework.name, framework.kind, tree(framework)) == ("Our reading", "profile", [("Read", None)])


def test_a_newer_file_replaces_the_one_in_hand_and_either_can_be_put_aside(cast, as_):
    browser = as_("cora")
    send(browser, cast, numbers())
    send(browser, cast, numbers())
    first, second = FrameworkImport.objects.order_by("pk")
    assert (first.state, second.state) == ("discarded", "ready")
    for _time in range(2):
        browser.post(url("framework_discard", second.pk))
    assert "Nothing was changed" in browser.get(url("framework_look", second.pk)).text
    browser.post(url("framework_apply", second.pk), follow=True)
    assert Framework.objects.count() == 0
    with pytest.raises(ValidationError, match="already"):
        actions.apply_import(second, by=cast.cora)


def test_a_large_file_is_brought_in_by_a_job_that_tells_its_progress(cast, as_, monkeypatch, run_jobs):
    monkeypatch.setattr(imports, "LARGE", 3)
    browser = as_("cora")
    send(browser, cast, numbers())
    brought = FrameworkImport.objects.get()
    browser.post(url("framework_apply", brought.pk))
    brought.refresh_from_db()
    look = url("framework_look", brought.pk)
    assert (brought.state, "it goes on by itself" in browser.get(look).text) == ("applying", True)
    assert browser.get(look, {"since": brought.moment}).status_code == 204
    tasks.sweep()
    assert run_jobs() == 1, "it is not asked for twice"
    assert Framework.objects.get().targets.count() == 4
    assert tasks.bring_framework.call(brought.pk) == "nothing to do"
    assert imports.finish_import(brought) == "nothing to do"
    assert "Open the framework" in browser.get(look, {"since": "applying.0"}).text


def test_a_job_that_cannot_end_goes_back_to_the_office(cast, as_, monkeypatch):
    send(as_("cora"), cast, numbers())
    brought = FrameworkImport.objects.get()
    monkeypatch.setattr(imports, "bring_in", lambda *args, **options: 1 / 0)
    actions.apply_import(brought, by=cast.cora)
    brought.refresh_from_db()
    assert (brought.state, "once more" in brought.summary["trouble"]) == ("ready", True)
    brought.file.storage.delete(brought.file.name)
    actions.apply_import(brought, by=cast.cora)
    assert "once more" in as_("cora").get(url("framework_look", brought.pk)).text


def test_the_command_says_what_would_change_and_does_it(cast, tmp_path, capsys):
    path = tmp_path / "numbers.json"
    path.write_bytes(numbers())
    call_command("import_framework", str(path), school="maple", dry_run=True)
    assert (
        "4 items, 3 deep. 4 new, 0 changed, 0 back, 0 retired (nothing was changed)."
        in capsys.readouterr().out
    )
    assert Framework.objects.count() == 0
    path.write_bytes(package([item("a", "A")], []))
    call_command("import_framework", str(path), school="Maple Street School", kind="habits")
    assert "note: 1 item has no place" in capsys.readouterr().out
    assert Framework.objects.get().kind == "habits"
    with pytest.raises(CommandError, match="no school"):
        call_command("import_framework", str(path), school="Elm")
    path.write_bytes(b"<html>")
    with pytest.raises(CommandError, match="no JSON"):
        call_command("import_framework", str(path), school="maple")


def test_the_same_identifier_at_two_schools_is_two_frameworks(cast):
    bring_in(cast)
    actions.import_framework(cast.oak, read_package(numbers()), kind="standards")
    assert Framework.objects.filter(source_id="doc").count() == 2
