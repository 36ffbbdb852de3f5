"""Every awkward case of a conference has an answer on screen, and none of them tells what is private."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from conferences import guiding, tasks
from conferences.actions import live, makeups, people, rounds, ways
from conferences.models import Card, Conference, MakeUp, OtherWay, Participant, Place, PrivateMinute
from tests import factories as f

BEFORE = datetime.timedelta(hours=3)


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def evening(world):
    """Ana's time is now, at table 1 of Room 12; the round is open."""
    now = timezone.now()
    world.session.starts_at, world.session.ends_at = now - BEFORE, now + BEFORE
    world.session.save()
    world.round.state = "open"
    world.round.save()
    world.place.conference, world.place.taken_at = world.conference, now
    world.place.starts_at = now - datetime.timedelta(minutes=10)
    world.place.save()
    Conference.objects.update(state="building")
    world.conference.refresh_from_db()
    return world


@pytest.fixture
def over(evening):
    """The evening is over, and nothing began."""
    move(evening.session, hours=-6)
    move(evening.place, hours=-6)
    return evening


def move(row, *, hours):
    by = datetime.timedelta(hours=hours)
    row.starts_at += by
    if hasattr(row, "ends_at"):
        row.ends_at += by
    row.save()


def later_place(world):
    session = f.SessionFactory(round=world.round, room="Library")
    return f.PlaceFactory(session=session, table=3)


def missed(world, run_jobs):
    tasks.sweep()
    run_jobs()
    return MakeUp.objects.get(conference=world.conference)


# No adult can come


def test_no_adult_can_come(evening, as_):
    """A stand-in listens: a name without an account, to whom nothing of the family's is sent."""
    client = as_("bo")
    client.post(url("stand_in_name", evening.conference.pk), {"name": " Coach  Lee "})
    client.post(url("stand_in_name", evening.conference.pk), {"name": "Coach Lee"})  # twice is once
    stand_in = Participant.objects.get(stands_in=True)
    assert (stand_in.name, stand_in.user, stand_in.added_by) == ("Coach Lee", None, evening.bo)
    text = client.get(url("conference_sit", evening.conference.pk)).text
    assert "Coach Lee" in text
    assert "An adult stands in" in client.get(url("session_board", evening.session.pk)).text
    assert "Coach Lee" not in as_("mum").get(url("conference_family", evening.conference.pk)).text
    live.start_conference(evening.conference, by=evening.ana)
    close(evening, by=evening.ana)
    assert fresh(evening.conference).held_as == "stand_in"
    with pytest.raises(ValidationError):
        people.take_off_stand_in(stand_in, by=evening.bo)


def close(world, *, by):
    day = timezone.localdate() + datetime.timedelta(days=7)
    live.close_conference(world.conference, promises={}, check_on=None, decide_by=day, by=by)


def test_somebody_comes_after_all(evening, as_):
    stand_in = people.name_stand_in(evening.conference, name="Coach Lee", by=evening.bo)
    as_("bo").post(url("stand_in_remove", stand_in.pk))
    assert Participant.objects.filter(stands_in=True).count() == 0
    people.take_off_stand_in(stand_in, by=evening.bo)  # a second time is none


def test_by_video_or_recorded_when_nobody_can_be_there(evening, as_):
    client = as_("bo")
    for _ in range(2):
        client.post(url("way_choose", evening.conference.pk), {"way": "remote"})
    assert "By video" in client.get(url("session_board", evening.session.pk)).text
    live.start_conference(evening.conference, by=evening.bo)
    close(evening, by=evening.bo)
    assert fresh(evening.conference).held_as == "remote"
    for _ in range(2):
        client.post(url("held_as_say", evening.conference.pk), {"held_as": "recorded"})
    assert fresh(evening.conference).held_as == "recorded"
    with pytest.raises(ValidationError):
        ways.choose_way(evening.conference, way="table", by=evening.bo)


# The family comes without the child


def test_the_family_comes_without_the_child(evening, as_):
    """Explained to the family, noted with its reason, and given another time: one row, not a failure."""
    client = as_("bo")
    page = url("conference_miss", evening.conference.pk)
    assert "What to say to the family" in client.get(page).text
    assert client.post(page, {"reason": "strange"}).status_code == 422
    said = client.post(page, {"reason": "no_child", "line": "Has a fever."})
    make_up = MakeUp.objects.get()
    assert said.url == url("make_up_settle", make_up.pk)
    client.post(page, {"reason": "no_child", "line": "Has a cold."})  # corrected, not told twice
    assert MakeUp.objects.get().line == "Has a cold."
    family = as_("mum").get(url("conference_family", evening.conference.pk)).text
    assert "It did not happen yet" in family
    assert "cold" not in family
    place = later_place(evening)
    as_("cora").post(url("make_up_settle", make_up.pk), {"how": "new_time", "place": place.pk})
    assert fresh(place).conference == evening.conference
    assert fresh(evening.place).conference is None
    assert fresh(make_up).how == "new_time"
    assert "It did not happen yet" not in as_("mum").get(url("conference_family", evening.conference.pk)).text


