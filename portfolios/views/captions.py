"""What is said in a recording: written by its student or by an adult who heard it, and read by players."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from accounts.revisions import Stale, show_both
from portfolios import actions
from portfolios.captions import webvtt
from portfolios.forms import CaptionsForm
from portfolios.models import Attachment
from portfolios.views import answers


@require_GET
def attachment_captions(request, key):
    """The captions as a file for the player, to whoever may hear the recording now."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user).with_captions(), key=key)
    if not (attachment.is_playable and attachment.said):
        raise Http404
    return vtt(request, attachment)


def vtt(request, attachment):
    etag = f'"{attachment.key}-{attachment.said.version}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        webvtt(attachment.said.cues), content_type="text/vtt; charset=utf-8"
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Language"] = attachment.said.language
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def captions_edit(request, pk):
    """A line for each thing that is said; it saves itself."""
    attachment = get_object_or_404(Attachment.objects.captioned_by(request.user).with_all_captions(), pk=pk)
    hers, heard = attachment.captions_by("student"), attachment.captions_by("advisor")
    is_mine = attachment.evidence.student.user_id == request.user.pk
    mine = hers if is_mine else heard
    form = CaptionsForm(request.POST or None, initial=begun(attachment, mine, heard if is_mine else None))
    if request.method == "POST":
        answer = save(request, attachment, form)
        if answer:
            return answer
    context = {
        "attachment": attachment,
        "evidence": attachment.evidence,
        "form": form,
        "is_mine": is_mine,
        "hers": hers,
        "heard": heard,
    }
    return render(request, "portfolios/captions_edit.html", context, status=answers.status_of(form))


def begun(attachment, mine, heard):
    """What is there to go on with: one's own words, else for the student what an adult wrote down for her."""
    row = mine or heard
    if row is None:
        return {"language": attachment.evidence.language or get_language()}
    return {"text": row.text, "language": row.language, "revision": mine.revision if mine else 0}


def save(request, attachment, form):
    """Save, and answer; nothing when the form is to be shown again."""
    autosave = request.headers.get("X-Autosave")
    if not form.is_valid():
        return answers.not_yet(form) if autosave else None
    words = form.cleaned_data
    try:
        revision = actions.save_captions(
            attachment,
            text=words["text"],
            language=words["language"],
            seen_revision=words["revision"],
            by=request.user,
        )
    except Stale as stale:
        show_both(form, stale)
        return answers.both(stale) if autosave else None
    if autosave:
        return answers.saved(revision)
    return redirect("portfolios:evidence_detail", pk=attachment.evidence_id)
