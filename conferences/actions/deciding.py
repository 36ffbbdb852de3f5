"""Who may find a time for a conference just now, and how often a household changes it."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from conferences.actions.seating import lock_family, stays
from conferences.models import Conference, TimeWish


def timing(conference, *, by):
    """The conference, locked with those of its siblings, if this person may still find its time."""
    lock_family([conference])
    locked = Conference.objects.timed_by(by).with_times_for(by).filter(pk=conference.pk).first()
    if locked is None:
        raise ValidationError(_("The time of this conference is chosen by somebody else."))
    if locked.is_live or locked.is_held:
        raise ValidationError(_("This conference has already begun, so its time stays."))
    return locked


def refuse_change(conference, held, *, by):
    """The rules of the round bind families; the school helps beyond them."""
    if not conference.is_family or held is None or held.starts_at <= timezone.now():
        return
    if stays(held, conference):
        raise ValidationError(
            _("Your time is very soon, so it stays. If you cannot come, please call the school."),
            code="stays",
        )
    if changes_left(conference, by) <= 0:
        raise ValidationError(
            _("You have changed your times as often as this round allows. The school helps you from here."),
            code="changes",
        )


def changes_left(conference, by):
    """For all children of the household together."""
    made = TimeWish.objects.changes_of(by, conference.round_id).count()
    return max(0, conference.round.changes - made)
