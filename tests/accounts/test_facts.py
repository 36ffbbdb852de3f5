"""Subqueries that are put together once say the same as those made anew."""

import pytest
from django.db.models import Count, Exists, Subquery

from accounts.facts import OUTER, once
from accounts.models import Advisory, Student
from tests import factories as f


@once
def size():
    students = Student.objects.current().filter(advisory=OUTER).order_by().values("advisory")
    return Subquery(students.annotate(n=Count("pk")).values("n"))


def sizes():
    return dict(Advisory.objects.annotate(size=size()).values_list("name", "size").order_by("name"))


def test_a_fact_is_compiled_once_and_asked_each_time(cast):
    cast.oak_advisory.delete()
    assert sizes() == {"5B": 2, "5C": None}
    f.StudentFactory(school=cast.school, advisory=cast.other_advisory)
    assert sizes() == {"5B": 2, "5C": 1}
    assert size() is size()


def test_a_fact_may_be_about_a_neighbour_and_decide(cast):
    @once(of="student__advisory")
    def advised():
        return Exists(Advisory.objects.filter(pk=OUTER, name="5B"))

    people = type(cast.ana).objects.filter(student__isnull=False)
    assert set(people.filter(advised())) == {cast.ana, cast.ben, cast.oak_student}
    assert people.annotate(advised=advised()).get(pk=cast.ana.pk).advised is True


def test_several_facts_come_by_name(cast):
    @once
    def counts():
        students = Student.objects.filter(advisory=OUTER)
        return {"any": Exists(students), "fifth": Exists(students.filter(grade=5))}

    found = Advisory.objects.annotate(**counts()).get(pk=cast.other_advisory.pk)
    assert (found.any, found.fifth) == (False, False)


def test_facts_count_in_groups(cast):
    @once
    def has_students():
        return Exists(Student.objects.filter(advisory=OUTER))

    groups = Advisory.objects.values(full=has_students()).annotate(n=Count("pk")).order_by("full")
    assert list(groups) == [{"full": False, "n": 1}, {"full": True, "n": 2}]


def test_a_fact_that_would_be_about_itself_is_refused(cast):
    """Inside of another subquery the row outside has the name that the fact gives its own rows."""
    wrapped = Advisory.objects.filter(
        pk__in=Advisory.objects.annotate(size=size()).filter(size=2).values("pk")
    )
    with pytest.raises(ValueError, match="something else"):
        list(wrapped)
