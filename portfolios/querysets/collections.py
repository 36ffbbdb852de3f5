from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    FETCH_RAISE,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import Student
from accounts.prepared import prepared


def rows(name):
    return apps.get_model("portfolios", name).objects


def collection_given_to(user):
    """The condition on a collection that it is shared with a circle in which this person is today."""
    students = Student.objects

    def shared_with(circle):
        return Q(Exists(rows("CollectionShare").filter(collection=OuterRef("pk"), circle=circle)))

    return (
        Q(student__in=students.advised_by(user)) & shared_with("advisor")
        | Q(student__in=students.followed_by(user)) & shared_with("family")
        | Q(student__in=students.hosting(user)) & shared_with("guests")
        | Q(student__in=students.presenting_to(user)) & shared_with("panel")
    )


class CollectionQuerySet(QuerySet):
    def visible_to(self, user):
        """The student sees all of hers; others what she shares with a circle they are in.

        Of its pieces they see those that are shared with them, too.
        """
        hers = Q(student__in=Student.objects.is_user(user))
        return self.filter(hers | Q(archived_at=None) & collection_given_to(user))

    def editable_by(self, user):
        """Only the student herself."""
        return self.filter(student__in=Student.objects.is_user(user))

    def of(self, student):
        return self.filter(student=student)

    def keyed(self, pk):
        """The one with this key, or None."""
        return self.filter(pk=pk).first()

    def current(self):
        return self.filter(archived_at=None)

    def made_between(self, since, until):
        """Those made from one day on, until before another; with no limit where none is said."""
        found = self.filter(made_at__date__gte=since) if since else self
        found = found.filter(made_at__date__lt=until) if until else found
        return list(found.order_by("made_at", "pk"))

    def with_rights(self, user):
        """Whether it is hers to change, with which circles it is shared, and whether she has a panel."""
        mine = self.model.objects.editable_by(user)
        shares = rows("CollectionShare").filter(collection=OuterRef("pk")).order_by("circle")
        panels = Student.objects.with_panel().filter(has_panelists=True)
        return self.annotate(
            may_edit=Exists(mine.filter(pk=OuterRef("pk"))),
            circles=ArraySubquery(shares.values("circle")),
            has_panelists=Exists(panels.filter(pk=OuterRef("student"))),
        )

    def with_tiles(self, user):
        """All that a tile shows this person: its cover and how many pieces, of those that she sees."""
        seen = rows("Evidence").visible_to(user).in_stream()
        entries = rows("Entry").kept().filter(collection=OuterRef("pk"), evidence__in=seen)
        count = (
            entries.order_by().values("collection").annotate(n=Count("evidence", distinct=True)).values("n")
        )
        return (
            self.with_rights(user)
            .annotate(
                piece_count=Coalesce(Subquery(count), 0, output_field=IntegerField()),
                cover_key=Subquery(cover_of(user, seen).values("key")[:1]),
            )
            .order_by("-made_at", "-pk")
        )

    def with_story(self, user):
        """All that the page of a collection shows this person, in three queries more."""
        return (
            self.select_related("student__user")
            .with_rights(user)
            .prefetch_related(Prefetch("entries", rows("Entry").kept().with_pieces(user)))
        )

    @prepared
    def read_by(self, user):
        """As `visible_to`, for the page that is read; what is in it are `entries_shown`."""
        return self.visible_to(user).select_related("student__user").with_rights(user)

    def with_workshop(self, user):
        """All that its student needs to change it: what she took off, and who sees which piece, too."""
        lines = Prefetch("entries", rows("Entry").with_own_pieces(user))
        return self.select_related("student").with_rights(user).prefetch_related(lines)


def cover_of(user, seen):
    """The pictures that may stand for a collection: the one that its student chose, else in their order."""
    return (
        rows("Attachment")
        .kept()
        .shown_to(user)
        .filter(part="piece", state="ready", evidence__in=seen)
        .exclude(kind="audio")
        .filter(evidence__entries__collection=OuterRef("pk"), evidence__entries__removed_at=None)
        .annotate(rank=Case(When(pk=OuterRef("cover"), then=0), default=1))
        .order_by("rank", "evidence__entries__position", "position", "pk")
    )


def entries_shown(collection, user):
    """The entries of a collection as this person is shown them, in three prepared questions.

    An entry whose piece she is not shown stays without it (`seen`), for the heading above to know.
    """
    entries = list(rows("Entry").on_page_of(collection))
    pieces = {piece.pk: piece for piece in rows("Evidence").on_page_of(collection, user)}
    files = {pk: [] for pk in pieces}
    for file in rows("Attachment").on_page_of(collection, user):
        files.get(file.evidence_id, []).append(file)
    for entry in entries:
        piece = pieces.get(entry.evidence_id)
        entry.seen = piece is not None
        if piece:
            piece.files = files[piece.pk]
            entry.evidence = piece
    return entries


class EntryQuerySet(QuerySet):
    def editable_by(self, user):
        return self.filter(collection__student__in=Student.objects.is_user(user))

    def kept(self):
        return self.filter(removed_at=None)

    @prepared
    def on_page_of(self, collection):
        """Its lines, in order, whoever reads; their pieces are a question of who does."""
        return self.kept().filter(collection=collection).order_by("position", "pk").fetch_mode(FETCH_RAISE)

    def keys_in(self, collection):
        """The order of now."""
        kept = self.kept().filter(collection=collection)
        return kept.order_by("position", "pk").values_list("pk", flat=True)

    def of_pieces(self):
        return self.filter(evidence__isnull=False)

    def with_pieces(self, user):
        """Each with its piece as this person is shown it; without `seen` there is none for her."""
        seen = rows("Evidence").visible_to(user).in_stream()
        return self.annotate(seen=Exists(seen.filter(pk=OuterRef("evidence")))).prefetch_related(
            Prefetch("evidence", seen.with_tiles(user))
        )

    def with_own_pieces(self, user):
        """For their student, what she has put away too; each piece with the circles that see it."""
        shares = rows("Share").filter(evidence=OuterRef("pk"))
        own = rows("Evidence").editable_by(user).with_tiles(user)
        return self.prefetch_related(
            Prefetch("evidence", own.annotate(circles=ArraySubquery(shares.values("circle"))))
        )

    def with_story(self, user):
        """With its collection, and its piece for its student."""
        return self.select_related("collection__student").with_own_pieces(user)
