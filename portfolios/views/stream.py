"""The advisor's stream: new work of her advisory, to be placed and answered where it stands."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import OnwardForm
from accounts.models import School
from portfolios import actions
from portfolios.actions.stream import mark_stream_seen
from portfolios.forms import CommentForm, PlacementForm
from portfolios.forms.stream import SeenForm, StreamForm
from portfolios.models import Evidence, Placement, Target
from portfolios.querysets.finding import fetched
from portfolios.querysets.stream import advisory_of, count_new, is_quiet, latest_first, with_stream
from portfolios.views import answers
from portfolios.views.placements import choose_target

HELPING = 12


def stream(request):
    """What her advisory shows her, newest first; and whose name has not come up for three weeks."""
    get_list_or_404(School.objects.advised_by(request.user))
    students = list(advisory_of(request.user))
    pool = Evidence.objects.placeable_by(request.user)
    form = StreamForm(request.GET, pieces=pool, students=students)
    found = form.found(pool, request.user)
    if not form.asked().get("q"):
        found = latest_first(found, request.user)
    start = form.start_at
    rows = fetched(found[start : start + HELPING + 1], lambda few: with_stream(few, request.user))
    pieces = [ready(piece) for piece in rows]
    context = {
        "form": form,
        "pieces": pieces[:HELPING],
        "start": start,
        "next": start + HELPING if len(pieces) > HELPING else None,
        "new_count": count_new(pool, request.user),
        "students": students,
        "silent": [student for student in students if is_quiet(student.shown_at)],
        "unanswered": [
            student
            for student in students
            if not is_quiet(student.shown_at) and is_quiet(student.said_at, student.placed_at)
        ],
        "back": f"{request.get_full_path()}#piece-",
        "reader": request.user,
    }
    part = "" if not request.htmx else "#rows" if start else "#list"
    return render(request, f"portfolios/stream.html{part}", context)


def ready(piece, form=None):
    """A piece with the form in which she answers it."""
    piece.may_place = True
    piece.comment_form = form or CommentForm(auto_id=f"say-{piece.pk}-%s")
    return piece


@require_POST
def stream_seen(request):
    """She has seen what is new; the next visit begins there."""
    get_list_or_404(School.objects.advised_by(request.user))
    form = SeenForm(request.POST)
    if form.is_valid():
        mark_stream_seen(until=form.cleaned_data["until"], by=request.user)
    return redirect("portfolios:stream")


def stream_place(request, pk, target_pk=None):
    """Her own view of one piece: first on which target, then on which step, and why."""
    evidence = get_object_or_404(
        Evidence.objects.placeable_by(request.user).select_related("student__user"), pk=pk
    )
    back = OnwardForm(request.POST or request.GET).address(request, address_of(evidence))
    context = {"evidence": evidence, "teaching": True, "streaming": True, "back": back}
    page = "portfolios/stream_place.html"
    if target_pk is None:
        part = f"{page}#choose" if request.htmx else page
        return choose_target(request, evidence, Placement.By.TEACHER, context, page=part)
    target = get_object_or_404(Target.objects.fitting(evidence).with_levels(), pk=target_pk)
    placed = evidence.placement_on(target, Placement.By.TEACHER)
    form = PlacementForm(request.POST or None, target=target, instance=placed, auto_id=f"place-{pk}-%s")
    if request.method == "POST" and form.is_valid():
        level, why = form.cleaned_data["level"], form.cleaned_data["why"]
        actions.place_by_teacher(evidence, target, level, why=why, by=request.user)
        return answered(request, evidence, _("Your view stands beside the student’s."))
    part = "#step" if request.htmx else ""
    context |= {"target": target, "form": form}
    return render(request, page + part, context, status=answers.status_of(form))


@require_POST
def stream_reply(request, pk):
    """A glow, a grow, or both, said from the stream."""
    evidence = get_object_or_404(
        Evidence.objects.placeable_by(request.user).select_related("student__user"), pk=pk
    )
    form = CommentForm(request.POST, auto_id=f"say-{pk}-%s")
    if form.is_valid():
        try:
            actions.add_comment(evidence, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            name = evidence.student.first_name
            return answered(
                request, evidence, _("%(name)s finds your words with this piece.") % {"name": name}
            )
    return show_piece(request, evidence, {"refused": form}, status=422)


def answered(request, evidence, words):
    """The piece as it is now, in its place in the stream; without htmx the stream, at this piece."""
    if request.htmx:
        return show_piece(request, evidence, {"just_said": words})
    messages.success(request, words)
    return redirect(OnwardForm(request.POST).address(request, address_of(evidence)))


def show_piece(request, evidence, context, status=200):
    """One piece of the stream: alone for htmx, on a page of its own for everybody else."""
    piece = get_object_or_404(
        with_stream(Evidence.objects.placeable_by(request.user), request.user), pk=evidence.pk
    )
    ready(piece, context.get("refused"))
    back = OnwardForm(request.POST).address(request, address_of(evidence))
    context |= {"piece": piece, "reader": request.user, "arrived": True, "piece_back": back}
    page = "portfolios/stream.html#piece" if request.htmx else "portfolios/stream_piece.html"
    return render(request, page, context, status=status)


def address_of(evidence):
    return reverse("portfolios:stream") + f"#piece-{evidence.pk}"
