"""Prepared questions: put together once, asked by everybody, and never about the one before."""

import datetime
import threading
import zoneinfo

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from accounts.models import Advisory, Guardianship, Student, User
from accounts.prepared import Today, Words, prepared
from tests import factories as f


@prepared
def children_of(adult):
    return Student.objects.followed_by(adult).order_by("pk")


@prepared
def pupils(advisory, active):
    return Student.objects.filter(advisory=advisory, user__is_active=active).order_by("pk")


def test_each_asks_for_her_own(cast):
    assert list(children_of(cast.mum)) == [cast.ana_student]
    assert list(children_of(cast.dad)) == [cast.ben_student]
    assert list(children_of(cast.ruth)) == []
    assert list(children_of(cast.oak_family)) == [cast.oak_student_row]


def test_an_end_takes_effect_at_the_next_look(cast):
    assert len(children_of(cast.mum)) == 1
    Guardianship.objects.filter(pk=cast.guardianship.pk).update(may_see=False)
    assert len(children_of(cast.mum)) == 0


def test_the_day_is_that_of_the_moment_of_asking(cast):
    """A guardianship that ended yesterday at the school is still in force where it is a day earlier."""
    east, west = zoneinfo.ZoneInfo("Pacific/Kiritimati"), zoneinfo.ZoneInfo("Pacific/Pago_Pago")
    with timezone.override(west):
        Guardianship.objects.filter(pk=cast.guardianship.pk).update(ends_on=timezone.localdate())
        assert list(children_of(cast.mum)) == [cast.ana_student]
    with timezone.override(east):
        assert list(children_of(cast.mum)) == []


def test_today_outside_of_a_prepared_question(cast):
    today = timezone.localdate()
    assert Guardianship.objects.filter(ends_on__lt=Today()).get() == cast.ended_guardianship
    ends_today = f.GuardianshipFactory(adult=cast.dad, student=cast.ana_student, ends_on=today)
    assert ends_today in Guardianship.objects.filter(ends_on=Today())


def test_what_is_no_row_makes_a_question_of_its_own(cast):
    User.objects.filter(pk=cast.ben.pk).update(is_active=False)
    assert list(pupils(cast.advisory, True)) == [cast.ana_student]
    assert list(pupils(cast.advisory, False)) == [cast.ben_student]
    assert list(pupils(cast.other_advisory.pk, True)) == []


def test_one_row_by_its_key(cast):
    assert children_of(cast.mum).get(pk=cast.ana_student.pk) == cast.ana_student
    with pytest.raises(Student.DoesNotExist):
        children_of(cast.mum).get(pk=cast.ben_student.pk)
    with pytest.raises(Student.MultipleObjectsReturned):
        pupils(cast.advisory, True).get(school=cast.school.pk)


def test_the_first_or_none(cast):
    assert pupils(cast.advisory, True).first() == cast.ana_student
    assert pupils(cast.other_advisory, True).first() is None


def test_a_question_is_asked_once_a_look(cast, django_assert_num_queries):
    found = children_of(cast.mum)
    with django_assert_num_queries(1):
        assert (len(found), list(found), found.first()) == (1, [cast.ana_student], cast.ana_student)


def test_a_method_is_for_all_rows(cast):
    with pytest.raises(TypeError, match="all rows"):
        prepared(lambda rows, user: rows.filter(pk=user.pk))(User.objects.filter(pk=1), cast.mum)


def test_prefetches_and_values_come_along(cast):
    @prepared
    def advisories(school):
        return Advisory.objects.filter(school=school).order_by("name").prefetch_related("students")

    @prepared
    def names(school):
        return Advisory.objects.filter(school=school).order_by("name").values_list("name", flat=True)

    assert [len(one.students.all()) for one in advisories(cast.school)] == [2, 0]
    assert list(names(cast.school)) == ["5B", "5C"]


def test_a_question_that_would_keep_a_moment_is_refused(cast):
    @prepared
    def stale(student):
        return Guardianship.objects.filter(Q(ends_on__gt=datetime.date(2026, 9, 1)), student=student)

    with pytest.raises(TypeError, match="belongs to one request"):
        list(stale(cast.ana_student))


def test_without_kept_plans_it_is_sent_in_full(cast, monkeypatch):
    """A pooler that hands out connections by the transaction forgets what was prepared on one."""
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    assert list(children_of(cast.mum)) == [cast.ana_student]
    assert children_of(cast.dad).get(pk=cast.ben_student.pk) == cast.ben_student


def test_percent_signs_and_quotes_stay_as_they_are(cast):
    @prepared
    def fond_of_signs(school):
        return Advisory.objects.filter(Q(name="50 % 'off'") | Q(name__contains="%"), school=school)

    odd = f.AdvisoryFactory(school=cast.school, name="50 % 'off'")
    assert list(fond_of_signs(cast.school)) == [odd]


@pytest.mark.django_db(transaction=True)
def test_another_connection_learns_the_question_anew(cast):
    assert list(children_of(cast.mum)) == [cast.ana_student]
    found = []

    def look():
        found.extend(children_of(cast.mum))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [cast.ana_student]


@pytest.mark.django_db(transaction=True)
def test_a_connection_made_anew_learns_the_question_anew(cast):
    assert list(children_of(cast.mum)) == [cast.ana_student]
    connection.close()
    assert list(children_of(cast.mum)) == [cast.ana_student]
    assert connection.connection in Words.known


def test_nobody_gets_nothing(cast):
    with pytest.raises(ObjectDoesNotExist):
        children_of(User()).get(pk=cast.ana_student.pk)
