"""Three short surveys. What one person answers is hers; the office reads them together."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.here import be_at
from conferences import surveys
from conferences.actions import after
from conferences.forms.after import SurveyForm
from conferences.models import Conference, Round, SurveyAnswer


def survey_answer(request, pk):
    """The student, or one adult of her family, on the conference that was held."""
    conference = get_object_or_404(Conference.objects.surveyed_by(request.user).with_stage(), pk=pk)
    mine = conference.student.user_id == request.user.pk
    who = SurveyAnswer.Who.STUDENT if mine else SurveyAnswer.Who.FAMILY
    return ask(request, conference.round, who, conference=conference)


def survey_staff(request, pk):
    """An advisor on the round."""
    round_ = get_object_or_404(Round.objects.surveyed_by(request.user), pk=pk)
    return ask(request, round_, SurveyAnswer.Who.STAFF)


def ask(request, round_, who, *, conference=None):
    be_at(request, round_.school_id)
    own = SurveyAnswer.objects.given_by(request.user).about(round_, conference, who).first()
    initial = own.answers | {"line": own.line} if own else {}
    form = SurveyForm(who, request.POST or None, initial=initial)
    if form.is_valid():
        said = {"answers": form.answers(), "line": form.cleaned_data["line"]}
        after.answer_survey(round_, conference=conference, who=who, by=request.user, **said)
        messages.success(request, _("Thank you. That helps to make the next round better."))
        return after_answer(round_, conference)
    context = {
        "form": form,
        "conference": conference,
        "round": round_,
        "who": who,
        "answered": own is not None,
        "faces": conference is not None and who == SurveyAnswer.Who.STUDENT and surveys.FACES,
    }
    return render(request, "conferences/survey.html", context, status=422 if form.is_bound else 200)


def after_answer(round_, conference):
    if conference is None:
        return redirect("conferences:advisory_board")
    return redirect("conferences:conference_record", pk=conference.pk)
