"""An address of one's own that a calendar asks for one's conferences: made, shown once, taken back."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.secrets import digest, make_token
from conferences.models import CalendarFeed


@transaction.atomic
def make_feed(*, by):
    """A new address, which is in the clear only now; the one before it stops."""
    stop(by)
    token = make_token()
    feed = CalendarFeed.objects.create(user=by, digest=digest("calendar", token))
    record("feed.made", feed, by=by)
    return token


@transaction.atomic
def revoke_feed(*, by):
    """It answers nothing any more. Taken back twice, it is taken back once."""
    for feed in stop(by):
        record("feed.revoked", feed, by=by)


def stop(user):
    """Those that answered until now; locked, so that of two taps one finds it."""
    feeds = list(CalendarFeed.objects.filter(user=user, revoked_at=None).select_for_update())
    CalendarFeed.objects.filter(pk__in=[feed.pk for feed in feeds]).update(revoked_at=timezone.now())
    return feeds
