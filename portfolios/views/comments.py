"""Comments: an adult says what she sees, the student answers or hides it, the school looks after both."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import OnwardForm
from accounts.models import School
from portfolios import actions
from portfolios.forms import AnswerForm, CommentForm, TakeForm
from portfolios.models import Comment, Evidence
from portfolios.views import answers


def comment_add(request, pk):
    """A glow, a grow, or both, from an adult who sees the piece."""
    evidence = get_object_or_404(
        Evidence.objects.read_by(request.user).with_rights(request.user).select_related("student__user"),
        pk=pk,
    )
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_comment(evidence, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            name = evidence.student.first_name
            messages.success(request, _("%(name)s finds your words with this piece.") % {"name": name})
            return onward(request, evidence.pk)
    context = {"evidence": evidence, "form": form, "reader": request.user}
    return render(request, "portfolios/comment_add.html", context, status=answers.status_of(form))


def comment_edit(request, pk):
    """Its writer says it better."""
    comment = get_object_or_404(Comment.objects.editable_by(request.user).with_piece(), pk=pk)
    said = {"glow": comment.glow, "grow": comment.grow, "form_key": comment.form_key}
    form = CommentForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("glow", "grow")}
        try:
            actions.edit_comment(comment, by=request.user, **words)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return onward(request, comment.evidence_id)
    context = {"evidence": comment.evidence, "form": form, "comment": comment, "reader": request.user}
    return render(request, "portfolios/comment_add.html", context, status=answers.status_of(form))


def comment_answer(request, pk):
    """The student answers; an empty answer takes hers back."""
    comment = get_object_or_404(Comment.objects.received_by(request.user).with_piece(), pk=pk)
    form = AnswerForm(request.POST or None, initial={"answer": comment.answer})
    if request.method == "POST" and form.is_valid():
        actions.answer_comment(comment, by=request.user, **form.cleaned_data)
        return onward(request, comment.evidence_id)
    context = {"evidence": comment.evidence, "form": form, "comment": comment}
    return render(request, "portfolios/comment_answer.html", context, status=answers.status_of(form))


@require_POST
def comment_hide(request, pk):
    comment = get_object_or_404(Comment.objects.received_by(request.user).with_piece(), pk=pk)
    actions.hide_comment(comment, by=request.user)
    return onward(request, comment.evidence_id)


@require_POST
def comment_show(request, pk):
    comment = get_object_or_404(Comment.objects.received_by(request.user).with_piece(), pk=pk)
    actions.show_comment(comment, by=request.user)
    return onward(request, comment.evidence_id)


@require_POST
def comment_worry(request, pk):
    """This worries me: the school looks at it."""
    comment = get_object_or_404(Comment.objects.received_by(request.user).with_piece(), pk=pk)
    actions.worry_about_comment(comment, by=request.user)
    messages.success(request, _("Your school will look at it and talk with you. It is off your page now."))
    return onward(request, comment.evidence_id)


def onward(request, evidence_pk):
    """Back to where she was reading: the piece, or a page that said so."""
    piece = reverse("portfolios:evidence_detail", args=[evidence_pk]) + "#comments"
    return redirect(OnwardForm(request.POST).address(request, piece))


# The school


@require_safe
def comment_worries(request):
    """What students told the school, for their advisors and the office; and what was taken away."""
    school = get_object_or_404(School.objects.staffed_by(request.user).where_she_is(request.user))
    told = Comment.objects.moderated_by(request.user).at(school).with_piece()
    context = {"worries": told.worrying(), "taken": told.taken().newest_first()[:20]}
    return render(request, "portfolios/comment_worries.html", context)


@require_POST
def comment_settle(request, pk):
    comment = get_object_or_404(Comment.objects.moderated_by(request.user).with_piece(), pk=pk)
    actions.settle_comment(comment, by=request.user)
    return redirect("portfolios:comment_worries")


def comment_take(request, pk):
    """Take a hurtful comment off everybody's pages, with a reason for colleagues."""
    comment = get_object_or_404(Comment.objects.moderated_by(request.user).with_piece(), pk=pk)
    form = TakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.take_comment(comment, by=request.user, **form.cleaned_data)
        messages.success(request, _("Nobody but its writer and the school sees it any more."))
        return redirect("portfolios:comment_worries")
    context = {"evidence": comment.evidence, "comment": comment, "form": form}
    return render(request, "portfolios/comment_take.html", context, status=answers.status_of(form))


@require_POST
def comment_return(request, pk):
    comment = get_object_or_404(Comment.objects.moderated_by(request.user).with_piece(), pk=pk)
    actions.return_comment(comment, by=request.user)
    return redirect("portfolios:comment_worries")
