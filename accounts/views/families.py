"""How a family comes in: the link starts, the mailed code opens. No password."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.actions.codes import request_code, request_code_for, use_code
from accounts.actions.invitations import sign_in_with_letter
from accounts.actions.sessions import sign_in_from_mail
from accounts.cookies import drop, keep, kept
from accounts.forms import AddressForm, MailCodeForm
from accounts.forms.families import LetterCodeForm, PersonForm
from accounts.models import Invitation, User

CHOOSING_SECONDS = 600


@never_cache
@login_not_required
def invitation_open(request, token):
    """The link in the letter. The token leaves the address at once; opening it signs nobody in."""
    invitation = Invitation.objects.opened_with(token=token).first()
    if invitation is None:
        return closed(request)
    return keep(redirect("accounts:code_request"), "invitation", invitation)


def closed(request):
    """One answer for a link that is over, taken back, mistyped, or whose reason has ended."""
    return render(request, "accounts/invitation_closed.html", status=410)


@never_cache
@login_not_required
def code_request(request):
    """For which child, to which address, and one button that mails a code."""
    invitation = kept(request, "invitation", Invitation.objects.open().with_people())
    if invitation is None:
        return closed(request)
    adult = invitation.adult
    if is_in(request) and request.user == adult:
        return redirect("home")
    if request.user.is_authenticated and request.user != adult:
        return render(request, "accounts/invitation_of_another.html", {"invitation": invitation})
    if invitation.is_letter:
        return letter_code(request, invitation)
    if request.method == "POST":
        return wait_for(request, request_code(adult), masked(adult.email), "accounts:code_request")
    return render(
        request, "accounts/code_request.html", {"invitation": invitation, "address": masked(adult.email)}
    )


def is_in(request):
    """Signed in, and not by a letter: that is about one child, and she may have come about another."""
    return request.user.is_authenticated and not request.user.bound_to


def letter_code(request, invitation):
    """The paper carries its code; there may be no mailbox to send one to."""
    form = LetterCodeForm(request.POST or None)
    if form.is_valid():
        try:
            sign_in_with_letter(request, invitation, code=form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            return drop(redirect("home"), "invitation")
    return render(request, "accounts/letter_code.html", {"invitation": invitation, "form": form})


@never_cache
@login_not_required
def code_ask(request):
    """She has no link at hand: a code to her address, with the same answer whether we know it or not."""
    if is_in(request):
        return redirect("home")
    form = AddressForm(request.POST or None)
    if form.is_valid():
        try:
            code = request_code_for(form.cleaned_data["email"])
        except ValidationError as refusal:
            form.add_error("email", refusal)
        else:
            return wait_for(request, code, form.cleaned_data["email"], "accounts:code_ask")
    return render(request, "accounts/code_ask.html", {"form": form})


def wait_for(request, code, address, again):
    """This browser alone may now type the code: a stranger's wrong tries count against his own code."""
    request.session["code"] = {"pk": code.pk if code else None, "address": address, "again": again}
    return redirect("accounts:code_enter")


def masked(email):
    """Enough to know one's own mailbox by, too little to learn another's."""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"


@never_cache
@login_not_required
def code_enter(request):
    """Six digits, and she is in; her phone stays signed in."""
    waiting = request.session.get("code")
    if is_in(request) or waiting is None:
        return redirect("home" if is_in(request) else "accounts:code_ask")
    form = MailCodeForm(request.POST or None)
    if form.is_valid():
        try:
            user = use_code(waiting["pk"], form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            del request.session["code"]
            if waiting["again"] == "accounts:code_ask" and len(User.objects.sharing(user.email)) > 1:
                until = (timezone.now() + timedelta(seconds=CHOOSING_SECONDS)).timestamp()
                request.session["mailbox"] = {"address": user.email, "until": until}
                return redirect("accounts:person_choose")
            sign_in_from_mail(request, user)
            return drop(redirect("home"), "invitation")
    return render(request, "accounts/code_enter.html", {"form": form, "waiting": waiting})


@never_cache
@login_not_required
def person_choose(request):
    """Two read one mailbox: the code has shown that it is theirs, and each has a page of her own."""
    mailbox = request.session.get("mailbox")
    if is_in(request) or mailbox is None or mailbox["until"] < timezone.now().timestamp():
        return redirect("home" if is_in(request) else "accounts:code_ask")
    people = User.objects.sharing(mailbox["address"])
    form = PersonForm(request.POST or None, people=people)
    if form.is_valid():
        del request.session["mailbox"]
        sign_in_from_mail(request, form.cleaned_data["person"])
        return drop(redirect("home"), "invitation")
    return render(request, "accounts/person_choose.html", {"people": people.with_children()})
