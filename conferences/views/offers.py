"""What her family asks and her advisor suggests: taken up, left, and waiting again."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from conferences.actions import offers
from conferences.models import Note
from conferences.views.agendas import back_to_card


@require_POST
def offer_take(request, pk):
    note = get_object_or_404(Note.objects.offered_to(request.user).select_related("conference"), pk=pk)
    return back_to_card(offers.take_offer(note, by=request.user))


@require_POST
def offer_leave(request, pk):
    note = get_object_or_404(Note.objects.offered_to(request.user).select_related("conference"), pk=pk)
    offers.leave_offer(note, by=request.user)
    return redirect(f"{reverse('conferences:my_conference')}#answered")


@require_POST
def offer_undo(request, pk):
    """It waits for her answer again."""
    note = get_object_or_404(Note.objects.answered_by(request.user).select_related("conference"), pk=pk)
    offers.undo_offer(note, by=request.user)
    return redirect(f"{reverse('conferences:my_conference')}#offers")
