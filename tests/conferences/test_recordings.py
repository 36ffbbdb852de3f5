"""A recording for the adults who could not be there: only with a yes, and only until its day."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Guardianship
from conferences import tasks
from conferences.actions import recordings
from conferences.models import ConferenceFile
from tests import factories as f


@pytest.fixture
def held(cast):
    now = timezone.now()
    cast.held = f.ConferenceFactory(student=cast.ana_student, state="held", started_at=now, ended_at=now)
    return cast


def say_yes(held, kind="voice", allowed=True):
    f.MediaConsentFactory(student=held.ana_student, adult=held.mum, by=held.mum, kind=kind, allowed=allowed)


def played(as_, recording, people=("ana", "bo", "mum", "ruth", "dad", "cora")):
    return [who for who in people if as_(who).get(recording.address("play")).status_code == 200]


def test_it_is_played_to_whoever_may_sit_there_and_only_with_a_yes(held, as_):
    recording = f.ReadyConferenceRecordingFactory(conference=held.held, by=held.bo)
    assert played(as_, recording) == []
    say_yes(held)
    assert played(as_, recording) == ["ana", "bo", "mum"]
    assert "Here until" in as_("mum").get(f"/conferences/{held.held.pk}/record/").text
    Guardianship.objects.filter(adult=held.mum).update(may_attend=False)
    assert played(as_, recording) == ["ana", "bo"]
    say_yes(held, allowed=False)
    assert played(as_, recording) == []


def test_when_its_day_has_come_it_is_gone_for_good(held, as_, run_jobs):
    say_yes(held)
    recording = f.ReadyConferenceRecordingFactory(conference=held.held, by=held.bo)
    other = f.ReadyConferenceVoiceFactory(
        conference=held.held, by=held.ana, card=f.CardFactory(conference=held.held)
    )
    tasks.sweep()
    assert ConferenceFile.objects.count() == 2
    ConferenceFile.objects.filter(pk=recording.pk).update(expires_at=timezone.now())
    assert played(as_, recording) == []
    tasks.sweep()
    assert (list(ConferenceFile.objects.all()), run_jobs()) == ([other], 1)


def sent(held, kind):
    return f.UploadFactory(student=None, school=held.school, by=held.bo, part="conference", kind=kind)


def test_a_film_needs_a_yes_to_films(held):
    say_yes(held)
    with pytest.raises(ValidationError, match="has not said yes"):
        recordings.keep_recording(held.held, [sent(held, "video")], days=7, by=held.bo)
    first = recordings.keep_recording(held.held, [sent(held, "audio")], days=7, by=held.bo)
    second = recordings.keep_recording(held.held, [sent(held, "audio")], days=14, by=held.bo)
    assert (second.expires_at - timezone.now()).days in (13, 14)
    first.refresh_from_db()
    assert first.removed_at is not None
    assert list(ConferenceFile.objects.recordings_over()) == [first]


def test_its_page_says_what_may_be_kept(held, as_):
    address = f"/conferences/{held.held.pk}/recording/"
    assert "The family has not said yes to films or recordings" in as_("bo").get(address).text
    say_yes(held)
    assert "A sound can be kept." in as_("bo").get(address).text
    empty = as_("bo").post(address, {"days": 14})
    assert (empty.status_code, "Choose the film or the sound first." in empty.text) == (422, True)
    say_yes(held, "video")
    say_yes(held, "voice", allowed=False)
    assert "has not said yes to recordings of the voice" in as_("ana").get(address).text


def test_one_that_is_kept_is_shown_with_its_end_and_deleted_with_a_tap(held, as_, monkeypatch):
    say_yes(held)
    address = f"/conferences/{held.held.pk}/recording/"
    film, sound = sent(held, "video"), sent(held, "audio")
    monkeypatch.setattr("conferences.forms.after.RecordingForm.is_valid", lambda form: True)
    monkeypatch.setattr("conferences.forms.after.RecordingForm.cleaned_data", {"days": 30}, raising=False)
    monkeypatch.setattr("conferences.views.recordings.file_sent", lambda request, form, key: [film])
    refused = as_("bo").post(address)
    assert (refused.status_code, "cannot be kept" in refused.text) == (422, True)
    monkeypatch.setattr("conferences.views.recordings.file_sent", lambda request, form, key: [sound])
    assert as_("bo").post(address).status_code == 302
    assert "Getting the recording ready" in as_("bo").get(address).text
    recording = ConferenceFile.objects.get()
    assert (recording.expires_at - recording.told_at) == datetime.timedelta(days=30)
    as_("ana").post(f"/conferences/recordings/{recording.pk}/remove/")
    assert not ConferenceFile.objects.exists()
