import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from portfolios import journey
from portfolios.models import Collection
from tests import factories as f


def page(name, *args):
    return reverse(f"portfolios:{name}", args=args)


@pytest.mark.parametrize(("day", "year"), [("2024-07-31", 2023), ("2024-08-01", 2024), ("2025-01-15", 2024)])
def test_a_school_year_begins_in_august(day, year):
    assert journey.school_year(datetime.date.fromisoformat(day)) == year


def test_the_grade_of_the_time(cast):
    today = datetime.date(2026, 11, 22)  # she is in grade 5
    told = {year: journey.grade_in(cast.ana_student, year, today) for year in (2019, 2021, 2025, 2026, 2027)}
    assert told == {2019: "", 2021: "Kindergarten", 2025: "Grade 4", 2026: "Grade 5", 2027: ""}
    cast.ana_student.grade = None
    assert journey.grade_in(cast.ana_student, 2026, today) == ""


@pytest.fixture
def years(cast):
    """A piece in kindergarten, one in grade 4, two now; the one of home is shared with her family."""
    now = journey.school_year(timezone.localdate())

    def piece(title, back, **fields):
        day = min(datetime.date(now - back, 9, 10), timezone.localdate())
        return f.EvidenceFactory(student=cast.ana_student, title=title, made_on=day, **fields)

    cast.seed = piece("Seed", 5, text="")
    cast.soup = piece("Soup", 1, place="home")
    f.ShareFactory(evidence=cast.soup)
    cast.robot = piece("Robot", 0)
    f.ReadyAttachmentFactory(evidence=cast.robot)
    cast.link = piece("Link", 0, text="", link="https://example.org/")
    f.EvidenceFactory(student=cast.ben_student, title="Ben’s own")
    return cast


def titles(answer):
    return [thing.title for month in answer.context["months"] for thing in month.happenings]


def test_from_the_first_piece_to_today(years, as_):
    answer = as_("ana").get(page("timeline"))
    assert titles(answer) == ["Seed", "Soup", "Robot", "Link"]
    told = [(year.grade, year.count, year.start) for year in answer.context["years"]]
    assert told == [("Kindergarten", 1, 0), ("Grade 4", 1, 1), ("Grade 5", 2, 2)]
    assert answer.text.count("Where it begins") == 1
    assert "Today" in answer.text


def test_her_family_sees_the_years_of_what_it_sees(years, as_):
    answer = as_("mum").get(page("student_timeline", years.ana_student.pk))
    assert titles(answer) == ["Soup"]
    assert [year.grade for year in answer.context["years"]] == ["Grade 4"]
    assert "Kindergarten" not in answer.text


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"place": "home"}, ["Soup"]),
        ({"kind": "picture"}, ["Robot"]),
        ({"kind": "text"}, ["Soup", "Robot"]),
        ({"kind": "link"}, ["Link"]),
        ({"kind": "video"}, []),
        ({"kind": "moon", "start": "-4"}, ["Seed", "Soup", "Robot", "Link"]),
    ],
)
def test_of_one_kind_or_place(years, as_, wish, found):
    assert titles(as_("ana").get(page("timeline"), wish)) == found


def test_a_held_picture_does_not_show_itself_by_its_kind(years, as_):
    f.ReadyAttachmentFactory(evidence=years.soup, told_at=None)
    url = page("student_timeline", years.ana_student.pk)
    assert titles(as_("mum").get(url, {"kind": "picture"})) == []


def test_a_year_is_jumped_to_and_helpings_go_on(years, as_):
    jumped = as_("ana").get(page("timeline"), {"start": 2})
    assert titles(jumped) == ["Robot", "Link"]
    assert "Grade 5</" in jumped.text or "Grade 5<small" in jumped.text
    for number in range(24):
        f.EvidenceFactory(student=years.ana_student, title=f"More {number}")
    first = as_("ana").get(page("timeline"))
    assert first.context["next"] == 24
    rest = as_("ana").get(page("timeline"), {"start": 24}, headers={"HX-Request": "true"})
    assert len(titles(rest)) == 4
    assert "<main" not in rest.text
    assert "year-line" not in rest.text, "the year of these was said before"


def test_collections_are_milestones_for_whoever_sees_them(years, as_):
    made = f.CollectionFactory(student=years.ana_student, title="My best")
    for day, title in ((3, "Old"), (400, "Older")):
        past = f.CollectionFactory(student=years.ana_student, title=title)
        Collection.objects.filter(pk=past.pk).update(made_at=timezone.now() - datetime.timedelta(days=day))
    assert {"My best", "Old", "Older"} <= set(titles(as_("ana").get(page("timeline"))))
    assert "Older" not in titles(as_("ana").get(page("timeline"), {"start": 3}))
    url = page("student_timeline", years.ana_student.pk)
    assert titles(as_("mum").get(url)) == ["Soup"]
    f.CollectionShareFactory(collection=made)
    assert titles(as_("mum").get(url)) == ["Soup", "My best"]


def test_a_journey_that_has_not_begun(cast, as_):
    assert "Your journey begins" in as_("ana").get(page("timeline")).text
    url = page("student_timeline", cast.ana_student.pk)
    assert "has not shared a piece" in as_("mum").get(url).text
