"""The demo's own pages: meet the people of the school, be any of them, read the mail that was sent.

`config/urls.py` knows these addresses in demo mode only; every queryset here is empty without it, so
that neither a URLconf nor a forgotten setting alone could let anybody in.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions.sessions import open_session
from accounts.models import OutgoingMail, Student, User

HEROINE = "Amara Mensah"  # of the demo's own roster


@never_cache
@login_not_required
def people(request):
    """The school and its people, by name and role."""
    only_in_demo()
    students = Student.objects.in_demo().with_family()
    staff = User.objects.in_demo().staff().with_advisories()
    return render(
        request,
        "accounts/demo/people.html",
        {"students": students, "staff": staff, "story": story_of(students, staff)},
    )


def story_of(students, staff):
    """The four who play the story together: the heroine, one of her family, her advisor, the office."""
    student = next((child for child in students if str(child.user) == HEROINE), None)
    if student is None:
        return None
    return {
        "student": student,
        "adult": next((guardianship.adult for guardianship in student.family), None),
        "advisor": next((one for one in staff if student.advisory in one.held_advisories), None),
        "coordinator": next(
            (one for one in staff if one.is_coordinator and one.school_id == student.school_id), None
        ),
    }


@require_POST
@login_not_required
def enter(request, pk):
    """One click, and you are this person."""
    open_session(request, get_object_or_404(User.objects.in_demo(), pk=pk), second_step=True)
    return redirect("home")


@never_cache
@login_not_required
def outbox(request):
    only_in_demo()
    mails = Paginator(OutgoingMail.objects.in_demo(), 50).get_page(request.GET.get("page"))
    return render(request, "accounts/demo/outbox.html", {"mails": mails})


@never_cache
@login_not_required
def outbox_mail(request, pk):
    mail = get_object_or_404(OutgoingMail.objects.in_demo(), pk=pk)
    return render(request, "accounts/demo/outbox_mail.html", {"mail": mail})


def only_in_demo():
    if not settings.DEMO:
        raise Http404
