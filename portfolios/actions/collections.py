"""What a student does with a collection. Her words save themselves; nothing taken off is thrown away.

Words and order are not in the audit record: they save themselves every few seconds, and only she can
change them.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.revisions import Stale
from portfolios.actions.sharing import share_evidence
from portfolios.models import Collection, CollectionShare, Entry

WORDS = ("title", "audience", "words")
MOST_HEADINGS = 12  # of a framework: more is a table of contents


@transaction.atomic
def make_collection(student, *, form_key, framework=None, by, **fields):
    """A collection for somebody, empty, or with a heading for each competency. One form makes one."""
    fields |= {"student": student, "school_id": student.school_id}
    collection, made = Collection.objects.get_or_create(student=student, form_key=form_key, defaults=fields)
    if made:
        for heading, target in headings_of(framework) if framework else []:
            add_line(collection, heading=heading, target=target)
        record("collection.made", collection, by=by)
    return collection


def headings_of(framework):
    """What a framework is about, as (heading, target): its top targets, or areas where they are many."""
    top = list(framework.targets.filter(parent=None))
    if len(top) == 1:
        top = list(top[0].children.all()) or top
    if len(top) <= MOST_HEADINGS:
        return [(target.statement, target) for target in top]
    areas = dict.fromkeys(target.area_name for target in top)
    return [(area, None) for area in areas][:MOST_HEADINGS]


def add_line(collection, **fields):
    last = collection.entries.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    return Entry.objects.create(
        school_id=collection.school_id, collection=collection, position=position, **fields
    )


@transaction.atomic
def edit_collection(collection, *, seen_revision, by, **fields):
    """Title, audience and first words; an older page never overwrites a newer one."""
    changed = Collection.objects.filter(pk=collection.pk, revision=seen_revision).update(
        **fields, revision=F("revision") + 1, changed_at=timezone.now()
    )
    if not changed:
        now = Collection.objects.get(pk=collection.pk)
        raise Stale(theirs={name: getattr(now, name) for name in WORDS}, revision=now.revision)
    return seen_revision + 1


def locked(collection):
    """One change of what is in a collection at a time."""
    return Collection.objects.select_for_update().get(pk=collection.pk)


@transaction.atomic
def add_pieces(collection, pieces, *, by):
    """Pieces at its end, in the order given; one that was taken off comes back with its words.

    A single piece of two pictures, for "then and now", is its first beside its last.
    """
    locked(collection)
    there = {entry.evidence_id: entry for entry in collection.entries.of_pieces()}
    for piece in pieces:
        if piece.pk not in there:
            add_line(collection, evidence=piece)
        elif there[piece.pk].removed_at:
            restore_entry(there[piece.pk], by=by)
    if collection.is_pair and len(pieces) == 1 and not there:
        add_latest_picture(collection, pieces[0])
    if pieces:
        record("collection.filled", collection, by=by)


def add_latest_picture(collection, piece):
    files = list(piece.attachments.kept().filter(part="piece"))
    if len(files) > 1:
        collection.entries.filter(evidence=piece).update(attachment=files[0])
        add_line(collection, evidence=piece, attachment=files[-1])


@transaction.atomic
def add_heading(collection, *, heading, by):
    """A heading at the end: pieces are moved under it."""
    locked(collection)
    return add_line(collection, heading=heading)


@transaction.atomic
def edit_entry(entry, *, seen_revision, by, **fields):
    """Why a piece is here, or a heading with its words."""
    changed = Entry.objects.filter(pk=entry.pk, revision=seen_revision).update(
        **fields, revision=F("revision") + 1
    )
    if not changed:
        now = Entry.objects.get(pk=entry.pk)
        words = {"heading": now.heading, "words": now.words} if now.is_heading else {"words": now.words}
        raise Stale(theirs=words, revision=now.revision)
    return seen_revision + 1


@transaction.atomic
def remove_entry(entry, *, by):
    """Taken off; it waits below with its words. The piece itself stays where it is."""
    Entry.objects.filter(pk=entry.pk, removed_at=None).update(removed_at=timezone.now())


@transaction.atomic
def restore_entry(entry, *, by):
    """Put back, where it was."""
    Entry.objects.filter(pk=entry.pk).update(removed_at=None)


@transaction.atomic
def move_entries(collection, *, order, by):
    """Put pieces and headings in this order: a list of the keys of all of them."""
    locked(collection)
    entries = {entry.pk: entry for entry in collection.entries.kept()}
    if sorted(order) != sorted(entries):
        raise ValidationError(_("Your collection was changed in another window. Here it is as it is now."))
    for position, pk in enumerate(order):
        entries[pk].position = position
    Entry.objects.bulk_update(entries.values(), ["position"])


@transaction.atomic
def move_part(heading, *, step, by):
    """A heading with all that stands under it, past the part before it (-1) or after it (1)."""
    collection = heading.collection
    locked(collection)
    parts: list[list[int]] = [[]]
    for entry in collection.entries.kept():
        if entry.is_heading:
            parts.append([])
        parts[-1].append(entry.pk)
    here = next((number for number, part in enumerate(parts) if part[:1] == [heading.pk]), 0)
    there = here + step
    # What comes before the first heading stays the beginning.
    if here and 1 <= there < len(parts):
        parts[here], parts[there] = parts[there], parts[here]
        move_entries(collection, order=[pk for part in parts for pk in part], by=by)


@transaction.atomic
def choose_cover(entry, *, by):
    """The picture of this entry stands for the whole collection."""
    Collection.objects.filter(pk=entry.collection_id).update(cover=entry.picture)


@transaction.atomic
def archive_collection(collection, *, by):
    """Put away, not deleted: it can be put back at any time."""
    if Collection.objects.filter(pk=collection.pk, archived_at=None).update(archived_at=timezone.now()):
        record("collection.archived", collection, by=by)


@transaction.atomic
def restore_collection(collection, *, by):
    if Collection.objects.filter(pk=collection.pk, archived_at__isnull=False).update(archived_at=None):
        record("collection.restored", collection, by=by)


@transaction.atomic
def share_collection(collection, circle, *, pieces, by):
    """The student lets one circle see the collection, and those of its pieces that she said."""
    _share, shared = CollectionShare.objects.get_or_create(collection=collection, circle=circle)
    if shared:
        record(f"collection.shared_with_{circle}", collection, by=by)
    for piece in pieces:
        share_evidence(piece, circle, by=by)


@transaction.atomic
def unshare_collection(collection, circle, *, by):
    """She takes the collection back; its pieces stay shared as they are."""
    gone, _kinds = CollectionShare.objects.filter(collection=collection, circle=circle).delete()
    if gone:
        record(f"collection.unshared_with_{circle}", collection, by=by)