# A sensitive matter, and a student who declines


def test_a_sensitive_matter(evening, as_):
    """A solo slot with the door shut, and why is never written on the room's board."""
    client = as_("mum")
    page = url("other_way", evening.conference.pk)
    client.post(page, {"way": "solo", "reason": "We have had a loss."})
    for who in ("ana", "cora"):
        pages = {"ana": [page, "/conference/", "/"], "cora": [url("session_board", evening.session.pk)]}
        for other in pages[who]:
            assert "We have had a loss." not in as_(who).get(other).text
    assert as_("cora").get(url("conference_advise", evening.conference.pk)).status_code == 404
    client = as_("bo")
    assert "Somebody asks for another way" in client.get("/advisory/").text
    advise = client.get(url("conference_advise", evening.conference.pk)).text
    assert "We have had a loss." in advise
    wish = OtherWay.objects.get()
    client.post(url("way_answer", wish.pk), {"agreed": "yes", "answer": "Room 3 is ours."})
    assert fresh(evening.conference).way == "solo"
    assert "Alone, with the door shut" in client.get(url("session_board", evening.session.pk)).text
    assert "Room 3 is ours." in as_("mum").get(page).text
    assert "We have had a loss." not in as_("ana").get(page).text
    with pytest.raises(ValidationError):
        ways.answer_way(wish, agreed=False, answer="", by=evening.bo)


def test_a_student_declines(evening, as_):
    """She asks for another way; the reason is hers and her advisor's, and a no is an answer, too."""
    client = as_("ana")
    page = url("other_way", evening.conference.pk)
    assert "Hold it another way" in client.get("/conference/").text
    assert client.post(page, {"way": "nowhere"}).status_code == 422
    client.post(page, {"way": "written", "reason": "I freeze."})
    client.post(page, {"way": "recorded", "reason": "I freeze in rooms."})  # the new wish is the one
    wish = OtherWay.objects.get()
    assert (wish.way, wish.reason) == ("recorded", "I freeze in rooms.")
    for who in ("mum", "cora"):
        ask = url("conference_family", evening.conference.pk) if who == "mum" else url("make_up_list")
        assert "I freeze" not in as_(who).get(ask).text
    ways.answer_way(wish, agreed=False, answer="Let us talk.", by=evening.bo)
    assert fresh(evening.conference).way == "table"
    assert "Let us talk." in as_("ana").get(page).text
    client.post(page, {"way": "remote"})
    client.post(url("way_take_back", OtherWay.objects.latest("pk").pk))
    assert OtherWay.objects.open().count() == 0
    ways.take_back_way(wish, by=evening.ana)  # an answered one stays
    live.start_conference(evening.conference, by=evening.ana)
    with pytest.raises(ValidationError):
        ways.ask_other_way(evening.conference, way="solo", reason="", by=evening.ana)


# Two households


def test_two_households(evening, as_):
    """One conference, and each household asks, says and reads on its own; neither sees the other's wish."""
    other = f.UserFactory(school=evening.school, first_name="Pa", role="family")
    f.GuardianshipFactory(adult=other, student=evening.ana_student)
    for adult, why in ((evening.mum, "Not beside him."), (other, "I come late.")):
        ways.ask_other_way(evening.conference, way="solo", reason=why, by=adult)
    evening.pa = other
    page = url("other_way", evening.conference.pk)
    mine = as_("mum").get(page).text
    assert ("Not beside him." in mine, "I come late." in mine) == (True, False)
    assert [wish.reason for wish in OtherWay.objects.asked_by(other)] == ["I come late."]


# Interpreter


def test_an_interpreter_is_expected_and_comes(evening, as_):
    evening.household.needs_interpreter = True
    evening.household.save()
    client = as_("cora")  # the office is at the door
    board = url("session_board", evening.session.pk)
    assert "Interpreter expected" in client.get(board).text
    arrive = url("interpreter_arrive", evening.conference.pk)
    assert client.post(arrive, {"board": evening.session.pk, "here": "on"}).url == board
    client.post(arrive, {"board": evening.session.pk, "here": "on"})  # somebody else says so, too
    assert "The interpreter is here" in client.get(board).text


