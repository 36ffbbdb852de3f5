"""What a student took off, put away or keeps to herself is on nobody's page of her conference."""

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.models import Conference
from portfolios.models import Placement, Share
from tests import factories as f


@pytest.fixture
def shown(world):
    """Ana's piece, shared with both circles, with a picture and a placement, on her agenda, ready."""
    Conference.objects.filter(pk=world.conference.pk).update(
        state=Conference.State.READY, ready_at=timezone.now()
    )
    world.card.evidence.add(world.shared)
    world.placement = f.PlacementFactory(
        evidence=world.shared, target__framework__school=world.school, target__statement="I can count"
    )
    level = f.LevelFactory(framework=world.placement.target.framework, statement="I count with help")
    Placement.objects.filter(pk=world.placement.pk).update(level=level)
    type(world.attachment).objects.filter(pk=world.attachment.pk).update(alt="Ben in the garden")
    return world


PAGES = {"mum": "conference_family", "bo": "conference_advise", "ana": "agenda_preview"}


def pages(world, as_):
    return {
        who: as_(who).get(reverse(f"conferences:{name}", args=[world.conference.pk])).content.decode()
        for who, name in PAGES.items()
    }


def seen(world, as_, words):
    return [who for who, page in pages(world, as_).items() if words in page]


def test_a_picture_that_was_taken_off_is_shown_to_nobody(shown, as_):
    key = str(shown.attachment.key)
    before = seen(shown, as_, key)
    assert "mum" in before
    type(shown.attachment).objects.filter(pk=shown.attachment.pk).update(removed_at=timezone.now())
    assert (seen(shown, as_, key), seen(shown, as_, "Ben in the garden")) == ([], [])


def test_a_placement_that_was_taken_off_is_shown_to_nobody(shown, as_):
    def placement():
        (card,) = Conference.objects.get(pk=shown.conference.pk).shared_cards()
        return card.pieces[0]["targets"]

    assert [target["level"] for target in placement()] == ["I count with help"]
    Placement.objects.filter(pk=shown.placement.pk).update(removed_at=timezone.now())
    assert placement() == []


def test_a_piece_that_is_put_away_or_taken_back_is_shown_to_no_circle(shown, as_):
    assert seen(shown, as_, "Bean plant data") == ["mum", "bo", "ana"]
    Share.objects.filter(evidence=shown.shared).delete()
    assert seen(shown, as_, "Bean plant data") == []
