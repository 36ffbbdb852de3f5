"""Drawings and voices of a conference: sent, told about, put away and taken up again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.tasks import remove_files
from conferences.actions.agendas import open_agenda, show_change
from conferences.models import Conference, ConferenceFile
from portfolios.actions import take_uploads, what_came
from portfolios.models import Upload
from portfolios.tasks import prepare_soon

PLACE = ("conference_id", "part", "card_id", "note_id")  # where there is one file at a time


@transaction.atomic
def keep_picture(conference, uploads, *, by, card=None, drawn=False, alt=""):
    """She drew or photographed a part of her agenda, or with no part the whole plan.

    A drawing made here shows nobody. Of a photo she is asked who is in it, before her family is shown it.
    """
    conference = open_agenda(conference)
    part = ConferenceFile.Part.CARD if card else ConferenceFile.Part.PLAN
    told_at = timezone.now() if drawn else None
    file = keep_file(conference, uploads, by=by, part=part, card=card, drawn=drawn, alt=alt, told_at=told_at)
    if card and file:
        show_change(conference)
    return file


@transaction.atomic
def keep_points(card, uploads, *, by):
    """She says what she wants to say, instead of writing it or beside it."""
    conference = open_agenda(card.conference)
    points = ConferenceFile.Part.POINTS
    return keep_file(conference, uploads, by=by, part=points, card=card, told_at=timezone.now())


def keep_file(conference, uploads, **columns):
    """Make the last of these uploads a file of the conference; None when another request has been quicker."""
    # One at a time, so that two requests do not both fill the same place.
    Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)
    mine = Upload.objects.filter(by=columns["by"], part=Upload.Part.CONFERENCE)
    taken = take_uploads(mine, uploads)
    if not taken:
        return None
    if left := [upload.original.name for upload in taken[:-1]]:
        remove_files.enqueue(left)
    file = ConferenceFile(
        conference=conference, school_id=conference.school_id, **columns, **what_came(taken[-1])
    )
    make_place(file)
    file.save()
    prepare_soon(file)
    record("conferencefile.added", file, by=file.by, student=conference.student)
    return file


def make_place(file):
    same = {name: getattr(file, name) for name in PLACE}
    there = ConferenceFile.objects.kept().filter(**same).exclude(pk=file.pk)
    there.update(removed_at=timezone.now())


@transaction.atomic
def tell_conference_picture(file, *, others, by):
    """Whether somebody else can be seen in a photo; if so, no family is shown it.

    After that only her advisor can say that nobody else is in it after all.
    """
    pictures = ConferenceFile.objects.filter(pk=file.pk)
    if not others and by.pk == file.student.user_id:
        pictures = pictures.filter(shows_others=False)
    if not pictures.update(shows_others=others, told_at=timezone.now()):
        raise ValidationError(
            _("You said that somebody else is in it. Ask your teacher, or take another picture.")
        )
    show_change(file.conference)
    record("conferencefile.people_told", file, by=by, student=file.student)


@transaction.atomic
def remove_conference_file(file, *, by):
    """Put away; it can be taken up again."""
    if ConferenceFile.objects.kept().filter(pk=file.pk).update(removed_at=timezone.now()):
        show_change(file.conference)
        record("conferencefile.removed", file, by=by, student=file.student)


@transaction.atomic
def restore_conference_file(file, *, by):
    """This one again; the one that has taken its place goes away instead."""
    Conference.objects.select_for_update(no_key=True).get(pk=file.conference_id)
    make_place(file)
    if ConferenceFile.objects.filter(pk=file.pk, removed_at__isnull=False).update(removed_at=None):
        show_change(file.conference)
        record("conferencefile.restored", file, by=by, student=file.student)


def forget_conference_files(files):
    """They and what is on disk of them go for good."""
    from accounts.records import lines

    names = lines()["conferences.conferencefile"].file_names(files.values("pk"))
    files.delete()
    if names:
        remove_files.enqueue(names)
