"""Files that arrive in parts, so that a lost network costs a part and not the file (docs/decisions/0018)."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.shortcuts import get_list_or_404, get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import School
from portfolios import actions
from portfolios.forms import PartForm, StartForm
from portfolios.limits import PART_BYTES
from portfolios.models import Upload
from portfolios.views import answers


@require_POST
def upload_start(request, form_key):
    """May this file come? Where it goes, and from which byte on; else why not, before one has travelled."""
    get_list_or_404(School.objects.sending(request.user))
    form = StartForm(request.POST)
    if not form.is_valid():
        return answers.not_yet(form)
    try:
        upload = actions.start_upload(request.user, form_key=form_key, **form.told())
    except ValidationError as refusal:
        return refused(refusal)
    return JsonResponse(state_of(upload), status=201)


@require_http_methods(["GET", "HEAD", "POST"])
def upload_part(request, key):
    """The next part of a file; asked with GET, how far it is here."""
    upload = get_object_or_404(Upload.objects.editable_by(request.user), key=key)
    if request.method != "POST":
        return JsonResponse(state_of(upload))
    said = PartForm(
        {"offset": request.headers.get("Upload-Offset"), "ends": request.headers.get("Upload-Complete")}
    )
    try:
        data = request.body
    except UnreadablePostError:  # the network went away in the middle of a part
        return HttpResponse(status=400)
    if not said.is_valid() or len(data) > PART_BYTES:
        return HttpResponse(status=400)
    try:
        actions.receive_part(
            upload, data, starts_at=said.cleaned_data["offset"], is_last=said.cleaned_data["ends"]
        )
    except ValidationError as refusal:
        return refused(refusal)
    except actions.Elsewhere:
        here = get_object_or_404(Upload.objects.editable_by(request.user), key=key)
        return JsonResponse(state_of(here), status=409)
    return JsonResponse(state_of(upload))


@require_POST
def upload_drop(request, key):
    """She does not want it after all."""
    upload = get_object_or_404(Upload.objects.editable_by(request.user), key=key)
    actions.drop_upload(upload)
    return HttpResponse(status=204)


def state_of(upload):
    return {
        "key": str(upload.key),
        "address": reverse("portfolios:upload_part", args=[upload.key]),
        "drop": reverse("portfolios:upload_drop", args=[upload.key]),
        "offset": upload.byte_count,
        "done": upload.is_finished,
        "part_bytes": PART_BYTES,
    }


def refused(refusal):
    return JsonResponse({"message": " ".join(refusal.messages)}, status=422)


def arrived_with(form, user, form_key, part="piece"):
    """All the files that a form brings, those of earlier requests first. The form may still be refused.

    `form` is a FilesForm. Whatever has arrived is kept, and is there when the form is shown again.
    """
    form.full_clean()
    fresh = []
    try:
        fresh = actions.keep_uploads(user, form.arrived, form_key=form_key, part=part)
    except ValidationError as refusal:
        form.add_error("files", refusal)
    kept = form.cleaned_data.get("kept", [])
    if form.is_valid():
        actions.finish_stopped(kept)
    form.keep(fresh)
    return [*kept, *fresh]
