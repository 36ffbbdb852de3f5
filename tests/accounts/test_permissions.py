"""Who sees which rows of accounts: every permission, for everybody of the cast."""

import datetime

import pytest
from django.utils import timezone

from accounts.audit import record
from accounts.models import (
    Advisory,
    AuditRecord,
    Guardianship,
    Household,
    Invitation,
    Membership,
    OutgoingMail,
    RosterImport,
    School,
    SignInCard,
    Student,
    User,
)
from tests import factories as f
from tests.conftest import PEOPLE


def seen(cast, scope):
    """Names of the people who get rows, each with the rows' own names, through `scope(user)`."""
    rows = {who: sorted(map(str, scope(getattr(cast, who)))) for who in PEOPLE if who != "anonymous"}
    return {who: names for who, names in rows.items() if names}


ANA, BEN, OLU = "Ana Mensah", "Ben Novak", "Olu Adeyemi"
MAPLE, OAK = "Maple Street School", "Oak Hill School"
STUDENTS = {
    "is_user": {"ana": [ANA], "ben": [BEN], "oak_student": [OLU]},
    "advised_by": {"bo": [ANA, BEN], "oak_advisor": [OLU]},
    "followed_by": {"mum": [ANA], "dad": [BEN], "oak_family": [OLU]},
    "coordinated_by": {"cora": [ANA, BEN], "oak_coordinator": [OLU]},
}
STUDENTS["portfolio_read_by"] = STUDENTS["advised_by"] | STUDENTS["followed_by"]
STUDENTS["accompanied_by"] = STUDENTS["is_user"] | STUDENTS["portfolio_read_by"]
STUDENTS["visible_to"] = STUDENTS["accompanied_by"] | STUDENTS["coordinated_by"]


@pytest.mark.parametrize("permission", STUDENTS)
def test_students(cast, permission):
    assert seen(cast, getattr(Student.objects, permission)) == STUDENTS[permission]


@pytest.mark.parametrize("permission", STUDENTS)
def test_who_left_is_seen_by_nobody(cast, permission):
    Student.objects.update(left_at=timezone.now())
    assert seen(cast, getattr(Student.objects, permission)) == {}


SCHOOLS = {
    "coordinated_by": {"cora": [MAPLE], "oak_coordinator": [OAK]},
    "advised_by": {"bo": [MAPLE], "ida": [MAPLE], "oak_advisor": [OAK]},
}
SCHOOLS["staffed_by"] = SCHOOLS["coordinated_by"] | SCHOOLS["advised_by"]


@pytest.mark.parametrize("permission", SCHOOLS)
def test_schools(cast, permission):
    assert seen(cast, getattr(School.objects, permission)) == SCHOOLS[permission]


@pytest.mark.parametrize("permission", SCHOOLS)
def test_who_works_there_no_more_has_no_right_there(cast, permission):
    Membership.objects.update(ended_at=timezone.now())
    assert seen(cast, getattr(School.objects, permission)) == {}


ADVISORIES = {
    "advised_by": {"bo": ["5B"], "ida": ["5C"], "oak_advisor": ["5B"]},
    "coordinated_by": {"cora": ["5B", "5C"], "oak_coordinator": ["5B"]},
}
ADVISORIES["cards_printed_by"] = ADVISORIES["advised_by"] | ADVISORIES["coordinated_by"]


@pytest.mark.parametrize("permission", ADVISORIES)
def test_advisories(cast, permission):
    assert seen(cast, getattr(Advisory.objects, permission)) == ADVISORIES[permission]
    Advisory.objects.update(ended_at=timezone.now())
    assert seen(cast, getattr(Advisory.objects, permission)) == {}


def test_memberships(cast):
    own = Membership.objects.visible_to(cast.cora)
    assert set(own.values_list("school", flat=True)) == {cast.school.pk}
    assert seen(cast, Membership.objects.visible_to).keys() == {"cora", "oak_coordinator"}


