from django.shortcuts import get_object_or_404, render

from accounts.here import be_at
from accounts.models import Student
from portfolios.models import Framework, Placement, Target
from portfolios.ways import make_fields

MOST_TO_COME = 60


def continuum(request):
    """The student's own way: where she is, and what comes next."""
    student = get_object_or_404(Student.objects.is_user(request.user).select_related("user"))
    return answer(request, student, mine=True)


def student_continuum(request, pk):
    """The same picture for her family, her advisor and whoever else she shares work with.

    Of it only what stands behind pieces that this person may see.
    """
    student = get_object_or_404(
        Student.objects.portfolio_opened_by(request.user).select_related("user"), pk=pk
    )
    return answer(request, student, mine=False)


def answer(request, student, *, mine):
    be_at(request, student.school_id)
    placements = Placement.objects.visible_to(request.user).of(student).as_picture()
    to_come = Target.objects.visible_to(request.user).hoped_for(student)[:MOST_TO_COME]
    fields = make_fields(list(placements), to_come)
    readable = Framework.objects.visible_to(request.user).at(student.school_id)
    context = {
        "readable": set(readable.values_list("pk", flat=True)),
        "student": student,
        "mine": mine,
        "fields": fields,
        "talk": [way for found in fields for way in found.ways if way.differs],
        "any": any(found.ways for found in fields),
    }
    return render(request, "portfolios/student_continuum.html", context)
