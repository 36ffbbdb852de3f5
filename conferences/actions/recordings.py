"""A recording for the adults who could not be there: kept with its end, and gone for good after it."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.files import forget_conference_files, keep_file
from conferences.models import Conference, ConferenceFile


@transaction.atomic
def keep_recording(conference, uploads, *, days, by):
    """One recording at a time; it may be watched for so many days from today."""
    yes = Conference.objects.filter(pk=conference.pk).with_yes_to_recordings().get()
    allowed = {"video": yes.film_allowed, "audio": yes.voice_allowed}
    if not all(allowed.get(upload.kind) for upload in uploads):
        raise ValidationError(_("The family has not said yes to such a recording, so it cannot be kept."))
    now = timezone.now()
    ConferenceFile.objects.recorded().filter(conference=conference).update(removed_at=now)
    return keep_file(
        conference,
        uploads,
        part=ConferenceFile.Part.RECORDING,
        by=by,
        told_at=now,
        expires_at=now + datetime.timedelta(days=days),
    )


@transaction.atomic
def remove_recording(recording, *, by):
    """Gone for good: a recording is not kept in a drawer."""
    conference = recording.conference
    record("recording.removed", conference, by=by)
    forget_conference_files(ConferenceFile.objects.filter(pk=recording.pk))


@transaction.atomic
def forget_recordings():
    """Those whose time is over, and those that another has taken the place of."""
    forget_conference_files(ConferenceFile.objects.recordings_over())
