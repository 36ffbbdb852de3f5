"""May this child be shown? The family's answers, the office's list, the paper form."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _

from accounts.actions.consent import answer_consent
from accounts.forms import ConsentFilter, ConsentForm, PaperConsentForm
from accounts.models import Advisory, MediaConsent, Student, User

PAGE = 50  # children on a page of the list
SHEETS = 60  # forms printed at a time


def consent_edit(request, pk):
    """Her family answers here; the office types in what came on paper."""
    student = get_object_or_404(
        Student.objects.consented_for_by(request.user).with_consent(request.user), pk=pk
    )
    data = request.POST if request.method == "POST" else None
    if student.may_answer:
        form = ConsentForm(data, student=student)
    else:
        form = PaperConsentForm(data, student=student, adults=User.objects.answering_for(student))
    if form.is_valid():
        adult = form.cleaned_data.get("adult", request.user)
        signed_on = form.cleaned_data.get("signed_on")
        answer_consent(student, form.answers(), adult=adult, by=request.user, signed_on=signed_on)
        messages.success(request, _("Thank you. This counts from now on."))
        return redirect("accounts:consent_edit", pk=pk)
    history = MediaConsent.objects.visible_to(request.user).of(student).newest_first().with_people()[:30]
    context = {"student": student, "form": form, "history": history}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/consent_edit.html", context, status=status)


def consent_list(request):
    """Who may be shown, by advisory: for the office, and an advisor's own children."""
    students, form, advisory, missing = asked(request)
    page = Paginator(students, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "students": page,
        "advisory": advisory,
        "missing": missing,
        "unanswered": students.unanswered().count(),
        "kinds": MediaConsent.Kind.labels,
    }
    return render(request, "accounts/consent_list.html", context)


def consent_print(request):
    """A form on paper for each child of the list, in the language of its family."""
    students = list(asked(request)[0].with_home_language()[: SHEETS + 1])
    for student in students:
        student.language = spoken(student.home_language, student.school.language)
    context = {"students": students[:SHEETS], "more": len(students) > SHEETS}
    return render(request, "accounts/consent_print.html", context)


def asked(request):
    """The children of this reader's list, as its filter narrows them."""
    user = request.user
    if not (user.is_advisor or user.is_coordinator):
        raise Http404
    form = ConsentFilter(request.GET, advisories=Advisory.objects.cards_printed_by(user).order_by("name"))
    advisory, missing = form.chosen()
    students = Student.objects.consents_read_by(user).with_consent(user).by_advisory()
    students = students.of_advisory(advisory) if advisory else students
    return students.unanswered() if missing else students, form, advisory, missing


def spoken(*languages):
    """The first of these that the form exists in."""
    for language in languages:
        try:
            return get_supported_language_variant(language)
        except LookupError:
            continue
    return "en"
