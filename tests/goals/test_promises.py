"""What the three agreed: whose it is, how it goes, who reads that, and when they are reminded."""

import datetime
import uuid

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord, Guardianship, Household
from goals import actions
from goals.models import Commitment, CommitmentCheckIn
from goals.tasks import sweep
from tests import factories as f

TODAY = timezone.localdate


def url(name, *args):
    return reverse(f"goals:{name}", args=args)


def days(n):
    return datetime.timedelta(days=n)


@pytest.fixture
def apart(cast):
    """Ana's father José lives elsewhere; her uncle Udo lives with Mum."""
    home = f.HouseholdFactory(school=cast.school, name="Okoro")
    people = {"jose": ("José", home), "udo": ("Udo", cast.household)}
    for who, (name, household) in people.items():
        adult = f.UserFactory(school=cast.school, first_name=name, last_name="Okoro", role="family")
        setattr(cast, who, adult)
        f.GuardianshipFactory(adult=adult, student=cast.ana_student, household=household)
    cast.promise = f.CommitmentFactory(student=cast.ana_student, party="family", text="Ask on Sundays")
    return cast


def told(promise, reader):
    row = Commitment.objects.filter(pk=promise.pk).told_to(reader).get()
    return row.owner_name, row.taken, [turn.line for turn in row.story]


def rights(promise, reader):
    row = Commitment.objects.with_rights(reader).get(pk=promise.pk)
    return row.can_accept, row.can_check, row.can_release


def test_her_own_promise_is_hers_at_once(cast):
    made = actions.make_commitment(cast.ana_student, party="student", text="Read", by=cast.bo)
    assert (made.owner, made.accepted_at is None) == (cast.ana, False)
    other = actions.make_commitment(cast.ana_student, party="teacher", text="Lend", by=cast.ana)
    assert (other.owner, other.accepted_at) == (None, None)


def test_of_two_adults_the_first_has_it(apart):
    actions.accept_commitment(apart.promise, by=apart.mum)
    actions.accept_commitment(apart.promise, by=apart.mum)
    with pytest.raises(ValidationError):
        actions.accept_commitment(apart.promise, by=apart.jose)
    assert Commitment.objects.get().owner == apart.mum
    assert list(AuditRecord.objects.values_list("verb", flat=True)) == ["commitment.accepted"]


def test_what_one_home_made_hers_is_not_another_homes_to_answer(apart):
    free = (True, True, False)
    assert [rights(apart.promise, one) for one in (apart.mum, apart.jose, apart.udo)] == [free] * 3
    actions.accept_commitment(apart.promise, by=apart.mum)
    assert rights(apart.promise, apart.mum) == (False, True, True)
    assert rights(apart.promise, apart.udo) == (False, True, False)
    assert rights(apart.promise, apart.jose) == (False, False, False)
    actions.release_commitment(apart.promise, by=apart.jose)  # not hers: nothing happens
    actions.release_commitment(apart.promise, by=apart.mum)
    assert rights(apart.promise, apart.jose) == free


@pytest.mark.parametrize("change", [{"ends_on": datetime.date(2026, 1, 1)}, {"restricted": True}])
def test_an_adult_who_follows_no_more_holds_nobody_up(apart, change):
    actions.accept_commitment(apart.promise, by=apart.mum)
    Guardianship.objects.filter(adult=apart.mum).update(**change)
    assert rights(apart.promise, apart.jose) == (True, True, False)
    assert told(apart.promise, apart.jose)[:2] == ("", False)


def test_nor_does_a_teacher_who_has_left_the_advisory(cast):
    promise = f.CommitmentFactory(
        student=cast.ana_student, party="teacher", owner=cast.ida, accepted_at=timezone.now()
    )
    assert rights(promise, cast.bo) == (True, True, False)
    assert list(Commitment.objects.promised_by(cast.bo)) == [promise]


