"""The questions of the bank, and those that a school adds."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import School
from portfolios import actions
from portfolios.forms import PromptForm
from portfolios.models import Prompt
from portfolios.views import answers


def prompt_list(request):
    """What children are asked here: the school's own questions first, then those that are shipped."""
    school = get_object_or_404(School.objects.staffed_by(request.user).where_she_is(request.user))
    own = Prompt.objects.asked_by(request.user).at(school).for_list()
    context = {
        "school": school,
        "own": [prompt for prompt in own if not prompt.retired_at],
        "retired": [prompt for prompt in own if prompt.retired_at],
        "shipped": Prompt.objects.read_by(request.user).shipped().for_list(),
    }
    return render(request, "portfolios/prompt_list.html", context)


def prompt_add(request):
    school = get_object_or_404(School.objects.staffed_by(request.user).where_she_is(request.user))
    return answer_form(request, Prompt(school=school))


def prompt_edit(request, pk):
    return answer_form(request, get_object_or_404(Prompt.objects.asked_by(request.user), pk=pk))


def answer_form(request, prompt):
    others = Prompt.objects.asked_by(request.user).besides(prompt)
    form = PromptForm(request.POST or None, instance=prompt, taken=others)
    if request.method == "POST" and form.is_valid():
        actions.edit_prompt(form.instance, by=request.user)
        return redirect("portfolios:prompt_list")
    context = {"prompt": prompt, "form": form}
    return render(request, "portfolios/prompt_edit.html", context, status=answers.status_of(form))


@require_POST
def prompt_retire(request, pk):
    prompt = get_object_or_404(Prompt.objects.asked_by(request.user), pk=pk)
    actions.retire_prompt(prompt, by=request.user)
    return redirect("portfolios:prompt_list")


@require_POST
def prompt_restore(request, pk):
    prompt = get_object_or_404(Prompt.objects.asked_by(request.user), pk=pk)
    actions.restore_prompt(prompt, by=request.user)
    return redirect("portfolios:prompt_list")
