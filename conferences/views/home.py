"""The first page after signing in: what to do next, for each kind of person."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import Student
from conferences import coming, readiness
from conferences.models import Conference
from conferences.querysets import pages
from conferences.querysets.readiness import count_own
from conferences.views.agendas import at_work

FRESH = timedelta(days=14)  # so long after a conference it is asked first how it went


def home(request):
    user = request.user
    if user.is_student:
        return student_home(request)
    if user.is_family:
        return family_home(request)
    if user.is_advisor:
        return redirect("conferences:advisory_board")
    if user.is_coordinator:
        return redirect("conferences:round_list")
    return guest_home(request)


def guest_home(request):
    """A guest has one page, and so has somebody on a panel; whoever has no place here any more is told so."""
    visit = Conference.objects.visited_by(request.user).next_first().first()
    if visit:
        return redirect("conferences:conference_guest", pk=visit.pk)
    student = Student.objects.portfolio_opened_by(request.user).first()
    if student:
        return redirect("portfolios:student_portfolio", pk=student.pk)
    return render(request, "conferences/home_nobody.html")


def student_home(request):
    """Her next conference, what is left to do for it, her goals and her newest work."""
    student = pages.at_home(request.user).first()
    if student is None:
        return render(request, "conferences/home_nobody.html")
    goals = list(pages.open_goals(student))
    count_own(student, pages.thoughts(student), goals)
    conferences = list(pages.newest_conferences(student))
    conference, beside = at_work(request, [one for one in conferences if not one.is_held])
    last = next((one for one in conferences if one.is_held), None)
    steps = readiness.path(student, conference)
    context = {
        "student": student,
        "conference": conference,
        "beside": beside,
        "last": last,
        "coming_days": coming.days_of(conference),
        "just_led": just_led(conference, last),
        "today": timezone.localdate(),
        "steps": steps,
        "hero": hero(request.user.short_name, conference, steps),
        "goals": goals[:3],
        "evidence": pages.newest_pieces(student),
        "offers": list(pages.offers(conference))[:2] if conference else [],
        "commitments": pages.open_commitments(student),
    }
    return render(request, "conferences/home_student.html", context)


def just_led(conference, last):
    """She has led one these days and has not said yet how it went: that comes before the next thing."""
    if conference is not None or last is None or hasattr(last, "look_back"):
        return False
    return timezone.now() - last.ended_at < FRESH


def hero(name, conference, steps):
    """The heading, one line about it, and the one clear next step."""
    now = next((step for step in steps if step.state == "now"), None)
    if conference is None:
        heading = _("Hello, %(name)s") % {"name": name}
        words = _("No conference is planned just now. A good time to collect work that shows how you grow.")
    elif conference.is_live:
        heading = _("%(name)s, your conference is on") % {"name": name}
        words = ""
    else:
        heading = when_words(name, conference)
        words = " ".join(part for part in (who_words(conference), left_words(steps)) if part)
    return {"heading": heading, "words": words, "step": now}


def when_words(name, conference):
    called = {"name": name}
    if conference.starts_at is None:
        return _("%(name)s, you’re going to lead your conference") % called
    days = (timezone.localdate(conference.starts_at) - timezone.localdate()).days
    if days < 0:
        return _("%(name)s, ask your advisor for a new conference time") % called
    if days == 0:
        return _("%(name)s, you’re leading your conference today") % called
    if days == 1:
        return _("%(name)s, you’re leading your conference tomorrow") % called
    return _("%(name)s, you’re leading your conference in %(days)d days") % (called | {"days": days})


def who_words(conference):
    if not conference.coming:
        return _("Your family has not said yet who comes.")
    people = get_text_list([*conference.coming, *conference.advisors], _("and"))
    return _("%(people)s will be there.") % {"people": people}


def left_words(steps):
    left = sum(not step.done and not step.optional for step in steps)
    if left == 0:
        return _("Everything is ready.")
    if left == 1:
        return _("One more step and you are ready.")
    return _("%(n)d more steps and you are ready.") % {"n": left}


def without_time(conferences):
    """The first of several children of one round who have no time yet: they can come in one visit."""
    open_ = [one for one in conferences if one.can_book and not one.starts_at]
    rounds = [one.round_id for one in open_]
    return next((one for one in open_ if rounds.count(one.round_id) > 1), None)


def family_home(request):
    """Each child of every school with the conference and what to do; with one child, its page at once."""
    user = request.user
    students = Student.objects.followed_by(user).with_consent(user)
    students = list(students.order_by("school__name", "pk"))
    newest = {}
    for conference in Conference.objects.followed_by(user).with_page_for(user).next_first():
        newest.setdefault(conference.student_id, conference)
    works_here = user.is_advisor or user.is_coordinator
    if len(students) == 1 and len(newest) == 1 and not works_here:
        return redirect("conferences:conference_family", pk=newest[students[0].pk].pk)
    context = {
        "children": [(student, newest.get(student.pk)) for student in students],
        "together": without_time(newest.values()),
        "several_schools": len({student.school_id for student in students}) > 1,
    }
    return render(request, "conferences/home_family.html", context)
