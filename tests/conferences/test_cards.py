"""What a family sees of an agenda: what is shared, and never the talking points."""

import pytest
from django.utils import timezone

from portfolios.models import Share
from tests import factories as f


@pytest.fixture
def filled(world):
    """Ana's card with a shared and a private piece, and a shared and a private goal."""
    world.private = f.EvidenceFactory(student=world.ana_student, title="My secret sketch")
    world.private_goal = f.GoalFactory(student=world.ana_student, want="Keep calm")
    world.goal.shared_with_family = True
    world.goal.save()
    Share.objects.create(evidence=world.evidence, circle="family")
    world.card.evidence.add(world.evidence, world.private)
    world.card.goals.add(world.goal, world.private_goal)
    world.conference.refresh_from_db()
    return world


def seen(conference):
    return [
        ([piece["title"] for piece in card.pieces], [goal["want"] for goal in card.goal_list])
        for card in conference.cards_for_family()
    ]


def test_before_she_is_ready_the_preview_shows_all_that_will_be_shared(filled):
    assert seen(filled.conference) == [
        (["Recycling robot", "My secret sketch"], [filled.goal.want, "Keep calm"])
    ]


def test_once_she_is_ready_only_what_is_shared_is_seen(filled):
    filled.conference.ready_at = timezone.now()
    assert seen(filled.conference) == [(["Recycling robot"], [filled.goal.want])]


def test_removed_cards_and_archived_pieces_are_not_seen(filled):
    f.CardFactory(conference=filled.conference, removed_at=timezone.now())
    filled.private.archived_at = timezone.now()
    filled.private.save()
    assert seen(filled.conference) == [(["Recycling robot"], [filled.goal.want, "Keep calm"])]


def test_talking_points_are_not_even_fetched(filled):
    card = filled.conference.cards_for_family().get()
    assert card.get_deferred_fields() == {"talking_points", "tip"}


def test_cards_cost_one_query_whatever_their_number(filled, django_assert_num_queries):
    for _ in range(3):
        card = f.CardFactory(conference=filled.conference)
        card.evidence.set(f.EvidenceFactory.create_batch(3, student=filled.ana_student))
    f.ReadyAttachmentFactory(evidence=filled.evidence, alt="A robot of cans")
    talk = f.EvidenceFactory(student=filled.ana_student)
    card.evidence.add(talk)
    f.ShareFactory(evidence=talk, circle="family")
    voice = f.ReadyRecordingFactory(evidence=talk)
    f.CaptionsFactory(attachment=voice, by="advisor", written_by=filled.bo)
    f.CaptionsFactory(attachment=voice, by="student", language="es", text="Hola")
    with django_assert_num_queries(1):
        cards = list(filled.conference.cards_for_family())
    assert len(cards) == 4
    assert cards[0].pieces[0]["first_file"]["alt"] == "A robot of cans"
    assert cards[0].pieces[1]["first_file"] is None
    assert cards[3].pieces[-1]["first_file"]["said"] == {"language": "es", "by": "student", "revision": 1}
