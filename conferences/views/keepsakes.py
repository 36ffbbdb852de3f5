"""The record as a booklet to keep: asked for, made by a job, and given to the one reader it is for."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from conferences import booklets
from conferences.actions import keepsakes
from conferences.models import Conference, Keepsake
from portfolios.views.files import answer


@require_safe
def keepsake(request, pk):
    """Its page: not asked for, being made, ready, or to be made anew. It asks again by itself meanwhile."""
    conference = get_object_or_404(Conference.objects.visible_to(request.user).held().with_stage(), pk=pk)
    be_at(request, conference.school_id)
    booklet = Keepsake.objects.held_by(request.user).of(conference).first()
    if booklet and request.GET.get("since") == booklet.moment:
        return HttpResponse(status=204)
    context = {
        "conference": conference,
        "booklet": booklet,
        "is_current": booklet is not None and is_current(booklet, conference, request.user),
        "mine": conference.student.user_id == request.user.pk,
    }
    part = "#booklet" if request.htmx else ""
    return render(request, f"conferences/keepsake.html{part}", context)


def is_current(booklet, conference, user):
    """Whether it shows what this reader may see now, no more and no less."""
    return booklet.is_ready and booklet.digest == booklets.digest_of(booklets.contents(conference, user))


@require_POST
def keepsake_make(request, pk):
    conference = get_object_or_404(Conference.objects.visible_to(request.user).held(), pk=pk)
    keepsakes.ask_keepsake(conference, language=get_language(), by=request.user)
    return redirect("conferences:keepsake", pk=pk)


@require_safe
def keepsake_file(request, key):
    """The booklet itself, at an address that is its reader's alone."""
    booklet = get_object_or_404(Keepsake.objects.held_by(request.user), key=key)
    conference = get_object_or_404(
        Conference.objects.visible_to(request.user).with_stage(), pk=booklet.conference_id
    )
    be_at(request, conference.school_id)
    if not is_current(booklet, conference, request.user):
        return redirect("conferences:keepsake", pk=conference.pk)
    name = f"{slugify(conference.student.first_name) or 'conference'}-{conference.ended_at:%Y-%m-%d}.pdf"
    etag = f'"{booklet.key}-{booklet.digest[:16]}"'
    return answer(request, booklet.file, etag=etag, name=name, content_type="application/pdf")
