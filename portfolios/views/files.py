"""What the job made of a file, to whoever sees its piece now. Caching: docs/decisions/0004."""

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_POST

from portfolios import actions
from portfolios.models import Attachment
from portfolios.views import ranges

FRESH = 60  # seconds in which the same session's browser does not ask again


@require_GET
def attachment_picture(request, key, size):
    """One size of a photograph, of a film's poster or of a first page."""
    return picture_of(
        request, get_object_or_404(Attachment.objects.file_visible_to(request.user), key=key), size
    )


@require_GET
def attachment_play(request, key):
    """A recording, whole or the part that a player asks for."""
    return play_of(request, get_object_or_404(Attachment.objects.file_visible_to(request.user), key=key))


@require_GET
def attachment_paper(request, key):
    """A document as the PDF that we built anew."""
    return paper_of(request, get_object_or_404(Attachment.objects.file_visible_to(request.user), key=key))


def file_of(request, attachment, what):
    """Any of these, of a file that somebody was let to by another door (views/vouches.py)."""
    serve = {"play": play_of, "paper": paper_of}.get(what)
    return serve(request, attachment) if serve else picture_of(request, attachment, what)


def picture_of(request, attachment, size):
    picture = attachment.rendition(size)
    if not picture:
        raise Http404
    return answer(
        request,
        picture,
        etag=f'"{attachment.key}-{size}"',
        name=f"picture-{size}.webp",
        content_type="image/webp",
    )


def play_of(request, attachment):
    if not attachment.is_playable:
        raise Http404
    content_type, name = {
        "audio": ("audio/mp4", "recording.m4a"),
        "video": ("video/mp4", "recording.mp4"),
    }[attachment.kind]
    etag = f'"{attachment.key}-play"'
    return answer(request, attachment.play, etag=etag, name=name, content_type=content_type)


def paper_of(request, attachment):
    if not attachment.is_paper:
        raise Http404
    return answer(
        request,
        attachment.paper,
        etag=f'"{attachment.key}-paper"',
        name="document.pdf",
        content_type="application/pdf",
    )


@require_POST
def attachment_retry(request, pk):
    """Try again, please."""
    attachment = get_object_or_404(
        Attachment.objects.retried_by(request.user).select_related("evidence__student"), pk=pk
    )
    actions.retry_file(attachment, by=request.user)
    return redirect("portfolios:evidence_detail", pk=attachment.evidence_id)


def answer(request, file, *, etag, name, content_type):
    """The file under a name of ours, for this session's browser alone; opened by itself it can do nothing."""
    response = get_conditional_response(request, etag=etag) or send(request, file, etag, content_type)
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={FRESH}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def send(request, file, etag, content_type):
    """Our own files, whole or the part that was asked for; where there is a proxy, it sends the bytes."""
    if settings.X_ACCEL_PREFIX:
        accel = {"X-Accel-Redirect": settings.X_ACCEL_PREFIX + file.name}
        return HttpResponse(content_type=content_type, headers=accel)
    size = file.size
    try:
        part = ranges.asked(request.headers, size, etag)
    except ranges.Beyond:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = part or (0, size - 1)
    headers = {"Accept-Ranges": "bytes", "Content-Length": end - start + 1}
    if part:
        headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    blocks = ranges.read(file, start, end)
    about = {"status": 206 if part else 200, "content_type": content_type, "headers": headers}
    if end - start < ranges.AT_ONCE:
        return HttpResponse(b"".join(blocks), **about)
    return StreamingHttpResponse(blocks, **about)
