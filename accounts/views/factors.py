"""The second step of staff, and the fresh look before what matters."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.codes import prove_with_mailed_code, request_code
from accounts.actions.factors import add_app, prove_with_code, remove_factor, renew_codes
from accounts.actions.passkeys import prove_with_passkey
from accounts.confirming import confirm_first, is_fresh, needs_second_step, one_step_is_enough
from accounts.forms import AppForm, MailCodeForm, OnwardForm, PasskeyForm, StepCodeForm
from accounts.models import Factor, User
from accounts.qr import qr_path
from accounts.secrets import seal


@never_cache
@one_step_is_enough
def second_step(request):
    """After the password: her app, a passkey or a recovery code. Who has none yet sets one up now."""
    onward = OnwardForm(request.POST or request.GET).address(request)
    if not needs_second_step(request):
        return redirect(onward)
    factors = Factor.objects.held_by(request.user).second()
    if factors:
        return ask(request, "accounts/second_step.html", onward, {"kinds": {one.type for one in factors}})
    if not is_fresh(request):
        logout(request)
        messages.info(request, _("You have been away for a while. Please sign in once more."))
        return redirect("accounts:sign_in")
    return render(request, "accounts/second_step_start.html", {"onward": onward})


@never_cache
def confirm(request):
    """It is still she: asked before what matters, when a quarter of an hour has passed."""
    get_object_or_404(User.objects.keyholders(), pk=request.user.pk)
    onward = OnwardForm(request.POST or request.GET).address(request)
    if is_fresh(request):
        return redirect(onward)
    factors = Factor.objects.held_by(request.user).second()
    by_mail = not request.user.works_at_school
    context = {"kinds": {one.type for one in factors}, "by_mail": by_mail}
    context["mailed"] = "confirm_code" in request.session
    if by_mail and "mail_code" in request.POST:
        return confirm_by_mail(request, onward, context)
    return ask(request, "accounts/confirm.html", onward, context)


def ask(request, template, onward, context):
    """One page for every proof: typed digits, or what a passkey answered."""
    code_form = StepCodeForm(request.POST if "code" in request.POST else None)
    key_form = PasskeyForm(request.POST if "credential" in request.POST else None)
    context |= {"form": code_form, "key_form": key_form, "onward": onward, "mail_form": MailCodeForm()}
    try:
        if code_form.is_valid():
            prove_with_code(request, code=code_form.cleaned_data["code"])
            return redirect(onward)
        if key_form.is_valid():
            prove_with_passkey(request, credential=key_form.cleaned_data["credential"])
            return redirect(onward)
    except ValidationError as refusal:
        (code_form if code_form.is_bound else key_form).add_error(None, refusal)
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def confirm_by_mail(request, onward, context):
    """Family have no password: a code in the mail tells that it is she. An empty field asks for a new one."""
    form = MailCodeForm({"code": request.POST["mail_code"]} if request.POST["mail_code"] else None)
    try:
        if not form.is_bound:
            request.session["confirm_code"] = request_code(request.user).pk
            context["mailed"] = True
        elif form.is_valid():
            prove_with_mailed_code(request, code=form.cleaned_data["code"])
            return redirect(onward)
    except ValidationError as error:
        context["refusal"] = " ".join(error.messages)
    context |= {"form": StepCodeForm(), "key_form": PasskeyForm(), "mail_form": form, "onward": onward}
    return render(request, "accounts/confirm.html", context, status=422 if form.is_bound else 200)


def may_add(request):
    """Setting up is for a session with both steps, or for her who has no second step at all yet."""
    return not needs_second_step(request) or not Factor.objects.held_by(request.user).second().exists()


@never_cache
@one_step_is_enough
@confirm_first
def app_add(request):
    """She scans a square with her authenticator app and types what it shows."""
    user = get_object_or_404(User.objects.staff(), pk=request.user.pk)
    onward = OnwardForm(request.POST or request.GET).address(request)
    if not may_add(request):
        return redirect("accounts:second_step")
    form = AppForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            codes = add_app(request, secret=form.cleaned_data["sealed"], code=form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            return show_codes(request, codes, onward)
    return render(
        request,
        "accounts/app_add.html",
        square(form, user) | {"onward": onward},
        status=422 if form.is_bound else 200,
    )


def square(form, user):
    """The square of the secret that the form carries, or of a new one."""
    kept = form.is_bound and form.cleaned_data.get("sealed")
    secret = kept or generate_totp_secret()
    address = get_adapter().build_totp_url(user, secret)
    return {
        "form": form,
        "sealed": seal(f"{user.pk}:{secret}"),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "path": qr_path(address),
        "address": address,
    }


def show_codes(request, codes, onward):
    """Recovery codes exist in the clear in this one answer."""
    if not codes:
        return redirect("accounts:account")
    return render(request, "accounts/codes_show.html", {"codes": codes, "onward": onward})


@require_POST
@confirm_first
def codes_renew(request):
    user = get_object_or_404(User.objects.staff(), pk=request.user.pk)
    return show_codes(request, renew_codes(user), "/accounts/me/")


@require_POST
@confirm_first
def factor_remove(request, pk):
    """A passkey that is lost, or an app on an old telephone."""
    factor = get_object_or_404(Factor.objects.held_by(request.user).second(), pk=pk)
    remove_factor(request, factor)
    messages.success(request, _("Removed. Whoever was signed in with it elsewhere is signed out."))
    return redirect("accounts:account")
