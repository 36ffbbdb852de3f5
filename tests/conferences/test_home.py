"""Home says what to do next, to each kind of person."""

import datetime
import re

import pytest
from django.utils import timezone

from conferences.models import Conference, Milestone, Participant, Round
from tests import factories as f

DAY = datetime.timedelta(days=1)


def page(client):
    response = client.get("/")
    assert response.status_code == 200
    return response


def place(world, starts_at):
    world.place.starts_at = starts_at
    world.place.conference = world.conference
    world.place.taken_at = timezone.now()
    world.place.save()


def states(response):
    return [(step.title, step.state) for step in response.context["steps"]]


def test_the_path_of_a_student_who_begins(world, as_):
    for thing in (world.evidence, world.shared):
        thing.archived_at = timezone.now()
        thing.save()
    world.step.delete()
    world.goal.delete()
    response = page(as_("ana"))
    assert states(response) == [
        ("Choose the work you want to show", "now"),
        ("Think about how you grew", ""),
        ("Set a goal", ""),
        ("Build your agenda", ""),
        ("Practice it", ""),
        ("Say that you are ready", ""),
    ]
    assert response.context["hero"]["step"].href == "/portfolio/add/"


def test_the_youngest_see_pictures_and_hear_each_step(world, as_):
    def heard():
        return re.findall(r'data-aloud="([^"]+)"', page(as_("ana")).text)

    assert heard() == []
    world.ana_student.grade = 0
    world.ana_student.save()
    steps = [f"step-{n}" for n in range(1, 8)]
    assert heard() == ["hello", *steps, f"agreed-{world.commitment.pk}", f"want-{world.goal.pk}"]
    text = page(as_("ana")).text
    assert all(f'id="{of}"' in text for of in heard())
    # A picture stands where the number of a step is for others.
    assert re.findall(r'<span class="dot">(\d)', text) == []


def test_the_first_step_that_is_not_done_is_now(world, as_):
    f.EvidenceFactory(student=world.ana_student)
    response = page(as_("ana"))
    assert states(response) == [
        ("Choose the work you want to show", "done"),
        ("Think about how you grew", "now"),
        ("Check in on your goals", "done"),
        ("Set a goal", "done"),
        ("Build your agenda", ""),
        ("Practice it", ""),
        ("Say that you are ready", ""),
    ]


def finish(world):
    third = f.EvidenceFactory(student=world.ana_student)
    for piece in (world.evidence, world.shared):
        f.ReflectionFactory(evidence=piece)
    f.ReflectionFactory(evidence=third, text="", skipped=True)
    world.card.evidence.add(world.evidence)
    f.PracticeFactory(conference=world.conference, ended_at=timezone.now())
    world.conference.state = "ready"
    world.conference.ready_at = timezone.now()
    world.conference.save()


def test_when_everything_is_done_the_next_thing_is_to_lead(world, as_):
    finish(world)
    response = page(as_("ana"))
    assert {state for _, state in states(response)} == {"done"}
    assert "Everything is ready." in response.text
    assert f"/conferences/{world.conference.pk}/present/" in response.text


def at(days, hours=0):
    """Noon on the school's calendar, so that the day is sure."""
    with timezone.override("America/New_York"):
        noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
        return noon + days * DAY + datetime.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (6, "Ana, you’re leading your conference in 6 days"),
        (1, "Ana, you’re leading your conference tomorrow"),
        (0, "Ana, you’re leading your conference today"),
        (-2, "Ana, ask your advisor for a new conference time"),
    ],
)
def test_the_hero_says_when(world, as_, days, words):
    place(world, at(days))
    response = page(as_("ana"))
    assert words in response.text
    assert "Room 12" in response.text


def test_the_hero_says_who_comes(world, as_):
    for name, coming in (("Mum", "yes"), ("Grandpa Joe", "video"), ("Aunt Lu", "no")):
        Participant.objects.create(conference=world.conference, name=name, coming=coming)
    assert "Mum, Grandpa Joe and Bo Ortiz will be there. 5 more steps" in page(as_("ana")).text


def test_one_more_step(world, as_):
    finish(world)
    world.conference.state = "building"
    world.conference.save()
    assert "One more step and you are ready." in page(as_("ana")).text


def test_while_it_is_on_home_leads_back_to_the_stage(world, as_):
    world.conference.state = "live"
    world.conference.started_at = timezone.now()
    world.conference.save()
    response = page(as_("ana"))
    assert "Ana, your conference is on" in response.text
    assert "Go on leading" in response.text


