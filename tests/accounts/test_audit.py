"""Who did, saw, or was refused what."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.models import AuditRecord
from tests import factories as f


def records(**which):
    columns = ("verb", "thing", "actor_id", "student_id", "school_id")
    return list(AuditRecord.objects.filter(**which).order_by("pk").values_list(*columns))


def looks():
    return records(verb="record.looked")


def refusals():
    return records(verb="page.refused")


@pytest.fixture(autouse=True)
def cold(settings):
    """Nothing of another test is remembered as written."""
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test_audit"}
    }
    from django.core.cache import cache

    cache.clear()


def test_a_look_of_the_advisor_is_written_once_a_day(world, as_, later):
    url = reverse("portfolios:student_portfolio", args=[world.ana_student.pk])
    browser = as_("bo")
    for _ in range(3):
        assert browser.get(url).status_code == 200
    seen = (
        "record.looked",
        "portfolios:student_portfolio",
        world.bo.pk,
        world.ana_student.pk,
        world.school.pk,
    )
    assert looks() == [seen]


def test_two_processes_write_one_look(world, as_):
    """Each process remembers for itself; the database keeps one row."""
    from django.core.cache import cache

    url = reverse("portfolios:evidence_detail", args=[world.shared.pk])
    browser = as_("bo")
    browser.get(url)
    cache.clear()
    browser.get(url)
    assert len(looks()) == 1


@pytest.mark.parametrize("who", ["ana", "mum"])
def test_what_the_child_and_her_family_read_is_not_written(world, as_, who):
    browser = as_(who)
    for name, thing in (
        ("portfolios:evidence_detail", world.shared),
        ("goals:student_goals", world.ana_student),
        ("portfolios:evidence_pictures", world.shared),
    ):
        assert browser.get(reverse(name, args=[thing.pk])).status_code == 200
    assert looks() == []


def test_an_advisor_at_home_with_her_own_child_is_family(world, as_):
    f.GuardianshipFactory(adult=world.bo, student=world.ana_student)
    as_("bo").get(reverse("portfolios:student_portfolio", args=[world.ana_student.pk]))
    assert looks() == []


def test_a_refused_page_of_a_row_that_exists_is_written(world, as_):
    as_("dad").get(reverse("portfolios:evidence_detail", args=[world.shared.pk]))
    assert refusals() == [
        ("page.refused", "portfolios.evidence", world.dad.pk, world.ana_student.pk, world.school.pk)
    ]


def test_a_refused_click_is_written(world, as_):
    as_("ben").post(reverse("goals:goal_reply", args=[world.goal.pk]))
    assert [(thing, who) for _, thing, who, *_ in refusals()] == [("goals.goal", world.ben.pk)]


def test_a_number_that_names_nothing_is_not_written(world, as_):
    as_("dad").get(reverse("portfolios:evidence_detail", args=[2**40]))
    assert refusals() == []


def test_a_page_that_is_for_others_altogether_is_written(world, as_):
    as_("mum").get(reverse("accounts:school_office"))
    assert [(thing, who) for _, thing, who, *_ in refusals()] == [("accounts:school_office", world.mum.pk)]


def test_a_stranger_is_sent_to_sign_in_and_not_written(world, as_):
    as_("anonymous").get(reverse("portfolios:evidence_detail", args=[world.shared.pk]))
    assert refusals() == []


def test_the_refusal_names_the_school_of_the_row(world, as_):
    """Maple Street's office reads that somebody of Oak Hill tried; Oak Hill's learns nothing about Ana."""
    as_("oak_advisor").get(reverse("goals:student_goals", args=[world.ana_student.pk]))
    assert [school for *_, school in refusals()] == [world.school.pk]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_record_cannot_be_changed(world, as_, change):
    as_("dad").get(reverse("portfolios:evidence_detail", args=[world.shared.pk]))
    rows = AuditRecord.objects.all()
    with pytest.raises(DatabaseError, match="added and never changed"), transaction.atomic():
        rows.update(verb="nothing") if change == "update" else rows.delete()
    assert len(refusals()) == 1


def test_a_wrong_password_is_written_for_whom_it_was_aimed_at(staff, client):
    url = reverse("accounts:sign_in")
    for name in ("bo@maple.example", "nobody@maple.example"):
        client.post(url, {"name": name, "password": "wrong wrong wrong"})
    assert records(verb="signin.failed") == [
        ("signin.failed", "password", staff.bo.pk, None, staff.school.pk),
        ("signin.failed", "password", None, None, None),
    ]


def test_a_record_says_what_it_is(world):
    written = AuditRecord.objects.create(verb="goal.added", thing="goals.goal", thing_id="7")
    assert str(written) == "goal.added goals.goal 7"
