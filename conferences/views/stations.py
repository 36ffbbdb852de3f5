"""Stations: the passport of an agenda with its ticks, and the growth pair that a card shows."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.here import be_at
from conferences.actions import growth, live
from conferences.forms.live import SeenForm
from conferences.models import Card, Conference
from portfolios.models import Collection


def passport(request, pk):
    """Her stations as big pictures with a tick for each; without scripts, too."""
    conference = get_object_or_404(Conference.objects.led_by(request.user).with_student(), pk=pk)
    be_at(request, conference.school_id)
    cards = list(conference.cards.kept().with_picture())
    context = {
        "conference": conference,
        "cards": cards,
        "ticked": sum(1 for card in cards if card.ticked_at),
        "ticks": conference.is_live,
    }
    return render(request, "conferences/passport.html", context)


@require_POST
def station_tick(request, pk):
    """On the day: this station is done, or not after all."""
    card = get_object_or_404(Card.objects.led_by(request.user), pk=pk)
    form = SeenForm(request.POST)
    if form.is_valid():
        live.tick_card(card, seen=form.cleaned_data["seen"], by=request.user)
    return redirect(f"{reverse('conferences:passport', args=[card.conference_id])}#station-{card.pk}")


@require_POST
def card_pair(request, pk, pair_pk):
    """One of her own pairs goes with a part of her own agenda."""
    card = get_object_or_404(Card.objects.editable_by(request.user), pk=pk)
    pair = get_object_or_404(Collection.objects.editable_by(request.user), pk=pair_pk)
    growth.choose_pair(card, pair, by=request.user)
    return redirect(f"{reverse('conferences:my_conference')}#card-{card.pk}")
