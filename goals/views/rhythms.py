"""How often an advisory checks in on its goals, and when everybody rests."""

from django.contrib import messages
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Advisory, School
from goals import actions
from goals.forms import RhythmForm
from goals.models import Rhythm


def rhythm_list(request):
    """The rhythms that this person may set: of her advisories, and of the schools whose office she is."""
    get_list_or_404(School.objects.staffed_by(request.user))
    advisories = Advisory.objects.advised_by(request.user).select_related("school", "rhythm").order_by("name")
    schools = School.objects.coordinated_by(request.user).order_by("name")
    known = {row.school_id: row for row in Rhythm.objects.staffed_by(request.user)}
    context = {
        "advisories": [(advisory, known.get(advisory.school_id)) for advisory in advisories],
        "schools": [(school, known.get(school.pk)) for school in schools],
        "usual": Rhythm(),
    }
    return render(request, "goals/rhythm_list.html", context)


def rhythm_edit(request, pk):
    """An advisor sets how often her advisory checks in."""
    advisory = get_object_or_404(
        Advisory.objects.advised_by(request.user).select_related("school", "rhythm"), pk=pk
    )
    own = getattr(advisory, "rhythm", None)
    return edit(request, advisory.school, advisory, own)


def school_rhythm(request, pk):
    """The office sets it for everybody who chose nothing else, and enters the holidays."""
    school = get_object_or_404(School.objects.coordinated_by(request.user), pk=pk)
    own = Rhythm.objects.staffed_by(request.user).of_school(pk).first()
    return edit(request, school, None, own)


def edit(request, school, advisory, rhythm):
    form = RhythmForm(request.POST or None, instance=rhythm)
    if form.is_valid():
        actions.set_rhythm(school, advisory=advisory, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. The days of the next check-ins are set anew."))
        return redirect("goals:rhythm_list")
    context = {"form": form, "school": school, "advisory": advisory, "rhythm": rhythm}
    return render(request, "goals/rhythm_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def rhythm_leave(request, pk):
    advisory = get_object_or_404(Advisory.objects.advised_by(request.user), pk=pk)
    actions.leave_rhythm(advisory, by=request.user)
    messages.success(request, _("You check in as the whole school does."))
    return redirect("goals:rhythm_list")
