"""What is older than its class of data may become goes for good, in batches, and into the ledger."""

from collections import Counter

from django.db import connection, transaction

from accounts.ledger import write_ledger
from accounts.models import Deletion
from accounts.periods import periods


def run(*, dry=False):
    """Gives how many rows of each class went, or would go. Safe to run twice, or again after a crash."""
    counts = {period.kind: count(period) if dry else empty(period) for period in periods()}
    if not dry:
        write_ledger()
    return {kind: n for kind, n in counts.items() if n}


def count(period):
    return period.due().count()


def empty(period):
    """All batches of one class; each is a transaction of its own with its line in the ledger."""
    gone = 0
    while batch := forget_batch(period):
        gone += batch
    return gone


@transaction.atomic
def forget_batch(period):
    due = period.due().select_for_update(of=("self",), skip_locked=True)
    rows = dict(due.values_list("pk", period.school)[: period.batch])
    if rows:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lectern.retention = 'on'")
        period.forget(due.model._base_manager.filter(pk__in=rows))
        if not period.writes_own_entry:
            note(period, Counter(rows.values()))
    return len(rows)


def note(period, counts):
    """One line of the ledger for each school."""
    Deletion.objects.bulk_create(
        Deletion(school_id=school, reason=period.kind, counts={period.model: n})
        for school, n in counts.items()
    )
