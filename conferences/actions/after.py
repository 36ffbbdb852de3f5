"""When it is over: how it went, letters and thanks, and what was decided later."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.revisions import Stale
from conferences.actions.files import keep_file
from conferences.actions.live import locked
from conferences.models import Conference, ConferenceFile, LookBack, Note, SurveyAnswer
from goals.actions import make_commitment


@transaction.atomic
def save_look_back(conference, *, seen_revision, by, **words):
    """Keep how it went, and give its new revision; a page that has not seen the newest is told so."""
    conference = locked(conference)
    if not conference.is_held:
        raise ValidationError(_("Look back when your conference is over."))
    now = LookBack.objects.filter(conference=conference).first()
    seen = LookBack.objects.filter(conference=conference, revision=seen_revision)
    if now is None:
        fresh = {"school_id": conference.school_id, "revision": 1}
        LookBack.objects.create(conference=conference, **fresh, **words)
        record("look_back.written", conference, by=by)
        return 1
    if not seen.update(**words, revision=F("revision") + 1, changed_at=timezone.now()):
        theirs = {name: getattr(now, name) for name in ("proud", "surprise", "next_time")}
        raise Stale(theirs=theirs, revision=now.revision)
    return seen_revision + 1


def revision_of(note):
    """When its words were last kept, in microseconds; 0 for one that is not there yet."""
    if note is None:
        return 0
    since = (note.changed_at or note.at) - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return since // datetime.timedelta(microseconds=1)


@transaction.atomic
def save_words(conference, *, kind, text, seen_revision, by, to=None):
    """Keep a letter or a thank-you while it is written. It is its writer's alone until she gives it."""
    conference = locked(conference)
    if not conference.is_held:
        raise ValidationError(_("You can write this when the conference is over."))
    note = Note.objects.filter(conference=conference).own_of(by, kind, to).first()
    if seen_revision != revision_of(note):
        raise Stale(theirs={"text": note.text if note else ""}, revision=revision_of(note))
    now = timezone.now()
    if note is None:
        fresh = {"school_id": conference.school_id, "removed_at": now, "changed_at": now}
        note = Note.objects.create(conference=conference, by=by, kind=kind, to=to, text=text, **fresh)
    elif note.text != text:
        note.text, note.changed_at = text, now
        note.save(update_fields=["text", "changed_at"])
        if note.removed_at is None:
            record("words.changed", note, by=by, student=conference.student)
    return note


@transaction.atomic
def tell_words(conference, uploads, *, kind, drawn, by, to=None):
    """A voice or a drawing beside the words, or instead of them; None when it was kept already."""
    conference = locked(conference)
    note = Note.objects.of(conference).own_of(by, kind, to).first()
    if note is None:
        note = save_words(conference, kind=kind, to=to, text="", seen_revision=0, by=by)
    return keep_file(conference, uploads, by=by, **told_in(uploads, drawn), part="note", note=note)


@transaction.atomic
def tell_look_back(conference, uploads, *, drawn, by):
    """She says or draws how it went."""
    if not locked(conference).is_held:
        raise ValidationError(_("Look back when your conference is over."))
    return keep_file(conference, uploads, by=by, **told_in(uploads, drawn), part="look_back")


def told_in(uploads, drawn):
    """Of a photo it is asked first who is in it; a voice or a drawing is shown at once."""
    photo = not drawn and any(upload.kind == "picture" for upload in uploads)
    return {"drawn": drawn, "told_at": None if photo else timezone.now()}


@transaction.atomic
def give_words(note, *, by):
    """From now on whom it is for can read it."""
    if not (note.text.strip() or ConferenceFile.objects.kept().filter(note=note).exists()):
        raise ValidationError(_("Write or say a few words first."))
    if Note.objects.filter(pk=note.pk, removed_at__isnull=False).update(removed_at=None, at=timezone.now()):
        record("words.given", note, by=by, student=note.conference.student)


@transaction.atomic
def take_back_words(note, *, by):
    """It is its writer's alone again; nothing of it is lost."""
    if Note.objects.filter(pk=note.pk, removed_at=None).update(removed_at=timezone.now()):
        record("words.taken_back", note, by=by, student=note.conference.student)


@transaction.atomic
def write_promises(conference, *, promises, check_on, decide_by, by, ends_on=None, goal=None, seen=None):
    """What they decided after all; or another day by which they will.

    Where something is written down already, what was written in another place at the same time is not lost:
    it is shown beside it, and comes to it once the page has `seen` both.
    """
    conference = locked(conference)
    if not (conference.is_held and conference.decide_by):
        promises = besides(conference, promises, seen=seen)
    if not promises:
        if decide_by is None:
            raise ValidationError(_("Agree on one thing, or say by when you will decide."))
        Conference.objects.filter(pk=conference.pk).update(decide_by=decide_by, decide_reminded_at=None)
        record("conference.decision_moved", conference, by=by)
        return
    details = {"check_on": check_on, "ends_on": ends_on, "goal": goal, "by": by}
    conference.commitments.add(
        *(
            make_commitment(conference.student, party=party, text=text, **details)
            for party, text in promises.items()
        )
    )
    Conference.objects.filter(pk=conference.pk).update(
        decide_by=None, revision=F("revision") + 1, closing_revision=F("closing_revision") + 1
    )
    record("conference.decided", conference, by=by)


def besides(conference, promises, *, seen):
    """What is not agreed yet of what another page wrote."""
    agreed = set(conference.commitments.values_list("party", "text"))
    more = {party: text for party, text in promises.items() if (party, text) not in agreed}
    if not (conference.is_held and more) or seen is None:
        raise ValidationError(_("What you agreed is written down already."))
    if seen != conference.closing_revision:
        raise Stale(theirs=conference.agreed_words(), revision=conference.closing_revision)
    return more


@transaction.atomic
def answer_survey(round_, *, who, answers, line, by, conference=None):
    """How it was for this person; she may change her mind, and the last answer counts."""
    about = {"round": round_, "conference": conference, "who": who, "by": by}
    said = {"answers": answers, "line": line}
    SurveyAnswer.objects.update_or_create(
        **about, defaults=said, create_defaults=said | {"school_id": round_.school_id}
    )
