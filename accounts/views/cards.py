"""Sign-in cards: how a student comes in, and the sheet her advisor prints."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.cards import issue_cards, revoke_card
from accounts.actions.sessions import card_with_code, sign_in_with_card
from accounts.cookies import drop, keep, kept
from accounts.forms import CardCodeForm, NewCardsForm
from accounts.models import Advisory, SignInCard
from accounts.qr import qr_path


@never_cache
@login_not_required
def card_sign_in(request):
    """She types the short code. On a shared device this also takes over from whoever forgot to leave."""
    form = CardCodeForm(request.POST or None)
    if form.is_valid():
        try:
            sign_in_with_card(request, card_with_code(**form.cleaned_data))
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            return redirect("home")
    return render(request, "accounts/card_sign_in.html", {"form": form, "done": "done" in request.GET})


@never_cache
@login_not_required
def card_open(request, token):
    """What the QR code opens. The token leaves the address at once; nobody is signed in by looking."""
    card = SignInCard.objects.opened_with(token=token).first()
    if card is None:
        return render(request, "accounts/card_unknown.html", status=404)
    return keep(redirect("accounts:card_confirm"), "card", card)


@never_cache
@login_not_required
def card_confirm(request):
    """Hello! Are you Ana?"""
    card = kept(request, "card", SignInCard.objects.valid().with_student())
    if card is None:
        return redirect("accounts:card_sign_in")
    refusal = None
    if request.method == "POST":
        try:
            sign_in_with_card(request, card)
        except ValidationError as reason:
            refusal = reason
        else:
            return drop(redirect("home"), "card")
    return render(request, "accounts/card_confirm.html", {"student": card.student, "refusal": refusal})


@never_cache
def advisory_cards(request, pk):
    """Who has a card. New ones exist in the clear only in the answer that prints them."""
    advisory = get_object_or_404(
        Advisory.objects.cards_printed_by(request.user).select_related("school"), pk=pk
    )
    students = advisory.students.current().with_card()
    form = NewCardsForm(request.POST if request.method == "POST" else None, students=students)
    if form.is_valid():
        issued = issue_cards(form.cleaned_data["students"], by=request.user)
        sheet = [{"card": card, "path": qr_path(address_of(card))} for card in issued]
        site = settings.SITE_URL.partition("://")[2] + reverse("accounts:card_sign_in")
        return render(
            request, "accounts/card_sheet.html", {"advisory": advisory, "sheet": sheet, "site": site}
        )
    return render(
        request, "accounts/advisory_cards.html", {"advisory": advisory, "students": students, "form": form}
    )


def address_of(card):
    return settings.SITE_URL + reverse("accounts:card_open", args=[card.token])


@require_POST
def card_revoke(request, pk):
    card = get_object_or_404(SignInCard.objects.revoked_by(request.user).select_related("student"), pk=pk)
    revoke_card(card, by=request.user)
    return redirect("accounts:advisory_cards", pk=card.student.advisory_id)
