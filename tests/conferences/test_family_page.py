"""The family's one page: before, during and after."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.models import Note, Participant, Signal
from portfolios.models import Share
from tests import factories as f


def page(client, conference, **query):
    return client.get(reverse("conferences:conference_family", args=[conference.pk]), query)


def set_live(conference, card=None):
    now = timezone.now()
    conference.state = "live"
    conference.ready_at = conference.started_at = conference.card_shown_at = now
    conference.card = card
    conference.save()


def set_held(conference):
    set_live(conference)
    conference.state = "held"
    conference.ended_at = conference.started_at + datetime.timedelta(minutes=18)
    conference.save()


@pytest.fixture
def shared(world):
    """Ana's card shows a shared piece and a private one."""
    f.ReflectionFactory(evidence=world.evidence, text="It took four tries.")
    Share.objects.create(evidence=world.evidence, circle="family")
    world.secret = f.EvidenceFactory(student=world.ana_student, title="My secret sketch")
    world.card.evidence.add(world.evidence, world.secret)
    world.card.talking_points = "Say it slowly"
    world.card.listening = "What was the hardest part?"
    world.card.save()
    return world


# Before


def test_before_it_leads_to_the_free_times_of_her_round(world, as_):
    response = page(as_("mum"), world.conference)
    assert "Choose a time" in response.text
    assert reverse("conferences:place_choose", args=[world.conference.pk]) in response.text


def test_who_may_not_decide_is_offered_no_time(world, as_):
    world.guardianship.may_decide = False
    world.guardianship.save()
    response = page(as_("mum"), world.conference)
    assert reverse("conferences:place_choose", args=[world.conference.pk]) not in response.text
    assert "The time has not been chosen yet" in response.text


def test_before_she_is_ready_the_agenda_is_not_there(shared, as_):
    response = page(as_("mum"), shared.conference)
    assert "Recycling robot" not in response.text
    assert "is preparing" in response.text


def test_when_she_is_ready_the_agenda_is_there_without_talking_points(shared, as_):
    shared.conference.state, shared.conference.ready_at = "ready", timezone.now()
    shared.conference.save()
    text = page(as_("mum"), shared.conference).text
    assert "Recycling robot" in text
    assert "My secret sketch" not in text
    assert "Say it slowly" not in text


def test_last_commitments_are_shown_on_their_card(world, as_):
    world.card.kind = "last_commitments"
    world.card.save()
    world.conference.state, world.conference.ready_at = "ready", timezone.now()
    world.conference.save()
    f.CommitmentFactory(student=world.ana_student, text="Read on Sundays")
    assert "Read on Sundays" in page(as_("mum"), world.conference).text


# During


def test_during_it_shows_the_card_on_the_screen(shared, as_):
    set_live(shared.conference, shared.card)
    text = page(as_("mum"), shared.conference).text
    assert "Happening now" in text
    assert "Now · part 1 of 1" in text
    assert "It took four tries." in text
    assert "You could ask" in text
    assert "What was the hardest part?" in text
    assert "My secret sketch" not in text
    assert "Say it slowly" not in text


def test_during_without_anything_shared_it_says_look_up(world, as_):
    set_live(world.conference, world.card)
    world.conference.ready_at = None
    world.conference.save()
    assert "Look at the big screen together" in page(as_("mum"), world.conference).text


def test_she_can_look_back_and_is_told_where_it_goes_on(shared, as_):
    second = f.CardFactory(conference=shared.conference, title="My goals", kind="goal", position=1000)
    set_live(shared.conference, second)
    shared.card.state = "shown"
    shared.card.save()
    client = as_("mum")
    text = page(client, shared.conference, card=shared.card.pk).text
    assert "You look back at part 1 of 2" in text
    assert "Ana is at “My goals” now." in text
    # A part that has not been shown yet stays for its time.
    third = f.CardFactory(conference=shared.conference, position=1001)
    assert "Now · part 2 of 3" in page(client, shared.conference, card=third.pk).text


def test_following_answers_nothing_while_nothing_changed(shared, as_, django_assert_num_queries):
    set_live(shared.conference, shared.card)
    client = as_("mum")
    url = reverse("conferences:conference_follow", args=[shared.conference.pk])
    since = page(client, shared.conference).context["conference"].stamp
    with django_assert_num_queries(2):
        response = client.get(url, {"since": since})
    assert (response.status_code, response.content) == (204, b"")


def test_following_answers_the_card_alone_when_it_changed(shared, as_):
    set_live(shared.conference, shared.card)
    url = reverse("conferences:conference_follow", args=[shared.conference.pk])
    response = as_("mum").get(url, {"since": 999, "opened": "before"})
    assert response.status_code == 200
    assert response.text.count('id="follow"') == 1
    assert "<html" not in response.text
    assert "Ana has begun." in response.text


def test_following_ends_with_the_conference(world, as_):
    set_held(world.conference)
    url = reverse("conferences:conference_follow", args=[world.conference.pk])
    text = as_("mum").get(url, {"since": 999, "opened": "during"}).text
    assert "hx-trigger" not in text
    assert "See what you agreed" in text


def test_a_call_shows_that_it_was_heard(world, as_):
    set_live(world.conference, world.card)
    Signal.objects.create(conference=world.conference, by=world.mum)
    assert "We have asked quietly" in page(as_("mum"), world.conference).text


# After


def test_after_it_shows_what_was_agreed(world, as_):
    set_held(world.conference)
    world.conference.commitments.add(
        f.CommitmentFactory(student=world.ana_student, text="Read on Sundays", check_on="2026-12-17")
    )
    text = page(as_("mum"), world.conference).text
    assert "Thank you for being there" in text
    assert "Read on Sundays" in text
    assert "First look at it: December 17" in text


