"""Stations and their passport, growth pairs on a card, and words in the reader's language."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from conferences.actions import agendas, growth
from conferences.actions.templates import ship_templates
from conferences.models import AgendaTemplate, Card, Conference
from conferences.said import in_reader
from tests import factories as f


def url(name, *args):
    return reverse(f"conferences:{name}", args=args)


@pytest.fixture
def pair(world):
    """A pair of Ana's with three pieces, and a part about growth on her agenda."""
    world.pair = f.CollectionFactory(
        student=world.ana_student, kind="growth", title="My handwriting", words="My letters got smaller."
    )
    titles = ("First week", "In between", "This week")
    world.pieces = [
        f.EvidenceFactory(student=world.ana_student, title=title, made_on=f"2026-0{n}-01")
        for n, title in enumerate(titles, 1)
    ]
    for n, piece in enumerate(world.pieces):
        f.EntryFactory(collection=world.pair, evidence=piece, position=n)
    world.growth = f.CardFactory(conference=world.conference, kind="growth", title="How I grew")
    Conference.objects.filter(pk=world.conference.pk).update(state="building")
    return world


def test_a_pair_is_tapped_and_stands_side_by_side(pair, as_):
    client = as_("ana")
    page = client.get(url("card_choose", pair.growth.pk)).text
    assert ("My handwriting" in page, "Tap one of your pairs" in page) == (True, True)
    client.post(url("card_pair", pair.growth.pk, pair.pair.pk))
    card = Card.objects.filter(pk=pair.growth.pk).with_contents().get()
    assert [piece["title"] for piece in card.then_and_now] == ["First week", "This week"]
    assert card.pair_words == "My letters got smaller."
    text = client.get(url("agenda_preview", pair.conference.pk)).text
    assert "then-now" in text
    assert "My letters got smaller." in text
    assert "In between" not in text


def test_whoever_sees_one_of_the_two_is_shown_that_one_alone(pair):
    Conference.objects.filter(pk=pair.conference.pk).update(state="ready", ready_at=timezone.now())
    growth.choose_pair(pair.growth, pair.pair, by=pair.ana)
    shared = Card.objects.filter(pk=pair.growth.pk).for_family(shared_only=True)
    assert len(shared.get().then_and_now) == 2
    pair.pieces[0].shares.filter(circle="family").delete()
    card = shared.get()
    assert card.then_and_now is None
    assert [piece["title"] for piece in card.pieces] == ["This week"]


def test_a_pair_without_two_pieces_is_refused_and_other_pieces_let_it_go(pair):
    growth.choose_pair(pair.growth, pair.pair, by=pair.ana)
    agendas.choose_for_card(pair.growth, by=pair.ana, evidence=[pair.pieces[2], pair.pieces[0]], goals=[])
    pair.growth.refresh_from_db()
    assert pair.growth.pair == pair.pair
    agendas.choose_for_card(pair.growth, by=pair.ana, evidence=pair.pieces[:2], goals=[])
    pair.growth.refresh_from_db()
    assert pair.growth.pair is None
    pair.pair.entries.filter(evidence=pair.pieces[0]).delete()
    pair.pair.entries.filter(evidence=pair.pieces[1]).update(removed_at=timezone.now())
    with pytest.raises(ValidationError, match="two pieces first"):
        growth.choose_pair(pair.growth, pair.pair, by=pair.ana)


def test_without_a_pair_two_pieces_are_ticked(world, as_):
    card = f.CardFactory(conference=world.conference, kind="growth")
    assert "Tick two pieces below" in as_("ana").get(url("card_choose", card.pk)).text


def test_the_youngest_begin_with_stations_and_their_passport(cast, as_):
    ship_templates(cast.school)
    cast.ana_student.grade = 1
    cast.ana_student.save()
    conference = f.ConferenceFactory(student=cast.ana_student, round=f.RoundFactory(school=cast.school))
    agendas.start_agenda(conference, by=cast.ana)
    conference.refresh_from_db()
    first = conference.cards.first()
    assert sum(card.minutes for card in conference.cards.all()) == 20  # of 30 in the plan
    assert (conference.look, first.picture, first.color, first.paint) == ("stations", "me", "leaf", "leaf")
    client = as_("ana")
    assert "On the day you tick each station here." in client.get(url("passport", conference.pk)).text
    client.post(url("conference_start", conference.pk))
    conference.refresh_from_db()
    page = url("passport", conference.pk)
    assert client.get(page).text.count('class="tick open"') == 10
    client.post(url("station_tick", first.pk), {"seen": conference.revision})
    assert client.get(page).text.count('class="tick open"') == 9
    client.post(url("station_tick", first.pk))  # without what was seen it does nothing
    first.refresh_from_db()
    assert first.ticked_at is not None


@pytest.mark.parametrize(
    ("minutes", "slot", "fits"),
    [([5, 5], 20, [5, 5]), ([2, 6, 0, 1], 6, [1, 4, 0, 1]), ([1, 1, 1], 2, [1, 1, 1])],
)
def test_a_plan_that_is_too_long_is_fitted_to_the_time(minutes, slot, fits):
    cards = [Card(minutes=one) for one in minutes]
    assert [card.minutes for card in agendas.fitted(cards, slot)] == fits


def test_what_we_ship_is_said_in_the_readers_language():
    with override("es"):
        stored = in_reader("Welcome")
    assert stored != "Welcome"
    with override("en"):
        assert (in_reader(stored), in_reader("Our own words"), in_reader("")) == (
            "Welcome",
            "Our own words",
            "",
        )


def test_the_schools_own_words_come_first_until_she_writes_hers(world):
    card = f.CardFactory(
        conference=world.conference,
        title="Our garden",
        said_in={"es": {"title": "Nuestro jardín", "listening": "¿Qué crece?"}},
    )
    with override("es"):
        assert (card.said_title, card.said_listening, card.said_tip) == ("Nuestro jardín", "¿Qué crece?", "")
        agendas.edit_card(card, by=world.ana, revision=0, talking_points="", title="Nuestro jardín")
    card.refresh_from_db()
    assert card.title == "Our garden"
    agendas.edit_card(card, by=world.ana, revision=1, talking_points="", title="My beans")
    card.refresh_from_db()
    assert (card.title, card.said_in) == ("My beans", {"es": {"listening": "¿Qué crece?"}})


def test_an_advisorys_own_plan_wins_and_one_put_away_does_not(cast):
    ship_templates(cast.school)
    ours = f.AgendaTemplateFactory(school=cast.school, advisory=cast.advisory, name="Ours")
    theirs = f.AgendaTemplateFactory(
        school=cast.school, advisory=f.AdvisoryFactory(school=cast.school), name="Theirs"
    )
    chosen = AgendaTemplate.objects.for_student(cast.ana_student)
    assert (chosen.first(), theirs in chosen) == (ours, False)
    AgendaTemplate.objects.filter(pk=ours.pk).update(retired_at=timezone.now())
    assert chosen.all().first().name == "My learning story"
