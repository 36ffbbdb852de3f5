"""An address of one's own for a calendar: shown once, kept as a digest, and taken back at any time."""

import re

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.invitations import print_letters
from accounts.models import Guardianship, User
from conferences.models import CalendarFeed, Place
from tests import factories as f


@pytest.fixture
def timed(world):
    """Ana's conference and Ben's have a time; of a draft nobody knows. Mum is invited."""
    f.InvitationFactory(guardianship=world.guardianship)
    Place.objects.filter(pk=world.place.pk).update(conference=world.conference, taken_at=timezone.now())
    bens = f.ConferenceFactory(student=world.ben_student, round=world.round)
    f.PlaceFactory(session=world.session, table=2, conference=bens, taken_at=timezone.now())
    draft = f.RoundFactory(school=world.school, name="Next", state="draft")
    hidden = f.ConferenceFactory(student=world.ana_student, round=draft)
    f.PlaceFactory(session=f.SessionFactory(round=draft), conference=hidden, taken_at=timezone.now())
    return world


def make(client):
    """Her new address, as the page shows it once."""
    page = client.post(reverse("conferences:calendar_make")).text
    return re.search(r'value="https?://[^/]+(/[^"]+\.ics)"', page)[1]


def names(client, address):
    answer = client.get(address)
    return [str(event["summary"]) for event in icalendar.Calendar.from_ical(answer.content).events]


def test_each_reads_in_her_calendar_what_she_may_attend(timed, as_, client):
    client = as_("mum")
    page = reverse("conferences:calendar_feed")
    assert "Make my address" in client.get(page).text
    hers = make(client)
    assert hers.split("/")[-1].removesuffix(".ics") not in client.get(page).text
    bos, oaks = make(as_("bo")), make(as_("oak_advisor"))
    client.logout()
    assert names(client, hers) == ["Ana’s conference"]
    assert names(client, bos) == ["Ana’s conference", "Ben’s conference"]
    assert names(client, oaks) == []
    answer = client.get(hers)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, max-age=900", "noindex")
    assert b"Mensah" not in answer.content
    assert client.get(hers, headers={"if-none-match": answer["ETag"]}).status_code == 304
    Place.objects.filter(conference=timed.conference).update(conference=None, taken_at=None)
    assert client.get(hers, headers={"if-none-match": answer["ETag"]}).status_code == 200
    assert CalendarFeed.objects.filter(digest__in=[hers, hers.split("/")[-1][:-4]]).count() == 0


def test_rights_that_end_end_in_the_calendar(timed, as_, client):
    hers = make(as_("mum"))
    Guardianship.objects.filter(pk=timed.guardianship.pk).update(may_attend=False)
    assert names(client, hers) == []
    User.objects.filter(pk=timed.mum.pk).update(is_active=False)
    assert client.get(hers).status_code == 404


def test_a_new_address_and_taking_it_back_stop_the_one_before(timed, as_):
    client = as_("mum")
    first = make(client)
    second = make(client)
    assert [client.get(address).status_code for address in (first, second)] == [404, 200]
    for _twice in range(2):
        client.post(reverse("conferences:calendar_revoke"))
    assert client.get(second).status_code == 404
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 0


def test_who_came_in_with_a_letter_about_one_child_has_none(timed, client):
    letter = print_letters([timed.guardianship], by=timed.cora)[0]
    client.get(reverse("accounts:invitation_open", args=[letter.token]))
    client.post(reverse("accounts:code_request"), {"code": letter.code})
    assert client.get(timed.conference.family_address).status_code == 200
    for name in ("feed", "make", "revoke"):
        url = reverse(f"conferences:calendar_{name}")
        assert (client.get if name == "feed" else client.post)(url).status_code == 404
