"""Passkeys: signing in with one, and keeping one's own. static/js/passkey.js asks the device."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.passkeys import (
    add_passkey,
    new_passkey_question,
    passkey_question,
    rename_passkey,
    sign_in_with_passkey,
)
from accounts.confirming import confirm_first, one_step_is_enough
from accounts.forms import NewPasskeyForm, OnwardForm, PasskeyForm, PasskeyNameForm
from accounts.models import Factor, User
from accounts.views.factors import may_add, show_codes


@require_POST
@login_not_required
def passkey_question_ask(request):
    """The question that a passkey will sign; the same for everybody, so it tells nothing of anybody."""
    return JsonResponse(passkey_question())


@require_POST
@login_not_required
def passkey_enter(request):
    """Staff and family come in by the passkey of their telephone or computer."""
    onward = OnwardForm(request.POST).address(request)
    form = PasskeyForm(request.POST)
    try:
        if form.is_valid():
            sign_in_with_passkey(request, credential=form.cleaned_data["credential"])
            return redirect(onward)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("accounts:sign_in")


@require_POST
@one_step_is_enough
@confirm_first
def passkey_new_ask(request):
    user = get_object_or_404(User.objects.keyholders(), pk=request.user.pk)
    if not may_add(request):
        return redirect("accounts:second_step")
    return JsonResponse(new_passkey_question(user))


@never_cache
@one_step_is_enough
@confirm_first
def passkey_add(request):
    """Her own device becomes a way in, by a name that she knows it by."""
    get_object_or_404(User.objects.keyholders(), pk=request.user.pk)
    onward = OnwardForm(request.POST or request.GET).address(request)
    if not may_add(request):
        return redirect("accounts:second_step")
    form = NewPasskeyForm(request.POST or None)
    if form.is_valid():
        try:
            codes = add_passkey(request, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Done: next time you can sign in with this device."))
            return show_codes(request, codes, onward)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/passkey_add.html", {"form": form, "onward": onward}, status=status)


@never_cache
def passkey_edit(request, pk):
    passkey = get_object_or_404(Factor.objects.held_by(request.user).passkeys(), pk=pk)
    form = PasskeyNameForm(request.POST or None, initial={"name": passkey.name})
    if form.is_valid():
        rename_passkey(passkey, name=form.cleaned_data["name"], by=request.user)
        return redirect("accounts:account")
    return render(request, "accounts/passkey_edit.html", {"form": form, "passkey": passkey})
