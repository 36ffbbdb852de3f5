import datetime

from django.db.models import QuerySet
from django.utils import timezone

from portfolios.refusals import MAY_PASS, MOST_TRIES

MOST_CLEANING = 6  # tries of a picture, those of drawing it included


class MediaFileQuerySet(QuerySet):
    """What the job asks of every file, whatever it is part of."""

    def kept(self):
        """Those that are there; one that was taken off can be put back."""
        return self.filter(removed_at=None)

    def untold(self):
        """Nobody has said yet who is in it."""
        return self.filter(told_at=None)

    def owed(self):
        """Waiting for the job that redraws them."""
        return self.filter(state="waiting")

    def failed(self):
        return self.filter(state="failed")

    def to_retry(self):
        """Failed for want of time or memory, and not yet tried often enough."""
        return self.failed().kept().filter(reason__in=MAY_PASS, tries__lt=MOST_TRIES)

    def to_clean(self):
        """Drawn, while the file that came is still kept. What does not work is left after some tries."""
        return self.filter(state="ready", original_clean=False, tries__lt=MOST_CLEANING)

    def overdue(self):
        """Owed for so long that their job must have been lost."""
        return self.owed().filter(added_at__lt=timezone.now() - datetime.timedelta(minutes=5))

    def sent_by(self, user):
        """Those that this person sent."""
        raise NotImplementedError
