"""Drawings and voices of a conference: who sends them, who is shown them, and what becomes of them."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditRecord
from accounts.periods import periods
from conferences.actions import files as actions
from conferences.models import ConferenceFile
from portfolios import actions as uploads
from tests import factories as f

OGG = b"OggS" + bytes(64)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def url(name, *args):
    return reverse(f"conferences:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def upload(user, content=OGG, kind="audio/ogg"):
    sent = [SimpleUploadedFile("file", content, kind)]
    return uploads.keep_uploads(user, sent, form_key=uuid.uuid4(), part="conference")


def who_sees(as_, file, what="thumb"):
    address = url("conference_file", file.key, what)
    people = ("ana", "ben", "bo", "ida", "mum", "ruth", "cora", "guest")
    return [who for who in people if as_(who).get(address).status_code == 200]


def show(world, **fields):
    type(world.conference).objects.filter(pk=world.conference.pk).update(ready_at=timezone.now(), **fields)


def test_a_picture_of_a_card_is_shown_to_whoever_sees_the_card(world, as_):
    drawing = world.conference_file
    assert who_sees(as_, drawing) == ["ana", "bo"]
    show(world)
    assert who_sees(as_, drawing) == ["ana", "bo", "mum", "guest"]
    apart = world.guardianship
    type(apart).objects.filter(pk=apart.pk).update(may_attend=False)
    assert who_sees(as_, drawing) == ["ana", "bo", "mum", "guest"]  # who reads the agenda beforehand
    type(world.conference).objects.filter(pk=world.conference.pk).update(ready_at=None)
    assert who_sees(as_, drawing) == ["ana", "bo"]
    now = timezone.now()
    show(world, state="held", started_at=now, ended_at=now)
    assert "mum" in who_sees(as_, drawing)
    type(world.card).objects.filter(pk=world.card.pk).update(removed_at=now)
    assert who_sees(as_, drawing) == ["ana", "bo"]


@pytest.mark.parametrize("told", [{"told_at": None}, {"shows_others": True}])
def test_a_photo_of_which_nobody_said_who_is_in_it_stays_with_the_two(world, as_, told):
    show(world)
    ConferenceFile.objects.filter(pk=world.conference_file.pk).update(**told)
    assert who_sees(as_, world.conference_file) == ["ana", "bo"]


@pytest.mark.parametrize("part", ["plan", "points", "look_back"])
def test_what_is_hers_and_her_advisors_is_theirs_alone(world, as_, part):
    show(world)
    ConferenceFile.objects.all().delete()
    card = world.card if part == "points" else None
    voice = f.ReadyConferenceVoiceFactory(conference=world.conference, part=part, card=card)
    assert who_sees(as_, voice, "play") == ["ana", "bo"]


def test_nobody_is_asked_about_a_picture_of_a_letter_that_is_not_given_yet(world, as_):
    note = f.NoteFactory(conference=world.conference, by=world.mum, kind="letter", removed_at=timezone.now())
    show(world)
    photo = f.ReadyCardPictureFactory(
        conference=world.conference, part="note", card=None, note=note, by=world.mum, drawn=False
    )
    people = url("conference_file_people", photo)
    assert [as_(who).get(people).status_code for who in ("ana", "bo")] == [404, 404]
    assert who_sees(as_, photo) == ["mum"]
    type(note).objects.update(removed_at=None)
    assert as_("ana").get(people).status_code == 200


def test_a_voice_of_a_note_is_heard_by_whoever_reads_the_note(world, as_):
    note = f.NoteFactory(conference=world.conference, by=world.mum, kind="letter")
    voice = f.ReadyConferenceVoiceFactory(conference=world.conference, part="note", note=note, by=world.mum)
    assert who_sees(as_, voice, "play") == ["ana", "bo", "mum"]


def test_of_each_place_there_is_one_and_the_one_before_can_come_back(world, as_):
    first = actions.keep_points(world.card, upload(world.ana), by=world.ana)
    both = [*upload(world.ana), *upload(world.ana)]
    second = actions.keep_points(world.card, both, by=world.ana)
    assert actions.keep_points(world.card, both, by=world.ana) is None
    kept = ConferenceFile.objects.kept().filter(part="points")
    assert list(kept.all()) == [second]
    browser = as_("ana")
    assert browser.post(url("conference_file_restore", first))["Location"].endswith(f"#card-{world.card.pk}")
    assert list(kept.all()) == [first]
    for _twice in range(2):
        browser.post(url("conference_file_remove", first))
    assert list(kept.all()) == []
    verbs = AuditRecord.objects.filter(verb__startswith="conferencefile.").order_by("pk")
    assert [row.verb.split(".")[1] for row in verbs] == ["added", "added", "restored", "removed"]


def test_a_drawing_is_shown_at_once_and_a_photo_when_somebody_said_who_is_in_it(world, as_):
    drawing = actions.keep_picture(world.conference, upload(world.ana, PNG), by=world.ana, drawn=True)
    assert (drawing.part, drawing.is_held, drawing.takes) == ("plan", False, ("picture", "audio"))
    photo = actions.keep_picture(world.conference, upload(world.ana, PNG), by=world.ana, card=world.card)
    assert (photo.part, photo.card, photo.is_held) == ("card", world.card, True)
    browser = as_("ana")
    people = url("conference_file_people", photo)
    assert browser.post(people, {"others": ""}).status_code == 422
    assert browser.post(people, {"others": "yes"}).status_code == 302
    refused = browser.post(people, {"others": "no"})
    assert (refused.status_code, "Ask your teacher" in refused.text) == (422, True)
    answer = as_("bo").post(people, {"others": "no"})
    assert answer["Location"] == url("conference_advise", world.conference)
    photo.refresh_from_db()
    assert photo.is_held is False
    assert browser.get(url("conference_file_people", drawing)).status_code == 404


def test_once_it_is_over_her_plan_stays_as_it_was(world):
    now = timezone.now()
    show(world, state="held", started_at=now, ended_at=now)
    with pytest.raises(ValidationError, match="is over"):
        actions.keep_points(world.card, upload(world.ana), by=world.ana)
    assert actions.keep_file(
        world.conference, upload(world.bo), by=world.bo, part="recording", expires_at=now
    ).takes == ("video", "audio")


def test_a_file_that_failed_is_tried_again_by_whoever_sent_it(world, as_):
    note = f.NoteFactory(conference=world.conference, by=world.mum, kind="letter")
    voice = f.ConferenceFileFactory(
        conference=world.conference, part="note", note=note, by=world.mum, state="failed", reason="broken"
    )
    assert as_("ana").post(url("conference_file_retry", voice)).status_code == 404
    assert as_("mum").post(url("conference_file_retry", voice))["Location"] == reverse("home")
    voice.refresh_from_db()
    assert voice.is_waiting


def test_what_was_taken_off_goes_with_its_files_in_time(world, run_jobs):
    old = world.conference_file
    ConferenceFile.objects.update(removed_at=timezone.now() - datetime.timedelta(days=89))
    ConferenceFile.objects.filter(pk=old.pk).update(removed_at=timezone.now() - datetime.timedelta(days=91))
    (period,) = [one for one in periods() if one.kind == "conference_files_taken_off"]
    assert list(period.due()) == [old]
    period.forget(period.due())
    run_jobs()
    assert list(ConferenceFile.objects.all()) == [world.conference_file_unread]
    assert not old.page.storage.exists(old.page.name)
    actions.forget_conference_files(ConferenceFile.objects.none())
