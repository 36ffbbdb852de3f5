"""Whose conference is whose: households, adults of none, two households of one child, students of 18."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Guardianship, Student
from conferences.querysets.households import attending_at, families_of
from tests import factories as f


@pytest.fixture
def homes(world):
    """Ana has two homes, her mother's and her father's; her brother Kofi lives with their mother."""
    world.papa = f.UserFactory(school=world.school, first_name="Papa", last_name="Boateng", role="family")
    world.far = f.HouseholdFactory(school=world.school, name="Boateng", language="es")
    f.GuardianshipFactory(adult=world.papa, student=world.ana_student, household=world.far)
    world.kofi = f.StudentFactory(
        school=world.school, advisory=world.advisory, user__first_name="Kofi", grade=8
    )
    f.GuardianshipFactory(adult=world.mum, student=world.kofi, household=world.household)
    world.kofis = f.ConferenceFactory(student=world.kofi, round=world.round)
    return world


def told(families):
    return {
        (family.name, family.language): (
            [adult.first_name for adult in family.adults],
            [conference.pk for conference in family.conferences],
        )
        for family in families
    }


def test_families_are_households_with_their_children(homes, django_assert_num_queries):
    for _time in range(2):
        with django_assert_num_queries(3):
            families = families_of(homes.round)
        own = homes.conference.pk
        assert told(families) == {
            ("Mensah", "en"): (["Mum"], [own, homes.kofis.pk]),
            ("Boateng", "es"): (["Papa"], [own]),
        }
    mensah = families[0]
    assert (mensah.key, mensah.is_grown, mensah.on_paper) == (
        ("household", homes.household.pk),
        False,
        False,
    )
    assert (mensah.students, mensah.deciding) == ([homes.ana_student, homes.kofi], {homes.mum.pk})


def test_separate_conferences_are_each_for_its_household(homes):
    other = f.ConferenceFactory(student=homes.ana_student, round=homes.round, household=homes.far)
    granny = f.UserFactory(school=homes.school, first_name="Gran", last_name="Mensah", role="family")
    gran = f.GuardianshipFactory(student=homes.ana_student, adult=granny, household=None)
    assert [row.adult for row in attending_at(homes.conference)] == [homes.mum, gran.adult]
    assert [row.adult for row in attending_at(other)] == [homes.papa]
    names = {family.name: [one.pk for one in family.conferences] for family in families_of(homes.round)}
    assert names == {
        "Mensah": [homes.conference.pk, homes.kofis.pk],
        "Boateng": [other.pk],
        str(gran.adult): [homes.conference.pk],
    }
    own = homes.conference
    for adult, follows in ((homes.mum, [own, homes.kofis]), (homes.papa, [other]), (gran.adult, [own])):
        for scope in ("followed_by", "joined_by", "booked_by", "visible_to"):
            assert list(getattr(type(own).objects, scope)(adult).order_by("pk")) == sorted(
                follows, key=lambda one: one.pk
            )


def test_who_is_kept_away_is_in_no_family_and_a_child_without_adults_is_one(homes):
    Guardianship.objects.filter(adult=homes.papa).update(restricted=True)
    Guardianship.objects.filter(adult=homes.mum, student=homes.kofi).update(may_attend=False)
    families = families_of(homes.round)
    assert [(family.name, family.key) for family in families] == [
        ("Mensah", ("household", homes.household.pk)),
        (str(homes.kofi), ("student", homes.kofi.pk)),
    ]
    assert (families[1].adults, families[1].language, families[1].on_paper) == ([], "", True)
    assert families[1].interpreter_language == ""


def test_a_student_of_eighteen_is_a_family_of_her_own(homes):
    Student.objects.filter(pk=homes.kofi.pk).update(
        born_on=timezone.localdate() - datetime.timedelta(days=19 * 366), family_follows=True
    )
    [grown] = [family for family in families_of(homes.round) if family.is_grown]
    assert (grown.key, grown.adults) == (("adult", homes.kofi.user_id), [homes.kofi.user, homes.mum])
    assert grown.deciding == {homes.kofi.user_id}
