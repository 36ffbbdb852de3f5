"""The office prepares a round: places are laid, taken times stay, states go in order."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Invitation
from conferences.actions import rounds, states
from conferences.models import Conference, Place, Round
from conferences.querysets.rounds import guardianships_of, missing_students, uninvited, without_mail
from tests import factories as f

FIVE = datetime.datetime(2026, 12, 3, 17, 0, tzinfo=datetime.UTC)


def minutes(count):
    return datetime.timedelta(minutes=count)


@pytest.fixture
def draft(cast):
    cast.round = f.RoundFactory(school=cast.school, name="Fall", state="draft", minutes=20, turnover=5)
    return cast


def add(draft, **fields):
    fields = {"room": "Room 12", "starts_at": FIVE, "ends_at": FIVE + minutes(70), "capacity": 2} | fields
    return rounds.add_session(draft.round, by=draft.cora, **fields)


def laid(session):
    return [
        (int((place.starts_at - FIVE).total_seconds() // 60), place.table)
        for place in session.places.order_by("starts_at", "table")
    ]


def take(draft, session, after, table, student=None):
    conference = f.ConferenceFactory(student=student or draft.ana_student, round=draft.round)
    place = session.places.get(starts_at=FIVE + minutes(after), table=table)
    place.conference, place.taken_at = conference, timezone.now()
    place.save()
    return place


def test_add_session_lays_every_place(draft):
    session = add(draft, advisories=[draft.advisory])
    assert laid(session) == [(0, 1), (0, 2), (25, 1), (25, 2), (50, 1), (50, 2)]
    assert list(session.advisories.all()) == [draft.advisory]


def test_a_window_that_is_too_short_is_refused(draft):
    with pytest.raises(ValidationError, match="20 minutes fits"):
        add(draft, ends_at=FIVE + minutes(19))
    assert Place.objects.count() == 0


def edit(draft, session, **fields):
    now = {name: getattr(session, name) for name in ("room", "starts_at", "ends_at", "capacity")}
    return rounds.edit_session(session, by=draft.cora, **(now | fields))


def test_edit_session_keeps_taken_places_and_lays_the_rest_anew(draft):
    session = add(draft)
    taken = take(draft, session, 25, 1)
    edit(draft, session, room="Library", ends_at=FIVE + minutes(45), capacity=3)
    assert laid(session) == [(0, 1), (0, 2), (0, 3), (25, 1), (25, 2), (25, 3)]
    assert session.places.get(conference__isnull=False) == taken
    session.refresh_from_db()
    assert (session.room, session.revision) == ("Library", 1)


def test_edit_session_never_drops_a_time_that_a_family_has_chosen(draft):
    session = add(draft)
    take(draft, session, 50, 1)
    with pytest.raises(ValidationError) as refusal:
        edit(draft, session, ends_at=FIVE + minutes(45))
    with timezone.override(draft.school.timezone):
        assert "5:50 PM" in refusal.value.messages[0]
    assert len(laid(session)) == 6


def test_a_family_moves_to_a_free_table_when_tables_go(draft):
    session = add(draft)
    place = take(draft, session, 0, 2)
    edit(draft, session, capacity=1)
    place.refresh_from_db()
    assert place.table == 1
    assert laid(session) == [(0, 1), (25, 1), (50, 1)]


def test_two_families_at_once_need_two_tables(draft):
    session = add(draft)
    take(draft, session, 0, 1)
    take(draft, session, 0, 2, student=draft.ben_student)
    with pytest.raises(ValidationError, match="have to stay"):
        edit(draft, session, capacity=1)


FIELDS = {"name": "Spring", "grade_low": 0, "grade_high": 12, "minutes": 20, "turnover": 5}


def test_add_round_once_for_each_name(cast):
    added = rounds.add_round(cast.school, by=cast.cora, **FIELDS)
    assert (added.name, added.state) == ("Spring", "draft")
    with pytest.raises(ValidationError, match="with this name"):
        rounds.add_round(cast.school, by=cast.cora, **FIELDS)
    rounds.add_round(cast.oak, by=cast.oak_coordinator, **FIELDS)


def test_edit_round_lays_places_anew_when_the_length_changes(draft):
    session = add(draft)
    rounds.edit_round(draft.round, by=draft.cora, **FIELDS | {"minutes": 30})
    draft.round.refresh_from_db()
    assert (draft.round.name, draft.round.minutes) == ("Spring", 30)
    assert laid(session) == [(0, 1), (0, 2), (35, 1), (35, 2)]


def test_edit_round_keeps_the_length_once_a_family_has_chosen(draft):
    take(draft, add(draft), 0, 1)
    with pytest.raises(ValidationError, match="chosen times already"):
        rounds.edit_round(draft.round, by=draft.cora, **FIELDS | {"turnover": 0})
    rounds.edit_round(draft.round, by=draft.cora, **FIELDS)
    draft.round.refresh_from_db()
    assert (draft.round.name, draft.round.turnover) == ("Spring", 5)


def test_edit_round_refuses_the_name_of_another(draft):
    f.RoundFactory(school=draft.school, name="Spring")
    with pytest.raises(ValidationError, match="with this name"):
        rounds.edit_round(draft.round, by=draft.cora, **FIELDS)


def test_publish_gives_every_student_of_the_grades_a_conference(draft):
    Round.objects.filter(pk=draft.round.pk).update(grade_low=3, grade_high=5)
    draft.round.refresh_from_db()
    draft.ben_student.left_at = timezone.now()
    draft.ben_student.save()
    f.StudentFactory(school=draft.school, grade=6)
    f.StudentFactory(school=draft.school, grade=None)
    assert states.publish_round(draft.round, by=draft.cora) == 1
    conference = Conference.objects.get()
    assert (conference.student, conference.state, conference.minutes) == (
        draft.ana_student,
        "not_started",
        20,
    )
    assert conference.school_id == draft.school.pk


def test_publish_twice_is_refused_and_makes_nothing_twice(draft):
    states.publish_round(draft.round, by=draft.cora)
    with pytest.raises(ValidationError, match="moved on"):
        states.publish_round(draft.round, by=draft.cora)
    assert Conference.objects.count() == 2


def test_students_who_join_later_are_enrolled_once(draft):
    with pytest.raises(ValidationError, match="while it is published"):
        states.enroll_students(draft.round, by=draft.cora)
    states.publish_round(draft.round, by=draft.cora)
    joined = f.StudentFactory(school=draft.school, grade=3)
    assert list(missing_students(draft.round)) == [joined]
    assert states.enroll_students(draft.round, by=draft.cora) == 1
    assert states.enroll_students(draft.round, by=draft.cora) == 0


def test_a_round_goes_through_its_states_in_order(draft):
    steps = (states.publish_round, states.open_round, states.follow_up_round, states.close_round)
    for number, step in enumerate(steps):
        for wrong in steps[number + 1 :]:
            with pytest.raises(ValidationError, match="moved on"):
                wrong(draft.round, by=draft.cora)
        step(draft.round, by=draft.cora)
    draft.round.refresh_from_db()
    assert draft.round.state == "closed"


def test_invitations_go_once_to_everybody_with_an_address(draft):
    states.publish_round(draft.round, by=draft.cora)
    draft.dad.email = ""
    draft.dad.save()
    assert list(without_mail(uninvited(guardianships_of(draft.round))).values_list("adult", flat=True)) == [
        draft.dad.pk
    ]
    add(draft)
    assert rounds.send_invitations(draft.round, by=draft.cora) == 1
    assert rounds.send_invitations(draft.round, by=draft.cora) == 0
    invitation = Invitation.objects.get()
    assert invitation.guardianship == draft.guardianship
    assert invitation.expires_at >= FIVE + rounds.GOOD_FOR


def test_a_guests_link_leaves_families_to_invite(draft):
    guest = f.GuestFactory(student=draft.ana_student, agreed_by=draft.bo)
    f.InvitationFactory(guardianship=None, guest=guest, school=draft.school)
    add(draft)
    states.publish_round(draft.round, by=draft.cora)
    assert rounds.send_invitations(draft.round, by=draft.cora) == 2


def test_invitations_need_no_day_yet(draft):
    states.publish_round(draft.round, by=draft.cora)
    assert rounds.send_invitations(draft.round, by=draft.cora) == 2
