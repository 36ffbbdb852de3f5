"""What matters to a student, on one page, in her own words."""

from django.contrib import messages
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import School, Student
from accounts.revisions import Stale, show_both
from portfolios.actions.matters import save_matters
from portfolios.forms.matters import ICONS, MattersForm
from portfolios.models import Answer, Evidence, Matters
from portfolios.querysets.matters import pieces_chosen, with_answers
from portfolios.views import answers


def matters_edit(request):
    """She writes it; it saves itself."""
    student = get_object_or_404(Student.objects.is_user(request.user).select_related("user"))
    form = MattersForm(
        request.POST or None,
        student=student,
        answers=Answer.objects.editable_by(request.user),
        matters=Matters.objects.editable_by(request.user).first(),
        pieces=Evidence.objects.editable_by(request.user).in_stream().newest_first(),
    )
    if request.method == "POST":
        answer = save(request, student, form)
        if answer:
            return answer
    context = {"student": student, "form": form}
    return render(request, "portfolios/matters_edit.html", context, status=answers.status_of(form))


def save(request, student, form):
    """Save, and answer; nothing when the form is to be shown again."""
    autosave = request.headers.get("X-Autosave")
    if not form.is_valid():
        return answers.not_yet(form) if autosave else None
    said = {"piece": form.cleaned_data["piece"], "seen_revision": form.cleaned_data["revision"]}
    try:
        revision = save_matters(student, answers=form.answers(), by=request.user, **said)
    except Stale as stale:
        show_both(form, stale)
        return answers.both(stale) if autosave else None
    if autosave:
        return answers.saved(revision)
    messages.success(request, _("Saved. This is what your advisor reads."))
    return redirect("portfolios:student_matters", pk=student.pk)


@require_safe
def student_matters(request, pk):
    """One student's page, for herself, her advisor and, of what she chose for them, her family.

    Others who are shown work of hers find an empty page: nothing on it is for them.
    """
    user = request.user
    student = get_object_or_404(
        with_answers(Student.objects.accompanied_by(user) | Student.objects.portfolio_opened_by(user), user),
        pk=pk,
    )
    chosen = pieces_chosen(Evidence.objects.visible_to(request.user).of(student))
    context = {
        "student": student,
        "piece": next(iter(chosen.with_pictures(request.user)), None),
        "mine": student.user_id == request.user.pk,
        "icons": ICONS,
    }
    return render(request, "portfolios/student_matters.html", context)


@require_safe
def matters_list(request):
    """The whole advisory, to be read or printed in the first week of school."""
    get_list_or_404(School.objects.advised_by(request.user))
    students = list(with_answers(Student.objects.advised_by(request.user).by_name(), request.user))
    chosen = pieces_chosen(Evidence.objects.placeable_by(request.user)).with_pictures(request.user)
    pieces = {piece.student_id: piece for piece in chosen}
    told = [(student, pieces.get(student.pk)) for student in students]
    context = {
        "told": [(student, piece) for student, piece in told if student.told or piece],
        "untold": [student for student, piece in told if not student.told and not piece],
    }
    return render(request, "portfolios/matters_list.html", context)
