"""What the job does with a file that came: made showable once, tried again, kept without its secrets."""

from contextlib import ExitStack
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.tasks import remove_files
from portfolios import chambers, makers
from portfolios.models import Attachment
from portfolios.refusals import HARD, MOST_TRIES, Unreadable
from portfolios.tasks import clean_original, prepare_soon


def prepare_attachment(attachment):
    """Make of one file what can be shown, and give its new state. Only the first of two runs is kept.

    What cannot be read fails at once. After a crash it is tried again, three times in all; the try is
    counted before the work begins, so that a file which kills the worker counts too.
    """
    if attachment.tries >= MOST_TRIES:
        return fail_attachment(attachment, HARD[attachment.kind])
    Attachment.objects.filter(pk=attachment.pk).update(tries=F("tries") + 1)
    with chambers.workshop() as folder:
        try:
            with attachment.original.open() as original:
                made = makers.make(original, Path(folder), edits=attachment.edits)
        except Unreadable as refusal:
            return fail_attachment(attachment, refusal.code)
        return keep_made(attachment, made)


def still_owed(attachment):
    """The file, unless it has been made ready, or has been cut or blurred since this work began."""
    return Attachment.objects.owed().filter(pk=attachment.pk, key=attachment.key)


def keep_made(attachment, made):
    with ExitStack() as stack:
        for column, (name, content) in made.files.items():
            getattr(attachment, column).save(name, as_file(content, stack), save=False)
    columns = made.columns | {column: getattr(attachment, column).name for column in made.files}
    if is_more_than_was_said(attachment, made):
        columns["told_at"] = None
    if not still_owed(attachment).update(state=Attachment.State.READY, **columns):
        for column in made.files:
            getattr(attachment, column).delete(save=False)
        return "done by another worker"
    clean_original.enqueue(attachment.pk)
    return Attachment.State.READY


def is_more_than_was_said(attachment, made):
    """It came as a sound, and there is something to see in it: who can be seen has not been asked yet."""
    return attachment.kind == Attachment.Kind.AUDIO and made.columns.get("kind") == Attachment.Kind.VIDEO


def as_file(content, stack):
    """Bytes as they are; a path is read piece by piece, for a film may be large."""
    return (
        ContentFile(content) if isinstance(content, bytes) else File(stack.enter_context(content.open("rb")))
    )


def fail_attachment(attachment, reason):
    """The file stays, in case it can be read another time; the page says why (`portfolios.refusals`)."""
    still_owed(attachment).update(state=Attachment.State.FAILED, reason=reason)
    return Attachment.State.FAILED


@transaction.atomic
def retry_attachment(attachment, *, by):
    """Its student asks once more."""
    failed = Attachment.objects.failed().filter(pk=attachment.pk)
    if not failed.update(state=Attachment.State.WAITING, reason="", tries=0):
        raise ValidationError(_("We are already at it."))
    record("attachment.retried", attachment, by=by, student=attachment.evidence.student)
    prepare_soon(attachment.pk, attachment.kind)


@transaction.atomic
def retry_what_may_pass():
    """What failed for want of time or memory is tried again without being asked."""
    for attachment in Attachment.objects.to_retry().select_for_update(skip_locked=True):
        Attachment.objects.filter(pk=attachment.pk).update(state=Attachment.State.WAITING, reason="")
        prepare_soon(attachment.pk, attachment.kind)


def replace_original(attachment):
    """Keep a clean copy instead of the file that came, which knows where it was made and by whom.

    A picture is cut and blurred from this one then. The old file goes with the transaction that says so.
    """
    Attachment.objects.filter(pk=attachment.pk).update(tries=F("tries") + 1)
    old = attachment.original.name
    with chambers.workshop() as folder, ExitStack() as stack:
        try:
            clean = makers.clean(attachment, Path(folder))
        except Unreadable as refusal:
            return refusal.code
        attachment.original.save("original", as_file(clean, stack), save=False)
    new = attachment.original.name
    with transaction.atomic():
        same = Attachment.objects.filter(pk=attachment.pk, original=old, original_clean=False)
        done = same.update(original=new, original_clean=True)
        remove_files.enqueue([old if done else new])
    return "clean" if done else "done by another worker"
