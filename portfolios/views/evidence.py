import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Student
from accounts.policy import records
from accounts.revisions import Stale, show_both
from portfolios import actions
from portfolios.circles import circles_of
from portfolios.forms import CommentForm, EvidenceForm, FilesForm, NewEvidenceForm, OrderForm, PlaceFilter
from portfolios.models import Attachment, Draft, Evidence, Upload
from portfolios.querysets.openings import opening_for
from portfolios.views import answers
from portfolios.views.depictions import onward
from portfolios.views.finding import answer_search
from portfolios.views.uploads import arrived_with

FIRST, MORE = 8, 24  # tiles: a screenful that loads at once, then bigger helpings


def evidence_list(request):
    """My work: the student's own pieces, newest first."""
    get_object_or_404(Student.objects.is_user(request.user))
    pieces = Evidence.objects.editable_by(request.user).in_stream()
    return answer_tiles(request, pieces, {"mine": True}, first=own_tiles)


def own_tiles(user, place, count):
    """The page that a student opens most: two prepared questions."""
    pieces = list(Evidence.objects.first_tiles_of(user, place or "", str(count)))
    pictures = {piece.pk: [] for piece in pieces}
    for picture in Attachment.objects.of_first_tiles(user, place or "", str(count)):
        pictures[picture.evidence_id].append(picture)
    for piece in pieces:
        piece.pictures = pictures[piece.pk]
    return pieces


def evidence_archived(request):
    """What she has put away, each with a way back."""
    get_object_or_404(Student.objects.is_user(request.user))
    pieces = Evidence.objects.editable_by(request.user).archived()
    return answer_tiles(request, pieces, {"mine": True, "archived": True})


def student_portfolio(request, pk):
    """One student's shared pieces, for the adults of her circles."""
    opening = opening_for(request.user)
    student = get_object_or_404(
        Student.objects.portfolio_opened_by(request.user).select_related("user").annotate(**opening), pk=pk
    )
    pieces = Evidence.objects.visible_to(request.user).of(student).in_stream()
    if "q" in request.GET:
        return answer_search(request, pieces, {"student": student})
    return answer_tiles(request, pieces, {"student": student})


def answer_tiles(request, pieces, context, first=None, reader=None):
    """A helping of tiles: the page, or for "show more" the tiles alone.

    `first` finds the first helping faster than `pieces` would. `reader` is who is to see them, when a
    student looks at what somebody else is shown.
    """
    reader = reader or request.user
    wish = PlaceFilter(request.GET)
    wish.is_valid()
    place, start = wish.cleaned_data.get("place"), wish.cleaned_data.get("start") or 0
    helping = MORE if start else FIRST
    if first and not start:
        found = first(request.user, place, helping + 1)
    else:
        pieces = pieces.with_comment_count() if first else pieces
        tiles = pieces.from_place(place).with_tiles(reader).newest_first()
        found = list(tiles[start : start + helping + 1])
    context |= {
        "pieces": found[:helping],
        "place": place,
        "places": Evidence.Place.choices,
        "start": start,
        "next": start + helping if len(found) > helping else None,
    }
    part = "#tiles" if request.htmx else ""
    return render(request, f"portfolios/evidence_list.html{part}", context)


@records
def evidence_add(request, form_key=None):
    """One page for pictures, words and links; what was begun and not finished is still there."""
    student = get_object_or_404(Student.objects.is_user(request.user))
    draft = Draft.objects.editable_by(request.user).for_form(form_key).first()
    form_key = form_key or (draft.form_key if draft else uuid.uuid4())
    begun = draft.words | {"revision": draft.revision} if draft else {}
    form = NewEvidenceForm(
        request.POST or None,
        request.FILES or None,
        refused=getattr(request, "refused_files", None),
        uploads=Upload.objects.editable_by(request.user).for_form(form_key),
        initial={"made_on": timezone.localdate()} | begun,
        young=student.is_young,
    )
    if request.method == "POST" and request.headers.get("X-Autosave"):
        return answer_draft(student, form_key, form)
    if request.method == "POST":
        uploads = arrived_with(form, request.user, form_key)
        if form.is_valid():
            evidence = actions.add_evidence(
                student, form_key=form_key, uploads=uploads, by=request.user, **form.written()
            )
            return onward(request, evidence)
    context = {"form": form, "form_key": form_key, "draft": draft, "fresh_key": uuid.uuid4()}
    context |= {"student": student}
    return render(request, "portfolios/evidence_add.html", context, status=answers.status_of(form))


