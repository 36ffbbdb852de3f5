"""Who is in a picture, and what is done so that it can be shown."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Student
from portfolios import actions, squares
from portfolios.forms import DescribeForm, EditPictureForm, NameSearchForm, PeopleForm
from portfolios.models import Attachment, Depiction
from portfolios.views import answers

MOST_FOUND = 12  # schoolmates whom one search shows


def attachment_people(request, pk):
    """Who is in this picture? Asked of the student; her advisor may answer, too."""
    attachment = get_object_or_404(Attachment.objects.guarded_by(request.user).with_story(), pk=pk)
    if request.htmx and attachment.is_waiting:
        return HttpResponse(status=204)
    student = attachment.evidence.student
    search = NameSearchForm(request.POST)
    form = PeopleForm(
        request.POST if request.method == "POST" else None,
        attachment=attachment,
        schoolmates=Student.objects.met_by(student),
        listed=listed(student, search.words()),
        by=request.user,
    )
    looking = "find" in request.POST
    describe = DescribeForm(request.POST if "alt" in request.POST else None, instance=attachment)
    said = not describe.is_bound or describe.is_valid()
    if request.method == "POST" and not looking and said and form.is_valid():
        actions.tell_people(attachment, by=request.user, **form.said())
        if describe.is_bound and describe.says_more:
            actions.describe_attachment(attachment, alt=describe.cleaned_data["alt"], by=request.user)
        return onward(request, attachment.evidence)
    context = {"attachment": attachment, "form": form, "search": search, "looking": looking}
    context |= {"describe": describe}
    context |= {"hers": student.user_id == request.user.pk}
    part = "#picture" if request.htmx else ""
    status = 200 if looking else max(answers.status_of(form), answers.status_of(describe))
    return render(request, f"portfolios/attachment_people.html{part}", context, status=status)


def listed(student, words):
    """Her advisory, and of her grade those whom she looks for by name."""
    found = Student.objects.met_by(student).called(words).by_name()[:MOST_FOUND] if words else []
    near = Student.objects.met_by(student).of_advisory(student.advisory_id).by_name()
    return [*found, *(one for one in near if one not in found)]


def onward(request, evidence):
    """The next picture that is still to be told about; then her thoughts, if she has not had them yet."""
    untold = evidence.next_untold()
    if untold:
        return redirect("portfolios:attachment_people", pk=untold.pk)
    if evidence.student.user_id == request.user.pk and not evidence.has_reflection():
        return redirect("portfolios:reflection_edit", pk=evidence.pk)
    return redirect("portfolios:evidence_detail", pk=evidence.pk)


def attachment_edit(request, pk):
    """Cut off or blur a part of a picture, by squares on it. The original is kept."""
    attachment = get_object_or_404(Attachment.objects.cut_by(request.user).with_story(), pk=pk)
    fine = "fine" in (request.POST or request.GET)
    form = EditPictureForm(
        request.POST if request.method == "POST" else None,
        attachment=attachment,
        columns=squares.FINE if fine else squares.COARSE,
    )
    if request.method == "POST" and form.is_valid():
        actions.edit_attachment(attachment, edit=form.step(), covered=form.hidden(), by=request.user)
        messages.success(request, _("Done. The picture is being drawn anew; you can take it back any time."))
        return redirect("portfolios:evidence_detail", pk=attachment.evidence_id)
    context = {"attachment": attachment, "form": form, "fine": fine}
    return render(request, "portfolios/attachment_edit.html", context, status=answers.status_of(form))


@require_POST
def attachment_undo(request, pk):
    """Take back the last cut or blur."""
    attachment = get_object_or_404(Attachment.objects.cut_by(request.user).with_story(), pk=pk)
    actions.undo_edit(attachment, by=request.user)
    return redirect("portfolios:evidence_detail", pk=attachment.evidence_id)


@require_POST
def attachment_hold(request, pk):
    attachment = get_object_or_404(Attachment.objects.judged_by(request.user).with_story(), pk=pk)
    actions.hold_attachment(attachment, by=request.user)
    return redirect("portfolios:evidence_detail", pk=attachment.evidence_id)


@require_POST
def attachment_release(request, pk):
    attachment = get_object_or_404(Attachment.objects.judged_by(request.user).with_story(), pk=pk)
    actions.release_attachment(attachment, by=request.user)
    return redirect("portfolios:evidence_detail", pk=attachment.evidence_id)


@require_POST
def depiction_agree(request, pk):
    """Somebody from elsewhere has said yes to her advisor."""
    depiction = get_object_or_404(Depiction.objects.judged_by(request.user).with_picture(), pk=pk)
    actions.agree_depiction(depiction, by=request.user)
    return redirect("portfolios:evidence_detail", pk=depiction.attachment.evidence_id)
