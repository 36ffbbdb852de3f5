from django.shortcuts import get_list_or_404, render

from accounts.models import Advisory, RosterImport, School, Student


def roster(request):
    """The office sees who is at school: advisories, their advisors and students, and where it came from."""
    schools = get_list_or_404(School.objects.coordinated_by(request.user).with_counts())
    students = Student.objects.coordinated_by(request.user).by_name().with_family_count()
    advisories = Advisory.objects.coordinated_by(request.user).with_people(students)
    imports = RosterImport.objects.visible_to(request.user).newest()
    context = {"schools": schools, "advisories": advisories, "imports": imports}
    return render(request, "accounts/roster.html", context)
