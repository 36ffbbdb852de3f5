"""A picture with somebody who may not be shown, on the way to a family through a conference."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.consent import answer_consent
from conferences.models import Conference
from portfolios import actions
from tests import factories as f


@pytest.fixture
def live(world):
    """Ana's shared piece is on the screen; Ben is in its picture, and nobody has answered for him."""
    world.card.evidence.add(world.shared)
    world.card.state = "shown"
    world.card.save()
    world.shared.attachments.exclude(pk=world.attachment.pk).delete()
    now = timezone.now()
    Conference.objects.filter(pk=world.conference.pk).update(
        state="live", card=world.card, card_shown_at=now, started_at=now, ready_at=now
    )
    world.depiction = f.DepictionFactory(attachment=world.attachment, student=world.ben_student)
    return world


def text(as_, who, name, pk):
    return as_(who).get(reverse(name, args=[pk])).text


PAGES = [
    ("ana", "conferences:conference_present"),  # her screen is turned to her family
    ("ana", "conferences:agenda_preview"),
    ("ana", "conferences:agenda_print"),
    ("mum", "conferences:conference_family"),
    ("mum", "conferences:conference_follow"),
]


@pytest.mark.parametrize(("who", "name"), PAGES)
def test_every_page_before_a_family_obeys(live, as_, who, name):
    key = str(live.attachment.key)
    assert key not in text(as_, who, name, live.conference.pk)
    answer_consent(live.ben_student, {"photo": True}, adult=live.dad, by=live.dad)
    assert key in text(as_, who, name, live.conference.pk)


def test_the_record_obeys(live, as_):
    Conference.objects.filter(pk=live.conference.pk).update(state="held", ended_at=timezone.now())
    for who in ("ana", "mum"):
        page = text(as_, who, "conferences:conference_record", live.conference.pk)
        assert str(live.attachment.key) not in page


def test_she_and_her_advisor_still_see_it_where_they_are_alone(live, as_):
    key = str(live.attachment.key)
    Conference.objects.filter(pk=live.conference.pk).update(state="building", card=None, started_at=None)
    assert key in as_("ana").get(reverse("conferences:my_conference")).text
    assert key in as_("ana").get(reverse("home")).text
    assert key in text(as_, "bo", "conferences:conference_advise", live.conference.pk)


def test_she_is_told_beforehand_that_a_picture_waits(live, as_):
    words = "Something here waits for a yes"
    assert words in text(as_, "ana", "conferences:agenda_preview", live.conference.pk)
    assert words not in text(as_, "mum", "conferences:conference_family", live.conference.pk)


def follow(browser, live, since):
    url = reverse("conferences:conference_follow", args=[live.conference.pk])
    return browser.get(url, {"since": since})


def test_a_withdrawal_reaches_a_page_that_is_open(live, as_):
    """Nobody has clicked on the agenda: the page that follows along asks, and is told that there is news."""
    answer_consent(live.ben_student, {"photo": True}, adult=live.dad, by=live.dad)
    browser = as_("mum")
    page = browser.get(reverse("conferences:conference_family", args=[live.conference.pk]))
    since = page.context["conference"].stamp
    assert follow(browser, live, since).status_code == 204
    answer_consent(live.ben_student, {"photo": False}, adult=live.dad, by=live.dad)
    answer = follow(browser, live, since)
    assert (answer.status_code, str(live.attachment.key) in answer.text) == (200, False)


@pytest.mark.parametrize(
    "change",
    [
        lambda live: actions.hold_attachment(live.attachment, by=live.bo),
        lambda live: actions.unshare_evidence(live.shared, "family", by=live.ana),
        lambda live: actions.edit_attachment(live.attachment, edit={"crop": [0, 0, 500, 500]}, by=live.ana),
        lambda live: actions.remove_attachment(live.attachment, by=live.ana),
        lambda live: live.guardianship.student.left_at,
    ],
    ids=["held", "unshared", "cut", "taken off", "nothing"],
)
def test_whatever_takes_a_picture_away_is_news(live, as_, change, request):
    live.depiction.delete()
    browser = as_("mum")
    page = browser.get(reverse("conferences:conference_family", args=[live.conference.pk]))
    since = page.context["conference"].stamp
    change(live)
    quiet = request.node.callspec.id == "nothing"
    assert follow(browser, live, since).status_code == (204 if quiet else 200)


def test_a_withdrawal_reaches_a_guest_whose_page_is_open(live, as_):
    """Ana herself is in the picture: her family sees her anyway, a guest only with a yes."""
    live.depiction.delete()
    f.ShareFactory(evidence=live.shared, circle="guests")
    f.DepictionFactory(attachment=live.attachment, who="self", student=live.ana_student)
    answer_consent(live.ana_student, {"photo": True}, adult=live.mum, by=live.mum)
    browser = as_("guest")
    page = browser.get(reverse("conferences:conference_guest", args=[live.conference.pk]))
    assert str(live.attachment.key) in page.text
    url = reverse("conferences:guest_follow", args=[live.conference.pk])
    since = {"since": page.context["conference"].stamp}
    assert browser.get(url, since).status_code == 204
    answer_consent(live.ana_student, {"photo": False}, adult=live.mum, by=live.mum)
    answer = browser.get(url, since)
    assert (answer.status_code, str(live.attachment.key) in answer.text) == (200, False)
