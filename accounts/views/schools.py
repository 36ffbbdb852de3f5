"""The office: its hub page, and what a school says about itself."""

from django.shortcuts import get_list_or_404, render

from accounts.models import School


def school_office(request):
    """Where the office finds everything that it looks after."""
    schools = get_list_or_404(School.objects.coordinated_by(request.user).order_by("name", "pk"))
    return render(request, "accounts/school_office.html", {"schools": schools})
