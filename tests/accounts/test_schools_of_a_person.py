"""What every page knows of a person's schools, and that it comes with the session."""

import pytest
from django.utils import translation

from accounts.models import User
from tests import factories as f


def seen(user):
    """Fetched anew, as a request would."""
    return User.objects.get(pk=user.pk)


def test_everybody_has_the_school_of_her_place(cast):
    assert {
        who: list(seen(getattr(cast, who)).schools) for who in ("ana", "bo", "cora", "oak_coordinator")
    } == {
        "ana": [cast.school.pk],
        "bo": [cast.school.pk],
        "cora": [cast.school.pk],
        "oak_coordinator": [cast.oak.pk],
    }


def test_a_child_at_another_school_brings_that_school_along(cast):
    f.GuardianshipFactory(adult=cast.mum, student=cast.oak_student_row)
    assert list(seen(cast.mum).schools) == [cast.school.pk, cast.oak.pk]
    assert seen(cast.mum).works_at_several is False


def test_staff_of_two_schools(cast):
    f.MembershipFactory(user=cast.cora, school=cast.oak, role="advisor")
    assert {str(school): school.works_here for school in seen(cast.cora).schools.values()} == {
        "Maple Street School": True,
        "Oak Hill School": True,
    }
    assert seen(cast.cora).works_at_several is True


def test_a_place_that_ended_brings_nothing(cast):
    cast.cora.memberships.update(ended_at="2026-01-01T00:00Z")
    assert seen(cast.cora).schools == {}


def test_a_school_says_its_own_words_in_the_language_of_the_reader(cast):
    cast.school.labels = {"en": {"conference": "Learning review"}, "es": {"advisory": "Tutoría"}}
    cast.school.save(update_fields=["labels"])
    words = seen(cast.ana).schools[cast.school.pk].words
    assert (words.conference, words.my_conference) == ("Learning review", "Learning review")
    assert (words.advisory, words.my_advisory) == ("Advisory", "My advisory")
    with translation.override("es"):
        assert (words.advisory, words.conference) == ("Tutoría", "Conferencia")


@pytest.mark.parametrize("who", ["ana", "mum", "cora"])
def test_the_session_brings_it_all_in_one_query(as_, cast, who, django_assert_num_queries):
    browser = as_(who)
    session = browser.session
    with django_assert_num_queries(1):
        session.load()
    with django_assert_num_queries(0):
        assert list(session.user.schools) == [cast.school.pk]
        assert session.user.runs_district is False
