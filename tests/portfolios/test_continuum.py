"""A child's way as a picture: hers, her family's, her advisor's, each of what that person may see."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from portfolios import actions
from portfolios.models import EarlierPlacement, Placement
from tests import factories as f


@pytest.fixture
def way(cast):
    """Ana's two pieces on one habit: an older one at A, a newer one at B, which Bo sees at C."""
    cast.habits = f.FrameworkFactory(school=cast.school, name="Habits", kind="habits")
    cast.steps = [
        f.LevelFactory(framework=cast.habits, position=n, name=name, statement=f"I am at {name}")
        for n, name in enumerate("ABC")
    ]
    cast.trying = f.TargetFactory(framework=cast.habits, statement="I keep trying", area="Work")
    cast.old = f.EvidenceFactory(student=cast.ana_student, title="First bridge", made_on="2026-01-10")
    cast.new = f.EvidenceFactory(student=cast.ana_student, title="Second bridge", made_on="2026-03-10")
    for piece in (cast.old, cast.new):
        f.ShareFactory(evidence=piece, circle="advisor")
    f.ShareFactory(evidence=cast.old, circle="family")
    a, b, c = cast.steps
    f.PlacementFactory(evidence=cast.old, target=cast.trying, level=a)
    f.PlacementFactory(evidence=cast.new, target=cast.trying, level=b, why="I tried twice.")
    f.PlacementFactory(evidence=cast.new, target=cast.trying, level=c, by="teacher", placed_by=cast.bo)
    return cast


def look(as_, who, way):
    if who == "ana":
        return as_(who).get(reverse("portfolios:continuum"))
    return as_(who).get(reverse("portfolios:student_continuum", args=[way.ana_student.pk]))


def ways(page):
    return [one for field in page.context["fields"] for one in field.ways]


def test_she_sees_where_she_is_what_comes_next_and_how_she_came_there(way, as_):
    page = look(as_, "ana", way)
    (one,) = ways(page)
    assert (one.now.name, one.next_step.name, one.her_step.name, one.their_step.name) == ("B", "C", "B", "C")
    assert [(point.day.isoformat(), one.step(point).name, point.mine) for point in one.points] == [
        ("2026-01-10", "A", True),
        ("2026-03-10", "B", True),
        ("2026-03-10", "C", False),
    ]
    assert [(step.name, kind) for step, _top, kind in one.rows] == [("C", "next"), ("B", "now"), ("A", "")]
    assert [(x, y, newest) for x, y, _point, newest in one.marks] == [
        (8.0, 102, False),
        (92.0, 58, True),
        (92.0, 30, True),
    ]
    assert list(one.lines) == [(8.0, 102, 92.0, 58, True)]
    assert ("I am at C" in page.text, "Something to talk about" in page.text) == (True, True)
    assert [(step.name, n) for step, n in page.context["fields"][0].areas[0].glance] == [
        ("A", 0),
        ("B", 1),
        ("C", 0),
    ]


def test_only_what_stands_behind_pieces_that_a_person_may_see_counts(way, as_):
    """The newer piece is not shared with the family: for them she stands where the older one shows her."""
    (hers,) = ways(look(as_, "mum", way))
    assert (hers.now.name, hers.theirs, hers.differs, len(hers.points)) == ("A", None, False, 1)
    assert "Second bridge" not in look(as_, "mum", way).text
    (advised,) = ways(look(as_, "bo", way))
    assert (advised.now.name, advised.differs) == ("B", True)
    assert ways(look(as_, "guest", way)) == []
    actions.archive_evidence(way.new, by=way.ana)
    assert ways(look(as_, "ana", way))[0].now.name == "A"


def test_moving_a_piece_keeps_where_it_stood(way, as_):
    a, b, _c = way.steps
    last_week = timezone.now() - datetime.timedelta(days=7)
    Placement.objects.filter(evidence=way.old).update(placed_at=last_week)
    for level, why in ((a, "Better words"), (b, "Look closer"), (b, "Closer still")):
        actions.place_self(way.old, way.trying, level, why=why, by=way.ana)
    stood = EarlierPlacement.objects.get()
    assert (stood.level, stood.why, stood.placed_at, stood.school) == (
        a,
        "Better words",
        last_week,
        way.school,
    )
    (one,) = ways(look(as_, "mum", way))
    assert [(point.day.isoformat(), one.step(point).name, point.is_past) for point in one.points] == [
        ("2026-01-10", "A", True),
        (timezone.localdate().isoformat(), "B", False),
    ]
    piece = as_("ana").get(reverse("portfolios:evidence_detail", args=[way.old.pk]))
    assert "Before: A" in piece.text
    actions.place_self(way.old, way.trying, None, why="", by=way.ana)
    assert EarlierPlacement.objects.count() == 2


