"""Sign-in cards: how a student comes in."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.actions.pictures import choose_picture
from accounts.actions.sessions import card_with_code, sign_in_with_card
from accounts.cookies import drop, keep, kept
from accounts.emblems import PICTURES, emblem
from accounts.forms import CardCodeForm, PictureForm
from accounts.hours import card_closes_at
from accounts.models import SignInCard
from accounts.policy import uses_camera
from accounts.views.signin import CLEAN


@never_cache
@login_not_required
def card_sign_in(request):
    """She types the short code. On a shared device this also takes over from whoever forgot to leave."""
    form = CardCodeForm(request.POST or None)
    if form.is_valid():
        try:
            return enter(request, card_with_code(**form.cleaned_data))
        except ValidationError as refusal:
            form.add_error("code", refusal)
    return render(request, "accounts/card_sign_in.html", {"form": form, "done": "done" in request.GET})


def enter(request, card):
    """In, or on to her picture."""
    if card.student.asks_picture:
        return keep(redirect("accounts:card_picture"), "card", card)
    return signed_in(request, card)


def signed_in(request, card, **more):
    """Whoever forgot to leave leaves nothing behind for her."""
    before = request.user.is_authenticated and request.user != card.student.user
    sign_in_with_card(request, card, **more)
    response = drop(redirect("home"), "card")
    if before:
        response["Clear-Site-Data"] = CLEAN
    return response


@never_cache
@login_not_required
@uses_camera
def card_scan(request):
    """The camera of a shared tablet looks for the square, where the browser can read it."""
    return render(request, "accounts/card_scan.html")


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
            return enter(request, card)
        except ValidationError as reason:
            refusal = reason
    return render(
        request,
        "accounts/card_confirm.html",
        {"student": card.student, "emblem": emblem(card.number), "refusal": refusal},
    )


@never_cache
@login_not_required
def card_picture(request):
    """The secret picture of the youngest: chosen at the first time, tapped at every other."""
    card = kept(request, "card", SignInCard.objects.valid().with_student())
    if card is None or not card.student.asks_picture:
        return redirect("accounts:card_confirm")
    student, chosen, refusal = card.student, None, None
    first_time = not hasattr(student, "sign_in_picture")
    form = PictureForm(request.POST or None)
    if form.is_valid():
        chosen = form.cleaned_data["picture"]
        try:
            if not first_time or form.cleaned_data["sure"]:
                return tapped(request, card, chosen, first_time)
        except ValidationError as reason:
            refusal = reason
    context = {"student": student, "emblem": emblem(card.number), "pictures": PICTURES, "refusal": refusal}
    if first_time and chosen and not refusal:
        return render(
            request, "accounts/card_picture_sure.html", context | {"chosen": chosen, "look": PICTURES[chosen]}
        )
    return render(request, "accounts/card_picture.html", context | {"first_time": first_time})


def tapped(request, card, picture, first_time):
    if first_time:
        card_closes_at(card.student)  # a card that opens nothing now chooses nothing, either
        choose_picture(card.student, picture, by=card.student.user)
    return signed_in(request, card, picture=picture)
