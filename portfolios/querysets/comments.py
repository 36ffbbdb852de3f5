"""Who reads what an adult said about a piece. Said once, for pages, previews and counts."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Guardianship, Student


def pieces():
    return apps.get_model("portfolios", "Evidence").objects


def at_home(user, *, child="evidence__student", by="by"):
    """Exists: it was written by an adult of this person's own household of the child."""
    mine = Guardianship.objects.held_by(user)
    return Exists(
        mine.filter(
            student=OuterRef(child),
            household__guardianships__student=OuterRef(child),
            household__guardianships__adult=OuterRef(by),
        )
    )


def kept_away(*, child="evidence__student", by="by"):
    """Exists: the school keeps its writer away from the child."""
    return Exists(Guardianship.objects.filter(restricted=True, student=OuterRef(child), adult=OuterRef(by)))


def stands():
    """The condition that the school has neither taken it away nor keeps its writer away."""
    return Q(taken_at=None) & ~Q(kept_away())


class CommentQuerySet(QuerySet):
    def visible_to(self, user):
        """A comment is between its writer, the student and her advisor; her household reads it too.

        Other households, guests and panel do not read each other. Everybody has to see the piece itself.
        What the student hid stays for its writer and her advisor, and folded away for herself; what the
        school took away is left for its writer and her advisor.
        """
        standing = stands()
        hers = Q(evidence__in=pieces().editable_by(user)) & standing
        advised = Q(evidence__in=pieces().placeable_by(user))
        shared = Q(evidence__in=pieces().read_by(user))
        own = shared & Q(by_id=user.pk)
        home = shared & standing & Q(hidden_at=None) & at_home(user)
        return self.filter(hers | advised | own | home)

    def previewed_for(self, reader):
        """What a student is shown of it when she looks through somebody's eyes.

        Its writer and her advisor still read what the school took away; she does not, by their eyes either.
        """
        return self.visible_to(reader).filter(stands())

    def editable_by(self, user):
        """Its writer, as long as she sees the piece and the school has not taken it away."""
        return self.filter(by_id=user.pk, taken_at=None, evidence__in=pieces().read_by(user))

    def received_by(self, user):
        """The student to whom it was said: she answers, hides, and tells her school."""
        return self.visible_to(user).filter(evidence__in=pieces().editable_by(user))

    def unfolded(self):
        """Of the student's own pieces what stands on her page: not what she hid."""
        return self.filter(stands(), hidden_at=None)

    def moderated_by(self, user):
        """Her advisor, of what she sees; and of what the student told the school, the office as well.

        Nobody judges her own words, or learns that a child told the school of them.
        """
        told = Q(evidence__student__in=Student.objects.advised_by(user)) | Q(
            evidence__student__in=Student.objects.coordinated_by(user)
        )
        judged = Q(evidence__in=pieces().placeable_by(user)) | told & Q(worried_at__isnull=False)
        return self.filter(judged).exclude(by_id=user.pk)

    def worrying(self):
        """Told to the school, and not answered by it."""
        return self.filter(worried_at__isnull=False, settled_at=None, taken_at=None)

    def taken(self):
        return self.filter(taken_at__isnull=False)

    def at(self, school):
        return self.filter(school=school)

    def newest_first(self):
        return self.order_by("-made_at", "-pk")

    def with_people(self):
        return self.select_related("by")

    def with_piece(self):
        return self.select_related("by", "evidence__student__user")
