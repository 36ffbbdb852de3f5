"""Who can be seen or heard, and what that keeps from whom. Said once, for every page and address."""

from django.apps import apps
from django.db.models import BooleanField, Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import Exact

from accounts.querysets import may_be_shown

# Those who can still be recognised and whom nobody has agreed to show: another child without a yes, and
# somebody from elsewhere.
HOLDS = Q(covered_at=None, agreed_at=None) & (Q(who="other") | Q(who="schoolmate", permitted=False))
# From guests also the child whose work it is; her own family sees her anyway.
HOLDS_FROM_GUESTS = Q(covered_at=None, agreed_at=None) & (Q(who="other") | Q(permitted=False))


ANSWERS = {"audio": "voice", "video": "video"}  # kind of file to the answer asked; of all others, "photo"


def permitted(kind, kind_inside):
    """That the child of a depiction may be shown in a file of this kind, as her family has answered.

    A picture and a document ask the answer about photos, a sound that about voices. A film shows and lets
    hear: both the answer about films and that about voices have to be yes. `kind_inside` is the same kind as
    the question about answers sees it.
    """
    child = OuterRef("student")
    asked = [When(Exact(kind_inside, Value(file)), then=Value(answer)) for file, answer in ANSWERS.items()]
    shown = may_be_shown(child, Case(*asked, default=Value("photo"), output_field=CharField()))
    heard = Case(
        When(Exact(kind, Value("video")), then=may_be_shown(child, "voice")),
        default=True,
        output_field=BooleanField(),
    )
    return Case(When(shown, then=heard), default=False, output_field=BooleanField())


class DepictionQuerySet(QuerySet):
    def judged_by(self, user):
        """Her advisor, about the pictures that she is shown."""
        pictures = apps.get_model("portfolios", "Attachment").objects.judged_by(user)
        return self.filter(attachment__in=pictures)

    def with_picture(self):
        return self.select_related("attachment__evidence__student")

    def with_permission(self, kind=None):
        """Each with whether that child may be shown (`permitted`); `kind`: that of the file, where known."""
        inside = OuterRef(kind) if kind else OuterRef("attachment__kind")
        return self.annotate(permitted=permitted(kind or F("attachment__kind"), inside))

    def with_hold(self):
        """Each with whether the picture is held from families because of her (`holds`)."""
        holds = Case(When(HOLDS, then=True), default=False, output_field=BooleanField())
        return self.with_permission().annotate(holds=holds)

    def holding(self, *, guests=False, kind=None):
        """Those because of whom a picture is held from families; with `guests`, from guests."""
        return self.with_permission(kind).filter(HOLDS_FROM_GUESTS if guests else HOLDS)


def held(*, guests=False):
    """The condition on a picture that keeps it from families; with `guests`, from guests.

    Nobody has said who is in it, her advisor holds it, or somebody in it may not be shown.
    """
    people = apps.get_model("portfolios", "Depiction").objects.holding(guests=guests, kind=OuterRef("kind"))
    return Q(told_at=None) | Q(held_at__isnull=False) | Exists(people.filter(attachment=OuterRef("pk")))