def test_both_views_side_by_side_are_a_talking_point_and_no_override(way, as_):
    url = reverse("portfolios:evidence_detail", args=[way.new.pk])
    words = {who: as_(who).get(url).text for who in ("ana", "bo")}
    assert "You and Bo Ortiz see this differently" in words["ana"]
    assert "You and Ana see this differently" in words["bo"]
    (row,) = as_("ana").get(url).context["evidence"].continua()
    assert (row.differs, [view.level.name for view in row.views]) == (True, ["B", "C"])
    actions.place_by_teacher(way.new, way.trying, way.steps[1], why="", by=way.bo)
    assert "see this differently" not in as_("ana").get(url).text
    Placement.objects.filter(evidence=way.new, by="student").delete()
    text = as_("ana").get(url).text
    assert ("Add my view" in text, "see this differently" in text) == (True, False)


def test_a_target_of_its_own_words_and_a_last_step(way, as_):
    f.LevelWordsFactory(target=way.trying, level=way.steps[2], statement="I help others to try")
    actions.place_self(way.new, way.trying, way.steps[2], why="", by=way.ana)
    page = look(as_, "ana", way)
    (one,) = ways(page)
    assert (one.now.statement, one.next_step, one.differs) == ("I help others to try", None, False)
    assert "Whom could you help?" in page.text


def test_what_is_not_shown_yet_waits_kindly(way, as_):
    f.TargetFactory(framework=way.habits, statement="I plan ahead")
    f.TargetFactory(framework=way.habits, statement="I plan a career", grade_low=9)
    f.TargetFactory(framework=f.FrameworkFactory(school=way.school, kind="profile"), statement="I care")
    fields = look(as_, "mum", way).context["fields"]
    assert [(field.framework.kind, [target.words for target in field.to_come]) for field in fields] == [
        ("profile", ["I care"]),
        ("habits", ["I plan ahead"]),
    ]
    empty = look(as_, "guest", way)
    assert (empty.context["fields"], "has not shared a piece with a target yet" in empty.text) == ([], True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_picture_costs_the_same_for_many(way, as_, django_assert_num_queries, count):
    for _number in range(count):
        target = f.TargetFactory(framework=way.habits)
        f.PlacementFactory(evidence=way.old, target=target, level=way.steps[0])
    for who, queries in (("ana", 5), ("mum", 5)):
        browser = as_(who)
        with django_assert_num_queries(queries):
            look(lambda _who, browser=browser: browser, who, way)


# The chooser among many


def test_among_many_targets_she_opens_an_area_or_types_a_word(way, as_, monkeypatch):
    monkeypatch.setattr("portfolios.views.placements.FEW", 2)
    standards = f.FrameworkFactory(school=way.school, name="State")
    for code in ("N.1", "N.2"):
        f.TargetFactory(
            framework=standards, area="Numbers", code=code, statement=f"Count by {code}", short="Count"
        )
    f.TargetFactory(framework=standards, area="Numbers", code="N.9", statement="Count far", grade_low=9)
    choose = reverse("portfolios:placement_edit", args=[way.new.pk])
    first = as_("ana").get(choose).context
    assert [(area["framework__name"], area["area"], area["n"]) for area in first["areas"]] == [
        ("Habits", "Work", 1),
        ("State", "Numbers", 2),
    ]
    assert ([target.words for target in first["lately"]], first["targets"]) == (["I keep trying"], [])
    opened = as_("ana").get(choose, {"framework": standards.pk, "area": "Numbers", "grade": "5"}).context
    assert [target.code for target in opened["targets"]] == ["N.1", "N.2"]
    found = as_("ana").get(choose, {"q": "n."}).context
    assert [(target.code, target.own_grade) for target in found["targets"]] == [
        ("N.1", True),
        ("N.2", True),
        ("N.9", False),
    ]
    older = as_("ana").get(choose, {"q": "count", "grade": "9"}).context
    assert [target.code for target in older["targets"]] == ["N.1", "N.2", "N.9"]
    monkeypatch.setattr("portfolios.views.placements.SHOWN", 1)
    short = as_("ana").get(choose, {"q": "count"})
    assert (len(short.context["targets"]), "One more word finds" in short.text) == (1, True)


def test_a_retired_target_is_offered_no_longer_and_stays_on_its_piece(way, as_):
    actions.retire_target(way.trying, by=way.cora)
    choose = reverse("portfolios:placement_edit", args=[way.new.pk])
    assert as_("ana").get(choose).context["targets"] == []
    assert (
        as_("ana").get(reverse("portfolios:placement_edit", args=[way.new.pk, way.trying.pk])).status_code
        == 200
    )
    other = f.EvidenceFactory(student=way.ana_student)
    assert (
        as_("ana").get(reverse("portfolios:placement_edit", args=[other.pk, way.trying.pk])).status_code
        == 404
    )
    assert ways(look(as_, "ana", way))[0].now.name == "B"


def test_a_child_without_a_grade_chooses_among_all(way, as_):
    type(way.ana_student).objects.filter(pk=way.ana_student.pk).update(grade=None)
    f.TargetFactory(framework=way.habits, statement="I plan a career", grade_low=9)
    page = as_("ana").get(reverse("portfolios:placement_edit", args=[way.new.pk]))
    assert [target.words for target in page.context["targets"]] == ["I keep trying", "I plan a career"]
