"""Letters and lists on paper: what is still to be told there, and what is printed for the day."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.here import be_at
from conferences.actions import notices, printouts
from conferences.forms.printouts import PrintoutForm
from conferences.models import Notice, Printout, Round, Session
from portfolios.views.files import answer

A_PAGE = 20
ICONS = {
    "evening": "layout-grid",
    "desk": "concierge-bell",
    "rooms": "users",
    "doors": "door-open",
    "advisors": "graduation-cap",
    "interps": "languages",
}


def office_round(request, pk):
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    be_at(request, round_.school_id)
    return round_


def made_here(request, round_, printouts):
    """What is there and being made: the context of its part of a page, and an answer to that part alone."""
    there = list(printouts.of_round(round_))
    stamp = "-".join(f"{one.pk}{one.state[0]}" for one in there)
    context = {"round": round_, "printouts": there, "stamp": stamp, "here": request.path}
    context["is_waiting"] = any(one.is_waiting for one in there)
    if request.GET.get("since") == stamp:
        return context, HttpResponse(status=204)
    if request.htmx:
        return context, render(request, "conferences/components/printouts.html", context)
    return context, None


@require_safe
def printout_list(request, pk):
    """While something is being made, the part with what is there asks again by itself."""
    round_ = office_round(request, pk)
    context, part = made_here(request, round_, Printout.objects.coordinated_by(request.user))
    if part:
        return part
    owed = Notice.objects.coordinated_by(request.user).of_round(round_).by_family()
    context |= {
        "days": Session.objects.coordinated_by(request.user).days_of(round_),
        "lists": [(what, what.label, ICONS[what]) for what in Printout.What if what in ICONS],
        "owed": Paginator(owed, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "conferences/printout_list.html", context)


@require_POST
def printout_make(request, pk):
    round_ = office_round(request, pk)
    days = Session.objects.coordinated_by(request.user).days_of(round_)
    form = PrintoutForm(days, request.POST)
    if form.is_valid():
        printouts.ask_printout(round_, **form.cleaned_data, language=get_language(), by=request.user)
    else:
        messages.warning(request, _("Please choose once more what is to be printed."))
    return redirect(reverse("conferences:printout_list", args=[pk]) + "#printouts")


def printout_own(request, pk):
    """An advisor prints her own conferences: by name, and nobody else's."""
    round_ = get_object_or_404(Round.objects.advised_by(request.user), pk=pk)
    be_at(request, round_.school_id)
    if request.method == "POST":
        printouts.ask_printout(round_, Printout.What.OWN, language=get_language(), by=request.user)
        return redirect("conferences:printout_own", pk=pk)
    context, part = made_here(request, round_, Printout.objects.printed_by(request.user))
    return part or render(request, "conferences/printout_own.html", context)


@require_safe
def printout_file(request, key):
    printout = get_object_or_404(
        Printout.objects.opened_by(request.user).printed().select_related("round"), key=key
    )
    be_at(request, printout.school_id)
    name = f"{slugify(printout.get_what_display())}-{printout.made_at:%Y-%m-%d}.pdf"
    etag = f'"{printout.key}"'
    return answer(request, printout.file, etag=etag, name=name, content_type="application/pdf")


@require_POST
def printout_post(request, pk):
    printout = get_object_or_404(Printout.objects.coordinated_by(request.user), pk=pk)
    told = printouts.say_posted(printout, by=request.user)
    words = ngettext("%(n)d piece of news is told.", "%(n)d pieces of news are told.", told)
    messages.success(request, words % {"n": told})
    return redirect("conferences:printout_list", pk=printout.round_id)


@require_POST
def notice_tell(request, pk):
    """At the gate or on the telephone."""
    notice = get_object_or_404(Notice.objects.coordinated_by(request.user).by_family(), pk=pk)
    notices.say_told(notice, by=request.user)
    messages.success(request, _("%(name)s knows.") % {"name": notice.adult})
    return redirect("conferences:printout_list", pk=notice.conference.round_id)
