from django.shortcuts import get_object_or_404, render

from accounts.models import Student
from portfolios import journey
from portfolios.forms import JourneyFilter
from portfolios.models import Collection, Evidence

HELPING = 24


def timeline(request):
    """Her own whole journey, from the first piece to today."""
    student = get_object_or_404(Student.objects.is_user(request.user))
    return answer_journey(request, student, {"mine": True})


def student_timeline(request, pk):
    """The same, of what her advisor or her family is shown."""
    student = get_object_or_404(
        Student.objects.portfolio_opened_by(request.user).select_related("user"), pk=pk
    )
    return answer_journey(request, student, {"student": student})


def answer_journey(request, student, context):
    """A helping: the page, or for "show more" the lines alone."""
    form = JourneyFilter(request.GET)
    wish = form.asked()
    start = wish["start"]
    seen = Evidence.objects.visible_to(request.user).of(student).in_stream()
    pieces = seen.from_place(wish["place"]).of_kind(wish["kind"], request.user)
    years = journey.years_of(student, pieces.by_school_year())
    found = list(pieces.with_tiles(request.user).oldest_first()[start : start + HELPING + 1])
    helping, rest = found[:HELPING], found[HELPING:]
    milestones = []
    if not (wish["place"] or wish["kind"]):
        made = Collection.objects.visible_to(request.user).of(student).current()
        since = helping[0].made_on if start and helping else None
        milestones = made.made_between(since, rest[0].made_on if rest else None)
    context |= {
        "form": form,
        "months": journey.months_of(student, years, helping, milestones, start),
        "years": years,
        "next": start + HELPING if rest else None,
        **wish,
    }
    part = "#lines" if request.htmx else ""
    return render(request, f"portfolios/timeline.html{part}", context)
