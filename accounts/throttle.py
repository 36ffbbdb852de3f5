"""How often something may be tried, counted by what it is aimed at.

Never by network address alone: a whole school sits behind one, and a class of thirty would lock
itself out on a Monday morning.
"""

import datetime

from django.utils import timezone

from accounts.models import FailedSignIn
from accounts.secrets import digest

KEPT_HOURS = 24


def too_many(key, limit, minutes):
    """Whether `limit` failures of this key are noted within the last `minutes` (at most a day)."""
    since = timezone.now() - datetime.timedelta(minutes=minutes)
    return FailedSignIn.objects.filter(key=stored(key), at__gt=since).count() >= limit


def note_failure(key):
    FailedSignIn.objects.create(key=stored(key))


def forget(key):
    """She got in: her slips before do not count any more."""
    FailedSignIn.objects.filter(key=stored(key)).delete()


def stored(key):
    """A row tells nobody whose name or code was tried.

    Spelled as the database compares: a name in capitals, or with a long s, is the same name to guess at.
    """
    return digest("throttle", key.upper().lower())
