"""All that is kept about a child: read, corrected, deleted; how long it is kept; and the office's side."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import records
from accounts.actions import rights as actions
from accounts.confirming import confirm_first
from accounts.forms.rights import CorrectionForm, DecisionForm, DeletionForm, FollowForm, RetentionForm
from accounts.here import be_at
from accounts.models import Deletion, RecordRequest, School, Student
from accounts.periods import days_at, fixed


def once_more(view):
    """Before whole records an adult shows once more that it is she. A student of 18 has her card alone."""
    confirmed = confirm_first(view)

    @wraps(view)
    def asked(request, *args, **kwargs):
        return (view if request.user.is_student else confirmed)(request, *args, **kwargs)

    return asked


def child_record(request, pk):
    """What is kept, by kind; for how long; and what may be asked of the office."""
    student = held(request, pk)
    context = {
        "student": student,
        "kinds": records.counts(student, request.user),
        "requests": RecordRequest.objects.withdrawn_by(request.user).of(student).with_people(),
        "periods": days_at(student.school_id),
        "is_own": student.user_id == request.user.pk,
    }
    return render(request, "accounts/child_record.html", context)


def held(request, pk):
    student = get_object_or_404(
        Student.objects.record_held_by(request.user).select_related("user", "school"), pk=pk
    )
    be_at(request, student.school_id)
    return student


@once_more
def child_record_kind(request, pk, kind):
    """The rows of one kind, every column of them that says something."""
    student = held(request, pk)
    line = records.line_of(kind)
    if line is None:
        raise Http404
    rows, more = records.page(line, student, request.user, request.GET.get("after", ""))
    context = {"student": student, "line": line, "rows": rows, "more": more}
    return render(request, "accounts/child_record_kind.html", context)


def correction_add(request, pk):
    """Facts of the roster are the school's to set right: the office is asked."""
    return ask(request, held(request, pk), CorrectionForm, actions.ask_correction, "correction_add")


@once_more
def deletion_add(request, pk):
    """Have it all deleted: what that means, and the question to the office."""
    return ask(request, held(request, pk), DeletionForm, actions.ask_deletion, "deletion_add")


def ask(request, student, form_class, action, page):
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            action(student, words=form.cleaned_data["words"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The office has been asked. You will find the answer here."))
            return redirect("accounts:child_record", pk=student.pk)
    context = {"student": student, "form": form, "days": RecordRequest.WAITING_DAYS}
    return render(request, f"accounts/{page}.html", context, status=422 if form.is_bound else 200)


@require_POST
def request_withdraw(request, pk):
    asked = get_object_or_404(RecordRequest.objects.withdrawn_by(request.user), pk=pk)
    actions.withdraw_request(asked, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect("accounts:child_record", pk=asked.student_id)


@require_POST
def family_follow(request, pk):
    """At 18: whether her family goes on seeing what she shares."""
    student = get_object_or_404(Student.objects.grown(request.user), pk=pk)
    form = FollowForm(request.POST)
    if form.is_valid():
        actions.set_family_follows(student, follows=form.cleaned_data["follows"], by=request.user)
        messages.success(request, _("Saved."))
    return redirect("accounts:child_record", pk=student.pk)


def request_list(request):
    """What families have asked, what waits for its day, and what was deleted."""
    school = here(request)
    asked = RecordRequest.objects.coordinated_by(request.user).at(school).with_people()
    context = {
        "school": school,
        "requests": asked[:100],
        "deletions": Deletion.objects.coordinated_by(request.user).at(school).newest(),
    }
    return render(request, "accounts/request_list.html", context)


def here(request):
    school = get_object_or_404(School.objects.coordinated_by(request.user).where_she_is(request.user))
    be_at(request, school.pk)
    return school


@confirm_first
def request_decide(request, pk):
    """The office agrees or not, with words to the family."""
    asked = get_object_or_404(RecordRequest.objects.coordinated_by(request.user).with_people(), pk=pk)
    be_at(request, asked.school_id)
    form = DecisionForm(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_valid():
        decision = {name: form.cleaned_data[name] for name in ("agreed", "answer")}
        actions.decide_request(asked, by=request.user, **decision)
        messages.success(request, _("The family finds your answer on their page."))
        return redirect("accounts:request_list")
    context = {"asked": asked, "form": form, "days": RecordRequest.WAITING_DAYS}
    return render(request, "accounts/request_decide.html", context, status=422 if form.is_bound else 200)


@require_POST
def deletion_stop(request, pk):
    """Second thoughts, before the day."""
    asked = get_object_or_404(RecordRequest.objects.coordinated_by(request.user), pk=pk)
    actions.stop_deletion(asked, by=request.user)
    messages.success(request, _("Stopped: nothing is deleted. The request waits for your answer again."))
    return redirect("accounts:request_decide", pk=asked.pk)


def retention_edit(request):
    """How long each class of data is kept at this school, in plain words."""
    school = here(request)
    form = RetentionForm(request.POST if request.method == "POST" else None, school=school)
    if form.is_valid():
        for period, days in form.changed():
            actions.set_period(school, period, days=days, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("accounts:retention_edit")
    context = {"school": school, "form": form, "fixed": fixed()}
    return render(request, "accounts/retention_edit.html", context, status=422 if form.is_bound else 200)
