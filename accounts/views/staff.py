"""The office and its colleagues: who can sign in, and help for who cannot."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.factors import reset_second_step
from accounts.actions.passwords import invite_staff
from accounts.confirming import confirm_first
from accounts.models import School, User

PAGE = 100


@never_cache
def staff_list(request):
    """Who works here, and whether she has a password and a second step yet."""
    schools = get_list_or_404(School.objects.coordinated_by(request.user).order_by("name", "pk"))
    people = Paginator(User.objects.working_with(request.user).with_ways_in(), PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "accounts/staff_list.html", {"schools": schools, "people": people})


@require_POST
@confirm_first
def staff_invite(request, pk):
    """A letter with which she chooses her password."""
    person = get_object_or_404(User.objects.working_with(request.user), pk=pk)
    invite_staff(person, by=request.user)
    messages.success(request, _("A letter is on its way to %(name)s.") % {"name": person})
    return redirect("accounts:staff_list")


@require_POST
@confirm_first
def second_step_reset(request, pk):
    """For a colleague who has lost telephone, passkeys and recovery codes. Nobody does it for herself."""
    person = get_object_or_404(User.objects.helped_by(request.user), pk=pk)
    reset_second_step(person, by=request.user)
    messages.success(request, _("%(name)s sets up a new second step at the next sign-in.") % {"name": person})
    return redirect("accounts:staff_list")
