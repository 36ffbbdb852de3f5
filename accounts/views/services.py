"""Accounts of the school at Google or Microsoft: signing in with one, and setting it up in the office."""

import logging

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from accounts.actions.services import remove_service, save_service
from accounts.confirming import confirm_first
from accounts.forms import ServiceSearchForm, SignInServiceForm
from accounts.models import School, SignInService

logger = logging.getLogger(__name__)
FEW = 12  # schools that fit on a page without a search


@never_cache
@login_not_required
def service_choose(request):
    """Which school's account? Schools are public; who is at one is not."""
    form = ServiceSearchForm(request.GET)
    words = form.cleaned_data["q"].rpartition("@")[2] if form.is_valid() else ""
    services = SignInService.objects.offered(words)[: FEW + 1]
    context = {"services": services[:FEW], "more": len(services) > FEW, "words": words, "form": form}
    return render(request, "accounts/service_choose.html", context)


@never_cache
@login_not_required
def service_enter(request, provider_id):
    """Off to Google or Microsoft, which ask who she is and send her back."""
    get_object_or_404(SignInService.objects.offered(), key=provider_id)
    return talk(openid_connect.login, request, provider_id)


@never_cache
@login_not_required
def service_return(request, provider_id):
    """Back again. What the service says is checked by allauth, who it is by `accounts.adapters`."""
    get_object_or_404(SignInService.objects.offered(), key=provider_id)
    return talk(openid_connect.callback, request, provider_id)


def talk(step, request, provider_id):
    """One step of allauth's. A service that is down, or talks nonsense, is no fault of who signs in."""
    try:
        return step(request, provider_id)
    except (RequestException, ValueError, KeyError, ImproperlyConfigured) as error:
        logger.warning("Sign-in service %s does not answer: %s", provider_id, type(error).__name__)
        messages.warning(
            request, _("The school’s sign-in does not answer just now. Please try again in a minute.")
        )
        return redirect("accounts:sign_in")


def service_list(request):
    """The office sees which accounts of its own the school uses."""
    schools = get_list_or_404(School.objects.coordinated_by(request.user).order_by("name", "pk"))
    services = (
        SignInService.objects.coordinated_by(request.user)
        .select_related("school")
        .order_by("school__name", "kind")
    )
    return render(request, "accounts/service_list.html", {"schools": schools, "services": services})


@never_cache
@confirm_first
def service_add(request):
    schools = School.objects.coordinated_by(request.user).order_by("name", "pk")
    get_list_or_404(School.objects.coordinated_by(request.user))
    form = SignInServiceForm(request.POST or None, schools=schools)
    return service_form(request, form)


@never_cache
@confirm_first
def service_edit(request, pk):
    service = get_object_or_404(
        SignInService.objects.coordinated_by(request.user).select_related("school"), pk=pk
    )
    form = SignInServiceForm(
        request.POST or None, instance=service, schools=School.objects.coordinated_by(request.user)
    )
    return service_form(request, form)


def service_form(request, form):
    if form.is_valid():
        service = form.instance
        save_service(service, secret=form.cleaned_data["secret"], by=request.user)
        messages.success(request, _("Saved. Try it out: sign in with it in a private window."))
        return redirect("accounts:service_edit", pk=service.pk)
    service = form.instance
    back = settings.SITE_URL + reverse("openid_connect_callback", args=[service.key])
    context = {"form": form, "service": service, "back": back}
    return render(request, "accounts/service_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
@confirm_first
def service_remove(request, pk):
    service = get_object_or_404(SignInService.objects.coordinated_by(request.user), pk=pk)
    remove_service(service, by=request.user)
    messages.success(request, _("Removed. Whoever came in by it is signed out."))
    return redirect("accounts:service_list")