def test_between_rounds_home_is_about_collecting(cast, as_):
    response = page(as_("ben"))
    assert "Hello, Ben" in response.text
    assert [title for title, _ in states(response)] == [
        "Choose the work you want to show",
        "Think about how you grew",
        "Set a goal",
    ]


def test_after_the_conference_home_has_the_record_and_what_was_agreed(world, as_):
    world.conference.state = "held"
    world.conference.started_at = world.conference.ended_at = timezone.now()
    world.conference.save()
    response = page(as_("ana"))
    assert f"/conferences/{world.conference.pk}/record/" in response.text
    assert world.commitment.text in response.text
    assert "Hello, Ana" in response.text
    # How it went is asked first, once; later it waits below.
    asked = f'<a class="btn" href="/conferences/{world.conference.pk}/look-back/">'
    assert asked in response.text
    Conference.objects.update(ended_at=timezone.now() - 15 * DAY, started_at=timezone.now() - 15 * DAY)
    assert asked not in page(as_("ana")).text
    world.conference.save()
    f.LookBackFactory(conference=world.conference)
    assert asked not in page(as_("ana")).text


def test_a_goal_that_waits_for_a_check_in(world, as_):
    long_ago = timezone.now() - 30 * DAY
    type(world.goal).objects.filter(pk=world.goal.pk).update(due_on=long_ago, set_at=long_ago)
    response = page(as_("ana"))
    assert "1 goal is ready for a new check-in" in response.text
    assert dict(states(response))["Set a goal"] == ""


def test_questions_are_gentle_news(world, as_):
    f.NoteFactory(conference=world.conference, by=world.mum, text="What was hard?")
    f.NoteFactory(conference=world.conference, by=world.bo, kind="suggestion", text="Point to it.")
    text = page(as_("ana")).text
    assert "Mum Mensah asks" in text
    assert "An idea from Bo Ortiz" in text


def test_a_student_who_left_has_a_friendly_page(cast, as_):
    cast.ben_student.left_at = timezone.now()
    cast.ben_student.save()
    assert "There is nothing here for you just now" in page(as_("ben")).text


def test_nothing_of_a_classmate_is_on_her_home(world, as_):
    text = page(as_("ben")).text
    for secret in (world.evidence.title, world.goal.want, world.commitment.text, "Room 12"):
        assert secret not in text
    assert world.evidence.title in page(as_("ana")).text


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_as_much_for_three_as_for_one(world, as_, django_assert_num_queries, count):
    world.shared.delete()
    world.evidence.delete()
    for _ in range(count):
        f.ReadyAttachmentFactory(evidence=f.EvidenceFactory(student=world.ana_student))
        f.GoalFactory(student=world.ana_student)
        f.CommitmentFactory(student=world.ana_student)
        f.NoteFactory(conference=world.conference, by=world.mum)
        Participant.objects.create(conference=world.conference, name="Mum")
    client = as_("ana")
    with django_assert_num_queries(8):
        client.get("/")


def test_family_with_one_child_is_taken_to_its_page(world, as_):
    response = as_("mum").get("/")
    assert response.status_code == 302
    assert response["Location"] == f"/conferences/{world.conference.pk}/family/"


def test_family_with_two_children_sees_both(world, as_):
    f.GuardianshipFactory(adult=world.mum, student=world.ben_student)
    text = page(as_("mum")).text
    assert "Ana Mensah" in text
    assert "Ben Novak" in text
    assert "Choose a time and say who comes." in text
    assert "No conference is planned just now." in text


@pytest.mark.parametrize(
    ("state", "fields", "words"),
    [
        ("building", {}, "Ana is still preparing"),
        ("ready", {"ready_at": timezone.now()}, "Ana is ready: look at the agenda."),
        ("live", {"started_at": timezone.now()}, "Ana is leading now. Follow along."),
        (
            "held",
            {"started_at": timezone.now(), "ended_at": timezone.now()},
            "The record and what you agreed",
        ),
    ],
)
def test_family_is_told_what_to_do(world, as_, state, fields, words):
    f.GuardianshipFactory(adult=world.mum, student=world.ben_student)
    place(world, at(3))
    for name, value in ({"state": state} | fields).items():
        setattr(world.conference, name, value)
    world.conference.save()
    assert words in page(as_("mum")).text


