"""Pictures and voices of goals: sent, told about, put away and taken up again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.tasks import remove_files
from goals.models import Goal, GoalFile
from portfolios.actions import take_uploads, what_came
from portfolios.models import Upload
from portfolios.tasks import prepare_soon

PLACE = ("goal_id", "part", "step_id", "check_in_id", "reply_id")  # where there is one file at a time


@transaction.atomic
def keep_picture(goal, uploads, *, part, by, step=None, drawn=False, alt=""):
    """She drew or photographed it. What was there before can be taken up again.

    A drawing made here shows nobody. Of a photo she is asked who is in it, before her family is shown it.
    """
    if not Goal.objects.open().filter(pk=goal.pk).exists():
        raise ValidationError(_("This goal has ended, so its pictures stay as they are."))
    told_at = timezone.now() if drawn else None
    return keep_file(goal, uploads, by=by, part=part, step=step, drawn=drawn, alt=alt, told_at=told_at)


def keep_voice(goal, uploads, *, by, check_in=None, reply=None):
    """What was said with a check-in or as an answer. Whoever spoke chose to, so it is heard at once."""
    part = GoalFile.Part.CHECK_IN if check_in else GoalFile.Part.REPLY
    return keep_file(goal, uploads, by=by, part=part, check_in=check_in, reply=reply, told_at=timezone.now())


def keep_file(goal, uploads, **columns):
    """Make the last of these uploads a file of the goal; None when another request has been quicker."""
    # One at a time, so that two requests do not both fill the same place.
    Goal.objects.select_for_update(no_key=True).get(pk=goal.pk)
    mine = Upload.objects.filter(by=columns["by"], part=Upload.Part.GOAL)
    taken = take_uploads(mine, uploads)
    if not taken:
        return None
    if left := [upload.original.name for upload in taken[:-1]]:
        remove_files.enqueue(left)
    file = GoalFile(goal=goal, school_id=goal.school_id, **columns, **what_came(taken[-1]))
    make_place(file)
    file.save()
    prepare_soon(file)
    record("goalfile.added", file, by=file.by, student=goal.student)
    return file


def make_place(file):
    same = {name: getattr(file, name) for name in PLACE}
    there = GoalFile.objects.kept().filter(**same).exclude(pk=file.pk)
    there.update(removed_at=timezone.now())


@transaction.atomic
def tell_goal_picture(file, *, others, by):
    """Whether somebody else can be seen in a photo; if so, no family is shown it.

    After that only her advisor can say that nobody else is in it after all.
    """
    pictures = GoalFile.objects.filter(pk=file.pk)
    if not others and by.pk == file.student.user_id:
        pictures = pictures.filter(shows_others=False)
    if not pictures.update(shows_others=others, told_at=timezone.now()):
        raise ValidationError(
            _("You said that somebody else is in it. Ask your teacher, or take another picture.")
        )
    record("goalfile.people_told", file, by=by, student=file.student)


@transaction.atomic
def remove_goal_file(file, *, by):
    """Put away; it can be taken up again."""
    if GoalFile.objects.kept().filter(pk=file.pk).update(removed_at=timezone.now()):
        record("goalfile.removed", file, by=by, student=file.student)


@transaction.atomic
def restore_goal_file(file, *, by):
    """This one again; the one that has taken its place goes away instead."""
    Goal.objects.select_for_update(no_key=True).get(pk=file.goal_id)
    make_place(file)
    if GoalFile.objects.filter(pk=file.pk, removed_at__isnull=False).update(removed_at=None):
        record("goalfile.restored", file, by=by, student=file.student)


def forget_goal_files(files):
    """They and what is on disk of them go for good."""
    from accounts.records import lines

    names = lines()["goals.goalfile"].file_names(files.values("pk"))
    files.delete()
    if names:
        remove_files.enqueue(names)
