from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Student
from accounts.revisions import Stale, show_both
from portfolios import actions
from portfolios.forms import LetterForm
from portfolios.models import Letter
from portfolios.views import answers


def letter_edit(request):
    """The letter that she is writing. It saves itself, and is hers alone until she gives it."""
    student = get_object_or_404(Student.objects.is_user(request.user))
    letters = list(Letter.objects.visible_to(request.user).of(student).newest_first())
    letter = next((letter for letter in letters if not letter.closed_at), Letter())
    form = LetterForm(request.POST or None, instance=letter, initial={"revision": letter.revision})
    if request.method == "POST":
        answer = save_words(request, student, form)
        if answer:
            return answer
    earlier = [letter for letter in letters if letter.closed_at]
    context = {"form": form, "letter": letter, "earlier": earlier}
    return render(request, "portfolios/letter_edit.html", context, status=answers.status_of(form))


def save_words(request, student, form):
    """Save, and answer; nothing when the form is to be shown again."""
    autosave = request.headers.get("X-Autosave")
    if not form.is_valid():
        return answers.not_yet(form) if autosave else None
    seen = form.cleaned_data["revision"]
    words = {name: form.cleaned_data[name] for name in form.Meta.fields}
    try:
        revision = actions.save_letter(student, seen_revision=seen, by=request.user, **words)
    except Stale as stale:
        show_both(form, stale)
        return answers.both(stale) if autosave else None
    if autosave:
        return answers.saved(revision)
    if "give" in request.POST:
        actions.give_letter(Letter.objects.editable_by(request.user).get(), by=request.user)
        messages.success(request, _("Your family can read your letter now."))
    return redirect("portfolios:letter_edit")


def letter_detail(request, pk):
    """To read, and to print."""
    letter = get_object_or_404(Letter.objects.visible_to(request.user).select_related("student__user"), pk=pk)
    earlier = Letter.objects.visible_to(request.user).of(letter.student_id).newest_first()
    context = {"letter": letter, "earlier": [one for one in earlier if one.pk != letter.pk and one.closed_at]}
    return render(request, "portfolios/letter_detail.html", context)


@require_POST
def letter_take_back(request, pk):
    letter = get_object_or_404(Letter.objects.visible_to(request.user).own_of(request.user), pk=pk)
    actions.take_back_letter(letter, by=request.user)
    messages.success(request, _("Your letter is yours alone again."))
    return redirect("portfolios:letter_edit")


@require_POST
def letter_begin(request, pk):
    """A new letter; the one before is kept."""
    letter = get_object_or_404(Letter.objects.editable_by(request.user), pk=pk)
    actions.close_letter(letter, by=request.user)
    return redirect("portfolios:letter_edit")
