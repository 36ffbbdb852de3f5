from datetime import timedelta

from django.apps import apps
from django.db.models import FETCH_RAISE, Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.utils import timezone

from accounts.models import Student, User


def pieces():
    return apps.get_model("portfolios", "Evidence").objects


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

    def of(self, student):
        return self.filter(student=student)

    def in_stream(self):
        return self.filter(archived_at=None)

    def archived(self):
        return self.filter(archived_at__isnull=False)

    def from_place(self, place):
        """Only from school, home or community; from everywhere when no place is asked for."""
        return self.filter(place=place) if place else self

    def newest_first(self):
        return self.order_by("-made_on", "-pk")

    def with_pictures(self):
        """The photographs that are on the piece, in one more query."""
        kept = apps.get_model("portfolios", "Attachment").objects.kept()
        return self.prefetch_related(Prefetch("attachments", kept))

    def with_tiles(self):
        """All that a tile shows, in two queries whatever the number of pieces."""
        return self.select_related("reflection").with_pictures().fetch_mode(FETCH_RAISE)

    def with_story(self):
        """All that the page of a piece shows."""
        placements = apps.get_model("portfolios", "Placement").objects.kept().with_continuum()
        return (
            self.select_related("reflection", "student__user")
            .with_pictures()
            .prefetch_related(Prefetch("placements", placements))
        )

    def with_circles(self):
        """Whether it is shared with each circle: `shared_with_advisor`, `shared_with_family`."""
        return self.annotate(
            shared_with_advisor=shared_with("advisor"), shared_with_family=shared_with("family")
        )

    def with_rights(self, user):
        """What this person may do here, by the querysets that decide it: `may_edit`, `may_place`."""
        this = {"pk": OuterRef("pk")}
        return self.annotate(
            may_edit=Exists(pieces().editable_by(user).filter(**this)),
            may_place=Exists(pieces().placeable_by(user).filter(**this)),
        )

    def read_by_others(self, evidence):
        """The adults who see this piece today: each one near the child is asked of `visible_to` itself."""
        near = User.objects.filter(
            Q(pk__in=User.objects.filter(advisories__students=evidence.student_id).values("pk"))
            | Q(pk__in=User.objects.filter(guardianships__student=evidence.student_id).values("pk"))
        ).order_by("last_name", "first_name", "pk")
        asked = [self.visible_to(adult).filter(pk=evidence.pk).values_list(Value(adult.pk)) for adult in near]
        if not asked:
            return []
        readers = {pk for (pk,) in asked[0].union(*asked[1:], all=True)}
        return [adult for adult in near if adult.pk in readers]


class AttachmentQuerySet(QuerySet):
    def kept(self):
        """Those on the piece; one that was taken off can be put back."""
        return self.filter(removed_at=None)

    def visible_to(self, user):
        """A picture is seen by whoever sees its piece, while it is on it."""
        return self.kept().filter(evidence__in=pieces().visible_to(user))

    def editable_by(self, user):
        return self.filter(evidence__in=pieces().editable_by(user))

    def owed(self):
        """Waiting for the job that redraws them."""
        return self.filter(state="waiting")


class UploadQuerySet(QuerySet):
    def editable_by(self, user):
        """A file that is not part of a piece yet belongs to the child who sent it alone."""
        return self.filter(student__in=Student.objects.is_user(user))

    def for_form(self, form_key):
        """Those sent with one form, in the order in which they came."""
        return self.filter(form_key=form_key)

    def forgotten(self):
        """Their form was never finished: a day is enough to come back."""
        return self.filter(added_at__lt=timezone.now() - timedelta(days=1))
