"""An interpreter's own list, by a link that ends: her conferences, what is shared of them, and the words."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.cookies import keep, kept
from accounts.here import be_at, place
from accounts.qr import qr_path
from conferences.actions import links
from conferences.forms.room import HereForm
from conferences.glossary import glossary_for
from conferences.models import Conference, Interpreter, Place, Shift
from conferences.querysets import day, pages


@never_cache
@require_POST
def interpreter_link(request, pk):
    """A page with the link to hand over. It is shown this once; making it again ends the one before."""
    found = get_object_or_404(Interpreter.objects.coordinated_by(request.user), pk=pk)
    be_at(request, found.school_id)
    interpreter, token = links.link_interpreter(found, by=request.user)
    address = settings.SITE_URL + reverse("conferences:interpreter_open", args=[token])
    context = {"interpreter": interpreter, "address": address, "path": qr_path(address)}
    return render(request, "conferences/interpreter_link.html", context)


@require_POST
def interpreter_link_end(request, pk):
    interpreter = get_object_or_404(Interpreter.objects.coordinated_by(request.user), pk=pk)
    links.end_interpreter_link(interpreter, by=request.user)
    messages.success(request, _("The link of %(name)s opens nothing any more.") % {"name": interpreter})
    return redirect("conferences:day_overview")


# From here on: whoever has the link, and nothing else of anybody.


@never_cache
@login_not_required
def interpreter_open(request, token):
    """The link of a mail or a letter. The token leaves the address at once; looking changes nothing."""
    interpreter = Interpreter.objects.opened_with(token=token).first()
    if interpreter is None:
        return closed(request)
    return keep(redirect("conferences:interpreter_own"), "interpreter", interpreter, by="link_digest")


def closed(request):
    """One answer for a link that is over, ended, mistyped, or of somebody who works here no more."""
    return render(request, "conferences/link_closed.html", status=410)


def asked(request):
    """Whose list this browser opened, if its link still opens it; on the clock of her school."""
    interpreter = kept(
        request, "interpreter", Interpreter.objects.open().select_related("school"), by="link_digest"
    )
    if interpreter:
        place(request, interpreter.school)
        timezone.activate(interpreter.school.timezone)
    return interpreter


@never_cache
@require_safe
@login_not_required
def interpreter_own(request):
    """From today on: when, where, in which language, with whom."""
    interpreter = asked(request)
    if interpreter is None:
        return closed(request)
    shifts = list(Shift.objects.held_by(interpreter).within(*day.day_bounds()))
    context = {
        "interpreter": interpreter,
        "places": list(Place.objects.interpreted_by(interpreter)),
        "shifts": shifts,
        "is_here": any(shift.arrived_at for shift in shifts),
        "today": timezone.localdate(),
    }
    return render(request, "conferences/interpreter_own.html", context)


@never_cache
@require_safe
@login_not_required
def interpreter_conference(request, pk):
    """To prepare with: the titles that the student shares with her family, and the words of a conference."""
    interpreter = asked(request)
    if interpreter is None:
        return closed(request)
    conference = get_object_or_404(Conference.objects.interpreted_by(interpreter).with_stage(), pk=pk)
    context = {
        "interpreter": interpreter,
        "conference": conference,
        "place": conference.place,
        "cards": pages.shared_cards(conference) if conference.is_shown_to_family else [],
        "glossary": glossary_for([*interpreter.languages, interpreter.school.language]),
    }
    return render(request, "conferences/interpreter_conference.html", context)


@never_cache
@require_POST
@login_not_required
def interpreter_come(request):
    """I am here."""
    interpreter = asked(request)
    if interpreter is None:
        return closed(request)
    form = HereForm(request.POST)
    if form.is_valid():
        links.say_interpreter_here(interpreter, here=form.cleaned_data["here"])
    return redirect("conferences:interpreter_own")


@never_cache
@require_POST
@login_not_required
def interpreter_sit(request, pk):
    """I am at this table."""
    interpreter = asked(request)
    if interpreter is None:
        return closed(request)
    conference = get_object_or_404(Conference.objects.interpreted_by(interpreter), pk=pk)
    form = HereForm(request.POST)
    if form.is_valid():
        links.say_interpreter_with(conference, here=form.cleaned_data["here"])
    return redirect("conferences:interpreter_own")