def test_guardianships_and_households(cast):
    mensah, novak, adeyemi = "Mum Mensah - Ana Mensah", "Dad Novak - Ben Novak", "Ola Adeyemi - Olu Adeyemi"
    assert seen(cast, Guardianship.objects.held_by) == {
        "mum": [mensah],
        "dad": [novak],
        "oak_family": [adeyemi],
    }
    both = [novak, mensah]
    assert seen(cast, Guardianship.objects.invited_by) == {
        "bo": both,
        "cora": both,
        "oak_advisor": [adeyemi],
        "oak_coordinator": [adeyemi],
    }
    assert seen(cast, Household.objects.lived_in_by) == {"mum": ["Mensah"]}


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"restricted": True}, {}),
        ({"may_see": False}, {}),
        ({}, {"ends_on": -1}),
        ({}, {"starts_on": 1}),
    ],
)
def test_a_guardianship_that_is_not_in_force(cast, fields, days):
    dates = {name: timezone.localdate() + datetime.timedelta(days=n) for name, n in days.items()}
    Guardianship.objects.exclude(pk=cast.ended_guardianship.pk).update(**fields, **dates)
    assert seen(cast, Guardianship.objects.held_by) == {}


def test_a_guardianship_holds_on_its_first_and_last_day(cast):
    today = timezone.localdate()
    Guardianship.objects.filter(pk=cast.guardianship.pk).update(starts_on=today, ends_on=today)
    assert list(Guardianship.objects.held_by(cast.mum)) == [cast.guardianship]


def test_records_and_imports_are_the_offices(cast):
    record("evidence.read", cast.ana_student, by=cast.bo)
    RosterImport.objects.create(school=cast.school, name="fall.zip")
    assert seen(cast, RosterImport.objects.visible_to) == {"cora": ["fall.zip"]}
    assert seen(cast, AuditRecord.objects.visible_to) == {
        "cora": [f"evidence.read accounts.student {cast.ana_student.pk}"]
    }


def test_cards(cast):
    card = f.SignInCardFactory(student=cast.ana_student)
    assert seen(cast, SignInCard.objects.revoked_by) == {"bo": [str(card)], "cora": [str(card)]}
    User.objects.filter(pk=cast.ana.pk).update(is_active=False)
    assert list(SignInCard.objects.valid()) == []


def test_staff_are_those_who_work_here_today(cast):
    staff = [cast.bo, cast.ida, cast.cora, cast.oak_advisor, cast.oak_coordinator]
    assert set(User.objects.staff()) == set(staff)
    Membership.objects.filter(user=cast.bo).update(ended_at=timezone.now())
    User.objects.filter(pk=cast.ida.pk).update(is_active=False)
    assert set(User.objects.staff()) == set(staff[2:])


def test_invited_are_those_whose_letter_left_and_still_counts(cast):
    f.InvitationFactory(guardianship=cast.guardianship, expires_at=timezone.now())  # over, but it was sent
    f.InvitationFactory(guardianship=cast.ended_guardianship)
    f.InvitationFactory(guardianship=cast.dad.guardianships.get(), revoked_at=timezone.now())
    unsent = {"sent_at": None, "token_digest": None}
    f.InvitationFactory(guardianship=cast.oak_family.guardianships.get(), **unsent)
    assert list(User.objects.invited()) == [cast.mum]
    assert [str(one.guardianship.adult) for one in Invitation.objects.owed()] == ["Ola Adeyemi"]
    assert list(Invitation.objects.open()) == []


def test_without_demo_nobody_may_be_anybody(cast, settings):
    OutgoingMail.objects.create(to="a@b.example", subject="A code", body="")
    scopes = (User, Student, OutgoingMail)
    assert [model.objects.in_demo().count() for model in scopes] == [0, 0, 0]
    settings.DEMO = True
    assert [model.objects.in_demo().count() for model in scopes] == [User.objects.count(), 3, 1]
