from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.revisions import Stale
from portfolios.actions.uploads import attach_uploads
from portfolios.models import Draft, Evidence

WRITTEN = ("title", "text", "link")


@transaction.atomic
def add_evidence(student, *, form_key, uploads=(), by, **fields):
    """A new piece: pictures, words, a link or a mix of them. One form, sent twice, adds one piece."""
    if not (uploads or fields.get("text") or fields.get("link")):
        raise ValidationError(_("Add a picture, some words or a link."))
    fields |= {"student": student, "school_id": student.school_id}
    evidence, added = Evidence.objects.get_or_create(student=student, form_key=form_key, defaults=fields)
    if not added and not says_the_same(evidence, fields, uploads):
        # Not a double click: she went back and wrote another piece on the same page.
        evidence, added = Evidence.objects.create(**fields), True
    if added:
        attach_uploads(evidence, uploads)
        Draft.objects.filter(student=student, form_key=form_key).delete()
        record("evidence.added", evidence, by=by)
    return evidence


def says_the_same(evidence, fields, uploads):
    """The same words, and no picture that is not on the piece already."""
    there = Counter(evidence.attachments.values_list("byte_count", flat=True))
    sent = Counter(upload.byte_count for upload in uploads)
    return sent <= there and all(getattr(evidence, name) == value for name, value in fields.items())


@transaction.atomic
def save_draft(student, *, form_key, words, seen_revision):
    """Keep what is typed into the form of a new piece, and give back its revision.

    Nothing to keep once the piece is there: a late save of the same page must not begin it again.
    """
    if Evidence.objects.filter(student=student, form_key=form_key).exists():
        return seen_revision
    draft, begun = Draft.objects.get_or_create(
        student=student,
        form_key=form_key,
        defaults={"words": words, "revision": 1, "school_id": student.school_id},
    )
    if begun:
        return draft.revision
    saved = Draft.objects.filter(pk=draft.pk, revision=seen_revision).update(
        words=words, revision=F("revision") + 1, changed_at=timezone.now()
    )
    if not saved:
        raise Stale(theirs=draft.words, revision=draft.revision)
    return seen_revision + 1


@transaction.atomic
def edit_evidence(evidence, *, seen_revision, by, **fields):
    """The student changes her piece; an older page never overwrites a newer one."""
    changed = Evidence.objects.filter(pk=evidence.pk, revision=seen_revision).update(
        **fields, revision=F("revision") + 1
    )
    if not changed:
        now = Evidence.objects.get(pk=evidence.pk)
        raise Stale(theirs={name: getattr(now, name) for name in WRITTEN}, revision=now.revision)
    record("evidence.changed", evidence, by=by)


@transaction.atomic
def archive_evidence(evidence, *, by):
    """Put away, not deleted: it can be put back at any time."""
    if Evidence.objects.filter(pk=evidence.pk, archived_at=None).update(archived_at=timezone.now()):
        record("evidence.archived", evidence, by=by)


@transaction.atomic
def restore_evidence(evidence, *, by):
    if Evidence.objects.filter(pk=evidence.pk, archived_at__isnull=False).update(archived_at=None):
        record("evidence.restored", evidence, by=by)
