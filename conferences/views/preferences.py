"""When families can come: their own page, and the office's for whoever says it on paper or by telephone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.here import be_at
from accounts.revisions import Stale
from conferences import papers
from conferences.actions.preferences import save_preference
from conferences.forms.preferences import FamilyKey, FamilySearch, PreferenceForm
from conferences.models import Conference, Round
from conferences.querysets.households import families_of
from conferences.querysets.preferences import (
    asked_sessions,
    at_odds,
    family_of,
    find_family,
    homes_of,
    last_day_to_answer,
    named,
    preference_of,
)
from conferences.wishes import cells_of, said

A_PAGE = 50


def preference_edit(request, pk):
    """What a household has said, read back; and the form in which it says it or changes it."""
    conference = get_object_or_404(
        Conference.objects.wished_by(request.user).with_page_for(request.user), pk=pk
    )
    be_at(request, conference.school_id)
    round_, family = conference.round, family_of(conference, request.user)
    preference = preference_of(round_, family)
    form = form_for(request, round_, family, preference)
    if request.method == "POST" and kept(request, form, round_, family):
        messages.success(request, _("Thank you. We have written that down."))
        return redirect("conferences:preference_edit", pk=pk)
    asking = round_.takes_preferences and (preference is None or form.is_bound or "change" in request.GET)
    context = {"conference": conference, "last_day": last_day_to_answer(round_)}
    return answer_page(request, "preference_edit", round_, family, preference, form, asking=asking, **context)


def form_for(request, round_, family, preference):
    homes = max((len(homes_of(student)) for student in family.students), default=0)
    return PreferenceForm(
        request.POST if request.method == "POST" else None,
        family=family,
        cells=cells_of(asked_sessions(round_, family.students)),
        homes=homes if family.household else 0,
        preference=preference,
    )


def kept(request, form, round_, family, *, by_office=False):
    """Whether it could be kept; if not, the form says why and holds all that was said."""
    if not form.is_valid():
        return False
    try:
        save_preference(
            round_,
            family,
            fields=form.said(),
            windows=form.windows(),
            seen_revision=form.cleaned_data["revision"],
            by=request.user,
            by_office=by_office,
        )
    except Stale as stale:
        form.data = form.data.copy()
        form.data["revision"] = stale.revision
        form.theirs = stale.theirs["when"]
    except ValidationError as refusal:
        form.add_error(None, refusal)
    else:
        return True
    return False


def answer_page(request, name, round_, family, preference, form, **context):
    status = 200
    if form.is_bound:
        status = 409 if hasattr(form, "theirs") or form.non_field_errors() else 422
    context |= {"round": round_, "family": family, "preference": preference, "form": form}
    if preference and not form.is_bound:
        context["said"] = said(preference, several=len(family.students) > 1)
    return render(request, f"conferences/{name}.html", context, status=status)


# The office


def round_of_office(request, pk):
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    be_at(request, round_.school_id)
    return round_


def preference_list(request, pk):
    """Every family of a round: who has said when it can come, whom to ask, whose word to write down."""
    round_ = round_of_office(request, pk)
    families = [family for family in families_of(round_, answers=True) if family.adults]
    return list_page(request, round_, families)


def list_page(request, round_, families, status=200, **context):
    form = FamilySearch(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"words": "", "only": ""}
    found = sorted(found_by(families, **asked), key=lambda family: family.name.lower())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    for family in page:
        family.said = said(family.answer, several=len(family.students) > 1) if family.answer else ""
    context |= {
        "round": round_,
        "form": form,
        "families": page,
        "family_count": len(families),
        "answered_count": sum(family.answer is not None for family in families),
        "apart_count": len(at_odds(families)),
        "paper_count": len(found_by(families, words="", only="paper")),
        "most": papers.MOST,
        "asked": asked,
        "open": round_.state in round_.RUNNING,
    }
    return render(request, "conferences/preference_list.html", context, status=status)


def found_by(families, *, words, only):
    if only == "apart":
        families = at_odds(families)
    elif only:
        families = [family for family in families if family.answer is None]
    if only == "paper":
        families = [family for family in families if family.on_paper]
    return named(families, words)


def preference_enter(request, pk):
    """The office writes down what a family says on paper, on the telephone or at the desk."""
    round_ = round_of_office(request, pk)
    form = FamilyKey(request.GET)
    key = form.key() if form.is_valid() else None
    if key is None:
        return redirect("conferences:preference_list", pk=pk)
    family = find_family(round_, key)
    if family is None:
        raise Http404
    form = form_for(request, round_, family, family.answer)
    if request.method == "POST" and kept(request, form, round_, family, by_office=True):
        messages.success(request, _("Written down for %(family)s.") % {"family": family.name})
        return redirect("conferences:preference_list", pk=pk)
    return answer_page(request, "preference_enter", round_, family, family.answer, form)


def preference_paper(request, pk):
    """Where the square on a printed form leads: a family to its own page, the office to where it writes."""
    own = Conference.objects.wished_by(request.user).in_round(pk).first()
    if own:
        return redirect("conferences:preference_edit", pk=own.pk)
    round_of_office(request, pk)
    query = request.GET.urlencode()
    return redirect(f"{reverse('conferences:preference_enter', args=[pk])}?{query}")


@require_POST
def preference_print(request, pk):
    """The form on paper, in the language of each family: of those that only a letter reaches, or of one."""
    round_ = round_of_office(request, pk)
    families = [family for family in families_of(round_, answers=True) if family.adults]
    form = FamilyKey(request.POST)
    key = form.key() if form.is_valid() else None
    if key:
        chosen = [family for family in families if family.key == key]
    else:
        chosen = found_by(families, words="", only="paper")
    if not chosen:
        messages.info(request, _("There is nobody to print it for."))
        return redirect("conferences:preference_list", pk=pk)
    pdf = papers.pdf_of(round_, sorted(chosen, key=lambda family: family.name.lower())[: papers.MOST])
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="when-can-you-come.pdf"'
    return answer
