from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from portfolios.models import EarlierPlacement, Placement


@transaction.atomic
def place(evidence, target, level, *, why, view, by):
    """One view of one piece on one target's continuum; placing again moves it, and keeps where it stood."""
    if level and level.framework_id != target.framework_id:
        raise ValidationError(_("Choose one of the steps of this target."))
    before = Placement.objects.select_for_update().filter(evidence=evidence, target=target, by=view).first()
    moment = timezone.now()
    if before and before.level_id and before.level_id != (level and level.pk):
        keep_earlier(before)
    elif before and before.level_id:
        moment = before.placed_at  # better words for the same step
    Placement.objects.update_or_create(
        evidence=evidence,
        target=target,
        by=view,
        defaults={
            "school_id": evidence.school_id,
            "level": level,
            "why": why,
            "placed_by": by,
            "placed_at": moment,
            "removed_at": None,
        },
    )
    record(f"placement.made_by_{view}", evidence, by=by)


def keep_earlier(placement):
    """Where a view stood, so that growth can be shown."""
    EarlierPlacement.objects.create(
        school_id=placement.school_id,
        placement=placement,
        level_id=placement.level_id,
        why=placement.why,
        placed_by_id=placement.placed_by_id,
        placed_at=placement.placed_at,
    )


def place_self(evidence, target, level, *, why, by):
    """The student says where this piece shows her, and why."""
    place(evidence, target, level, why=why, view=Placement.By.STUDENT, by=by)


def place_by_teacher(evidence, target, level, *, why, by):
    """The teacher's view stands beside the student's and never replaces it."""
    place(evidence, target, level, why=why, view=Placement.By.TEACHER, by=by)


@transaction.atomic
def remove_placement(placement, *, by):
    """Taken off the piece; choosing the same target again brings level and words back."""
    if Placement.objects.filter(pk=placement.pk, removed_at=None).update(removed_at=timezone.now()):
        record("placement.removed", placement.evidence, by=by)
