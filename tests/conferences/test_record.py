"""The record: what was shown, said and agreed, for the three who were there."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from conferences.actions import notes
from conferences.models import Conference, Note
from portfolios.models import Share
from tests import factories as f
from tests.conftest import enter


@pytest.fixture
def held(world):
    """Ana's conference is over; Mum and Efe, of another household, have each written a note."""
    now = timezone.now()
    Conference.objects.update(
        state="held", ready_at=now, started_at=now - datetime.timedelta(minutes=18), ended_at=now
    )
    world.conference.refresh_from_db()
    world.efe = f.UserFactory(school=world.school, first_name="Efe", role="family")
    f.GuardianshipFactory(adult=world.efe, student=world.ana_student)
    Share.objects.create(evidence=world.evidence, circle="family")
    secret = f.EvidenceFactory(student=world.ana_student, title="My secret sketch")
    world.card.evidence.add(world.evidence, secret)
    world.card.state, world.card.seconds = "shown", 130
    world.card.save()
    f.CardFactory(conference=world.conference, title="Habits", state="skipped")
    f.CardFactory(conference=world.conference, title="Removed", removed_at=now)
    for who, words in ((world.mum, "You were calm."), (world.efe, "You looked up.")):
        notes.leave_note(world.conference, glow=words, grow="", form_key=uuid4(), by=who)
    f.NoteFactory(conference=world.conference, by=world.mum, text="A question from before")
    return world


def record(client, world):
    return client.get(reverse("conferences:conference_record", args=[world.conference.pk]))


def test_the_record_tells_what_was_shown(held, as_):
    text = record(as_("ana"), held).text
    for words in ("Recycling robot", "18 minutes", "2 minutes", "Not this time"):
        assert words in text
    for words in ("My secret sketch", "Removed", "A question from before"):
        assert words not in text


@pytest.mark.parametrize(
    ("who", "reads"),
    [("ana", ["calm", "up"]), ("bo", ["calm", "up"]), ("mum", ["calm"]), ("efe", ["up"])],
)
def test_two_households_do_not_read_each_other(held, as_, client, who, reads):
    enter(client, getattr(held, who))
    text = record(client, held).text
    assert [word for word in ("calm", "up") if f"{word}." in text] == reads


def test_there_is_no_record_before_it_was_held(world, as_):
    assert record(as_("ana"), world).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_record(held, as_, many, django_assert_num_queries):
    held.conference.commitments.set(f.CommitmentFactory.create_batch(many, student=held.ana_student))
    for _ in range(many):
        f.NoteFactory(conference=held.conference, by=held.mum, kind="grow")
        f.CardFactory(conference=held.conference, state="shown").evidence.add(held.evidence)
    client = as_("ana")
    record(client, held)
    with django_assert_num_queries(8):
        record(client, held)


def test_questions_are_asked_before_and_notes_left_from_the_beginning_on(world):
    key = uuid4()
    with pytest.raises(ValidationError, match="as soon as the conference has begun"):
        notes.leave_note(world.conference, glow="Great", grow="", form_key=key, by=world.mum)
    world.conference.state = "held"
    with pytest.raises(ValidationError, match="You can still write a glow and a grow"):
        notes.ask_question(world.conference, text="Why?", form_key=key, by=world.mum)
    assert Note.objects.count() == 0


def test_a_note_of_one_half_is_one_note(world):
    world.conference.state = "live"
    notes.leave_note(world.conference, glow="", grow="Speak up", form_key=uuid4(), by=world.mum)
    assert list(Note.objects.values_list("kind", "text")) == [("grow", "Speak up")]
