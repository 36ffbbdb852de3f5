"""The doors: staff by password, everybody out again, and how the page looks."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.actions.sessions import sign_in_with_password
from accounts.forms import OnwardForm, PreferencesForm, SignInForm

# Chrome may otherwise keep the pages for the Back button. Cookies stay: theme and language are there.
CLEAN = '"cache", "storage"'
A_YEAR = 365 * 24 * 3600  # seconds


@sensitive_post_parameters("password")
@never_cache
@login_not_required
def sign_in(request):
    """One page for all: it asks staff for a password and shows students and families their ways."""
    onward = OnwardForm(request.POST or request.GET).address(request)
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        try:
            sign_in_with_password(request, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect(onward)
    return render(request, "accounts/sign_in.html", {"form": form, "onward": onward})


@require_POST
@login_not_required
def sign_out(request):
    """Leave nothing behind on a device that somebody else uses next."""
    student = request.user.is_authenticated and request.user.is_student
    logout(request)
    end = reverse("accounts:card_sign_in") + "?done=1" if student else reverse("accounts:sign_in")
    response = redirect(OnwardForm(request.POST).address(request, end))
    response["Clear-Site-Data"] = CLEAN
    return response


@require_POST
@login_not_required
def preferences(request):
    """Colours and language of this browser."""
    response = redirect(OnwardForm(request.POST).address(request, request.headers.get("Referer")))
    form = PreferencesForm(request.POST)
    return remember(response, form.cleaned_data) if form.is_valid() else response


def remember(response, looks):
    """Keep them in cookies, for they belong to this browser."""
    for name, value in looks.items():
        response.set_cookie(
            name,
            value,
            max_age=A_YEAR if value else 0,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