def answer_draft(student, form_key, form):
    """The answer to a save while she is still typing a new piece."""
    seen = form.fields["revision"].clean(form["revision"].value() or 0)
    try:
        revision = actions.save_draft(student, form_key=form_key, words=form.words(), seen_revision=seen)
    except Stale as stale:
        return answers.both(stale)
    return answers.saved(revision)


def evidence_detail(request, pk):
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).with_story(request.user), pk=pk)
    return show_piece(request, evidence)


def show_piece(request, evidence, preview=None):
    """The page of a piece `with_story` of who asks, or in a `preview` of somebody else: without buttons."""
    if preview:
        evidence.may_edit = evidence.may_place = evidence.may_comment = False
    context = {
        "evidence": evidence,
        "reader": preview.reader if preview else request.user,
        "preview": preview,
        "circles": circles_of(evidence) if evidence.may_edit else [],
        "comment_form": CommentForm() if evidence.may_comment else None,
    }
    return render(request, "portfolios/evidence_detail.html", context)


@records
def evidence_edit(request, pk):
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user).with_all_pictures(), pk=pk)
    seen = {"revision": evidence.revision}
    form = EvidenceForm(request.POST or None, instance=evidence, initial=seen)
    if request.method == "POST":
        answer = save_edit(request, evidence, form)
        if answer:
            return answer
    waiting = Upload.objects.editable_by(request.user).for_form(evidence.form_key)
    context = {"evidence": evidence, "form": form, "more": FilesForm(uploads=waiting, room=evidence.room)}
    return render(request, "portfolios/evidence_edit.html", context, status=answers.status_of(form))


@require_POST
def evidence_order(request, pk):
    """The files of a piece in a new order: all of them from dragging, or one a place up or down."""
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user).with_all_pictures(), pk=pk)
    form = OrderForm(request.POST, order=[file.pk for file in evidence.pictures])
    if form.is_valid() and form.cleaned_data["order"]:
        actions.order_files(evidence, order=form.cleaned_data["order"], by=request.user)
    if request.headers.get("X-Reorder"):
        return HttpResponse(status=204)
    return redirect(reverse("portfolios:evidence_edit", args=[evidence.pk]) + "#files")


def save_edit(request, evidence, form):
    """Save, and answer; nothing when the form is to be shown again."""
    autosave = request.headers.get("X-Autosave")
    if not form.is_valid():
        return answers.not_yet(form) if autosave else None
    seen = form.cleaned_data["revision"]
    try:
        actions.edit_evidence(evidence, seen_revision=seen, by=request.user, **form.written())
    except Stale as stale:
        show_both(form, stale)
        return answers.both(stale) if autosave else None
    return answers.saved(seen + 1) if autosave else redirect("portfolios:evidence_detail", pk=evidence.pk)


@require_POST
def evidence_archive(request, pk):
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user), pk=pk)
    actions.archive_evidence(evidence, by=request.user)
    return redirect("portfolios:evidence_detail", pk=evidence.pk)


@require_POST
def evidence_restore(request, pk):
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user), pk=pk)
    actions.restore_evidence(evidence, by=request.user)
    messages.success(request, _("“%(title)s” is back in your work.") % {"title": evidence.title})
    return redirect("portfolios:evidence_detail", pk=evidence.pk)
