"""A round in numbers, for the office."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.here import be_at
from conferences import reports
from conferences.models import Round


@require_safe
def round_report(request, pk):
    round_ = get_object_or_404(Round.objects.coordinated_by(request.user), pk=pk)
    be_at(request, round_.school_id)
    context = {"round": round_, "report": reports.report_on(round_)}
    return render(request, "conferences/round_report.html", context)
