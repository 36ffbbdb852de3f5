"""What the three agreed: I will, my family will, my teacher will."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import OnwardForm
from accounts.models import Student
from goals import actions
from goals.forms import CommitmentForm
from goals.models import Commitment


def commitment_list(request):
    student = get_object_or_404(Student.objects.is_user(request.user).select_related("user"))
    return show_commitments(request, student)


def student_commitments(request, pk):
    student = get_object_or_404(Student.objects.accompanied_by(request.user).select_related("user"), pk=pk)
    return show_commitments(request, student)


def show_commitments(request, student):
    """One page for the three: everything that was ever agreed, with what became of it."""
    rows = Commitment.objects.visible_to(request.user).of(student).told_to(request.user)
    context = {
        "student": student,
        "mine": student.user_id == request.user.pk,
        "commitments": rows.newest_first(),
    }
    return render(request, "goals/commitment_list.html", context)


@require_POST
def commitment_accept(request, pk):
    """That is mine: one tap. Who taps on an older page is told that somebody has been quicker."""
    commitment = get_object_or_404(Commitment.objects.promised_with(request.user).with_student(), pk=pk)
    actions.accept_commitment(commitment, by=request.user)
    messages.success(
        request, _("It is yours now. %(name)s can see it.") % {"name": commitment.student.first_name}
    )
    return onward(request, commitment)


@require_POST
def commitment_release(request, pk):
    commitment = get_object_or_404(Commitment.objects.released_by(request.user).with_student(), pk=pk)
    actions.release_commitment(commitment, by=request.user)
    messages.success(request, _("It is open again, for somebody else."))
    return onward(request, commitment)


def onward(request, commitment):
    """Back to the page on which she tapped."""
    page = reverse("goals:student_commitments", args=[commitment.student_id])
    return redirect(OnwardForm(request.POST).address(request, page))


def commitment_check_in(request, pk):
    commitment = get_object_or_404(
        Commitment.objects.checked_by(request.user).told_to(request.user).with_student(), pk=pk
    )
    student = commitment.student
    form = CommitmentForm(request.POST or None)
    if form.is_valid():
        try:
            actions.check_commitment(commitment, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Thank you. It is noted for the next conference."))
            return redirect("goals:student_commitments", pk=student.pk)
    context = {
        "commitment": commitment,
        "student": student,
        "form": form,
        "mine": student.user_id == request.user.pk,
    }
    return render(request, "goals/commitment_check_in.html", context)