def test_an_interpreter_takes_double_the_time(evening, as_):
    """The next time at this table is nobody's meanwhile; whoever sits there already keeps it."""
    Place.objects.update(starts_at=evening.session.starts_at, table=1)
    rounds.lay_places(evening.session)
    count = Place.objects.count()
    client, double = as_("bo"), url("time_double", evening.conference.pk)
    client.post(double, {"double": "on"})
    assert (fresh(evening.conference).minutes, Place.objects.count()) == (40, count - 1)
    assert "It takes 40 minutes." in client.get(url("conference_sit", evening.conference.pk)).text
    client.post(double)
    assert (fresh(evening.conference).minutes, Place.objects.count()) == (20, count)
    following = Place.objects.filter(table=1).order_by("starts_at")[1]
    ben = f.ConferenceFactory(student=evening.ben_student, round=evening.round)
    Place.objects.filter(pk=following.pk).update(conference=ben, taken_at=timezone.now())
    with pytest.raises(ValidationError):
        rounds.set_double_time(evening.conference, double=True, by=evening.bo)
    Place.objects.filter(conference=evening.conference).update(conference=None, taken_at=None)
    rounds.set_double_time(evening.conference, double=True, by=evening.bo)
    live.start_conference(evening.conference, by=evening.ana)
    with pytest.raises(ValidationError):
        rounds.set_double_time(evening.conference, double=False, by=evening.bo)


# Snow


def test_snow(over, run_jobs, as_):
    """The day moves, and the times of the clock and the tables stay; what the snow stopped is seen to."""
    make_up, clock = missed(over, run_jobs), timezone.localtime(over.place.starts_at)
    client, page = as_("cora"), url("session_shift", over.session.pk)
    today, new = timezone.localdate(), timezone.localdate() + datetime.timedelta(days=3)
    for day in (today - datetime.timedelta(days=9), timezone.localdate(over.session.starts_at)):
        assert client.post(page, {"day": day}).status_code == 422
    client.post(page, {"day": new})
    moved = timezone.localtime(fresh(over.place).starts_at)
    assert (moved.date() - clock.date(), moved.time()) == (
        new - timezone.localdate(over.session.starts_at),
        clock.time(),
    )
    assert fresh(make_up).how == "new_time"
    assert "It did not happen yet" not in as_("mum").get(url("conference_family", over.conference.pk)).text
    live.start_conference(over.conference, by=over.ana)
    day = new + datetime.timedelta(days=1)
    refused = as_("cora").post(page, {"day": day})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["day"])


# Late, and walking in


def test_a_family_is_late(evening, as_):
    client = as_("bo")
    board = url("session_board", evening.session.pk)
    assert "Their time was" in client.get(board).text
    revision = fresh(evening.conference).revision
    arrive = url("family_arrive", evening.conference.pk)
    client.post(arrive, {"board": evening.session.pk, "here": "on"})
    text = client.get(board).text
    assert ("They are here" in text, "They are not here yet" in text) == (True, True)
    client.post(arrive, {"board": evening.session.pk})  # said by mistake
    assert fresh(evening.conference).arrived_at is None
    assert fresh(evening.conference).revision == revision, "nothing for the student's own screen"


def test_a_walk_in_of_another_day(over, as_):
    """Her time of last week has passed; tonight she is let in wherever her advisory meets."""
    tonight = f.SessionFactory(
        round=over.round, starts_at=timezone.now(), ends_at=timezone.now() + BEFORE, room="Gym"
    )
    tonight.advisories.add(over.advisory)
    client = as_("bo")
    board = url("session_board", tonight.pk)
    assert [one.student.first_name for one in client.get(board).context["walk_ins"]] == ["Ana"]
    before = fresh(tonight).revision
    client.post(url("conference_start", over.conference.pk), {"board": tonight.pk})
    assert fresh(tonight).revision > before
    assert [tile.student.first_name for tile in client.get(board).context["tiles"]] == ["Ana"]


# She freezes


def test_a_student_freezes(evening, as_):
    """Her advisor has an open question for just this card, and the family may look at the portfolio."""
    live.start_conference(evening.conference, by=evening.ana)
    text = as_("bo").get(url("conference_sit", evening.conference.pk)).text
    assert "If it goes quiet" in text
    assert all(str(question) in text for question in guiding.questions_for(evening.card))
    assert "look through the portfolio" in text
    assert all(guiding.questions_for(Card(kind=kind)) for kind in Card.Kind.values)
    assert guiding.questions_for(None) == guiding.PEOPLE


