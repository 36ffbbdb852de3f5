"""Sign-in cards in the hands of the advisor and the office: printed, stopped, and what holds for them."""

import base64
import logging

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.cards import (
    issue_cards,
    revoke_card,
    revoke_cards,
    save_card_rules,
    save_school_card_rules,
)
from accounts.actions.pictures import forget_picture, set_picture
from accounts.emblems import PICTURES, emblem
from accounts.forms import CardRulesForm, NewCardsForm, PictureForm, SchoolCardRulesForm
from accounts.models import Advisory, School, SignInCard, Student
from accounts.pdf import PrintingFailed, render_pdf
from accounts.qr import qr_path

A_PAGE = 8
logger = logging.getLogger(__name__)


def card_list(request):
    """The office: which advisories have their cards, and the rules of each school."""
    schools = get_list_or_404(School.objects.coordinated_by(request.user).order_by("name", "pk"))
    advisories = Advisory.objects.coordinated_by(request.user).with_card_counts()
    return render(request, "accounts/card_list.html", {"schools": schools, "advisories": advisories})


@never_cache
def advisory_cards(request, pk):
    """Who has a card. New ones exist in the clear only in the answer that prints them."""
    advisory = get_object_or_404(
        Advisory.objects.cards_printed_by(request.user).select_related("school"), pk=pk
    )
    students = advisory.students.current().with_card()
    form = NewCardsForm(request.POST if request.method == "POST" else None, students=students)
    if form.is_valid():
        return print_cards(request, advisory, issue_cards(form.cleaned_data["students"], by=request.user))
    return render(
        request, "accounts/advisory_cards.html", {"advisory": advisory, "students": students, "form": form}
    )


def print_cards(request, advisory, issued):
    """The new cards on the page, and the same as a PDF inside of it: kept by nobody but whoever saves it."""
    sheet = [
        {"card": card, "path": qr_path(address_of(card)), "emblem": emblem(card.student.number)}
        for card in issued
    ]
    context = {
        "advisory": advisory,
        "sheet": sheet,
        "pages": [sheet[first : first + A_PAGE] for first in range(0, len(sheet), A_PAGE)],
        "letter": advisory.school.timezone.startswith("America/"),
        "site": settings.SITE_URL.partition("://")[2] + reverse("accounts:card_sign_in"),
        "file_name": f"{slugify(advisory.name) or 'advisory'}-cards.pdf",
    }
    try:
        pdf = render_pdf("accounts/pdf/cards.html", context, css="pdf/cards.css")
    except PrintingFailed:
        logger.exception("The cards of advisory %s are on the page only", advisory.pk)
    else:
        context["pdf"] = base64.b64encode(pdf).decode()
    return render(request, "accounts/card_sheet.html", context)


def address_of(card):
    return settings.SITE_URL + reverse("accounts:card_open", args=[card.token])


@require_POST
def card_revoke(request, pk):
    card = get_object_or_404(SignInCard.objects.revoked_by(request.user).select_related("student"), pk=pk)
    revoke_card(card, by=request.user)
    return redirect("accounts:advisory_cards", pk=card.student.advisory_id)


@require_POST
def cards_revoke(request, pk):
    advisory = get_object_or_404(Advisory.objects.cards_printed_by(request.user), pk=pk)
    ended = len(revoke_cards(advisory, by=request.user))
    words = ngettext("%(n)s card has stopped.", "%(n)s cards have stopped.", ended) % {"n": ended}
    messages.success(request, words + " " + _("New cards bring everybody back."))
    return redirect("accounts:advisory_cards", pk=advisory.pk)


def card_rules(request, pk):
    """How an advisory comes in: its picture, its hours, and how long a tablet waits."""
    advisory = get_object_or_404(Advisory.objects.cards_printed_by(request.user), pk=pk)
    form = CardRulesForm(request.POST or None, instance=advisory)
    if form.is_valid():
        save_card_rules(advisory, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. It holds from the next sign-in on."))
        return redirect("accounts:advisory_cards", pk=advisory.pk)
    return render(
        request,
        "accounts/card_rules.html",
        {"advisory": advisory, "form": form, "back": reverse("accounts:advisory_cards", args=[advisory.pk])},
        status=422 if form.is_bound else 200,
    )


def school_card_rules(request, pk):
    """When a school's cards open, and up to which grade a picture follows."""
    school = get_object_or_404(School.objects.coordinated_by(request.user), pk=pk)
    form = SchoolCardRulesForm(request.POST or None, instance=school)
    if form.is_valid():
        save_school_card_rules(school, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. It holds from the next sign-in on."))
        return redirect("accounts:card_list")
    return render(
        request,
        "accounts/card_rules.html",
        {"school": school, "form": form, "back": reverse("accounts:card_list")},
        status=422 if form.is_bound else 200,
    )


def picture_edit(request, pk):
    """Another secret picture for a child, chosen by her advisor. The old one is shown to nobody."""
    student = get_object_or_404(
        Student.objects.cards_printed_by(request.user).select_related("user", "advisory"), pk=pk
    )
    form = PictureForm(request.POST or None)
    if form.is_valid():
        set_picture(student, form.cleaned_data["picture"], by=request.user)
        messages.success(request, _("%(name)s has a new picture.") % {"name": student.first_name})
        return cards_of(student)
    return render(request, "accounts/picture_edit.html", {"student": student, "pictures": PICTURES})


@require_POST
def picture_forget(request, pk):
    student = get_object_or_404(Student.objects.cards_printed_by(request.user).select_related("user"), pk=pk)
    forget_picture(student, by=request.user)
    messages.success(request, _("%(name)s chooses a picture next time.") % {"name": student.first_name})
    return cards_of(student)


def cards_of(student):
    return (
        redirect("accounts:advisory_cards", pk=student.advisory_id)
        if student.advisory_id
        else redirect("home")
    )
