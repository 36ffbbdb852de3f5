"""What a family asks the office, how long things are kept, and whose the rights are at 18."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.actions import retention
from accounts.actions.rights import set_period
from accounts.models import (
    AuditRecord,
    Deletion,
    Guardianship,
    RecordRequest,
    RetentionPeriod,
    SignInCard,
    Student,
    User,
)
from accounts.periods import fixed, periods
from portfolios.models import Attachment, Evidence
from tests import factories as f
from tests.accounts.conftest import main_of

# Asking the office


def test_a_correction_is_asked_for_and_answered(world, as_):
    url = reverse("accounts:correction_add", args=[world.ana_student.pk])
    assert as_("mum").post(url, {"words": "She is called Anna."}).status_code == 302
    asked = RecordRequest.objects.get()
    page = as_("cora").get(reverse("accounts:request_decide", args=[asked.pk]))
    assert "She is called Anna." in main_of(page)
    answer = {"agreed": "yes", "answer": "It is Anna from tomorrow."}
    as_("cora").post(reverse("accounts:request_decide", args=[asked.pk]), answer)
    record = main_of(as_("mum").get(reverse("accounts:child_record", args=[world.ana_student.pk])))
    assert "It is Anna from tomorrow." in record
    verbs = AuditRecord.objects.filter(verb__startswith="recordrequest").order_by("pk")
    assert list(verbs.values_list("verb", "student_id")) == [
        ("recordrequest.made", world.ana_student.pk),
        ("recordrequest.agreed", world.ana_student.pk),
    ]


def test_an_empty_correction_is_kept_open(world, as_):
    url = reverse("accounts:correction_add", args=[world.ana_student.pk])
    assert as_("mum").post(url, {"words": ""}).status_code == 422
    assert RecordRequest.objects.count() == 0


def test_a_deletion_is_asked_for_once(world, as_):
    url = reverse("accounts:deletion_add", args=[world.ana_student.pk])
    assert as_("mum").post(url, {"words": "We move."}).status_code == 422  # not ticked
    assert as_("mum").post(url, {"words": "We move.", "understood": "on"}).status_code == 302
    again = as_("mum").post(url, {"words": "We move.", "understood": "on"})
    assert again.status_code == 422
    assert "asked already" in again.text


@pytest.mark.parametrize(
    ("sent", "status", "state"),
    [
        ({"agreed": "yes", "name": "ana  mensah"}, 302, "agreed"),
        ({"agreed": "yes", "name": "Ben Novak"}, 422, "open"),
        ({"agreed": "yes"}, 422, "open"),
        ({"agreed": "no", "answer": "The law asks us to keep it until June."}, 302, "declined"),
        ({"agreed": "no"}, 422, "open"),
        ({}, 422, "open"),
    ],
)
def test_the_office_decides_about_a_deletion(world, as_, sent, status, state):
    asked = f.RecordRequestFactory(student=world.ana_student, by=world.mum)
    url = reverse("accounts:request_decide", args=[asked.pk])
    assert as_("cora").post(url, sent).status_code == status
    asked.refresh_from_db()
    assert (asked.state, asked.runs_at is not None) == (state, state == "agreed")


def test_a_deletion_waits_and_either_side_stops_it(world, as_):
    asked = f.RecordRequestFactory(student=world.ana_student, by=world.mum)
    decide = reverse("accounts:request_decide", args=[asked.pk])
    as_("cora").post(decide, {"agreed": "yes", "name": "Ana Mensah"})
    assert "Everything is deleted on" in main_of(
        as_("mum").get(reverse("accounts:child_record", args=[world.ana_student.pk]))
    )
    as_("cora").post(reverse("accounts:deletion_stop", args=[asked.pk]))
    as_("mum").post(reverse("accounts:request_withdraw", args=[asked.pk]))
    asked.refresh_from_db()
    assert (asked.state, asked.runs_at) == ("withdrawn", None)


def test_an_adult_who_may_not_decide_has_no_rights_over_the_record(world, as_):
    world.guardianship.may_decide = False
    world.guardianship.save()
    for page in ("child_record", "child_looks", "correction_add", "deletion_add"):
        url = reverse(f"accounts:{page}", args=[world.ana_student.pk])
        assert as_("mum").get(url).status_code == 404


def test_the_office_sees_exactly_its_own_requests(world, as_):
    f.RecordRequestFactory(student=world.ana_student, by=world.mum)
    f.RecordRequestFactory(student=world.oak_student_row, by=world.oak_family)
    Deletion.objects.create(school_id=world.school.pk, reason="put_away", counts={"portfolios.Evidence": 3})
    Deletion.objects.create(school_id=world.oak.pk, reason="leavers", student_id=77)
    page = main_of(as_("cora").get(reverse("accounts:request_list")))
    shown = ("Ana Mensah" in page, "Olu" in page, "put away" in page, "77" in page)
    assert shown == (True, False, True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_requests_cost_the_same_for_many(world, as_, django_assert_num_queries, rows):
    for number in range(rows):
        kind = "deletion" if number == 0 else "correction"
        f.RecordRequestFactory(student=world.ana_student, by=world.mum, kind=kind)
    browser = as_("cora")
    with django_assert_num_queries(4):
        assert browser.get(reverse("accounts:request_list")).status_code == 200


# How long


def long_ago(days):
    return timezone.now() - datetime.timedelta(days=days)


@pytest.fixture
def old(world):
    """One old row of each class, and a young one beside it."""
    f.EvidenceFactory(student=world.ana_student, archived_at=long_ago(1100))
    f.EvidenceFactory(student=world.ana_student, archived_at=long_ago(1000))
    f.ReadyAttachmentFactory(evidence=world.shared, removed_at=long_ago(91))
    f.ReadyAttachmentFactory(evidence=world.shared, removed_at=long_ago(89))
    f.SignInCardFactory(student=world.ben_student, revoked_at=long_ago(91))
    f.InvitationFactory(guardianship=world.guardianship, expires_at=long_ago(91))
    world.leaver = f.StudentFactory(school=world.school, left_at=long_ago(366))
    world.ben_student.left_at = long_ago(364)
    world.ben_student.save()
    AuditRecord.objects.create(verb="old", school_id=world.school.pk, at=long_ago(1096))
    AuditRecord.objects.create(verb="young", school_id=world.school.pk, at=long_ago(1094))
    decided = {"state": "declined", "decided_by": world.cora, "decided_at": long_ago(1096)}
    f.RecordRequestFactory(student=world.ana_student, by=world.mum, **decided)
    user = f.UserFactory(school=world.school, email="gus@example.org")
    guest = world.ana_student.guests.create(
        school=world.school,
        name="Uncle Gus",
        email="gus@example.org",
        relation="uncle",
        user=user,
        agreed_at=long_ago(400),
        agreed_by=world.bo,
        expires_at=long_ago(390),
    )
    type(guest).objects.update(asked_at=long_ago(401))
    world.guest_user = user
    return world


KINDS = ("put_away", "taken_off", "cards", "letters", "leavers", "audit", "requests", "guests")
EXPECTED = dict.fromkeys(KINDS, 1)


def test_what_is_too_old_goes_and_the_young_stays(old, run_jobs):
    assert retention.run() == EXPECTED
    run_jobs()
    assert Evidence.objects.filter(archived_at__isnull=False).count() == 1
    assert Attachment.objects.filter(removed_at__isnull=False).count() == 1
    assert not Student.objects.filter(pk=old.leaver.pk).exists()
    assert Student.objects.filter(pk=old.ben_student.pk).exists()
    assert not User.objects.filter(pk=old.guest_user.pk).exists()
    assert AuditRecord.objects.get(verb__in=["old", "young"]).verb == "young"
    assert SignInCard.objects.filter(revoked_at__isnull=False).count() == 0


def test_it_is_in_the_ledger_and_runs_twice_without_harm(old):
    retention.run()
    written = {entry.reason for entry in Deletion.objects.all()}
    assert written == set(EXPECTED)
    assert retention.run() == {}


def test_a_dry_run_counts_and_deletes_nothing(old, capsys):
    call_command("retention", dry_run=True)
    assert "1 put_away" in capsys.readouterr().out
    assert Deletion.objects.count() == 0
    call_command("retention")
    call_command("retention")
    assert "Nothing is due." in capsys.readouterr().out


def test_it_goes_in_batches(world, monkeypatch):
    cards = next(period for period in periods() if period.kind == "cards")
    object.__setattr__(cards, "batch", 1)
    try:
        for student in (world.ana_student, world.ben_student):
            f.SignInCardFactory(student=student, revoked_at=long_ago(91))
        assert retention.run() == {"cards": 2}
        assert Deletion.objects.filter(reason="cards").count() == 2
    finally:
        object.__setattr__(cards, "batch", 500)


def test_a_school_keeps_its_own_time(world):
    for student in (world.ana_student, world.oak_student_row):
        f.SignInCardFactory(student=student, revoked_at=long_ago(40))
    cards = next(period for period in periods() if period.kind == "cards")
    set_period(world.school, cards, days=30, by=world.cora)
    assert retention.run() == {"cards": 1}
    assert Deletion.objects.get().school_id == world.school.pk


def test_the_office_sets_the_times_within_limits(world, as_):
    url = reverse("accounts:retention_edit")
    now = {period.kind: period.days for period in periods()}
    assert as_("cora").post(url, now | {"cards": 30}).status_code == 302
    assert list(RetentionPeriod.objects.values_list("school", "kind", "days")) == [
        (world.school.pk, "cards", 30)
    ]
    assert as_("cora").post(url, now | {"audit": 3}).status_code == 422
    assert AuditRecord.objects.filter(verb="retention.changed").count() == 1
    assert "30" in main_of(as_("mum").get(reverse("accounts:child_record", args=[world.ana_student.pk])))


def test_the_page_says_when_backups_are_gone(world, as_):
    assert "35 days at most" in main_of(as_("cora").get(reverse("accounts:retention_edit")))
    assert len(fixed()) > 5


def test_the_sweep_keeps_retention_once_a_day(old, run_jobs):
    from django.core.cache import cache

    cache.delete(f"retention:{timezone.now():%Y-%m-%d}")
    call_command("sweep", verbosity=0)
    call_command("sweep", verbosity=0)
    run_jobs()
    assert {entry.reason for entry in Deletion.objects.all()} == set(EXPECTED)


@pytest.mark.parametrize("kind", [period.kind for period in periods()])
def test_no_time_is_outside_its_own_limits(kind):
    period = next(period for period in periods() if period.kind == kind)
    assert period.low <= period.days <= period.high


# At 18


def birthday(world, **by):
    """Ana turns 18 so many days from now, by the calendar of her school."""
    today = timezone.localdate(timezone=world.zone) + datetime.timedelta(**by)
    world.ana_student.born_on = today.replace(year=today.year - 18)
    world.ana_student.save(update_fields=["born_on"])


@pytest.fixture
def at_school(world, monkeypatch):
    """A day that no leap year and no time zone disturbs: noon of 15 June in New York."""
    import zoneinfo

    world.zone = zoneinfo.ZoneInfo("America/New_York")
    noon = datetime.datetime(2027, 6, 15, 16, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    with timezone.override(world.zone):
        yield world


def rights(world):
    """(Mum follows, Mum decides, Ana decides herself)"""
    students = Student.objects.filter(pk=world.ana_student.pk)
    return (
        students.followed_by(world.mum).exists(),
        students.record_held_by(world.mum).exists(),
        students.record_held_by(world.ana).exists(),
    )


def test_without_a_birth_date_she_is_a_child(at_school):
    assert rights(at_school) == (True, True, False)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(1, (True, True, False)), (0, (False, False, True)), (-1, (False, False, True))],
    ids=["the day before", "her birthday", "the day after"],
)
def test_the_rights_pass_on_her_birthday(at_school, days, expected):
    birthday(at_school, days=days)
    assert rights(at_school) == expected


def test_her_family_follows_on_if_she_says_so(at_school):
    birthday(at_school, days=0)
    at_school.ana_student.family_follows = True
    at_school.ana_student.save(update_fields=["family_follows"])
    assert rights(at_school) == (True, False, True)


def test_her_family_follows_on_if_the_school_says_so(at_school):
    birthday(at_school, days=0)
    at_school.school.families_follow_adults = True
    at_school.school.save(update_fields=["families_follow_adults"])
    assert rights(at_school) == (True, False, True)


def test_who_is_born_on_a_leap_day_waits_for_no_leap_year(world):
    world.ana_student.born_on = datetime.date(2012, 2, 29)
    world.ana_student.save(update_fields=["born_on"])
    world.ana_student.refresh_from_db()
    assert world.ana_student.of_age_on == datetime.date(2030, 2, 28)


def test_she_decides_on_her_own_page(world, as_):
    world.ana_student.born_on = datetime.date(2000, 1, 1)
    world.ana_student.save(update_fields=["born_on"])
    record = reverse("accounts:child_record", args=[world.ana_student.pk])
    assert as_("mum").get(record).status_code == 404
    assert "You are 18" in main_of(as_("ana").get(record))
    as_("ana").post(reverse("accounts:family_follow", args=[world.ana_student.pk]), {"follows": "1"})
    assert Guardianship.objects.current().filter(adult=world.mum).exists()
    assert as_("mum").get(record).status_code == 404
    as_("ana").post(reverse("accounts:family_follow", args=[world.ana_student.pk]), {})
    assert not Guardianship.objects.current().filter(adult=world.mum).exists()
    as_("ana").post(
        reverse("accounts:deletion_add", args=[world.ana_student.pk]), {"understood": "on", "words": ""}
    )
    assert RecordRequest.objects.get().by == world.ana


def test_a_grown_student_sees_what_everybody_wrote_to_her(world, as_):
    world.ana_student.born_on = datetime.date(2000, 1, 1)
    world.ana_student.save(update_fields=["born_on"])
    f.NoteFactory(conference=world.conference, by=world.mum, text="A word of Mum")
    url = reverse("accounts:child_record_kind", args=[world.ana_student.pk, "conferences-note"])
    assert "A word of Mum" in as_("ana").get(url).text


def test_an_unknown_state_of_a_request_is_refused_by_the_database(world):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), connection.cursor():
        f.RecordRequestFactory(student=world.ana_student, by=world.mum, runs_at=timezone.now())


def test_a_period_is_a_day_at_least(world):
    with pytest.raises(ValidationError):
        RetentionPeriod(school=world.school, kind="cards", days=0).full_clean()
