"""Getting ready, step by step: the same rules for a student's path and for her advisor's board.

Rows come from `conferences.querysets.readiness`: a student `with_counts`, and her conference `with_plan`
or None. A state is "done", "part" (begun) or "none"; it is never a grade and never compared.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

ENOUGH = 3  # pieces to choose from

WORDS = {"done": gettext_lazy("done"), "part": gettext_lazy("begun"), "none": gettext_lazy("not yet")}


def work_state(student):
    if student.piece_count >= ENOUGH:
        return "done"
    return "part" if student.piece_count else "none"


def reflection_state(student):
    """One good reflection beats five thin ones: three are plenty."""
    if student.piece_count and student.thought_count >= min(ENOUGH, student.piece_count):
        return "done"
    return "part" if student.thought_count else "none"


def has_new_goal(student, conference):
    """A goal that was set since this round began; between rounds, any open goal."""
    if conference is None:
        return student.goal_count > 0
    newest = student.newest_goal_at
    return newest is not None and newest >= conference.round.made_at


def goals_state(student, conference):
    if has_new_goal(student, conference) and not student.due_count:
        return "done"
    return "part" if student.goal_count else "none"


def agenda_state(conference):
    if conference is None or conference.state == "not_started":
        return "none"
    return "done" if conference.shows_work else "part"


def practice_state(conference):
    """Once is enough; how often and how long is nobody's business."""
    if conference is None:
        return "none"
    return "done" if conference.practiced_at else "part" if conference.practicing else "none"


def ready_state(conference):
    return "done" if conference is not None and conference.state in ("ready", "live", "held") else "none"


@dataclass
class Step:
    """One step of the path on a student's home."""

    title: str
    words: str
    done: bool
    href: str
    action: str
    area: str = "area-conference"
    icon: str = "star"  # for those who do not read yet
    state: str = ""
    number: int = 0
    optional: bool = False  # good to do, and nobody waits for it


def work_step(student):
    count = student.piece_count
    missing = ENOUGH - count
    if count == 0:
        words = _("Add a first piece: a photo, some words or a link")
    elif missing > 0:
        words = (
            ngettext("%(count)d piece so far", "%(count)d pieces so far", count) % {"count": count}
            + " · "
            + ngettext("%(n)d more to choose from", "%(n)d more to choose from", missing) % {"n": missing}
        )
    else:
        words = ngettext("%(count)d piece in your portfolio", "%(count)d pieces in your portfolio", count) % {
            "count": count
        }
    return Step(
        title=_("Choose the work you want to show"),
        icon="images",
        words=words,
        done=missing <= 0,
        href=reverse("portfolios:evidence_list" if missing <= 0 else "portfolios:evidence_add"),
        action=_("Open") if missing <= 0 else _("Add work"),
        area="area-portfolio",
    )


def reflection_step(student):
    done = reflection_state(student) == "done"
    waiting = student.first_unthought
    if not student.piece_count:
        words = _("When your first piece is there")
    else:
        words = _("%(n)d of %(m)d pieces have a reflection") % {
            "n": student.thought_count,
            "m": student.piece_count,
        }
    return Step(
        title=_("Think about how you grew"),
        icon="lightbulb",
        words=words,
        done=done,
        href=reverse("portfolios:reflection_edit", args=[waiting])
        if waiting
        else reverse("portfolios:evidence_list"),
        action=_("Open") if done else _("Reflect"),
        area="area-portfolio",
    )


def check_in_step(student):
    due = student.due_count
    return Step(
        title=_("Check in on your goals"),
        icon="footprints",
        words=ngettext(
            "%(n)d goal is ready for a new check-in", "%(n)d goals are ready for a new check-in", due
        )
        % {"n": due}
        if due
        else _("All your goals are up to date"),
        done=not due,
        href=reverse("goals:goal_list"),
        action=_("Check in") if due else _("Open"),
        area="area-goals",
    )


def goal_step(student, conference):
    done = has_new_goal(student, conference)
    return Step(
        title=_("Set a goal"),
        icon="target",
        words=_("What I want, what I will do, what I need") if not done else _("You know what you want next"),
        done=done,
        href=reverse("goals:goal_list" if done else "goals:goal_add"),
        action=_("Open") if done else _("Set a goal"),
        area="area-goals",
    )


def agenda_step(conference):
    state = agenda_state(conference)
    if state == "none":
        words = _("Start from the plan for your grade")
    else:
        words = _("%(planned)d of %(slot)d minutes planned") % {
            "planned": conference.planned_minutes,
            "slot": conference.minutes,
        }
        if state == "part":
            words += " · " + _("choose the work for it")
    return Step(
        title=_("Build your agenda"),
        icon="layout-grid",
        words=words,
        done=state == "done",
        href=reverse("conferences:my_conference"),
        action=_("Start") if state == "none" else _("Open"),
    )


def practice_step(conference):
    """An offer: once she has said that she is ready, it holds nothing up."""
    state = practice_state(conference)
    if conference.change_next:
        words = _("What you want to change waits for you")
    elif state == "done":
        words = _("You know how it feels. Once more is always a good idea")
    else:
        words = _("Alone, with a classmate, or with somebody beside you")
    running = conference.practicing
    return Step(
        title=_("Practice it"),
        icon="repeat",
        words=words,
        done=state == "done",
        href=reverse("conferences:practice_run", args=[running])
        if running
        else reverse("conferences:practice_list", args=[conference.pk]),
        action=_("Go on") if running else _("Practice") if state == "none" else _("Open"),
        optional=ready_state(conference) == "done",
    )


def ready_step(conference):
    done = ready_state(conference) == "done"
    return Step(
        title=_("Say that you are ready"),
        icon="hand",
        words=_("Your family can see your agenda") if done else _("Then your family can see your agenda"),
        done=done,
        href=reverse("conferences:my_conference"),
        action=_("Open"),
    )


def path(student, conference):
    """The steps in their order; the first that is not done is the one to do now."""
    steps = [work_step(student), reflection_step(student)]
    if student.goal_count:
        steps.append(check_in_step(student))
    steps.append(goal_step(student, conference))
    if conference is not None:
        steps += [agenda_step(conference), practice_step(conference), ready_step(conference)]
    for number, step in enumerate(steps, 1):
        step.number = number
        step.state = "done" if step.done else ""
        if conference is not None and ready_state(conference) == "done":
            step.optional = True  # she has said that she is ready: what is left is hers to do or to leave
    now = next((step for step in steps if not step.done and not step.optional), None)
    if now:
        now.state = "now"
    return steps