# Grades


def test_it_turns_into_a_talk_about_grades(evening, as_):
    """Back to the agenda, and a talk among adults later: the student is never shown it."""
    live.start_conference(evening.conference, by=evening.ana)
    client = as_("bo")
    sit = url("conference_sit", evening.conference.pk)
    assert "If it turns into a talk about grades" in client.get(sit).text
    for line in ("Math", "The mark in math"):
        client.post(url("later_talk_keep", evening.conference.pk), {"line": line})
    assert PrivateMinute.objects.get().line == "The mark in math"
    assert "1 talk for later" in client.get(url("session_board", evening.session.pk)).text
    assert "for later" not in as_("cora").get(url("session_board", evening.session.pk)).text
    for page in ("/", "/conference/", url("conference_present", evening.conference.pk)):
        assert "The mark in math" not in as_("ana").get(page, follow=True).text


# A disclosure


def test_a_disclosure(evening, as_):
    """What to do is on screen for the adults alone, and there is no field to write it into."""
    client = as_("bo")
    for name in ("conference_sit", "conference_miss"):
        text = client.get(url(name, evening.conference.pk)).text
        assert "If you hear something that worries you" in text
        assert "never in Lectern" in text
    card = client.get(url("conference_miss", evening.conference.pk)).text.split('id="worry"')[1]
    assert "<textarea" not in card.split("</details>")[0]
    for who, page in (("ana", "/conference/"), ("mum", url("conference_family", evening.conference.pk))):
        assert "worries you" not in as_(who).get(page).text


# Nothing began


def test_nothing_began(over, run_jobs, as_):
    """A make-up comes by itself, once, and is for the advisor and the office."""
    make_up = missed(over, run_jobs)
    assert (make_up.reason, make_up.by, make_up.missed_at) == ("unknown", None, over.place.starts_at)
    assert missed(over, run_jobs) == make_up
    assert makeups.note_missed(over.conference.pk) is None
    assert makeups.note_missed(0) is None
    assert fresh(over.conference).state == "building", "her agenda stays as it was"
    for who in ("bo", "cora"):
        assert "Ana Mensah" in as_(who).get(url("make_up_list")).text
    assert "Ana Mensah" not in as_("ida").get(url("make_up_list")).text
    assert "The conference was missed." in as_("bo").get("/advisory/").text
    # Ben never had a time; that counts when the days are over.
    ben = f.ConferenceFactory(student=over.ben_student, round=over.round)
    assert list(Conference.objects.missed()) == []
    over.round.state = "follow_up"
    over.round.save()
    assert list(Conference.objects.missed()) == [ben]


def test_it_is_held_late(over, run_jobs):
    make_up = missed(over, run_jobs)
    live.start_conference(over.conference, by=over.ana)
    assert (fresh(make_up).how, fresh(make_up).settled_by) == ("held", over.ana)
    with pytest.raises(ValidationError):
        makeups.say_missed(over.conference, reason="nobody", line="", by=over.bo)


def test_a_family_chooses_a_new_time_itself(over, run_jobs, as_):
    make_up, place = missed(over, run_jobs), later_place(over)
    as_("mum").post(url("place_book", over.conference.pk), {"place": place.pk})
    assert (fresh(make_up).how, fresh(place).conference) == ("new_time", over.conference)


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"how": ""}, "how"),
        ({"how": "new_time"}, "place"),
        ({"how": "new_time", "place": "0"}, "place"),
        ({"how": "stand_in", "name": "  "}, "name"),
        ({"how": "held"}, "decide_by"),
        ({"how": "held", "decide_by": "2020-01-01"}, "decide_by"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(over, run_jobs, as_, sent, wrong):
    make_up = missed(over, run_jobs)
    response = as_("bo").post(url("make_up_settle", make_up.pk), sent)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [wrong])


def test_a_make_up_with_a_stand_in_or_by_video(over, run_jobs, as_):
    make_up, place = missed(over, run_jobs), later_place(over)
    as_("bo").post(
        url("make_up_settle", make_up.pk), {"how": "stand_in", "name": "Ms. Lund", "place": place.pk}
    )
    assert [one.name for one in over.conference.participants.standing_in()] == ["Ms. Lund"]
    assert fresh(place).conference == over.conference
    # Settled means settled: what nobody gave another time is not missed again by itself.
    assert list(Conference.objects.missed()) == []
    assert as_("bo").get(url("make_up_settle", make_up.pk)).url == url("make_up_list")
    again = makeups.say_missed(over.conference, reason="away", line="", by=over.bo)
    makeups.settle_make_up(again, how="remote", by=over.bo)
    assert fresh(over.conference).way == "remote"
    with pytest.raises(ValidationError):
        makeups.settle_make_up(again, how="remote", by=over.cora)


