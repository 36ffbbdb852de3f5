"""An agenda drawn, spoken and made by touching pictures; from last time; with offers to undo."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from conferences.actions import agendas, live, offers, practice, starts
from conferences.actions.templates import ship_templates
from conferences.models import Card, ConferenceFile
from tests import factories as f

OGG = b"OggS" + bytes(64)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def url(name, *args):
    return reverse(f"conferences:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def file_of(content, name, kind):
    return SimpleUploadedFile(name, content, kind)


@pytest.fixture
def young(world):
    """Her agenda is one of stations, which she builds."""
    type(world.conference).objects.update(state="building", look="stations")
    Card.objects.update(title="I read for you", kind="show_me", picture="book", color="sky")
    world.conference.refresh_from_db()
    world.card.refresh_from_db()
    return world


def test_a_plan_of_stations_is_pictures_to_touch(young, as_):
    page = as_("ana").get(url("my_conference"))
    assert page.templates[0].name == "conferences/my_plan.html"
    for words in ("paint-sky", f'data-aloud="t{young.card.pk}"', "data-grid", "My own", "My drawn plan"):
        assert words in page.text
    assert young.conference_file.thumb_url in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_costs_the_same_with_one_part_and_with_three(young, as_, django_assert_num_queries, count):
    for _ in range(count - 1):
        card = f.CardFactory(conference=young.conference)
        f.ReadyCardPictureFactory(conference=young.conference, card=card)
        f.ReadyConferenceVoiceFactory(conference=young.conference, card=card)
        f.NoteFactory(conference=young.conference, by=young.bo, kind="suggestion", card=card)
        f.NoteFactory(conference=young.conference, by=young.mum, settled_at=timezone.now())
    client = as_("ana")
    with django_assert_num_queries(5):
        client.get(url("my_conference"))


def test_one_touch_of_a_picture_makes_a_part_of_her_own(young, as_):
    browser = as_("ana")
    assert "A bicycle" in browser.get(url("card_pick", young.conference)).text
    assert browser.post(url("card_pick", young.conference), {"picture": "dragon"}).status_code == 422
    answer = browser.post(url("card_pick", young.conference), {"picture": "bike"})
    card = young.conference.cards.get(kind="my_choice")
    assert answer["Location"] == url("card_edit", card)
    assert (card.picture, card.title) == ("bike", "A bicycle")


def test_one_touch_paints_a_part_also_a_fixed_one(young, as_):
    Card.objects.update(fixed=True, why="Always.")
    browser = as_("ana")
    for look in ({"color": "rose"}, {"picture": "star"}, {"color": "pink"}, {}):
        assert browser.post(url("card_look", young.card), look)["Location"] == url("card_edit", young.card)
    young.card.refresh_from_db()
    assert (young.card.color, young.card.picture, young.card.revision) == ("rose", "star", 0)


def test_what_she_says_is_kept_with_the_part_and_heard_by_her_and_her_advisor(young, as_):
    browser = as_("ana")
    assert "What do you want to say?" in browser.get(url("card_say", young.card)).text
    assert browser.post(url("card_say", young.card)).status_code == 422
    wrong = browser.post(url("card_say", young.card), {"files": [file_of(PNG, "a.png", "image/png")]})
    assert (wrong.status_code, "no recording of a voice" in wrong.text) == (422, True)
    sent = {"files": [file_of(OGG, "a.ogg", "audio/ogg")]}
    assert browser.post(url("card_say", young.card), sent)["Location"] == url("card_edit", young.card)
    assert "Getting the recording ready" in browser.get(url("card_edit", young.card)).text
    voice = ConferenceFile.objects.get(part="points")
    ConferenceFile.objects.filter(pk=voice.pk).update(state="ready", duration_ms=3000, play="play.m4a")
    for who, page, hears in (
        ("ana", url("my_conference"), False),
        ("ana", url("card_edit", young.card), True),
        ("bo", url("conference_advise", young.conference), True),
        ("ana", url("agenda_preview", young.conference), False),
    ):
        assert (voice.play_url in as_(who).get(page).text) == hears
    rehearsal = practice.start_practice(young.conference, mode="alone", by=young.ana)
    assert voice.play_url in browser.get(url("practice_run", rehearsal)).text
    live.start_conference(young.conference, by=young.ana)
    for who, page, hears in (
        ("ana", "conference_present", True),
        ("bo", "conference_sit", True),
        ("mum", "conference_follow", False),
    ):
        assert (voice.play_url in as_(who).get(url(page, young.conference)).text) == hears


def test_she_draws_a_part_and_the_whole_plan(young, as_):
    browser = as_("ana")
    drawing = {"files": [file_of(PNG, "drawing.png", "image/png")], "drawn": "1"}
    assert "There now" in browser.get(url("card_draw", young.card)).text
    assert browser.post(url("card_draw", young.card), drawing)["Location"] == url("card_edit", young.card)
    assert (
        url("conference_file_before", young.conference_file.key)
        in browser.get(url("card_draw", young.card)).text
    )
    photo = {"files": [file_of(PNG, "photo.png", "image/png")]}
    told = browser.post(url("card_draw", young.card), photo)
    assert told["Location"] == url("conference_file_people", ConferenceFile.objects.latest("pk"))
    plan = {"files": [file_of(PNG, "plan.png", "image/png")], "drawn": "1"}
    assert browser.post(url("plan_draw", young.conference), plan)["Location"] == url("my_conference")
    assert browser.post(url("plan_draw", young.conference)).status_code == 422
    assert ConferenceFile.objects.kept().filter(part="plan").count() == 1


def test_once_it_is_over_nothing_is_drawn_any_more(young, as_):
    now = timezone.now()
    type(young.conference).objects.update(state="held", started_at=now, ended_at=now)
    assert as_("ana").get(url("plan_draw", young.conference))["Location"] == url("my_conference")
    assert as_("ana").get(url("card_draw", young.card)).status_code == 404


def test_her_words_in_the_hand_of_somebody_else_say_so(young, as_):
    words = {
        "revision": 0,
        "title": "I read",
        "talking_points": "The frog book.",
        "dictated_to": " Signe  Lind ",
    }
    browser = as_("ana")
    assert browser.post(url("card_edit", young.card), words).status_code == 302
    del words["dictated_to"]  # as the list of all parts saves them
    browser.post(url("card_edit", young.card), words | {"revision": 1, "talking_points": "The frog book!"})
    young.card.refresh_from_db()
    assert (young.card.talking_points, young.card.dictated_to) == ("The frog book!", "Signe Lind")
    for who, page in (("bo", "conference_advise"), ("ana", "agenda_print")):
        assert (
            "Said out loud, and written down by Signe Lind" in as_(who).get(url(page, young.conference)).text
        )


def test_minutes_on_the_page_of_a_part_come_back_to_it(young, as_):
    answer = as_("ana").post(url("card_minutes", young.card), {"step": "1", "here": "1"})
    assert answer["Location"] == url("card_edit", young.card)


def test_the_family_sees_her_picture_on_the_part_once_it_is_shown(young, as_):
    picture = young.conference_file
    assert picture.page_url in as_("ana").get(url("agenda_preview", young.conference)).text
    ConferenceFile.objects.filter(pk=picture.pk).update(told_at=None)
    assert picture.page_url not in as_("ana").get(url("agenda_preview", young.conference)).text


# From last time


@pytest.fixture
def last(world):
    """Last spring she welcomed, showed her robot with two points, and closed."""
    now = timezone.now()
    spring = f.RoundFactory(school=world.school, name="Last spring", state="follow_up")
    held = f.ConferenceFactory(
        student=world.ana_student, round=spring, state="held", started_at=now, ended_at=now
    )
    fixed = {"fixed": True, "why": "Always."}
    f.CardFactory(conference=held, kind="last_commitments", title="Last time", **fixed)
    f.CardFactory(conference=held, kind="welcome", title="Hello", talking_points="Mum, Bo", **fixed)
    f.CardFactory(conference=held, kind="closing", title="Old end")
    f.CardFactory(conference=held, kind="habits", title="Was fixed", **fixed)
    robot = f.CardFactory(conference=held, title="My robot", talking_points="Four tries", color="sun")
    robot.evidence.add(world.evidence)
    f.CardFactory(conference=held, title="Gone", removed_at=now)
    world.card.delete()
    return held


def test_an_agenda_starts_from_last_time_with_what_is_always_there_today(world, last, as_):
    ship_templates(world.school)
    page = as_("ana").get(url("my_conference"))
    assert "From last time (Last spring) you take your parts" in page.text
    as_("ana").post(url("agenda_start", world.conference), {"start": "last"})
    cards = list(world.conference.cards.kept())
    plan = world.conference.plan.cards
    always = list(
        plan.filter(fixed=True).exclude(kind__in=["welcome", "closing"]).values_list("title", flat=True)
    )
    closing = plan.get(kind="closing").title
    assert [card.title for card in cards] == [
        "What we agreed last time",
        plan.get(kind="welcome").title,
        "Was fixed",
        "My robot",
        *always,
        closing,
    ]
    robot = cards[3]
    assert (robot.talking_points, robot.color, robot.evidence.count()) == ("Four tries", "sun", 0)
    welcome = next(card for card in cards if card.kind == "welcome")
    assert (welcome.talking_points, welcome.fixed) == ("Mum, Bo", True)
    assert next(card for card in cards if card.title == "Was fixed").fixed is False
    with pytest.raises(ValidationError, match="already started"):
        starts.start_from_last(world.conference, by=world.ana)


def test_without_a_plan_it_may_still_start_from_last_time(world, last):
    world.commitment.delete()
    starts.start_from_last(world.conference, by=world.ana)
    assert [card.title for card in world.conference.cards.kept()] == [
        "Hello",
        "Was fixed",
        "My robot",
        "Old end",
    ]


def test_there_may_be_no_last_time(world):
    with pytest.raises(ValidationError, match="no conference to start from"):
        starts.start_from_last(world.conference, by=world.ana)


# Offers


def suggestion(world, card=None, text="Point to it."):
    key = uuid.uuid4()
    return offers.suggest(world.conference, by=world.bo, text=text, form_key=key, card=card)


def test_an_idea_for_a_part_stands_beside_it_and_goes_into_it_and_out_again(young, as_):
    type(young.conference).objects.update(look="cards")
    Card.objects.update(talking_points="My frog")
    data = {"card": young.card.pk, "text": "Point to it.", "form_key": uuid.uuid4()}
    as_("bo").post(url("conference_advise", young.conference), data)
    browser = as_("ana")
    page = browser.get(url("my_conference"))
    assert (page.context["offers"], [note.text for note in page.context["cards"][0].ideas]) == (
        [],
        ["Point to it."],
    )
    note = young.conference.notes.get()
    assert browser.post(url("offer_take", note))["Location"].endswith(f"#card-{young.card.pk}")
    young.card.refresh_from_db()
    assert (young.card.talking_points, young.card.revision) == ("My frog\nPoint to it.", 1)
    assert "taken into the agenda" in as_("bo").get(url("conference_advise", young.conference)).text
    browser = as_("ana")
    assert url("offer_undo", note) in browser.get(url("my_conference")).text
    browser.post(url("offer_undo", note))
    young.card.refresh_from_db()
    note.refresh_from_db()
    assert (young.card.talking_points, note.settled_at, note.became) == ("My frog", None, None)


def test_a_part_made_of_a_question_is_taken_off_when_she_undoes_it(young, as_):
    note = f.NoteFactory(conference=young.conference, by=young.mum, text="What was hard?")
    card = offers.take_offer(note, by=young.ana)
    note.refresh_from_db()
    assert (note.became, card.picture) == (card, "ask")
    browser = as_("ana")
    browser.post(url("offer_undo", note))
    card.refresh_from_db()
    assert card.removed_at is not None
    offers.leave_offer(note, by=young.ana)
    note.refresh_from_db()
    offers.undo_offer(note, by=young.ana)
    with pytest.raises(ValidationError, match="waits for your answer"):
        offers.undo_offer(note, by=young.ana)


def test_words_that_she_has_changed_since_stay_when_she_undoes_it(young):
    note = suggestion(young, young.card)
    offers.take_offer(note, by=young.ana)
    agendas.edit_card(young.card, by=young.ana, revision=1, talking_points="I say it my way.")
    note.refresh_from_db()
    offers.undo_offer(note, by=young.ana)
    young.card.refresh_from_db()
    assert young.card.talking_points == "I say it my way."


def test_a_part_that_she_has_taken_off_again_stays_off(young):
    note = suggestion(young)
    card = offers.take_offer(note, by=young.ana)
    agendas.remove_card(card, by=young.ana)
    note.refresh_from_db()
    offers.undo_offer(note, by=young.ana)
    note.refresh_from_db()
    assert note.settled_at is None


def test_a_part_that_is_full_takes_no_more(young):
    Card.objects.update(talking_points="x" * 4999)
    with pytest.raises(ValidationError, match="no room left"):
        offers.take_offer(suggestion(young, young.card), by=young.ana)
