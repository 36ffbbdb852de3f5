"""Single students whom the office leaves out of a round, and takes back in."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from conferences import reach
from conferences.actions import left_out, rounds
from conferences.actions.notices import deliver_due, tell
from conferences.models import Conference, LeftOut, Notice, Place, Round, TimeWish
from conferences.querysets.rounds import guardianships_of, missing_students
from tests import factories as f


def url(name, key):
    return reverse(f"conferences:{name}", args=[key])


@pytest.fixture
def timed(world):
    """Ana's family knows its time, and waits for another one."""
    Place.objects.filter(pk=world.place.pk).update(conference=world.conference, taken_at=timezone.now())
    LeftOut.objects.all().delete()
    tell([world.conference], Notice.Kind.TIME, by=world.cora)
    Notice.objects.update(told_at=timezone.now(), how="mail")
    TimeWish.objects.create(school=world.school, conference=world.conference, by=world.mum)
    return world


def test_the_office_leaves_one_out_and_takes_her_back_in(timed, as_, run_jobs):
    world, client = timed, as_("cora")
    page, family = url("round_people", world.round.pk), url("conference_family", world.conference.pk)
    said = {"names": f"{world.ana_student.name}\n", "reason": "moves in May"}
    refused = client.post(url("left_out_add", world.round.pk), said | {"names": "Nobody"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["names"])
    assert client.post(url("left_out_add", world.round.pk), {"names": ""}).status_code == 422
    assert client.post(url("left_out_add", world.round.pk), said)["Location"] == page
    row = LeftOut.objects.standing().get()
    assert (row.student, row.reason, row.by) == (world.ana_student, "moves in May", world.cora)
    text = client.get(page).text
    assert ("1 left out" in text, "moves in May" in text) == (True, True)
    # No place, no wish, on no list; her family is told once and reads of no reason.
    world.place.refresh_from_db()
    assert (world.place.conference, TimeWish.objects.get().state) == (None, "ended")
    assert list(world.round.conferences.filter(student=world.ana_student)) == []
    lines = reach.lines_of(world.round, world.round.conferences.all())
    assert [line for line in lines for one in line.conferences if one.student_id == row.student_id] == []
    assert world.ana_student not in missing_students(world.round)
    assert not guardianships_of(world.round).filter(student=world.ana_student).exists()
    assert rounds.make_conferences(world.round, only=world.ana_student) == []
    Notice.objects.owed().update(due_at=timezone.now())
    mail.outbox.clear()
    deliver_due(world.school.pk)
    told = [letter.body for letter in mail.outbox if letter.to == [world.mum.email]]
    assert ["no other one in this round" in body for body in told] == [True]
    assert [word in told[0] for word in ("moves in May", family)] == [False, False]
    assert as_("mum").get(family).status_code == 404
    # Back as it was, without a time.
    again = as_("cora").post(url("left_out_end", row.pk))
    assert again.status_code == 302
    back = Conference.objects.get(pk=world.conference.pk)
    assert (back.state, hasattr(back, "place")) == (world.conference.state, False)
    assert as_("mum").get(family).status_code == 200
    with pytest.raises(ValidationError, match="seen to this"):
        left_out.take_back_in(row, by=world.cora)


def test_before_it_is_published_and_without_a_conference(world):
    student = f.StudentFactory(school=world.school, grade=world.round.grade_low)
    left_out.leave_out(world.round, [student], reason="", by=world.cora)
    left_out.leave_out(world.round, [student], reason="again", by=world.cora)  # said already
    row = LeftOut.objects.standing().get()
    shown = Round.objects.with_included().get(pk=world.round.pk)
    assert (shown.everybody - shown.included, [one["name"] for one in shown.left_out_rows]) == (
        1,
        [student.name],
    )
    assert student not in rounds.make_conferences(world.round)
    Round.objects.filter(pk=world.round.pk).update(state="draft")
    left_out.take_back_in(LeftOut.objects.get(pk=row.pk), by=world.cora)
    assert not Conference.objects.filter(student=student).exists()
    left_out.leave_out(world.round, [student], reason="", by=world.cora)
    Round.objects.filter(pk=world.round.pk).update(state="published")
    left_out.take_back_in(LeftOut.objects.standing().get(), by=world.cora)
    assert Conference.objects.filter(student=student).count() == 1


def test_a_conference_that_has_begun_stays(world):
    Conference.objects.filter(pk=world.conference.pk).update(state="live", started_at=timezone.now())
    with pytest.raises(ValidationError, match="has begun"):
        left_out.leave_out(world.round, [world.ana_student], reason="", by=world.cora)


def test_each_home_reads_its_own_also_of_what_was_put_aside(timed):
    """Two homes had a conference each: put aside, neither reads the other's, and each is told of its own."""
    world = timed
    Conference.objects.filter(pk=world.conference.pk).update(household=world.household)
    other = f.ConferenceFactory(student=world.ana_student, round=world.round)
    kept = [list(Conference.everything.kept_from(world.mum))]
    left_out.leave_out(world.round, [world.ana_student], reason="", by=world.cora)
    kept.append(list(Conference.everything.kept_from(world.mum)))
    assert kept == [[other], [other]]
    Notice.objects.owed().update(due_at=timezone.now())
    owed = {(row.adult.first_name, row.conference_id) for row in Notice.objects.owed()}
    assert owed == {("Mum", world.conference.pk), ("Gus", world.conference.pk)}  # and her guest
    assert deliver_due(world.school.pk) == 2
