from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Student


def shared_with(circle):
    """Exists: this piece is shared with the circle."""
    shares = apps.get_model("portfolios", "Share").objects
    return Exists(shares.filter(evidence=OuterRef("pk"), circle=circle))


class EvidenceQuerySet(QuerySet):
    def visible_to(self, user):
        """The student sees all of hers; her advisor and her family what she shared with them."""
        return self.filter(
            Q(student__in=Student.objects.is_user(user))
            | Q(student__in=Student.objects.advised_by(user)) & Q(shared_with("advisor"))
            | Q(student__in=Student.objects.followed_by(user)) & Q(shared_with("family"))
        )

    def editable_by(self, user):
        """Only the student herself; her advisor suggests, and never rewrites."""
        return self.filter(student__in=Student.objects.is_user(user))

    def placeable_by(self, user):
        """Her advisor may place what she may see."""
        return self.filter(shared_with("advisor"), student__in=Student.objects.advised_by(user))

    def in_stream(self):
        return self.filter(archived_at=None)

    def with_tiles(self):
        """All that a tile shows, in three queries whatever the number of pieces."""
        return self.select_related("reflection").prefetch_related("attachments")


class AttachmentQuerySet(QuerySet):
    def visible_to(self, user):
        """A picture is seen by whoever sees its piece."""
        pieces = apps.get_model("portfolios", "Evidence").objects.visible_to(user)
        return self.filter(evidence__in=pieces)

    def editable_by(self, user):
        pieces = apps.get_model("portfolios", "Evidence").objects.editable_by(user)
        return self.filter(evidence__in=pieces)

    def owed(self):
        """Waiting for the job that redraws them."""
        return self.filter(state="waiting")