def test_it_was_held_and_nobody_opened_it(over, run_jobs):
    make_up = missed(over, run_jobs)
    day = timezone.localdate() + datetime.timedelta(days=7)
    makeups.settle_make_up(make_up, how="held", decide_by=day, by=over.bo)
    held = fresh(over.conference)
    assert (held.state, held.decide_by, held.started_at) == ("held", day, over.place.starts_at)


@pytest.mark.parametrize(
    ("prepared", "state"), [("ready", "ready"), ("cards", "building"), ("", "not_started")]
)
def test_it_is_not_held_and_then_it_is(over, run_jobs, as_, prepared, state):
    make_up = missed(over, run_jobs)
    if prepared == "ready":
        Conference.objects.update(ready_at=timezone.now())
    elif not prepared:
        Card.objects.all().delete()
    client = as_("cora")
    client.post(url("make_up_settle", make_up.pk), {"how": "ended"})
    assert fresh(over.conference).state == "not_held"
    assert "It is not held this time" in as_("mum").get(url("conference_family", over.conference.pk)).text
    client = as_("cora")
    assert "Hold it after all" in client.get(url("make_up_list")).text
    client.post(url("make_up_reopen", make_up.pk))
    assert (fresh(over.conference).state, fresh(make_up).how) == (state, "")
    with pytest.raises(ValidationError):
        makeups.reopen_make_up(make_up, by=over.cora)


def test_what_was_not_to_be_held_begins_all_the_same(over, run_jobs):
    makeups.settle_make_up(missed(over, run_jobs), how="ended", by=over.bo)
    live.start_conference(over.conference, by=over.ana)
    assert fresh(over.conference).is_live


# What they cost


@pytest.mark.parametrize("count", [1, 3])
def test_make_ups_cost_the_same_for_one_and_three(over, as_, count, django_assert_num_queries):
    for _ in range(count):
        student = f.StudentFactory(school=over.school, advisory=over.advisory)
        f.MakeUpFactory(conference=f.ConferenceFactory(student=student, round=over.round))
    client = as_("cora")
    with django_assert_num_queries(5):
        client.get(url("make_up_list"))


@pytest.mark.parametrize("count", [1, 3])
def test_sitting_beside_costs_the_same_and_an_unchanged_look_little(
    evening, as_, count, django_assert_num_queries
):
    for _ in range(count):
        card = f.CardFactory(conference=evening.conference)
        card.evidence.add(evening.shared)
        f.NoteFactory(conference=evening.conference, by=evening.mum)
    live.start_conference(evening.conference, by=evening.ana)
    client, sit = as_("bo"), url("conference_sit", evening.conference.pk)
    client.get(sit)
    with django_assert_num_queries(6):
        page = client.get(sit)
    with django_assert_num_queries(2):
        same = client.get(sit, query_params={"since": page.context["since"]})
    assert same.status_code == 204
    part = client.get(sit, query_params={"since": "0"}, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="now"')


def test_her_advisor_leaves_a_note_that_stays_between_them(evening, as_):
    live.start_conference(evening.conference, by=evening.ana)
    client = as_("bo")
    page = client.get(url("conference_sit", evening.conference.pk))
    sent = {"form_key": page.context["note_form"]["form_key"].value(), "glow": "You waited for the question."}
    client.post(url("sit_note", evening.conference.pk), sent)
    assert [note.text for note in evening.conference.notes.visible_to(evening.ana)] == [sent["glow"]]
    assert list(evening.conference.notes.visible_to(evening.mum)) == []


@pytest.mark.parametrize(
    ("name", "form", "sent", "wrong"),
    [
        ("sit_note", "note_form", {"glow": " ", "grow": " "}, "glow"),
        ("stand_in_name", "stand_in_form", {"name": "Mr. " + "Ellis " * 20}, "name"),
        ("later_talk_keep", "later_form", {"line": "His marks. " * 40}, "line"),
    ],
)
def test_what_her_advisor_typed_beside_the_table_stays(evening, as_, name, form, sent, wrong):
    live.start_conference(evening.conference, by=evening.ana)
    response = as_("bo").post(url(name, evening.conference.pk), sent | {"form_key": str(uuid.uuid4())})
    shown = response.context[form]
    assert (response.status_code, wrong in shown.errors) == (422, True)
    assert [shown[field].value() for field in sent] == list(sent.values())
