from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.tasks import remove_files
from portfolios import images
from portfolios.models import Attachment
from portfolios.refusals import Unreadable
from portfolios.tasks import clean_original

MOST_TRIES = 3
SIZES = ("thumb", "page", "screen")


@transaction.atomic
def describe_attachment(attachment, *, alt, by):
    """What she would tell somebody who cannot see the picture."""
    Attachment.objects.filter(pk=attachment.pk).update(alt=alt)
    record("attachment.described", attachment, by=by, student=attachment.evidence.student)


@transaction.atomic
def remove_attachment(attachment, *, by):
    """Taken off the piece: nobody is shown it any more, and she can put it back."""
    if Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=timezone.now()):
        record("attachment.removed", attachment, by=by, student=attachment.evidence.student)


@transaction.atomic
def restore_attachment(attachment, *, by):
    """Back on the piece, if there is still room on it."""
    if attachment.evidence.attachments.kept().count() >= settings.MAX_FILES:
        raise ValidationError(_("There is no more room on this piece. Take another file off first."))
    if Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=False).update(removed_at=None):
        record("attachment.restored", attachment, by=by, student=attachment.evidence.student)


def prepare_attachment(attachment):
    """Draw one photograph anew in each size and give its new state. Only the first of two runs is kept.

    A picture that cannot be read fails at once. After a crash it is tried again, three times in all; the
    try is counted before the work begins, so that a picture which kills the worker counts too.
    """
    if attachment.tries >= MOST_TRIES:
        return fail_attachment(attachment, "too_hard")
    Attachment.objects.filter(pk=attachment.pk).update(tries=F("tries") + 1)
    try:
        with attachment.original.open() as original:
            drawn = images.normalise(original, edits=attachment.edits)
    except Unreadable as refusal:
        return fail_attachment(attachment, refusal.code)
    return keep_renditions(attachment, drawn)


def still_owed(attachment):
    """The picture, unless it has been drawn, or has been cut or blurred since this work began."""
    return Attachment.objects.owed().filter(pk=attachment.pk, key=attachment.key)


def keep_renditions(attachment, drawn):
    for size in SIZES:
        getattr(attachment, size).save(f"{size}.webp", ContentFile(drawn.files[size].data), save=False)
    ready = still_owed(attachment).update(
        state=Attachment.State.READY,
        width=drawn.width,
        height=drawn.height,
        **{size: getattr(attachment, size).name for size in SIZES},
    )
    if not ready:
        for size in SIZES:
            getattr(attachment, size).delete(save=False)
        return "done by another worker"
    clean_original.enqueue(attachment.pk)
    return Attachment.State.READY


def replace_original(attachment):
    """Keep a clean picture of full size instead of the file that came, which knows where it was taken.

    It is cut and blurred from this one then. The old file goes with the transaction that says so.
    """
    Attachment.objects.filter(pk=attachment.pk).update(tries=F("tries") + 1)
    old = attachment.original.name
    try:
        with attachment.original.open() as original:
            clean = images.cleaned(original)
    except Unreadable as refusal:
        return refusal.code
    attachment.original.save("original", ContentFile(clean), save=False)
    new = attachment.original.name
    with transaction.atomic():
        same = Attachment.objects.filter(pk=attachment.pk, original=old, original_clean=False)
        done = same.update(original=new, original_clean=True)
        remove_files.enqueue([old if done else new])
    return "clean" if done else "done by another worker"


def fail_attachment(attachment, reason):
    """The file stays, in case a later version can read it; the page says why (`portfolios.refusals`)."""
    still_owed(attachment).update(state=Attachment.State.FAILED, reason=reason)
    return Attachment.State.FAILED
