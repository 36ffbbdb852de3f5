"""Who did, saw, or was refused what: for the office, and for a child and her family."""

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from accounts import audit_list as told
from accounts.actions.rights import note_export
from accounts.confirming import confirm_first
from accounts.forms.rights import AuditForm, KeyForm
from accounts.here import be_at
from accounts.models import AuditRecord, School, Student


def audit_list(request):
    """The office's page, newest first, narrowed by child, person, kind and day."""
    school, form, records = asked(request)
    lines, more = told.page(records, KeyForm(request.GET).key)
    context = {"school": school, "form": form, "lines": lines, "more": more, "asked": form.asked()}
    return render(request, "accounts/audit_list.html", context)


@confirm_first
def audit_export(request):
    """The same lines as a table. That it was taken along is a line itself."""
    school, _form, records = asked(request)
    note_export(school, by=request.user)
    response = StreamingHttpResponse(told.sheet(records), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def asked(request):
    school = get_object_or_404(School.objects.coordinated_by(request.user).where_she_is(request.user))
    be_at(request, school.pk)
    form = AuditForm(request.GET)
    return school, form, AuditRecord.objects.visible_to(request.user).at(school).asked_for(**form.asked())


def child_looks(request, pk):
    """Who looked at this child's record: people of the school and guests, by day."""
    student = get_object_or_404(
        Student.objects.looks_read_by(request.user).select_related("user", "school"), pk=pk
    )
    be_at(request, student.school_id)
    looks = AuditRecord.objects.looks_at(student, reader=request.user)
    lines, more = told.page(looks, KeyForm(request.GET).key)
    return render(request, "accounts/child_looks.html", {"student": student, "lines": lines, "more": more})
