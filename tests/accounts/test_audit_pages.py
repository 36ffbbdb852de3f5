"""The audit as the office and a family read it."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import audit_list as told
from accounts.audit import audited
from accounts.models import AuditRecord
from tests import factories as f
from tests.accounts.conftest import main_of
from tests.test_access import ACCESS, arguments, things  # noqa: F401 (a fixture)


def write(world, verb="goal.added", by="ana", **columns):
    about = {"school_id": world.school.pk, "student_id": world.ana_student.pk, "thing": "goals.goal"}
    about |= {"actor_id": getattr(world, by).pk if by else None, "thing_id": "1"}
    return AuditRecord.objects.create(verb=verb, **about | columns)


def page_of(as_, who="cora", **asked):
    return main_of(as_(who).get(reverse("accounts:audit_list"), asked))


def test_the_office_reads_sentences(world, as_):
    write(world)
    write(world, "record.looked", "bo", thing="goals:student_goals", day=timezone.localdate())
    write(world, "page.refused", "dad", thing="goals.goal", day=timezone.localdate())
    write(world, "page.refused", "dad", thing="goals:review_queue", day=timezone.localdate())
    text = " ".join(page_of(as_).split())
    for who, what in (
        ("Ana Mensah", "set a goal"),
        ("Bo Ortiz", "looked at the goals"),
        ("Dad Novak", "was refused a goal"),
        ("Dad Novak", "was refused a page that is not theirs"),
    ):
        assert who in text
        assert what in text


def test_a_school_reads_its_own_alone(world, as_):
    write(world, "school.edited", "cora")
    write(world, "school.switched", "oak_coordinator", school_id=world.oak.pk)
    assert "changed the settings" in page_of(as_)
    assert "another of their schools" not in page_of(as_)
    assert "another of their schools" in page_of(as_, "oak_coordinator")


def test_somebody_of_another_school_is_not_named(world, as_):
    write(world, "page.refused", "oak_advisor", thing="goals.goal", day=timezone.localdate())
    page = page_of(as_)
    assert "Somebody not at this school" in page
    assert "Oda" not in page


def test_a_guest_is_named_as_one(world, as_):
    user = f.UserFactory(school=world.school, first_name="Gus")
    now = timezone.now()
    world.ana_student.guests.create(
        school=world.school,
        name="Uncle Gus",
        email="gus@example.org",
        relation="uncle",
        user=user,
        agreed_at=now,
        agreed_by=world.bo,
        expires_at=now + datetime.timedelta(days=1),
    )
    write(world, "record.looked", None, actor_id=user.pk, thing="goals:goal_detail", day=now.date())
    url = reverse("accounts:child_looks", args=[world.ana_student.pk])
    assert "Uncle Gus" in main_of(as_("mum").get(url))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"child": "ana"}, 2),
        ({"child": "mensa"}, 2),
        ({"child": "Ben"}, 1),
        ({"person": "ortiz"}, 1),
        ({"person": "nobody"}, 0),
        ({"kind": "changes"}, 2),
        ({"kind": "seen"}, 1),
        ({"kind": "refusals"}, 0),
        ({"kind": "sign-ins"}, 1),
        ({"kind": "strange"}, 4),
        ({"day": "2026-01-31"}, 1),
        ({"day": "yesterday-ish"}, 4),
        ({"before": "9" * 30}, 4),
        ({"before": "1"}, 0),
    ],
)
def test_the_list_is_narrowed(world, as_, asked, found):
    late = datetime.datetime(2026, 2, 1, 3, 30, tzinfo=datetime.UTC)  # still January at Maple Street
    write(world, at=late)
    write(world, "goal.added", "ben", student_id=world.ben_student.pk)
    write(world, "record.looked", "bo", day=timezone.localdate())
    write(world, "signin.failed", None, student_id=None)
    # The fixture writes nothing else; that somebody signs in by the test client is not written.
    assert page_of(as_, **asked).count("<time") == found


def test_older_lines_follow(world, as_, monkeypatch):
    monkeypatch.setattr(told, "PAGE", 2)
    rows = [write(world) for _ in range(3)]
    response = as_("cora").get(reverse("accounts:audit_list"))
    assert [line.record for line in response.context["lines"]] == [rows[2], rows[1]]
    older = as_("cora").get(reverse("accounts:audit_list"), {"before": response.context["more"]})
    assert [line.record for line in older.context["lines"]] == [rows[0]]
    assert older.context["more"] is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_many(world, as_, django_assert_num_queries, rows):
    for _ in range(rows):
        write(world)
    browser = as_("cora")
    browser.get(reverse("accounts:audit_list"))
    with django_assert_num_queries(6):
        assert browser.get(reverse("accounts:audit_list")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_who_looked_costs_the_same_for_many(world, as_, django_assert_num_queries, rows):
    for number in range(rows):
        day = timezone.localdate() - datetime.timedelta(days=number)
        write(world, "record.looked", "bo", thing="goals:student_goals", thing_id="", day=day)
    browser = as_("mum")
    with django_assert_num_queries(6):
        assert browser.get(reverse("accounts:child_looks", args=[world.ana_student.pk])).status_code == 200


# As a table


def table(as_, who="cora", **asked):
    response = as_(who).get(reverse("accounts:audit_export"), asked)
    text = response.getvalue().decode()
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:])))


def test_the_table_holds_the_same_lines(world, as_):
    write(world, at=datetime.datetime(2026, 1, 31, 17, 0, tzinfo=datetime.UTC))
    head, line = table(as_, kind="changes", child="ana")[:2]
    assert head == ["When", "Who", "Role", "What", "Child", "Row"]
    assert line == [
        "2026-01-31 12:00:00", "Ana Mensah", "Student", "set a goal", "Ana Mensah", "goals.goal 1",
    ]  # fmt: skip


def test_that_it_was_taken_along_is_written(world, as_):
    table(as_)
    assert AuditRecord.objects.latest("pk").verb == "audit.exported"


def test_it_comes_in_batches(world, as_, monkeypatch):
    monkeypatch.setattr(told, "BATCH", 2)
    for _ in range(5):
        write(world)
    assert len(table(as_, kind="changes", child="ana")) == 6


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\uff1d1", "\r=1"])
def test_a_name_is_never_a_formula(name):
    assert told.safe(name) == f"'{name}"


def test_a_name_that_is_a_formula_stays_text_in_the_table(world, as_):
    world.ana.first_name = "=HYPERLINK(1)"
    world.ana.save()
    write(world)
    assert table(as_, kind="changes")[-1][1] == "'=HYPERLINK(1) Mensah"


def test_usual_text_is_left_alone():
    assert told.safe("Ana Mensah") == "Ana Mensah"


# Nothing is forgotten


@pytest.mark.parametrize("page", audited("PAGES"))
def test_pages_are_known(page):
    assert page in ACCESS


LISTS_OR_NO_CHILD = {
    # one's own, or about a school, a round, an advisory, a room
    "conferences:make_up_list",
    "conferences:wish_list",
    "conferences:session_shift",
    "conferences:day_shift",
    "conferences:round_changes",
    "conferences:advisor_away",
    "conferences:session_call_off",
    "conferences:round_reach",
    "conferences:reach_sheet",
    "conferences:outreach_family",
    "accounts:advisory_cards",
    "accounts:card_rules",
    "accounts:passkey_edit",
    "accounts:roster_import",
    "accounts:roster_match",
    "accounts:roster_problems",
    "accounts:school_card_rules",
    "accounts:school_edit",
    "accounts:service_edit",
    "goals:rhythm_edit",
    "goals:school_rhythm",
    "portfolios:logo_edit",
    "accounts:request_decide",
    "conferences:round_detail",
    "conferences:round_people",
    "conferences:milestone_list",
    "conferences:session_copy",
    "conferences:interpreting_list",
    "conferences:interpreter_add",
    "conferences:interpreter_edit",
    "conferences:shift_add",
    "conferences:absence_add",
    "conferences:busy_add",
    "conferences:left_out_add",
    "conferences:loads_edit",
    "conferences:please_meet",
    "conferences:round_report",
    "conferences:preference_list",
    "conferences:timetable_list",
    "conferences:timetable_detail",
    "conferences:timetable_publish",
    "conferences:printout_list",
    "conferences:printout_file",
    "conferences:printout_own",
    "conferences:survey_staff",
    "conferences:round_edit",
    "conferences:invitations_send",
    "conferences:session_add",
    "conferences:session_edit",
    "conferences:session_board",
    "conferences:template_copy",
    "conferences:template_detail",
    "conferences:template_read",
    "conferences:template_words",
    "goals:advisory_goals",
    "goals:goal_import_look",
    "portfolios:framework_detail",
    "portfolios:framework_edit",
    "portfolios:framework_look",
    "portfolios:level_edit",
    "portfolios:prompt_edit",
    "portfolios:target_add",
    "portfolios:target_edit",
    "portfolios:target_order",
    # shown on a page that is written
    "portfolios:attachment_captions",
    "portfolios:attachment_paper",
    "conferences:conference_file",
    "goals:goal_file",
    "portfolios:attachment_picture",
    "portfolios:attachment_play",
}


def reads_of_staff():
    """Pages about one thing that somebody of the school opens, by the table of who reaches what."""
    for name, (method, thing, statuses) in ACCESS.items():
        for who in ("bo", "cora"):
            if method == "get" and thing and statuses[who] == 200 and statuses["oak_advisor"] == 404:
                yield name, who


@pytest.mark.parametrize(("name", "who"), list(reads_of_staff()))
def test_every_page_of_a_child_that_staff_open_is_written(things, as_, name, who):  # noqa: F811
    """A new page: say in the `audited.py` of its app that it is about one child, or above that it is not."""
    _method, thing, _statuses = ACCESS[name]
    as_(who).get(reverse(name, args=arguments(things, thing)))
    seen = AuditRecord.objects.filter(verb="record.looked", student_id=things.ana_student.pk).exists()
    assert seen == (name not in LISTS_OR_NO_CHILD)


def test_a_refused_session_is_written_without_its_key(as_, cast, caplog):
    """Its address is made of its key, which would open it; the record names the page alone."""
    address = reverse("accounts:session_end", args=["0" * 32])
    assert as_("bo").post(address).status_code == 404
    assert caplog.records[-1].levelname != "ERROR"
    refused = AuditRecord.objects.filter(verb="page.refused", actor_id=cast.bo.pk)
    assert [(row.thing, row.thing_id) for row in refused] == [("accounts:session_end", "")]
