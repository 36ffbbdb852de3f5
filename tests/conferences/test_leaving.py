"""A room falls away, an advisor is ill: where the families could go, and that nobody is forgotten."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from conferences.actions import changes
from conferences.changes import day_of
from conferences.leaving import conferences_of, in_session, leave_plan
from conferences.models import (
    Absence,
    Conference,
    Interpreter,
    MakeUp,
    Notice,
    Place,
    Preference,
    Session,
    Shift,
    Window,
)
from tests import factories as f
from tests.conferences.test_changes import NEW_YORK, at, coming, sit

MINUTES = datetime.timedelta(minutes=20)


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


@pytest.fixture
def busy(world):
    """Ana and Ben in Room 12 on a Thursday; on Friday the Library has two free times for 5B."""
    world.school.timezone = "America/New_York"
    world.school.save()
    timezone.activate(NEW_YORK)
    world.round.state = "scheduled"
    world.round.save()
    world.day = coming()
    world.friday = world.day + datetime.timedelta(days=1)
    Session.objects.filter(pk=world.session.pk).update(starts_at=at(world.day, 17), ends_at=at(world.day, 20))
    world.session.refresh_from_db()
    world.place = sit(world, world.conference, 17)
    world.bens = f.ConferenceFactory(student=world.ben_student, round=world.round)
    sit(world, world.bens, 17, 30)
    world.library = f.SessionFactory(
        round=world.round, room="Library", starts_at=at(world.friday, 17), ends_at=at(world.friday, 20)
    )
    for hour in (17, 18):
        f.PlaceFactory(session=world.library, starts_at=at(world.friday, hour), table=1)
    yield world
    timezone.deactivate()


def plan_of(world, **kwargs):
    return leave_plan(world.round, in_session(world.session), closed=[world.session], **kwargs)


def seats(plan):
    return {
        leaver.conference.pk: leaver.seat and leaver.seat.starts_at.astimezone(NEW_YORK).hour
        for leaver in plan.leavers
    }


def test_each_is_shown_the_nearest_place_that_fits(busy):
    plan = plan_of(busy)
    assert seats(plan) == {busy.conference.pk: 17, busy.bens.pk: 18}
    assert (plan.families, plan.on_paper, plan.without) == (2, 0, [])
    # Ben's advisor asks his family to come: he chooses first.
    Conference.objects.filter(pk=busy.bens.pk).update(please_meet=True)
    assert seats(plan_of(busy)) == {busy.conference.pk: 18, busy.bens.pk: 17}
    # His family cannot come at five, and Ana's can come at no other time.
    for adult, hour in ((busy.dad, 18), (busy.mum, 17)):
        home = {"household": busy.household} if adult == busy.mum else {"adult": adult}
        said = Preference.objects.create(school=busy.school, round=busy.round, by=adult, **home)
        Window.objects.create(
            preference=said, starts_at=at(busy.friday, hour), ends_at=at(busy.friday, hour + 1)
        )
    assert seats(plan_of(busy)) == {busy.conference.pk: 17, busy.bens.pk: 18}
    Window.objects.filter(preference__adult=busy.dad).delete()
    assert [leaver.conference for leaver in plan_of(busy).leavers if leaver.cannot] == [busy.bens]


def test_an_interpreter_goes_with_the_family_and_is_in_one_place(busy):
    for home in (busy.household, f.HouseholdFactory(school=busy.school)):
        home.needs_interpreter, home.interpreter_language = True, "Somali"
        home.save()
    busy.dad.guardianships.update(household=home)
    amina = Interpreter.objects.create(school=busy.school, name="Amina", languages=["Somali"])
    Place.objects.filter(conference=busy.conference).update(interpreter=amina)
    Shift.objects.create(
        round=busy.round, interpreter=amina, starts_at=at(busy.friday, 17), ends_at=at(busy.friday, 18)
    )
    plan = plan_of(busy)
    assert [leaver.conference for leaver in plan.placed] == [busy.conference]
    assert plan.placed[0].seat.interpreter == amina.pk
    moves = {leaver.conference.pk: leaver.seat.place for leaver in plan.placed}
    changes.call_off_session(busy.session, by=busy.cora, moves=moves)
    assert Place.objects.get(conference=busy.conference).interpreter == amina


def test_a_room_is_called_off_and_opened_again(busy, as_):
    """Who is ticked moves, who is not waits with the make-ups; all are told once, and it can be undone."""
    client, page = as_("cora"), url("session_call_off", busy.session.pk)
    plan = client.get(page).context["plan"]
    said = {"line": "Water in the room", "moves": [plan.leavers[0].key]}
    assert client.post(page, {"moves": ["0-0"]}).status_code == 422
    assert client.post(page, said).url == url("round_changes", busy.round.pk)
    moved = Place.objects.get(conference=busy.conference)
    assert (moved.session, moved.source, moved.starts_at) == (
        busy.library, "office", at(busy.friday, 17),
    )  # fmt: skip
    waiting = MakeUp.objects.get()
    assert (waiting.conference, waiting.reason, waiting.missed_at) == (
        busy.bens, "school", at(busy.day, 17, 30),
    )  # fmt: skip
    told = {(n.adult_id, n.kind, n.before, n.line) for n in Notice.objects.all()}
    assert (busy.mum.pk, "moved", at(busy.day, 17), "Water in the room") in told
    assert (busy.dad.pk, "called_off", at(busy.day, 17, 30), "Water in the room") in told
    assert client.get(page).status_code == 302
    with pytest.raises(ValidationError, match="already"):
        changes.call_off_session(busy.session, by=busy.cora)
    assert "called off" in client.get(url("round_changes", busy.round.pk)).text

    client.post(url("session_restore", busy.session.pk))
    back = Place.objects.get(conference=busy.bens)
    assert (back.session, back.starts_at) == (busy.session, at(busy.day, 17, 30))
    assert MakeUp.objects.get().how == "new_time"
    assert Place.objects.get(conference=busy.conference) == moved  # who has another time keeps it
    with pytest.raises(ValidationError, match="already"):
        changes.restore_session(busy.session, by=busy.cora)


def test_a_place_that_was_taken_meanwhile_is_not_given_twice(busy):
    plan = plan_of(busy)
    moves = {leaver.conference.pk: leaver.seat.place for leaver in plan.leavers}
    other = f.ConferenceFactory(student=f.StudentFactory(school=busy.school), round=busy.round)
    Place.objects.filter(session=busy.library, starts_at=at(busy.friday, 17)).update(
        conference=other, taken_at=timezone.now()
    )
    moved, waiting = changes.call_off_session(busy.session, by=busy.cora, moves=moves)
    assert (moved, waiting) == ([busy.bens], [busy.conference])
    # Its old table is taken meanwhile, too: then it goes on waiting.
    Place.objects.filter(session=busy.session, starts_at=at(busy.day, 17)).delete()
    assert changes.restore_session(Session.objects.get(pk=busy.session.pk), by=busy.cora) == []


def test_a_room_in_which_something_has_begun_is_not_called_off(busy, as_):
    Conference.objects.filter(pk=busy.bens.pk).update(state="live", started_at=timezone.now())
    refused = as_("cora").post(url("session_call_off", busy.session.pk), {"line": ""})
    assert refused.status_code == 422
    assert "have begun already" in refused.text
    assert Session.objects.get(pk=busy.session.pk).called_off_at is None


def test_when_many_book_at_once_it_is_asked_for_again(busy, monkeypatch):
    def jammed(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(changes, "lock_family", jammed)
    with pytest.raises(ValidationError, match="once more"):
        changes.call_off_session(busy.session, by=busy.cora)


def test_a_colleague_stands_in_and_nobody_is_moved(busy, as_):
    client = as_("cora")
    asked = {"advisor": busy.bo.pk, "day": busy.day.isoformat()}
    page = client.get(url("advisor_away", busy.round.pk), asked)
    assert [leaver.conference for leaver in page.context["plan"].leavers] == [busy.conference, busy.bens]
    offered = page.context["cover_form"].fields["stand_in"]
    assert set(offered.queryset) == {busy.ida, busy.cora}
    cover = url("advisor_cover", busy.round.pk)
    assert client.post(cover, asked | {"stand_in": busy.mum.pk}).status_code == 422
    assert client.post(cover, {"advisor": busy.mum.pk}).status_code == 422
    assert client.post(cover, asked | {"stand_in": busy.ida.pk}).status_code == 302
    absence = Absence.objects.get()
    assert (absence.advisor, absence.stand_in) == (busy.bo, busy.ida)
    assert (absence.starts_at, absence.ends_at) == day_of(busy.round, busy.day)
    assert Place.objects.get(conference=busy.conference) == busy.place
    assert Notice.objects.count() == 0
    assert "Ida Lund has the room" in client.get(url("round_changes", busy.round.pk)).text
    client.post(url("cover_end", absence.pk))
    assert Absence.objects.count() == 0
    Place.objects.filter(conference__isnull=False).update(conference=None, taken_at=None)
    empty = client.get(url("advisor_away", busy.round.pk), asked).text
    assert ("there is nothing to move" in empty, "Give the room" in empty) == (True, False)
    with pytest.raises(ValidationError):
        changes.end_cover(absence, by=busy.cora)


def test_who_stands_in_is_free_and_kept_away_from_no_child(busy, as_):
    """Whoever is restricted from a child of the room is not offered it; who is elsewhere then is said."""
    gina, rosa = (f.UserFactory(school=busy.school, first_name=name) for name in ("Gina", "Rosa"))
    for one in (gina, rosa):
        f.MembershipFactory(user=one, school=busy.school, role="advisor")
    f.GuardianshipFactory(adult=gina, student=busy.ben_student)
    f.GuardianshipFactory(adult=rosa, student=busy.ana_student, restricted=True)
    when = {"starts_at": at(busy.day, 16), "ends_at": at(busy.day, 18)}
    Absence.objects.create(round=busy.round, advisor=busy.ida, by=busy.cora, **when)
    asked = {"advisor": busy.bo.pk, "day": busy.day.isoformat()}
    field = (
        as_("cora").get(url("advisor_away", busy.round.pk), asked).context["cover_form"].fields["stand_in"]
    )
    said = {user.first_name: field.label_from_instance(user).partition(" · ")[2] for user in field.queryset}
    assert said == {"Cora": "", "Gina": "is somewhere else then", "Ida": "is somewhere else then"}


def test_or_the_families_get_another_time(busy, as_):
    """Not in any room of hers that day, though there is a free table; a second advisor would hold them."""
    f.PlaceFactory(session=busy.session, starts_at=at(busy.day, 19), table=7)
    client = as_("cora")
    asked = {"advisor": busy.bo.pk, "day": busy.day.isoformat()}
    plan = client.get(url("advisor_away", busy.round.pk), asked).context["plan"]
    assert seats(plan) == {busy.conference.pk: 17, busy.bens.pk: 18}
    move = url("advisor_move", busy.round.pk)
    assert client.post(move, {"day": "x"}).status_code == 422
    assert client.post(move, asked | {"moves": ["0-0"]}).status_code == 422
    client.post(move, asked | {"moves": [leaver.key for leaver in plan.leavers]})
    held = Place.objects.filter(conference__isnull=False)
    assert set(held.values_list("conference", "session")) == {
        (busy.conference.pk, busy.library.pk),
        (busy.bens.pk, busy.library.pk),
    }
    assert Absence.objects.get().stand_in is None
    assert list(conferences_of(busy.bo, busy.round, *day_of(busy.round, busy.day))) == []


def test_whoever_was_missed_is_asked_once_there_is_room(busy, as_):
    changes.call_off_session(busy.session, by=busy.cora)
    client = as_("cora")
    client.post(url("make_ups_offer"))
    assert Notice.objects.filter(kind="asked").count() == 0  # there is no make-up window
    busy.library.for_make_ups = True
    busy.library.save()
    assert "Ask 2 families" in client.get(url("make_up_list")).text
    client.post(url("make_ups_offer"))
    asked = Notice.objects.filter(kind="asked")
    assert set(asked.values_list("adult", flat=True)) == {busy.mum.pk, busy.dad.pk}
