"""The office's pages about people: finding them, a child's adults and households, printed letters."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions import households
from accounts.actions.invitations import print_letters
from accounts.forms.families import (
    MOST_LETTERS,
    BirthForm,
    GuardianshipForm,
    HouseholdForm,
    LettersForm,
    NewGuardianshipForm,
    PeopleSearch,
    RestrictForm,
)
from accounts.letters import pdf_of
from accounts.models import Guardianship, Guest, Household, School, Student, User

A_PAGE = 50


def people_list(request):
    """Everybody at the office's schools, found by a few letters of a name."""
    get_list_or_404(School.objects.coordinated_by(request.user))
    form = PeopleSearch(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    people = User.objects.met_by_office(request.user).with_places(request.user).found_by(words)
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people_list.html", {"form": form, "words": words, "people": page})


def student_detail(request, pk):
    """A child's page for the office: who she is, her adults by household, and what each may do."""
    return student_page(request, student_of_office(request, pk))


def student_of_office(request, pk):
    return get_object_or_404(
        Student.objects.coordinated_by(request.user).with_card().select_related("school", "advisory"), pk=pk
    )


def student_page(request, student, birth_form=None):
    adults = Guardianship.objects.coordinated_by(request.user).of(student).with_letters().by_household()
    context = {
        "student": student,
        "adults": adults,
        "guests": Guest.objects.ended_by(request.user).of(student).newest_first(),
        "birth_form": birth_form or BirthForm(initial={"born_on": student.born_on}),
    }
    status = 422 if birth_form else 200
    return render(request, "accounts/student_detail.html", context, status=status)


@require_POST
def birth_edit(request, pk):
    """The date of birth, on which the rights hang at 18."""
    student = student_of_office(request, pk)
    form = BirthForm(request.POST)
    if form.is_valid():
        households.set_birth_date(student, form.cleaned_data["born_on"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("accounts:student_detail", pk=pk)
    return student_page(request, student, birth_form=form)


def answered(form, action, *args, **kwargs):
    """Act; a refusal goes beside the field that it is about. Gives what came of it, or None."""
    try:
        return action(*args, **kwargs)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def form_page(request, form, student, title, **context):
    context |= {"form": form, "student": student, "title": title}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/household_form.html", context, status=status)


def household_add(request, pk):
    student = get_object_or_404(Student.objects.coordinated_by(request.user).select_related("user"), pk=pk)
    adults = Guardianship.objects.coordinated_by(request.user).of(student).select_related("adult")
    initial = {"name": student.user.last_name, "language": student.user.language or "en"}
    form = HouseholdForm(request.POST or None, adults=adults, initial=initial)
    if form.is_valid():
        households.add_household(student, by=request.user, **form.cleaned_data)
        return redirect("accounts:student_detail", pk=pk)
    return form_page(request, form, student, _("Add a household"))


def household_edit(request, pk):
    household = get_object_or_404(Household.objects.coordinated_by(request.user), pk=pk)
    form = HouseholdForm(request.POST or None, instance=household)
    if form.is_valid():
        households.edit_household(household, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved for all children of this household."))
        return redirect("accounts:household_edit", pk=pk)
    children = Student.objects.coordinated_by(request.user).living_in(household)
    return form_page(request, form, None, _("Change a household"), household=household, children=children)


def guardianship_add(request, pk):
    student = get_object_or_404(
        Student.objects.coordinated_by(request.user).select_related("user", "school"), pk=pk
    )
    near = Household.objects.coordinated_by(request.user).near(student)
    form = NewGuardianshipForm(
        request.POST or None, households=near, initial={"language": student.school.language}
    )
    if form.is_valid() and answered(
        form, households.add_guardianship, student, by=request.user, **form.cleaned_data
    ):
        return redirect("accounts:student_detail", pk=pk)
    return form_page(request, form, student, _("Add an adult"))


def guardianship(request, pk):
    """The row with its people, for the office of the child's school."""
    return get_object_or_404(
        Guardianship.objects.coordinated_by(request.user).select_related(
            "adult", "household", "student__user"
        ),
        pk=pk,
    )


def guardianship_edit(request, pk):
    row = guardianship(request, pk)
    near = Household.objects.coordinated_by(request.user).near(row.student)
    form = GuardianshipForm(request.POST or None, instance=row, households=near)
    if form.is_valid():
        households.edit_guardianship(row, by=request.user, **form.cleaned_data)
        return redirect("accounts:student_detail", pk=row.student_id)
    return form_page(request, form, row.student, str(row.adult))


def guardianship_restrict(request, pk):
    """Asks why, says what happens, then keeps the adult away at once."""
    row = guardianship(request, pk)
    form = RestrictForm(request.POST or None)
    if form.is_valid():
        households.restrict_guardianship(row, by=request.user, **form.cleaned_data)
        return redirect("accounts:student_detail", pk=row.student_id)
    context = {"form": form, "guardianship": row}
    return render(
        request, "accounts/guardianship_restrict.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def guardianship_unrestrict(request, pk):
    row = guardianship(request, pk)
    households.lift_restriction(row, by=request.user)
    return redirect("accounts:student_detail", pk=row.student_id)


@require_POST
def guardianship_end(request, pk):
    row = guardianship(request, pk)
    households.end_guardianship(row, by=request.user)
    return redirect("accounts:student_detail", pk=row.student_id)


@require_POST
def guardianship_invite(request, pk):
    row = guardianship(request, pk)
    households.invite_adult(row, by=request.user)
    messages.success(request, _("A mail to %(name)s is on its way.") % {"name": row.adult})
    return redirect("accounts:student_detail", pk=row.student_id)


def letters_page(request, waiting, form=None, status=200):
    context = {"waiting": waiting, "form": form, "most": MOST_LETTERS}
    return render(request, "accounts/letters_print.html", context, status=status)


@never_cache
def letters_print(request):
    """Who needs a letter on paper. The letters exist in the clear only in the answer that prints them."""
    get_list_or_404(School.objects.coordinated_by(request.user))
    invited = Guardianship.objects.invited_by(request.user).coordinated_by(request.user)
    if request.method != "POST":
        waiting = invited.on_paper().without_letter().by_child()
        return letters_page(request, waiting)
    form = LettersForm(request.POST, adults=invited.not_staff())
    if not form.is_valid():
        waiting = invited.on_paper().without_letter().by_child()
        return letters_page(request, waiting, form=form, status=422)
    pdf = pdf_of(print_letters(form.cleaned_data["adults"], by=request.user))
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="letters.pdf"'
    return answer
