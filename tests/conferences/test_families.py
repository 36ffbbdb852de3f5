"""What a family tells beforehand, writes while listening and asks for in private."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord, Student
from accounts.revisions import Stale
from conferences import listening
from conferences.actions import families
from conferences.models import Card, Conference, Note, PrivateMinute
from conferences.notes import OWN, revision_of
from tests import factories as f
from tests.conferences.test_family_page import page, post, set_held, set_live
from tests.conferences.test_two_households import apart, see_only  # noqa: F401

AUTOSAVE = {"headers": {"X-Autosave": "1"}}


def address(name, pk):
    return reverse(f"conferences:{name}", args=[pk])


def words_now(conference):
    given = Note.objects.given().filter(conference=conference)
    return dict(given.order_by("pk").values_list("kind", "text"))


def test_she_tells_about_her_child_and_goes_on_telling(world, as_):
    client = as_("mum")
    url = address("about_child", world.conference.pk)
    answer = client.post(url, {"revision": 0, "tell": "Builds all day."}, **AUTOSAVE)
    seen = answer.json()["revision"]
    assert (answer.status_code, words_now(world.conference)) == (200, {"tell": "Builds all day."})
    # The same once more, when the answer was lost on its way, is no other version.
    again = client.post(url, {"revision": 0, "tell": "Builds all day."}, **AUTOSAVE)
    assert again.json() == {"revision": seen}
    more = {"revision": seen, "tell": "Builds all day.", "hope": "More friends.", "need": ""}
    assert client.post(url, more).url == f"{world.conference.family_address}#about"
    assert words_now(world.conference) == {"tell": "Builds all day.", "hope": "More friends."}
    shown = page(client, world.conference)
    assert shown.context["about_form"].initial["hope"] == "More friends."
    assert AuditRecord.objects.filter(verb="note.written").count() == 1


def test_what_she_told_is_read_by_the_two_and_by_nobody_else(see_only, as_):  # noqa: F811
    """Neither household reads the other's words; a student of another school finds nothing."""
    world = see_only
    families.tell_about_child(
        world.conference,
        words={"tell": "Sings in the bath.", "hope": "", "need": ""},
        seen_revision=0,
        by=world.jose,
    )
    Conference.objects.filter(pk=world.conference.pk).update(state="building")
    own = as_("ana").get(reverse("conferences:my_conference")).text
    assert "tells about you" in own
    assert "Sings in the bath." in own
    assert "Sings in the bath." in as_("bo").get(address("conference_advise", world.conference.pk)).text
    others = page(as_("mum"), world.conference)
    assert others.status_code == 200
    assert "Sings in the bath." not in others.text


def test_emptied_words_are_taken_back_and_may_come_again(world):
    words = {"tell": "Builds all day.", "hope": "", "need": ""}
    empty = dict.fromkeys(words, "")

    def tell(said, seen):
        return families.tell_about_child(world.conference, words=said, seen_revision=seen, by=world.mum)

    seen = tell(words, 0)
    assert seen == revision_of(words)
    assert tell(empty, seen) == 0
    assert words_now(world.conference) == {}
    assert list(Note.objects.values_list("text", "form_key")) == [("", OWN)]
    assert tell(words, 0) == seen
    assert words_now(world.conference) == {"tell": "Builds all day."}


def test_two_devices_meet_and_nothing_is_lost(world, as_):
    client = as_("mum")
    url = address("about_child", world.conference.pk)
    client.post(url, {"revision": 0, "hope": "More friends."})
    other = client.post(url, {"revision": 0, "hope": "A good year."}, **AUTOSAVE)
    assert other.status_code == 409
    assert other.json()["theirs"] == {"tell": "", "hope": "More friends.", "need": ""}
    plain = client.post(url, {"revision": 0, "hope": "A good year."})
    assert plain.status_code == 409
    assert "More friends." in plain.text
    assert "A good year." in plain.text
    with pytest.raises(Stale):
        families.tell_about_child(
            world.conference, words={"tell": "", "hope": "x", "need": ""}, seen_revision=1, by=world.mum
        )