def test_another_home_reads_neither_whose_it_is_nor_how_it_goes(apart):
    actions.accept_commitment(apart.promise, by=apart.mum)
    actions.check_commitment(apart.promise, state="open", line="Most Sundays", by=apart.mum)
    apart.promise.refresh_from_db()
    actions.check_commitment(apart.promise, state="kept", line="It helps me", by=apart.ana)
    everything = ("Mum Mensah", True, ["It helps me", "Most Sundays"])
    readers = (apart.mum, apart.udo, apart.ana, apart.bo)
    assert [told(apart.promise, one) for one in readers] == [everything] * 4
    assert told(apart.promise, apart.jose) == ("", True, ["It helps me"])


def test_on_a_screen_for_all_stands_what_everybody_may_read(apart):
    actions.accept_commitment(apart.promise, by=apart.mum)
    actions.check_commitment(apart.promise, state="kept", line="Most Sundays", by=apart.mum)
    shown = Commitment.objects.told_at_table().get()
    assert (shown.owner_name, shown.story) == ("", [])
    Guardianship.objects.filter(adult=apart.jose).update(household=apart.household)
    shown = Commitment.objects.told_at_table().get()
    assert (shown.owner_name, [turn.line for turn in shown.story]) == ("Mum Mensah", ["Most Sundays"])


def test_what_an_adult_wrote_whom_the_school_keeps_away_is_left_to_her_advisor(apart):
    actions.check_commitment(apart.promise, state="kept", line="Most Sundays", by=apart.mum)
    Guardianship.objects.filter(adult=apart.mum).update(restricted=True)
    lines = {who: told(apart.promise, getattr(apart, who))[2] for who in ("ana", "udo", "bo")}
    assert lines == {"ana": [], "udo": [], "bo": ["Most Sundays"]}
    assert Commitment.objects.told_at_table().get().story == []


def test_one_form_is_one_look(cast):
    promise, key = f.CommitmentFactory(student=cast.ana_student), uuid.uuid4()
    for _ in range(2):
        actions.check_commitment(promise, state="kept", line="Done", by=cast.ana, form_key=key)
    assert list(CommitmentCheckIn.objects.values_list("by", "state", "line")) == [
        (cast.ana.pk, "kept", "Done")
    ]


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({}, False),
        ({"check_on": 0}, True),
        ({"check_on": 1}, False),
        ({"check_on": -3, "checked_at": -1}, False),
        ({"check_on": -9, "checked_at": -5, "ends_on": -1}, True),
        ({"check_on": 0, "state": "kept"}, False),
    ],
)
def test_it_is_due_on_its_first_day_and_at_its_end(cast, fields, due):
    now = timezone.now()
    moved = {
        name: value if name == "state" else (now if name == "checked_at" else TODAY()) + days(value)
        for name, value in fields.items()
    }
    promise = f.CommitmentFactory(
        student=cast.ana_student, party="teacher", owner=cast.bo, accepted_at=now, **moved
    )
    assert promise.is_due == due
    assert list(Commitment.objects.promised_by(cast.bo)) == [promise] * due
    assert not Commitment.objects.promised_by(cast.ida).exists()


# Pages


@pytest.mark.parametrize("rows", [1, 3])
def test_commitment_list_costs_the_same_for_many(as_, cast, django_assert_num_queries, rows):
    for n in range(rows):
        promise = f.CommitmentFactory(
            student=cast.ana_student, party="family", made_at=timezone.now() - days(n)
        )
        f.CommitmentCheckInFactory(commitment=promise, line=f"Look {n}")
    browser = as_("mum")
    with django_assert_num_queries(3):
        page = browser.get(url("student_commitments", cast.ana_student.pk))
    assert page.content.decode().count("Yes, that is mine") == rows


