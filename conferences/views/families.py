"""What an adult of the family tells, writes while listening and asks for; and who is told of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.revisions import Stale, show_both
from conferences.actions import families
from conferences.forms.families import AboutChildForm, CallForm, ListeningForm, MinuteForm
from conferences.models import Conference, Note, PrivateMinute
from conferences.views.advisors import advise_page
from conferences.views.family import family_conference, family_page
from portfolios.views import answers


@require_POST
def about_child(request, pk):
    """The short questionnaire before: it saves itself, and may be changed until the conference is over."""
    conference = family_conference(request, pk)
    form = AboutChildForm(request.POST, auto_id="about_%s")
    return keep(request, conference, form, families.tell_about_child, "about_form", "about")


@require_POST
def note_add(request, pk):
    """Glow and grow, while listening and afterwards."""
    conference = get_object_or_404(
        Conference.objects.noted_by(request.user).with_page_for(request.user), pk=pk
    )
    form = ListeningForm(request.POST, auto_id="note_%s")
    return keep(request, conference, form, families.keep_note, "note_form", "note")


def keep(request, conference, form, action, name, spot):
    """Kept by itself while she writes, or by the button; two versions are shown side by side."""
    by_itself = request.headers.get("X-Autosave")
    if form.is_valid():
        try:
            revision = action(
                conference,
                words=form.said(),
                seen_revision=form.cleaned_data["revision"],
                by=request.user,
            )
        except Stale as stale:
            show_both(form, stale)
            if by_itself:
                return answers.both(stale)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            if by_itself:
                return answers.saved(revision)
            words = _("%(name)s will read your words.") if any(form.said().values()) else _("Taken back.")
            messages.success(request, words % {"name": conference.student.first_name})
            return redirect(f"{conference.family_address}#{spot}")
    if by_itself:
        return answers.not_yet(form)
    return family_page(request, conference, status=answers.status_of(form), **{name: form})


@require_POST
def question_take_back(request, pk):
    note = get_object_or_404(Note.objects.asked_by(request.user).select_related("conference"), pk=pk)
    families.take_question_back(note, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect(f"{note.conference.family_address}#question")


@require_POST
def minute_ask(request, pk):
    """A minute alone with the teacher, another time; the child is not told."""
    conference = family_conference(request, pk)
    form = MinuteForm(request.POST, auto_id="minute_%s")
    if not form.is_valid():
        return family_page(request, conference, status=422, minute_form=form)
    families.ask_minute(conference, by=request.user, **form.cleaned_data)
    return redirect(f"{conference.family_address}#minute")


@require_POST
def minute_take_back(request, pk):
    conference = family_conference(request, pk)
    families.take_minute_back(conference, by=request.user)
    return redirect(f"{conference.family_address}#minute")


@require_POST
def minute_settle(request, pk):
    minute = get_object_or_404(
        PrivateMinute.objects.advised_by(request.user).select_related("conference"), pk=pk
    )
    families.settle_minute(minute, by=request.user)
    return redirect("conferences:conference_advise", pk=minute.conference_id)


@require_POST
def call_set(request, pk):
    """Her advisor says where those meet who are not in the room."""
    conference = get_object_or_404(Conference.objects.advised_by(request.user), pk=pk)
    form = CallForm(request.POST, auto_id="call_%s")
    if not form.is_valid():
        return advise_page(request, pk, call_form=form, status=422)
    families.set_call(conference, by=request.user, **form.cleaned_data)
    return redirect("conferences:conference_advise", pk=pk)
