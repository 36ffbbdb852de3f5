from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Student


def collection_shared_with(circle):
    """Exists: this collection is shared with the circle."""
    shares = apps.get_model("portfolios", "CollectionShare").objects
    return Exists(shares.filter(collection=OuterRef("pk"), circle=circle))


class CollectionQuerySet(QuerySet):
    def visible_to(self, user):
        """The student sees all of hers; her advisor and her family what she shared and has not put away."""
        advised = Q(student__in=Student.objects.advised_by(user)) & Q(collection_shared_with("advisor"))
        followed = Q(student__in=Student.objects.followed_by(user)) & Q(collection_shared_with("family"))
        return self.filter(
            Q(student__in=Student.objects.is_user(user)) | Q(archived_at=None) & (advised | followed)
        )

    def editable_by(self, user):
        """Only the student herself."""
        return self.filter(student__in=Student.objects.is_user(user))


class EntryQuerySet(QuerySet):
    def editable_by(self, user):
        return self.filter(collection__student__in=Student.objects.is_user(user))