def test_over_is_over_and_too_long_is_kept_on_the_page(world, as_):
    client = as_("mum")
    url = address("about_child", world.conference.pk)
    long = client.post(url, {"revision": 0, "tell": "x" * 2001})
    assert long.status_code == 422
    assert "x" * 2001 in long.text
    assert client.post(url, {"revision": "x"}, **AUTOSAVE).status_code == 422
    note = {"revision": 0, "glow": "Calm."}
    early = client.post(address("note_add", world.conference.pk), note, **AUTOSAVE)
    assert early.json()["message"] == "You can write this as soon as the conference has begun."
    set_held(world.conference)
    assert client.post(url, {"revision": 0, "tell": "Late."}, **AUTOSAVE).status_code == 422


def test_glow_and_grow_save_themselves_and_know_the_part(world, as_):
    set_live(world.conference, world.card)
    client = as_("mum")
    url = address("note_add", world.conference.pk)
    seen = 0
    for words in ("You", "You waited", "You waited for the question."):
        seen = client.post(url, {"revision": seen, "glow": words}, **AUTOSAVE).json()["revision"]
    assert list(Note.objects.values_list("kind", "text", "card")) == [
        ("glow", "You waited for the question.", world.card.pk)
    ]
    # The tab was closed: the page has her words again, in the field and not twice.
    shown = page(client, world.conference)
    assert shown.text.count("You waited for the question.") == 1
    set_held(world.conference)
    assert client.post(url, {"revision": seen, "glow": ""}).status_code == 302
    assert words_now(world.conference) == {}


def test_a_question_is_taken_back_until_it_is_answered(world, as_):
    client = as_("mum")
    question = f.NoteFactory(conference=world.conference, by=world.mum, kind="question", text="Why maths?")
    url = address("question_take_back", question.pk)
    assert "Why maths?" in page(client, world.conference).text
    assert client.post(url).url == f"{world.conference.family_address}#question"
    assert "Why maths?" not in page(client, world.conference).text
    assert list(Note.objects.offers()) == []
    answered = f.NoteFactory(
        conference=world.conference, by=world.mum, kind="question", settled_at=timezone.now()
    )
    with pytest.raises(ValidationError, match="answered already"):
        families.take_question_back(answered, by=world.mum)


# A private minute


def test_one_tap_asks_for_a_private_minute_and_a_second_takes_it_back(world, as_):
    client = as_("mum")
    set_live(world.conference, world.card)
    ask, back = (address(name, world.conference.pk) for name in ("minute_ask", "minute_take_back"))
    revision = Conference.objects.get(pk=world.conference.pk).revision
    assert client.post(ask).url == f"{world.conference.family_address}#minute"
    client.post(ask, {"line": "Sleep"})
    assert list(PrivateMinute.objects.values_list("by", "line")) == [(world.mum.pk, "Sleep")]
    assert "You asked for a private minute." in page(client, world.conference).text
    # Nothing that the student's screen asks for has changed.
    assert Conference.objects.get(pk=world.conference.pk).revision == revision
    client.post(back)
    client.post(back)
    assert not PrivateMinute.objects.open().exists()
    assert "You asked for a private minute." not in page(client, world.conference).text
    assert list(
        AuditRecord.objects.filter(verb__startswith="minute.").order_by("pk").values_list("verb", flat=True)
    ) == [
        "minute.asked",
        "minute.taken_back",
    ]


def test_a_long_line_is_shown_again(world, as_):
    answer = post(as_("mum"), "minute_ask", world.conference, line="x" * 301)
    assert answer.status_code == 422
    assert "x" * 301 in answer.text


