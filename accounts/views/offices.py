from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.forms.schools import SwitchForm
from accounts.here import be_at
from accounts.models import School


def office_of(request):
    """The school whose office she is in; the page has its clock and words from then on.

    A form that makes something new says for which school it was opened, in a hidden field `school`, so
    that a page left open in another tab does not write into the school she has gone to since.
    """
    school = get_object_or_404(School.objects.coordinated_by(request.user).where_she_is(request.user))
    if request.method == "POST":
        form = SwitchForm(request.POST, schools=School.objects.coordinated_by(request.user), required=False)
        if not form.is_valid():
            raise Http404
        school = form.cleaned_data["school"] or school
    be_at(request, school.pk)
    return school
