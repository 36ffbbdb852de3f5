"""The conference as a film or a sound, for adults who could not be there; it goes by itself."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.here import be_at
from conferences.actions import recordings
from conferences.forms.after import RecordingForm
from conferences.models import Conference, ConferenceFile
from conferences.views.files import file_form, file_sent


def recording_add(request, pk):
    """Send it, say how long it may be watched, and take it off again."""
    conference = get_object_or_404(
        Conference.objects.hosted_by(request.user).held().with_stage().with_yes_to_recordings(), pk=pk
    )
    be_at(request, conference.school_id)
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"recording {conference.pk} {request.user.pk}")
    form = file_form(request, key, RecordingForm)
    if request.method == "POST":
        uploads = file_sent(request, form, key)
        if form.is_valid():
            try:
                recordings.keep_recording(
                    conference, uploads, days=form.cleaned_data["days"], by=request.user
                )
            except ValidationError as refusal:
                form.add_error("files", refusal)
            else:
                messages.success(request, _("Kept. It is shown as soon as it is ready."))
                return redirect("conferences:recording_add", pk=pk)
    context = {
        "conference": conference,
        "form": form,
        "form_key": key,
        "there": ConferenceFile.objects.recording_kept_by(request.user).of(conference).first(),
    }
    status = 422 if form.errors else 200
    return render(request, "conferences/recording_add.html", context, status=status)


@require_POST
def recording_remove(request, pk):
    """Away with it, before its time."""
    recording = get_object_or_404(
        ConferenceFile.objects.recording_kept_by(request.user).with_student(), pk=pk
    )
    recordings.remove_recording(recording, by=request.user)
    messages.success(request, _("The recording is gone."))
    return redirect("conferences:recording_add", pk=recording.conference_id)
