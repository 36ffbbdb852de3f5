"""Two households of one child: the office or the advisor decides whether together or apart."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.here import be_at
from conferences.actions.households import join_conference, separate_conference
from conferences.forms.households import ApartForm
from conferences.models import Conference
from conferences.querysets.households import attending_each
from conferences.querysets.preferences import answers_of


def conference_of(request, pk):
    conference = get_object_or_404(Conference.objects.seen_to_by(request.user).with_student(), pk=pk)
    be_at(request, conference.school_id)
    return conference


def household_choose(request, pk):
    """Who is at which conference of this child, what each household wishes, and the decision."""
    conference = conference_of(request, pk)
    together = Conference.objects.seen_to_by(request.user).for_everybody(conference).first() or conference
    wishes = answers_of(together)
    form = ApartForm(request.POST if request.method == "POST" else None, households=list(wishes))
    if form.is_valid():
        try:
            separate_conference(together, form.cleaned_data["household"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Two conferences now. Each household sees its own."))
            return redirect("conferences:household_choose", pk=together.pk)
    return choose_page(request, together, wishes, form, status=422 if form.is_bound else 200)


def choose_page(request, conference, wishes, form, status=200):
    pair = Conference.objects.seen_to_by(request.user).of_pair(conference).with_time()
    people = attending_each(pair)
    context = {
        "conference": conference,
        "pair": [(one, [row.adult for row in people[one.pk]]) for one in pair],
        "wishes": wishes.items(),
        "form": form,
    }
    return render(request, "conferences/household_choose.html", context, status=status)


@require_POST
def household_join(request, pk):
    """Together after all."""
    conference = conference_of(request, pk)
    form = ApartForm(None, households=[])
    together = Conference.objects.seen_to_by(request.user).for_everybody(conference).first()
    try:
        join_conference(conference, by=request.user)
    except ValidationError as refusal:
        shown = together or conference
        form.refused = " ".join(refusal.messages)
        return choose_page(request, shown, answers_of(shown), form, status=409)
    messages.success(request, _("One conference for everybody again."))
    return redirect("conferences:household_choose", pk=together.pk)