def test_an_ended_guardian_sees_no_child(world, as_):
    text = page(as_("ruth")).text
    assert "You follow no child here just now" in text
    assert "Ana" not in text


def test_a_teacher_who_is_family_too_has_both_doors(world, as_):
    f.GuardianshipFactory(adult=world.ida, student=world.ana_student)
    f.MembershipFactory(user=world.ida, school=world.school, role="family")
    text = page(as_("ida")).text
    assert "Ana Mensah" in text
    assert "/advisory/" in text


@pytest.mark.parametrize(
    ("who", "address"), [("bo", "/advisory/"), ("cora", "/rounds/"), ("oak_coordinator", "/rounds/")]
)
def test_staff_are_taken_to_their_work(cast, as_, who, address):
    response = as_(who).get("/")
    assert (response.status_code, response["Location"]) == (302, address)


def test_somebody_without_a_role_has_a_friendly_page(cast, as_):
    cast.ida.memberships.update(ended_at=timezone.now())
    assert "There is nothing here for you just now" in page(as_("ida")).text


@pytest.mark.parametrize("count", [1, 3])
def test_family_home_costs_as_much_for_three_as_for_one(world, as_, django_assert_num_queries, count):
    f.GuardianshipFactory(adult=world.mum, student=world.ben_student)
    for _ in range(count):
        student = f.StudentFactory(school=world.school)
        f.GuardianshipFactory(adult=world.mum, student=student)
        f.ConferenceFactory(student=student, round=world.round)
    client = as_("mum")
    with django_assert_num_queries(3):
        client.get("/")


@pytest.mark.parametrize(
    ("state", "starts_in", "name"),
    [
        ("live", None, "Fall"),
        ("building", DAY, "Fall"),
        ("building", -2 * DAY, "Next"),
        ("building", None, "Next"),
        ("held", -DAY / 2, "Next"),
    ],
)
def test_the_next_round_takes_nobodys_evening_away(world, state, starts_in, name):
    """It is published while the one before it is still going on."""
    started = {"started_at": timezone.now()} if state in ("live", "held") else {}
    ended = {"ended_at": timezone.now()} if state == "held" else {}
    Conference.objects.filter(pk=world.conference.pk).update(state=state, **started, **ended)
    if starts_in:
        place(world, timezone.now() + starts_in)
    f.ConferenceFactory(student=world.ana_student, round=f.RoundFactory(school=world.school, name="Next"))
    first = Conference.objects.of(world.ana_student).next_first().first()
    assert first.round.name == name


def test_a_round_that_asks_comes_after_the_one_whose_times_are_out(world):
    Round.objects.filter(pk=world.conference.round_id).update(state="open")
    next_round = f.RoundFactory(school=world.school, name="Next", state="preferences")
    f.ConferenceFactory(student=world.ana_student, round=next_round)
    assert Conference.objects.of(world.ana_student).next_first().first() == world.conference


def test_each_reads_what_comes_next_in_the_calendar(world, as_):
    """Families, students and advisors each what is theirs, of the days to come."""
    today = timezone.localdate()
    for number, (kind, line) in enumerate(
        [("invite", ""), ("answer", "By paper, too"), ("practice", ""), ("lessons", ""), ("stays", "")]
    ):
        Milestone.objects.create(round=world.round, kind=kind, line=line, day=today + number * DAY)
    Milestone.objects.create(round=world.round, kind="ask", day=today - DAY)
    family = f"/conferences/{world.conference.pk}/family/"
    read = {
        who: [day.words for day in as_(who).get(address).context["coming_days"]]
        for who, address in (("mum", family), ("ana", "/"), ("bo", "/advisory/"))
    }
    assert read == {
        "mum": ["Last day to answer", "From here on times stay"],
        "ana": ["Practice"],
        "bo": ["Last day to answer", "Practice", "Lessons: good evidence, good reflection"],
    }
    assert "By paper, too" in as_("mum").get(family).text
    place(world, world.place.starts_at)  # whoever has a time is not told when times are made
    assert [day.words for day in as_("mum").get(family).context["coming_days"]] == ["From here on times stay"]
    Conference.objects.filter(pk=world.conference.pk).update(
        state="held", started_at=timezone.now(), ended_at=timezone.now()
    )
    assert "What comes next" not in as_("mum").get(family).text