def test_a_private_minute_is_on_no_page_of_the_student_nor_of_another_household(see_only, as_):  # noqa: F811
    world = see_only
    families.ask_minute(world.conference, line="The move to Leeds", by=world.jose)
    advised = as_("bo").get(address("conference_advise", world.conference.pk)).text
    assert "The move to Leeds" in advised
    held = f.ConferenceFactory(
        student=world.ana_student,
        round=f.RoundFactory(school=world.school, name="Before", state="follow_up"),
        state="held",
        started_at=timezone.now(),
        ended_at=timezone.now(),
    )
    families.ask_minute(held, line="The move to Leeds", by=world.jose)
    Conference.objects.filter(pk=world.conference.pk).update(state="building")
    own = [reverse("home"), reverse("conferences:my_conference")]
    own += [
        address(name, world.conference.pk)
        for name in ("agenda_print", "agenda_preview", "conference_present")
    ]
    own += [address("conference_record", held.pk)]
    ana = as_("ana")
    for url in own:
        answer = ana.get(url)
        assert answer.status_code == 200, url
        assert "The move to Leeds" not in answer.text, url
        assert "private minute" not in answer.text.lower(), url
    others = page(as_("mum"), world.conference).text
    assert "The move to Leeds" not in others
    assert "You asked for a private minute." not in others


def test_her_advisor_settles_it_once(world, as_):
    families.ask_minute(world.conference, line="", by=world.mum)
    minute = PrivateMinute.objects.get()
    assert as_("bo").post(address("minute_settle", minute.pk)).status_code == 302
    assert list(PrivateMinute.objects.values_list("settled_by", flat=True)) == [world.bo.pk]
    with pytest.raises(ValidationError, match="seen to this already"):
        families.settle_minute(minute, by=world.bo)
    assert "Private minutes" not in as_("bo").get(address("conference_advise", world.conference.pk)).text


# The call


def test_the_call_of_the_conference_comes_before_that_of_the_room(world, as_):
    world.session.call_url = "https://meet.example.org/room"
    world.session.save()
    world.place.conference, world.place.taken_at = world.conference, timezone.now()
    world.place.save()
    assert 'href="https://meet.example.org/room"' in page(as_("mum"), world.conference).text
    url = address("call_set", world.conference.pk)
    refused = as_("bo").post(url, {"call_url": "http://meet.example.org/ana"})
    assert refused.status_code == 422
    assert "not a link that begins with https://" in refused.text
    for _again in range(2):
        assert as_("bo").post(url, {"call_url": "https://meet.example.org/ana"}).status_code == 302
    shown = page(as_("mum"), world.conference).text
    assert 'href="https://meet.example.org/ana"' in shown
    assert "meet.example.org/room" not in shown
    assert AuditRecord.objects.filter(verb="call.set").count() == 1
    set_held(world.conference)
    assert "meet.example.org" not in page(as_("mum"), world.conference).text


def test_a_link_given_while_a_card_is_turned_counts_on_from_the_turn(world):
    """Else two moments of the conference had one number, and a phone missed the second."""
    old = Conference.objects.get(pk=world.conference.pk)
    Conference.objects.filter(pk=old.pk).update(revision=old.revision + 3)
    families.set_call(old, call_url="https://meet.example.org/ana", by=world.bo)
    assert Conference.objects.get(pk=old.pk).revision == old.revision + 4


def test_who_may_not_be_there_is_not_told_of_the_call(see_only, as_):  # noqa: F811
    families.set_call(see_only.conference, call_url="https://meet.example.org/ana", by=see_only.bo)
    for moment in ("before", "live"):
        if moment == "live":
            set_live(see_only.conference, see_only.card)
        assert "meet.example.org" not in page(as_("mum"), see_only.conference).text


# Listening


@pytest.mark.parametrize(("grade", "bank"), [(1, listening.YOUNG), (7, listening.OLDER)])
def test_each_part_has_something_to_ask_at_each_age(grade, bank):
    student = Student(grade=grade)
    for kind in Card.Kind.values:
        prompts = listening.prompts_for(Card(kind=kind, listening="Mine?"), student)
        assert prompts[0] == "Mine?"
        assert 2 <= len(prompts) <= listening.MOST, kind
        assert prompts[1:] == [*bank.get(kind, prompts[1:])][: len(prompts) - 1]
    assert listening.prompts_for(None, student) == []