def test_one_tap_and_back_to_the_page_it_was_on(as_, cast):
    promise = f.CommitmentFactory(student=cast.ana_student, party="family")
    page = url("commitment_accept", promise.pk)
    answer = as_("mum").post(page, {"next": "/conference/1/#agreed"})
    assert answer.headers["Location"] == "/conference/1/#agreed"
    assert as_("mum").post(page).status_code == 302  # a second tap: it is hers already
    answer = as_("mum").post(url("commitment_release", promise.pk))
    assert answer.headers["Location"] == url("student_commitments", cast.ana_student.pk)
    assert Commitment.objects.get().owner is None


def test_who_taps_on_an_older_page_is_told_that_somebody_was_quicker(as_, apart):
    actions.accept_commitment(apart.promise, by=apart.jose)
    answer = as_("mum").post(url("commitment_accept", apart.promise.pk))
    words = [str(message) for message in get_messages(answer.wsgi_request)]
    assert (answer.status_code, words) == (302, ["Somebody has just said that it is theirs."])
    assert Commitment.objects.get().owner == apart.jose
    assert as_("dad").post(url("commitment_accept", apart.promise.pk)).status_code == 404


def test_a_promise_names_the_goal_only_to_those_who_see_it(as_, cast):
    goal = f.GoalFactory(student=cast.ana_student, want="I want to read")
    f.CommitmentFactory(student=cast.ana_student, goal=goal)
    pages = {who: as_(who).get(url("student_commitments", cast.ana_student.pk)) for who in ("mum", "ana")}
    shown = {who: "I want to read" in page.content.decode() for who, page in pages.items()}
    assert shown == {"mum": False, "ana": True}


# Reminders


@pytest.fixture
def due(apart, mailoutbox):
    """José has no address; Udo's letters come on paper; the day has come."""
    apart.udo.email = "udo@home.example"
    apart.udo.save()
    paper = f.HouseholdFactory(school=apart.school, reach=Household.Reach.LETTER)
    Guardianship.objects.filter(adult=apart.udo).update(household=paper)
    Household.objects.filter(pk=apart.household.pk).update(language="es")
    Commitment.objects.update(check_on=TODAY() - days(1))
    return apart


def test_the_family_is_reminded_once_in_its_language(due, run_jobs, mailoutbox):
    sweep()
    sweep()
    assert run_jobs() == 1
    sweep()
    assert (run_jobs(), [mail.to for mail in mailoutbox]) == (0, [["mum@family.example"]])
    assert "Ask on Sundays" not in mailoutbox[0].body
    assert url("commitment_check_in", due.promise.pk) in mailoutbox[0].body


@pytest.mark.parametrize(
    "fields",
    [
        {"check_on": TODAY() + days(2)},
        {"check_on": TODAY() - days(40)},
        {"checked_at": timezone.now()},
        {"state": "let_go"},
        {"reminded_at": timezone.now()},
    ],
)
def test_nobody_is_reminded_too_early_too_late_or_again(due, fields):
    Commitment.objects.update(**fields)
    assert list(Commitment.objects.to_remind()) == []
    assert actions.deliver_reminder(due.promise.pk) == 0


def test_whoever_made_it_hers_is_reminded_and_in_the_holidays_nobody(due, mailoutbox):
    teachers = f.CommitmentFactory(student=due.ana_student, party="teacher", check_on=TODAY() - days(1))
    own = f.CommitmentFactory(student=due.ana_student, check_on=TODAY() - days(1))
    due.ana.email = "ana@maple.example"
    due.ana.save()
    rest = f.RhythmFactory(school=due.school, rests_from=TODAY() - days(2), rests_until=TODAY() + days(2))
    assert actions.deliver_reminder(own.pk) == 0
    rest.rests_from = rest.rests_until = None
    rest.save()
    actions.accept_commitment(due.promise, by=due.mum)
    sent = [actions.deliver_reminder(promise.pk) for promise in (teachers, own, due.promise)]
    assert (sent, [mail.to[0] for mail in mailoutbox]) == (
        [1, 1, 1],
        ["bo@maple.example", "ana@maple.example", "mum@family.example"],
    )
