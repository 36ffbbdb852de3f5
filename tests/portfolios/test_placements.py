import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditRecord
from portfolios import actions
from portfolios.models import Framework, Placement, Target
from tests import factories as f


@pytest.fixture
def robot(cast):
    piece = f.EvidenceFactory(student=cast.ana_student, title="Recycling robot")
    f.ShareFactory(evidence=piece, circle="advisor")
    return piece


@pytest.fixture
def targets(cast):
    """Two targets of grade 5, one of grade 1, one of the other school; the first framework has levels."""
    framework = f.FrameworkFactory(school=cast.school, name="Our targets")
    cast.levels = [f.LevelFactory(framework=framework, position=n, name=name) for n, name in enumerate("AB")]
    cast.theme = f.TargetFactory(framework=framework, statement="I can explain a theme")
    cast.graph = f.TargetFactory(framework=framework, statement="I can read a graph", area="")
    f.TargetFactory(framework=framework, statement="I can count", grade_low=0, grade_high=2)
    cast.foreign = f.TargetFactory(framework__school=cast.oak, statement="I can explain a theme at Oak Hill")
    return cast


def choose(as_, who, piece, view="placement_edit", **query):
    return as_(who).get(reverse(f"portfolios:{view}", args=[piece.pk]), query)


def statements(response):
    return [target.statement for target in response.context["targets"]]


def place(as_, who, piece, target, view="placement_edit", **data):
    return as_(who).post(reverse(f"portfolios:{view}", args=[piece.pk, target.pk]), data)


def test_targets_of_her_grade_and_school(targets, robot, as_):
    assert statements(choose(as_, "ana", robot)) == ["I can explain a theme", "I can read a graph"]
    assert [target.statement for target in Target.objects.offered_to(targets.ana).order_by("pk")] == [
        "I can explain a theme",
        "I can read a graph",
    ]
    assert [x.name for x in Framework.objects.offered_to(targets.ana)] == ["Our targets"]


def test_a_target_is_found_by_its_words(targets, robot, as_):
    assert statements(choose(as_, "ana", robot, q="theme EXPLAIN")) == ["I can explain a theme"]
    assert statements(choose(as_, "ana", robot, q="x" * 101)) == [
        "I can explain a theme",
        "I can read a graph",
    ]
    assert "Try a shorter word" in choose(as_, "ana", robot, q="volcano").text


def test_a_school_without_targets_says_so(cast, robot, as_):
    assert "no target for this grade yet" in choose(as_, "ana", robot).text
    assert "has not put targets in yet" in choose(as_, "ana", robot, grade="").text


def test_she_places_herself_and_says_why(targets, robot, as_):
    page = as_("ana").get(reverse("portfolios:placement_edit", args=[robot.pk, targets.theme.pk]))
    assert [(level.name, chosen) for level, chosen in page.context["form"].levels()] == [
        ("A", False),
        ("B", False),
    ]
    response = place(as_, "ana", robot, targets.theme, level=targets.levels[0].pk, why="I tried four times.")
    assert response.url == reverse("portfolios:evidence_detail", args=[robot.pk])
    placement = Placement.objects.get()
    assert (placement.by, placement.level.name, placement.why, placement.placed_by) == (
        "student",
        "A",
        "I tried four times.",
        targets.ana,
    )
    assert AuditRecord.objects.get().verb == "placement.made_by_student"
    assert choose(as_, "ana", robot).context["targets"][0].marked is True


def test_placing_again_moves_it(targets, robot):
    for level in targets.levels:
        actions.place_self(robot, targets.theme, level, why="", by=targets.ana)
    assert Placement.objects.get().level.name == "B"


def test_a_step_is_asked_for_and_what_was_typed_is_kept(targets, robot, as_):
    response = place(as_, "ana", robot, targets.theme, why="Because")
    assert response.status_code == 422
    assert response.context["form"].errors == {"level": ["Choose the step that fits best."]}
    assert "Because" in response.text


def test_only_steps_of_the_target(targets, robot):
    other = f.LevelFactory(framework=targets.foreign.framework)
    with pytest.raises(ValidationError, match="one of the steps"):
        actions.place_self(robot, targets.theme, other, why="", by=targets.ana)


def test_a_target_of_another_school_does_not_exist(targets, robot, as_):
    assert place(as_, "ana", robot, targets.foreign, level=targets.levels[0].pk).status_code == 404


def test_her_advisors_view_stands_beside_hers(targets, robot, as_):
    actions.place_self(robot, targets.theme, targets.levels[0], why="Mine", by=targets.ana)
    response = place(
        as_,
        "bo",
        robot,
        targets.theme,
        view="placement_teach",
        level=targets.levels[1].pk,
        why="You know why.",
    )
    assert response.status_code == 302
    views = Placement.objects.order_by("pk").values_list("by", "level__name", "why")
    assert list(views) == [("student", "A", "Mine"), ("teacher", "B", "You know why.")]


def test_her_advisor_places_only_what_is_shared_with_him(targets, robot, as_):
    data = {"view": "placement_teach", "level": targets.levels[1].pk}
    assert place(as_, "mum", robot, targets.theme, **data).status_code == 404
    assert place(as_, "ana", robot, targets.theme, **data).status_code == 404
    actions.unshare_evidence(robot, "advisor", by=targets.ana)
    assert place(as_, "bo", robot, targets.theme, **data).status_code == 404


def test_taken_off_and_chosen_again_brings_her_words_back(targets, robot, as_):
    actions.place_self(robot, targets.theme, targets.levels[0], why="Mine", by=targets.ana)
    url = reverse("portfolios:placement_remove", args=[Placement.objects.get().pk])
    as_("ana").post(url)
    as_("ana").post(url)
    assert Placement.objects.kept().count() == 0
    page = as_("ana").get(reverse("portfolios:placement_edit", args=[robot.pk, targets.theme.pk]))
    assert page.context["form"]["why"].value() == "Mine"
    place(as_, "ana", robot, targets.theme, level=targets.levels[0].pk, why="Mine")
    assert Placement.objects.kept().count() == 1


def test_the_teachers_view_is_not_hers_to_take_off(targets, robot, as_):
    actions.place_by_teacher(robot, targets.theme, targets.levels[0], why="", by=targets.bo)
    url = reverse("portfolios:placement_remove", args=[Placement.objects.get().pk])
    assert as_("ana").post(url).status_code == 404


def test_placements_are_for_the_eyes_of_their_piece(targets, robot):
    actions.place_self(robot, targets.theme, targets.levels[0], why="", by=targets.ana)
    seen = {
        who: Placement.objects.visible_to(getattr(targets, who)).count()
        for who in ("ana", "bo", "mum", "ben")
    }
    assert seen == {"ana": 1, "bo": 1, "mum": 0, "ben": 0}


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(cast, robot, as_, django_assert_num_queries, count):
    framework = f.FrameworkFactory(school=cast.school)
    for _number in range(count):
        target = f.TargetFactory(framework=framework)
        f.LevelFactory(framework=framework)
    browser = as_("ana")
    with django_assert_num_queries(5):
        browser.get(reverse("portfolios:placement_edit", args=[robot.pk]))
    with django_assert_num_queries(4):
        browser.get(reverse("portfolios:placement_edit", args=[robot.pk, target.pk]))
