"""My account: language, and the ways in that are one's own. And passwords, which staff alone have."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.actions.passwords import ask_for_password, change_password, use_link
from accounts.actions.people import choose_language
from accounts.actions.revoke import revoke
from accounts.confirming import confirm_first
from accounts.cookies import drop, keep, kept
from accounts.forms import AddressForm, LanguageForm, PasswordForm
from accounts.models import Factor, PasswordLink, SchoolAccount, Student, User
from accounts.views.families import masked
from accounts.views.signin import remember


@never_cache
def account(request):
    """Everything about one's own signing in, on one page."""
    user = request.user
    form = LanguageForm(request.POST or None, initial={"language": get_language()})
    if form.is_valid():
        choose_language(user, form.cleaned_data["language"])
        return remember(redirect("accounts:account"), form.cleaned_data)
    factors = list(Factor.objects.held_by(user).order_by("created_at", "pk"))
    context = {
        "form": form,
        "passkeys": [one for one in factors if one.type == Factor.Type.WEBAUTHN],
        "app": next((one for one in factors if one.type == Factor.Type.TOTP), None),
        "codes": next((one for one in factors if one.type == Factor.Type.RECOVERY_CODES), None),
        "school_accounts": SchoolAccount.objects.held_by(user),
        "address": masked(user.email) if user.email else "",
        "student": Student.objects.is_user(user).first() if user.is_student else None,
    }
    return render(request, "accounts/account.html", context)


@require_POST
@confirm_first
def school_account_remove(request, pk):
    """This account at Google or Microsoft is hers no more; the next sign-in by address ties it anew."""
    account = get_object_or_404(SchoolAccount.objects.held_by(request.user), pk=pk)
    revoke(account, by=request.user, spare=request.session.session_key)
    return redirect("accounts:account")


@never_cache
@login_not_required
def password_ask(request):
    """Staff who forgot: a link by mail, with the same answer whether we know the address or not."""
    form = AddressForm(request.POST or None)
    if form.is_valid():
        try:
            ask_for_password(form.cleaned_data["email"])
        except ValidationError as refusal:
            form.add_error("email", refusal)
        else:
            return render(request, "accounts/password_asked.html", {"address": form.cleaned_data["email"]})
    return render(request, "accounts/password_ask.html", {"form": form})


@never_cache
@login_not_required
def password_open(request, token):
    """The link in the mail. The token leaves the address at once; opening it changes nothing."""
    link = PasswordLink.objects.opened_with(token=token).first()
    if link is None:
        return render(request, "accounts/password_closed.html", status=410)
    return keep(redirect("accounts:password_set"), "password", link)


@sensitive_post_parameters("password")
@never_cache
@login_not_required
def password_set(request):
    """She chooses her password; then she signs in with it, and with her second step."""
    link = kept(request, "password", PasswordLink.objects.open().select_related("user"))
    if link is None:
        return render(request, "accounts/password_closed.html", status=410)
    form = PasswordForm(request.POST or None, user=link.user)
    if form.is_valid():
        try:
            use_link(link, password=form.cleaned_data["password"])
        except ValidationError as refusal:
            form.add_error("password", refusal)
        else:
            messages.success(request, _("Your password is set. Please sign in with it."))
            return drop(redirect("accounts:sign_in"), "password")
    return render(request, "accounts/password_set.html", {"form": form, "person": link.user})


@sensitive_post_parameters("password")
@never_cache
@confirm_first
def password_change(request):
    user = get_object_or_404(User.objects.staff(), pk=request.user.pk)
    form = PasswordForm(request.POST or None, user=user)
    if form.is_valid():
        change_password(request, password=form.cleaned_data["password"])
        messages.success(
            request, _("Your password is changed. Whoever was signed in as you elsewhere is signed out.")
        )
        return redirect("accounts:account")
    return render(request, "accounts/password_change.html", {"form": form})
