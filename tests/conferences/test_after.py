"""When it is over: how it went, letters back and thanks, and what was decided later."""

import datetime
import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.revisions import Stale
from conferences.actions import after
from conferences.actions.decisions import deliver_decision_reminder
from conferences.models import Conference, ConferenceFile, LookBack, Note
from goals.models import Commitment
from portfolios.models import Upload
from tests import factories as f
from tests.conftest import enter


@pytest.fixture
def held(cast):
    """Ana's conference is over; Efe of another household follows her too, and nothing is promised yet."""
    now = timezone.now()
    cast.round = f.RoundFactory(school=cast.school, name="Fall", state="follow_up")
    cast.held = f.ConferenceFactory(
        student=cast.ana_student,
        round=cast.round,
        state="held",
        ready_at=now,
        started_at=now - datetime.timedelta(minutes=18),
        ended_at=now,
        decide_by=timezone.localdate(),
    )
    cast.efe = f.UserFactory(school=cast.school, first_name="Efe", last_name="Mensah", role="family")
    f.GuardianshipFactory(adult=cast.efe, student=cast.ana_student)
    return cast


def url(name, held, *args):
    return reverse(f"conferences:{name}", args=[held.held.pk, *args])


def record_of(client, held, who):
    enter(client, getattr(held, who))
    return client.get(url("conference_record", held)).text


SAID = {"face": "4", "proud": "I spoke first.", "surprise": "", "next_time": "Slower", "revision": 0}


def test_she_looks_back_and_her_family_reads_it_when_she_says_so(held, as_, client):
    page = as_("ana").get(url("look_back_edit", held)).text
    assert "How did it go?" in page
    assert page.count('name="face"') == 5
    assert as_("ana").post(url("look_back_edit", held), SAID).status_code == 302
    seen = {who: "I spoke first." in record_of(client, held, who) for who in ("ana", "bo", "mum")}
    assert seen == {"ana": True, "bo": True, "mum": False}
    as_("ana").post(url("look_back_edit", held), SAID | {"revision": 1, "shared_with_family": "on"})
    assert "I spoke first." in record_of(client, held, "mum")


def test_looking_back_saves_itself_and_keeps_both_versions(held, as_):
    client, itself = as_("ana"), {"headers": {"x-autosave": "1"}}
    address = url("look_back_edit", held)
    assert client.post(address, SAID, **itself).json() == {"revision": 1}
    old = client.post(address, SAID | {"proud": "Stale"}, **itself)
    assert (old.status_code, old.json()["theirs"]["proud"], old.json()["revision"]) == (
        409,
        "I spoke first.",
        1,
    )
    page = client.post(address, SAID | {"proud": "Stale"})
    assert (page.status_code, "Stale" in page.text, "I spoke first." in page.text) == (409, True, True)
    wrong = client.post(address, SAID | {"face": "9"}, **itself)
    assert (wrong.status_code, LookBack.objects.get().face) == (422, 4)


def test_nobody_looks_back_on_what_is_not_over(world):
    for act in (after.save_look_back, after.tell_look_back):
        arguments = {"seen_revision": 0} if act is after.save_look_back else {"uploads": [], "drawn": True}
        with pytest.raises(ValidationError, match="when your conference is over"):
            act(world.conference, by=world.ana, **arguments)
    with pytest.raises(ValidationError, match="when the conference is over"):
        after.save_words(world.conference, kind="letter", text="x", seen_revision=0, by=world.mum)


def letter(held, who, text, seen=0):
    return after.save_words(held.held, kind="letter", text=text, seen_revision=seen, by=getattr(held, who))


def test_a_letter_is_its_writers_alone_until_she_gives_it(held, as_, client):
    address = url("letter_back", held)
    as_("mum").post(address, {"text": "You looked at us.", "revision": 0})
    note = Note.objects.get()
    assert note.removed_at is not None
    assert "You looked at us." in as_("mum").get(address).text
    assert "You looked at us." not in record_of(client, held, "ana")
    seen = after.revision_of(note)
    as_("mum").post(address, {"text": "You looked at us.", "revision": seen, "give": "1"})
    read = {who: "You looked at us." in record_of(client, held, who) for who in ("ana", "bo", "mum", "efe")}
    assert read == {"ana": True, "bo": True, "mum": True, "efe": False}
    enter(client, held.ana)
    assert "You looked at us." in client.get("/conference/words/").text
    as_("mum").post(reverse("conferences:words_take_back", args=[note.pk]))
    assert "You looked at us." not in record_of(client, held, "ana")
    assert "You looked at us." in as_("mum").get(address).text