def test_after_it_says_by_when_they_will_decide(world, as_):
    set_held(world.conference)
    world.conference.decide_by = datetime.date(2026, 12, 17)
    world.conference.save()
    assert "We’ll decide by December 17." in page(as_("mum"), world.conference).text


# What she writes


def post(client, name, conference, **data):
    return client.post(reverse(f"conferences:{name}", args=[conference.pk]), data)


def test_she_says_who_comes(world, as_):
    response = post(
        as_("mum"),
        "attendance_edit",
        world.conference,
        coming="yes",
        others="Papa Kofi\n\n Papa  Kofi \nAuntie Efe",
        interpreter="on",
        needs="A ramp",
    )
    assert response.status_code == 302
    rows = Participant.objects.values_list("name", "user", "coming", "interpreter", "needs")
    assert sorted(rows, key=str) == sorted(
        [
            ("Mum Mensah", world.mum.pk, "yes", True, "A ramp"),
            ("Papa Kofi", None, "yes", False, ""),
            ("Auntie Efe", None, "yes", False, ""),
        ],
        key=str,
    )


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ("\n".join(f"Guest {n}" for n in range(7)), "Please name up to 6 people."),
        ("x" * 101, "Please put each name on a line of its own."),
    ],
)
def test_too_many_names_are_refused_and_kept(world, as_, others, words):
    response = post(as_("mum"), "attendance_edit", world.conference, coming="yes", others=others)
    assert response.status_code == 422
    assert words in response.text
    assert others in response.text


def test_a_household_that_said_it_needs_an_interpreter_is_not_asked_again(world, as_):
    page = reverse("conferences:conference_family", args=[world.conference.pk])
    assert "An interpreter would help us" in as_("mum").get(page).text
    world.household.needs_interpreter = True
    world.household.save()
    asked = as_("mum").get(page).text
    assert "You would like an interpreter." in asked
    assert "An interpreter would help us" not in asked


def test_an_answer_is_needed(world, as_):
    response = post(as_("mum"), "attendance_edit", world.conference, needs="A ramp")
    assert response.status_code == 422
    assert "A ramp" in response.text


def test_another_question_on_the_same_page_is_not_lost(world, as_):
    key = "7b2a3f5e-0f43-4a94-9d5a-0d8d3f6a2f10"
    client = as_("mum")
    for text in ("Why?", "How?"):
        assert post(client, "question_add", world.conference, text=text, form_key=key).status_code == 302
    assert list(world.conference.notes.values_list("text", flat=True)) == ["Why?", "How?"]


def test_a_question_sent_twice_is_asked_once(world, as_):
    client = as_("mum")
    key = "7b2a3f5e-0f43-4a94-9d5a-0d8d3f6a2f10"
    for _ in range(2):
        assert post(client, "question_add", world.conference, text="Why?", form_key=key).status_code == 302
    assert list(Note.objects.values_list("kind", "text", "by")) == [("question", "Why?", world.mum.pk)]
    assert "Why?" in page(client, world.conference).text


def test_an_empty_question_is_shown_again(world, as_):
    response = post(as_("mum"), "question_add", world.conference, text="", form_key="x")
    assert response.status_code == 422
    assert "Write your question here." in response.text


def test_she_leaves_a_glow_and_a_grow(world, as_):
    set_live(world.conference, world.card)
    client = as_("mum")
    for _ in range(2):
        post(client, "note_add", world.conference, glow="You were calm.", grow="Speak up.", revision=0)
    assert list(Note.objects.values_list("kind", "text")) == [
        ("glow", "You were calm."),
        ("grow", "Speak up."),
    ]


def test_a_note_with_a_broken_form_keeps_its_words(world, as_):
    set_live(world.conference, world.card)
    response = post(as_("mum"), "note_add", world.conference, glow="You were calm.", revision="x")
    assert response.status_code == 422
    assert "You were calm." in response.text


# What it costs


@pytest.mark.parametrize("many", [1, 3])
def test_queries_before(shared, as_, many, django_assert_num_queries):
    for _ in range(many - 1):
        f.PlaceFactory(session=shared.session)
        f.NoteFactory(conference=shared.conference, by=shared.mum)
        card = f.CardFactory(conference=shared.conference)
        card.evidence.add(shared.evidence)
        Participant.objects.create(conference=shared.conference, name="Kofi", added_by=shared.mum)
    shared.conference.state, shared.conference.ready_at = "ready", timezone.now()
    shared.conference.save()
    client = as_("mum")
    page(client, shared.conference)
    with django_assert_num_queries(7):
        page(client, shared.conference)


@pytest.mark.parametrize("many", [1, 3])
def test_queries_during(shared, as_, many, django_assert_num_queries):
    for _ in range(many - 1):
        f.NoteFactory(conference=shared.conference, by=shared.mum, kind="glow")
        f.CardFactory(conference=shared.conference, state="shown").evidence.add(shared.evidence)
    set_live(shared.conference, shared.card)
    client = as_("mum")
    page(client, shared.conference)
    with django_assert_num_queries(5):
        page(client, shared.conference)


@pytest.mark.parametrize("many", [1, 3])
def test_queries_after(shared, as_, many, django_assert_num_queries):
    set_held(shared.conference)
    shared.conference.commitments.set(f.CommitmentFactory.create_batch(many, student=shared.ana_student))
    client = as_("mum")
    page(client, shared.conference)
    with django_assert_num_queries(6):
        page(client, shared.conference)
