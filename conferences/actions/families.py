"""What an adult of the family writes and asks for: kept while it is written, changed, taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.revisions import Stale
from conferences.actions.live import locked
from conferences.actions.seating import touch_boards
from conferences.models import Conference, Note, PrivateMinute, Session
from conferences.notes import OWN, revision_of


@transaction.atomic
def tell_about_child(conference, *, words, seen_revision, by):
    """What the child is like as a learner, what they hope for and need. Gives the new revision."""
    conference = locked(conference)
    if conference.is_held:
        raise ValidationError(_("This conference is over. You can still write a glow and a grow."))
    return keep_words(conference, words, seen_revision=seen_revision, by=by)


@transaction.atomic
def keep_note(conference, *, words, seen_revision, by):
    """A glow and a grow while listening and afterwards; it is about the part that is on the screen."""
    conference = locked(conference)
    if not (conference.is_live or conference.is_held):
        raise ValidationError(_("You can write this as soon as the conference has begun."))
    card = conference.card_id if conference.is_live else None
    return keep_words(conference, words, seen_revision=seen_revision, by=by, card=card)


def keep_words(conference, words, *, seen_revision, by, card=None):
    """Each adult has one note of each of these kinds, and goes on writing it; emptied, it is taken back.

    `words` maps a kind to its text. Raises Stale when they were changed elsewhere since `seen_revision`.
    Saved twice, it is written once. Gives the new revision.
    """
    own = conference.notes.filter(by=by, kind__in=words, form_key=OWN).order_by("pk")
    there = {note.kind: note for note in own}
    before = {kind: there[kind].text if kind in there else "" for kind in words}
    if before == words:
        return revision_of(words)
    if seen_revision != revision_of(before):
        raise Stale(theirs=before, revision=revision_of(before))
    for kind, text in words.items():
        if text != before[kind]:
            keep_one(conference, there.get(kind), kind=kind, text=text, by=by, card=card)
    given = any(words.values())
    if given != any(before.values()):
        # Once for the whole of it, and not for each pause while it is written.
        record("note.written" if given else "note.taken_back", conference, by=by)
    return revision_of(words)


def keep_one(conference, note, *, kind, text, by, card):
    removed_at = None if text else timezone.now()
    if note:
        Note.objects.filter(pk=note.pk).update(text=text, changed_at=timezone.now(), removed_at=removed_at)
        return
    Note.objects.create(
        school_id=conference.school_id,
        conference=conference,
        by=by,
        kind=kind,
        text=text,
        form_key=OWN,
        card_id=card,
    )


@transaction.atomic
def take_question_back(note, *, by):
    """Until the student has made a part of it or said no, the adult may think better of it."""
    if not Note.objects.filter(pk=note.pk, settled_at=None, removed_at=None).update(
        removed_at=timezone.now()
    ):
        raise ValidationError(_("This question has been answered already."))
    record("note.taken_back", note.conference, by=by)


@transaction.atomic
def ask_minute(conference, *, line, by):
    """A minute alone with the advisor, later. Asked for twice, it is one; its line may change."""
    open_one = PrivateMinute.objects.open().filter(conference=locked(conference), by=by)
    if open_one.update(line=line):
        return
    PrivateMinute.objects.create(school_id=conference.school_id, conference=conference, by=by, line=line)
    tell_room("minute.asked", conference, by=by)


@transaction.atomic
def take_minute_back(conference, *, by):
    open_one = PrivateMinute.objects.open().filter(conference=conference, by=by)
    if open_one.update(taken_back_at=timezone.now()):
        tell_room("minute.taken_back", conference, by=by)


@transaction.atomic
def settle_minute(minute, *, by):
    """The two have talked, or have found a time for it."""
    settled = PrivateMinute.objects.open().filter(pk=minute.pk)
    if not settled.update(settled_at=timezone.now(), settled_by=by):
        raise ValidationError(_("Somebody has seen to this already."))
    tell_room("minute.settled", minute.conference, by=by)


def tell_room(verb, conference, *, by):
    """The boards of the adults count it. The conference's own revision stays: no screen of hers is told."""
    touch_boards(Session.objects.boarding(conference))
    record(verb, conference, by=by)


@transaction.atomic
def set_call(conference, *, call_url, by):
    """Where those who are not in the room meet, at this one conference; empty: where its session meets."""
    conference = locked(conference)
    # Counted up in the database: while a card is turned, its revision must not come twice.
    others = Conference.objects.filter(pk=conference.pk).exclude(call_url=call_url)
    if not others.update(call_url=call_url, revision=F("revision") + 1):
        return
    record("call.set", conference, by=by)
