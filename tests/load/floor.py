"""The floor that pages are compared with: what Django itself costs for six queries and twelve cards.

The same server, middleware and signed-in session as a page; no permissions, no frame, no forms, no icons.
"""

from django.shortcuts import render

from conferences.models import Conference
from goals.models import Commitment, Goal
from portfolios.models import Attachment, Evidence, Reflection


def floor(request):
    """Six queries, each by an index: her pieces, pictures, reflections, goals, promises, conference."""
    student = request.GET["student"]
    pieces = list(Evidence.objects.filter(student=student).order_by("-made_on", "-pk")[:12])
    keys = [piece.pk for piece in pieces]
    context = {
        "pieces": pieces,
        "pictures": list(Attachment.objects.filter(evidence__in=keys)),
        "reflections": list(Reflection.objects.filter(evidence__in=keys)),
        "goals": list(Goal.objects.filter(student=student)),
        "commitments": list(Commitment.objects.filter(student=student)),
        "conferences": list(Conference.objects.filter(student=student)),
    }
    return render(request, "floor.html", context)
