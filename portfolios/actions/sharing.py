"""The student says which circle sees which piece."""

from django.db import transaction

from accounts.audit import record
from portfolios.models import Share


@transaction.atomic
def share_evidence(evidence, circle, *, by):
    """The student lets one circle see the piece. Doing it twice changes nothing."""
    _share, shared = Share.objects.get_or_create(evidence=evidence, circle=circle)
    if shared:
        record(f"evidence.shared_with_{circle}", evidence, by=by)


@transaction.atomic
def unshare_evidence(evidence, circle, *, by):
    """She takes it back; from the next look on, the circle finds nothing there."""
    gone, _kinds = Share.objects.filter(evidence=evidence, circle=circle).delete()
    if gone:
        record(f"evidence.unshared_with_{circle}", evidence, by=by)


@transaction.atomic
def share_many(pieces, circles, *, on, by):
    """Share several pieces with several circles, or stop: all of it or nothing."""
    change = share_evidence if on else unshare_evidence
    for piece in pieces:
        for circle in circles:
            change(piece, circle, by=by)
