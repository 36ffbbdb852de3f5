"""How often something may be tried, counted by what it is aimed at.

Never by network address alone: a whole school sits behind one, and a class of thirty would lock
itself out on a Monday morning.
"""

import datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import FailedSignIn
from accounts.secrets import digest

KEPT_HOURS = 24


@transaction.atomic
def admit(key, *limits):
    """Count this try, before anybody knows how it ends; its row, or None if there were too many.

    Each limit is (tries, minutes), at most a day. Tries at the same key wait here for each other, so that
    a hundred at once are ten and not a hundred. Who succeeds takes the row back with `forgive` or `forget`.
    """
    target = stored(key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [target])
    if any(tried(target, minutes) >= tries for tries, minutes in limits):
        return None
    return FailedSignIn.objects.create(key=target)


def pretend():
    """A row that counts for nobody, where a known person would have cost one: an answer takes as long."""
    FailedSignIn.objects.create(key="")


def tried(target, minutes):
    since = timezone.now() - datetime.timedelta(minutes=minutes)
    return FailedSignIn.objects.filter(key=target, at__gt=since).count()


def forgive(row):
    """This one try was none: it succeeded, or could not be judged."""
    FailedSignIn.objects.filter(pk=row.pk).delete()


def forget(key):
    """She got in: her slips before do not count any more."""
    FailedSignIn.objects.filter(key=stored(key)).delete()


def stored(key):
    """A row tells nobody whose name or code was tried.

    Spelled as the database compares: a name in capitals, or with a long s, is the same name to guess at.
    """
    return digest("throttle", key.upper().lower())
