from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from goals import actions
from goals.forms import CommitmentForm
from goals.models import Commitment


def commitment_check_in(request, pk):
    commitment = get_object_or_404(
        Commitment.objects.checked_by(request.user).select_related("student__user"), pk=pk
    )
    student = commitment.student
    form = CommitmentForm(request.POST or None, initial={"line": commitment.line})
    if form.is_valid():
        try:
            actions.check_commitment(commitment, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Thank you. It is noted for the next conference."))
            return redirect("goals:student_goals", pk=student.pk)
    others = Commitment.objects.visible_to(request.user).of(student).from_last_conference()
    context = {
        "commitment": commitment,
        "form": form,
        "mine": student.user_id == request.user.pk,
        "others": others.with_rights(request.user).for_cards(),
    }
    return render(request, "goals/commitment_check_in.html", context)