def test_an_empty_letter_is_not_given_and_a_stale_one_overwrites_nothing(held, as_):
    page = as_("mum").post(url("letter_back", held), {"text": " ", "revision": 0, "give": "1"})
    assert (page.status_code, "Write or say a few words first." in page.text) == (422, True)
    note = Note.objects.get()
    letter(held, "mum", "Mine", after.revision_of(note))
    with pytest.raises(Stale) as stale:
        letter(held, "mum", "Old", 1)
    assert stale.value.theirs == {"text": "Mine"}
    note.refresh_from_db()
    after.give_words(note, by=held.mum)
    after.give_words(note, by=held.mum)
    assert letter(held, "mum", "Mine, better", after.revision_of(note)).removed_at is None
    assert letter(held, "mum", "Mine, better", after.revision_of(Note.objects.get())).text == "Mine, better"
    after.take_back_words(note, by=held.mum)
    after.take_back_words(note, by=held.mum)


def test_thanks_go_to_one_or_to_all(held, as_, client):
    page = as_("ana").get(url("thanks_list", held)).text
    assert [name in page for name in ("Everybody", "Mum", "Efe", "Bo", "Ruth", "Dad")] == [True] * 4 + [
        False
    ] * 2
    as_("ana").post(
        url("thanks_edit", held, held.mum.pk), {"text": "For the cake", "revision": 0, "give": "1"}
    )
    as_("ana").post(url("thanks_edit", held, 0), {"text": "For coming", "revision": 0, "give": "1"})
    assert "Said" in as_("ana").get(url("thanks_list", held)).text
    read = {
        who: [words in record_of(client, held, who) for words in ("For the cake", "For coming")]
        for who in ("mum", "efe", "bo")
    }
    assert read == {"mum": [True, True], "efe": [False, True], "bo": [True, True]}
    assert "For the cake" in as_("mum").get(url("conference_family", held)).text
    assert as_("ana").get(url("thanks_edit", held, held.dad.pk)).status_code == 404


def sent(by, kind="audio"):
    return f.UploadFactory(student=None, school=by.school, by=by, part="conference", kind=kind)


@pytest.mark.parametrize(
    ("kind", "drawn", "told"), [("audio", "", True), ("picture", "true", True), ("picture", "", False)]
)
def test_a_voice_and_a_drawing_are_told_at_once_and_of_a_photo_it_is_asked_who_is_in_it(
    held, as_, monkeypatch, kind, drawn, told
):
    upload = sent(held.ana, kind)
    monkeypatch.setattr("conferences.views.after.file_sent", lambda request, form, key: [upload])
    monkeypatch.setattr("conferences.forms.after.TellForm.is_valid", lambda form: True)
    monkeypatch.setattr(
        "conferences.forms.after.TellForm.cleaned_data", {"drawn": bool(drawn)}, raising=False
    )
    where = [as_("ana").post(url("thanks_say", held, 0)).url, as_("ana").post(url("look_back_say", held)).url]
    file = ConferenceFile.objects.get()
    assert (file.part, file.note.to, file.told_at is not None, Upload.objects.count()) == (
        "note",
        None,
        told,
        0,
    )
    assert where[0] == (url("thanks_edit", held, 0) if told else f"/conferences/files/{file.pk}/people/")
    assert as_("ana").get(url("thanks_edit", held, 0)).status_code == 200


def test_an_empty_telling_says_so_beside_the_form(held, as_):
    for who, name, args in (
        ("mum", "letter_say", ()),
        ("ana", "thanks_say", (0,)),
        ("ana", "look_back_say", ()),
    ):
        page = as_(who).post(url(name, held, *args), {})
        assert (page.status_code, "Say something, or draw it first." in page.text) == (422, True)


