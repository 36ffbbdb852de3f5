from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from portfolios.models import Attachment


@transaction.atomic
def describe_attachment(attachment, *, alt, by):
    """What she would tell somebody who cannot see the picture.

    Her advisor may write it down for her and is named with it, but never over the child's own words.
    """
    hers = attachment.evidence.student.user_id == by.pk
    rows = Attachment.objects.filter(pk=attachment.pk)
    changeable = rows if hers else rows.filter(Q(alt="") | Q(alt_by__isnull=False))
    if not changeable.update(alt=alt, alt_by=by if alt and not hers else None):
        raise ValidationError(_("These are the student’s own words. You can talk about them together."))
    record("attachment.described", attachment, by=by, student=attachment.evidence.student)


@transaction.atomic
def remove_attachment(attachment, *, by):
    """Taken off the piece: nobody is shown it any more, and she can put it back."""
    if Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=timezone.now()):
        record("attachment.removed", attachment, by=by, student=attachment.evidence.student)


@transaction.atomic
def restore_attachment(attachment, *, by):
    """Back on the piece, if there is still room on it."""
    there = attachment.evidence.attachments.kept().filter(part=attachment.part)
    if there.count() >= settings.MAX_FILES:
        raise ValidationError(_("There is no more room on this piece. Take another file off first."))
    if Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=False).update(removed_at=None):
        record("attachment.restored", attachment, by=by, student=attachment.evidence.student)
