"""The student says who sees what, and looks at it through their eyes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Student
from portfolios import actions
from portfolios.circles import has_panel, preview_of
from portfolios.forms import PlaceFilter, PreviewForm, ShareForm, ShareManyForm
from portfolios.models import Evidence, Share
from portfolios.querysets.openings import open_for
from portfolios.views import answers
from portfolios.views.evidence import answer_tiles, show_piece

MANY = 48  # pieces to tick on one page


@require_POST
def evidence_share(request, pk):
    evidence = get_object_or_404(Evidence.objects.editable_by(request.user), pk=pk)
    form = ShareForm(request.POST)
    if form.is_valid():
        change = actions.share_evidence if form.cleaned_data["on"] else actions.unshare_evidence
        change(evidence, form.cleaned_data["circle"], by=request.user)
    return redirect(reverse("portfolios:evidence_detail", args=[pk]) + "#circles")


def share_many(request):
    """Her pieces with boxes to tick, and with whom to share them."""
    student = get_object_or_404(Student.objects.is_user(request.user).with_panel())
    wish = PlaceFilter(request.GET)
    start = wish.cleaned_data["start"] or 0 if wish.is_valid() else 0
    hers = Evidence.objects.editable_by(request.user).in_stream().newest_first()
    panel = has_panel(student, student.has_panelists)
    circles = [(value, label) for value, label in Share.Circle.choices if panel or value != "panel"]
    form = ShareManyForm(request.POST or None, pieces=hers, circles=circles)
    if request.method == "POST" and form.is_valid():
        actions.share_many(by=request.user, **form.cleaned_data)
        messages.success(request, told(form.cleaned_data))
        return redirect("portfolios:share_many")
    found = list(hers.with_circles().with_tiles(request.user)[start : start + MANY + 1])
    ticked, chosen = form.ticked()
    context = {
        "form": form,
        "pieces": [(piece, str(piece.pk) in ticked) for piece in found[:MANY]],
        "circles": [(value, label, value in chosen) for value, label in circles],
        "start": start,
        "next": start + MANY if len(found) > MANY else None,
    }
    return render(request, "portfolios/share_many.html", context, status=answers.status_of(form))


def told(changed):
    """What has happened, in a sentence."""
    circles = ", ".join(str(Share.Circle(value).label) for value in changed["circles"])
    if changed["on"]:
        return _("Shared now: %(circles)s") % {"circles": circles}
    return _("Not shared any more: %(circles)s") % {"circles": circles}


@require_safe
def portfolio_preview(request):
    """Her shared work exactly as an adult finds it: the same permission, asked about that adult."""
    student = get_object_or_404(Student.objects.is_user(request.user).select_related("user"))
    preview = wanted(request, student)
    if preview.adult:
        pieces = Evidence.objects.visible_to(preview.adult).of(student).in_stream()
    else:
        pieces = Evidence.objects.editable_by(request.user).shared_in(preview.circle)
    open_for(student, preview.reader)
    context = {"student": student, "preview": preview, "keep": f"as={preview.key}&"}
    return answer_tiles(request, pieces, context, reader=preview.reader)


@require_safe
def evidence_preview(request, pk):
    """One piece as an adult sees it, or that she does not."""
    own = get_object_or_404(Evidence.objects.editable_by(request.user).select_related("student"), pk=pk)
    preview = wanted(request, own.student, piece=own)
    if preview.adult:
        pieces = Evidence.objects.visible_to(preview.adult)
    else:
        pieces = Evidence.objects.editable_by(request.user).shared_in(preview.circle)
    evidence = pieces.with_story(preview.reader, preview=True).keyed(pk)
    if evidence is None:
        return render(request, "portfolios/evidence_unseen.html", {"evidence": own, "preview": preview})
    return show_piece(request, evidence, preview)


def wanted(request, student, *, piece=None):
    preview = preview_of(student, PreviewForm(request.GET).wish(), piece=piece)
    if preview is None:
        raise Http404
    return preview