PROMISES = {"student": "Read on Sundays", "family": "", "teacher": "", "ends_on": "", "decide_by": ""}


def test_what_was_decided_later_is_written_down_once(held, as_):
    assert "Write down what you decided" in as_("ana").get(url("conference_record", held)).text
    address = url("promises_write", held)
    assert as_("ana").post(address, PROMISES | {"student": ""}).status_code == 422
    later = timezone.localdate() + datetime.timedelta(days=3)
    Conference.objects.update(decide_reminded_at=timezone.now())
    as_("bo").post(address, PROMISES | {"student": "", "decide_by": later})
    held.held.refresh_from_db()
    assert (held.held.decide_by, held.held.decide_reminded_at) == (later, None)
    as_("ana").post(address, PROMISES | {"check_on": later})
    assert list(held.held.commitments.values_list("party", "text")) == [("student", "Read on Sundays")]
    assert as_("ana").get(address).url == url("conference_record", held)
    page = as_("ana").get(url("conference_record", held)).text
    assert ("Read on Sundays" in page, "Write down what you decided" in page) == (True, False)
    with pytest.raises(ValidationError, match="written down already"):
        after.write_promises(held.held, promises={"student": "x"}, check_on=later, decide_by=None, by=held.bo)
    assert Commitment.objects.count() == 1
    # Her advisor wrote at the same time: both are seen, and then both stand.
    hers = PROMISES | {"teacher": "Find books", "check_on": later, "revision": 0}
    both = as_("bo").post(address, hers)
    assert (both.status_code, "Read on Sundays" in both.text, "Find books" in both.text) == (409, True, True)
    seen = both.context["form"].revision
    assert as_("bo").post(address, hers | {"revision": seen}).status_code == 302
    assert list(Commitment.objects.values_list("party", flat=True)) == ["student", "teacher"]


def test_nothing_decided_and_no_day_is_refused(held):
    with pytest.raises(ValidationError, match="say by when you will decide"):
        after.write_promises(held.held, promises={}, check_on=None, decide_by=None, by=held.bo)


def test_on_the_day_the_two_are_reminded_once(held, run_jobs, monkeypatch):
    from conferences import tasks

    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Conference.objects.update(decide_by=yesterday)
    for _ in range(2):
        tasks.sweep()
        run_jobs()
    assert [letter.to for letter in mail.outbox] == [["bo@maple.example"]]
    assert re.search(rf"/conferences/{held.held.pk}/decide/", mail.outbox[0].body)
    tasks.remind_of_decision.func(held.held.pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_what_others_saw_in_her_and_of_the_record(held, as_, many, django_assert_num_queries):
    for _ in range(many):
        conference = f.ConferenceFactory(
            student=held.ana_student,
            round=f.RoundFactory(school=held.school),
            state="held",
            started_at=timezone.now(),
            ended_at=timezone.now(),
        )
        f.NoteFactory(conference=conference, by=held.mum, kind="glow")
        note = f.NoteFactory(conference=held.held, by=held.mum, kind="letter", form_key="0" * 32)
        note = f.NoteFactory(conference=held.held, by=held.ana, kind="thanks", to=held.mum)
        f.ReadyConferenceVoiceFactory(conference=held.held, by=held.ana, part="note", note=note)
        Note.objects.filter(kind="letter").delete()
    client = as_("ana")
    for address, queries in (("/conference/words/", 3), (url("conference_record", held), 8)):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_in_the_holidays_nobody_is_reminded(held, monkeypatch):
    Conference.objects.update(decide_by=timezone.localdate() - datetime.timedelta(days=1))
    rest = SimpleNamespace(rest_on=lambda day: True)
    monkeypatch.setattr("conferences.actions.decisions.beat_of", lambda student: rest)
    assert deliver_decision_reminder(held.held.pk) == 0
    held.held.refresh_from_db()
    assert held.held.decide_reminded_at is None


def test_what_is_said_anew_takes_the_place_of_what_was_said(held):
    for _ in range(2):
        after.tell_words(held.held, [sent(held.mum)], kind="letter", drawn=False, by=held.mum)
    assert (Note.objects.count(), ConferenceFile.objects.count()) == (1, 2)
    assert ConferenceFile.objects.kept().count() == 1
