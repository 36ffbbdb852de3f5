"""Finding pieces by their words, among those that somebody may see anyway."""

from django.shortcuts import get_object_or_404, render

from accounts.models import Student
from portfolios.forms.finding import FindForm
from portfolios.models import Evidence
from portfolios.passages import Found
from portfolios.querysets.finding import fetched

HELPING = 24


def evidence_search(request):
    """The student finds her own work, also what she has put away."""
    get_object_or_404(Student.objects.is_user(request.user))
    return answer_search(request, Evidence.objects.editable_by(request.user), {"mine": True})


def answer_search(request, pieces, context):
    """What was found, the page around it or, for the next helping and while typing, the list alone."""
    form = FindForm(request.GET, pieces=pieces)
    start = form.start_at
    rows = form.found(pieces, request.user)[start : start + HELPING + 1]
    found = [Found(piece) for piece in fetched(rows, lambda few: few.with_findings(request.user))]
    context |= {
        "form": form,
        "found": found[:HELPING],
        "start": start,
        "next": start + HELPING if len(found) > HELPING else None,
    }
    part = "" if not request.htmx else "#rows" if start else "#results"
    return render(request, f"portfolios/evidence_search.html{part}", context)
