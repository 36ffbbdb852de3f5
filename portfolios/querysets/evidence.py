import datetime

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchRank
from django.db.models import (
    FETCH_RAISE,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, JSONObject

from accounts.models import Student
from accounts.prepared import prepared
from portfolios.beside import beside
from portfolios.journey import BEGINS, school_year_of
from portfolios.querysets.finding import Asked
from portfolios.querysets.reflections import told


def pieces():
    return apps.get_model("portfolios", "Evidence").objects


def shared_with(circle):
    """Exists: this piece is shared with the circle."""
    shares = apps.get_model("portfolios", "Share").objects
    return Exists(shares.filter(evidence=OuterRef("pk"), circle=circle))


def given_to(user):
    """The condition on a piece that it is shared with a circle in which this person is today."""
    students = Student.objects
    return (
        Q(student__in=students.advised_by(user)) & Q(shared_with("advisor"))
        | Q(student__in=students.followed_by(user)) & Q(shared_with("family"))
        | Q(student__in=students.hosting(user)) & Q(shared_with("guests"))
        | Q(student__in=students.presenting_to(user)) & Q(shared_with("panel"))
    )


MOST_PAIRS = 4  # suggestions, not a catalog


def is_thought_about():
    """With a reflection of any kind, or with the wish to tell none."""
    return Q(reflection__skipped=True) | told("reflection__")


class EvidenceQuerySet(QuerySet):
    def visible_to(self, user):
        """The student sees all of hers; others what she shares with a circle they are in."""
        hers = Q(student__in=Student.objects.is_user(user))
        return self.filter(hers | Q(archived_at=None) & given_to(user))

    def read_by(self, user):
        """The adults of her circles see what she shares with the circle and has not put away."""
        return self.in_stream().filter(given_to(user))

    def shared_in(self, circle):
        """What a circle is given, whoever is in it today."""
        return self.in_stream().filter(shared_with(circle))

    def editable_by(self, user):
        """Only the student herself; her advisor suggests, and never rewrites."""
        return self.filter(student__in=Student.objects.is_user(user))

    def placeable_by(self, user):
        """Her advisor may place what she may see."""
        students = Student.objects.advised_by(user)
        return self.in_stream().filter(shared_with("advisor"), student__in=students)

    def of(self, student):
        return self.filter(student=student)

    def in_stream(self):
        return self.filter(archived_at=None)

    def archived(self):
        return self.filter(archived_at__isnull=False)

    def thought_about(self):
        """With a reflection, or with the wish to write none."""
        return self.filter(is_thought_about())

    def with_thoughts(self):
        """Of each piece only its key, and whether it is thought about."""
        return self.annotate(thought=is_thought_about()).values_list("pk", "thought")

    def from_place(self, place):
        """Only from school, home or community; from everywhere when no place is asked for."""
        return self.filter(place=place) if place else self

    def newest_first(self):
        return self.order_by("-made_on", "-pk")

    def in_collection(self, collection):
        """In the order in which they stand there, each once."""
        entries = apps.get_model("portfolios", "Entry").objects.kept().filter(collection=collection)
        place = entries.filter(evidence=OuterRef("pk")).values("position")[:1]
        return self.filter(pk__in=entries.values("evidence")).order_by(Subquery(place), "pk")

    def not_in_collection(self, collection):
        entries = apps.get_model("portfolios", "Entry").objects.kept().of_pieces()
        return self.exclude(pk__in=entries.filter(collection=collection).values("evidence"))

    def unseen_by(self, circle):
        """Not shared with this circle yet."""
        return self.exclude(shared_with(circle))

    def called(self, words):
        """Those whose title or text has each of the words."""
        found = self
        for word in words.split():
            found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
        return found

    def found_by(self, words):
        """Those in which each of these words is found: the fitting ones first, then the newest.

        `question` is what was asked, for the marks in what is shown. Without words all, the newest first.
        """
        if not words:
            return self.annotate(question=Value("")).newest_first()
        asked, document = Asked(words), F("search_document__document")
        return (
            self.filter(search_document__document=asked)
            .annotate(fits=SearchRank(document, asked), question=Cast(asked, TextField()))
            .order_by("-fits", "-made_on", "-pk")
        )

    def with_findings(self, user):
        """All that a list of what was found shows this person, in three queries."""
        placements = apps.get_model("portfolios", "Placement").objects.kept().select_related("target")
        return (
            self.select_related("student__user")
            .with_tiles(user)
            .prefetch_related(Prefetch("placements", placements))
        )

    def on_target(self, target):
        """Placed there, by its student or her teacher; everywhere when no target is asked for."""
        placements = apps.get_model("portfolios", "Placement").objects.kept()
        return (
            self.filter(Exists(placements.filter(evidence=OuterRef("pk"), target=target))) if target else self
        )

    def of_year(self, year):
        """Made in the school year that began in this one; in any when none is asked for."""
        if not year:
            return self
        first = datetime.date(year, BEGINS, 1)
        return self.filter(made_on__gte=first, made_on__lt=first.replace(year=year + 1))

    def targets(self):
        """The targets on which these pieces are placed, as they are read."""
        placements = apps.get_model("portfolios", "Placement").objects.kept()
        placed = placements.filter(evidence__in=self.order_by().values("pk"))
        targets = apps.get_model("portfolios", "Target").objects
        return targets.filter(pk__in=placed.values("target")).order_by(
            "framework__position", "position", "pk"
        )

    def oldest_first(self):
        return self.order_by("made_on", "pk")

    def of_kind(self, kind, user):
        """Pieces with words, a link, or a file of the kind, of the files that this person is shown."""
        if not kind:
            return self
        if kind in ("text", "link"):
            return self.exclude(**{kind: ""})
        files = apps.get_model("portfolios", "Attachment").objects.kept().shown_to(user)
        return self.filter(Exists(files.filter(evidence=OuterRef("pk"), kind=kind, part="piece")))

    def by_school_year(self):
        """(year, how many pieces) of each school year, in order."""
        years = self.annotate(school_year=school_year_of("made_on")).values("school_year").order_by()
        return years.annotate(n=Count("pk")).order_by("school_year").values_list("school_year", "n")

    def pairs(self):
        """The first and the latest piece on the same target, with the target: those furthest apart first."""
        placements = apps.get_model("portfolios", "Placement").objects.kept().filter(evidence__in=self)
        targets = {}
        for placement in placements.select_related("target").order_by("evidence__made_on", "evidence"):
            targets.setdefault(placement.target, []).append(placement.evidence_id)
        ends = [(target, keys[0], keys[-1]) for target, keys in targets.items() if keys[0] != keys[-1]]
        pieces = self.in_bulk({key for _target, *both in ends for key in both})
        found = {(first, last): (target, pieces[first], pieces[last]) for target, first, last in ends}
        return sorted(found.values(), key=lambda row: row[1].made_on - row[2].made_on)[:MOST_PAIRS]

    def with_pictures(self, user):
        """The photographs on the piece that this person is shown, in one more query.

        Each knows whether families are kept from it (`is_held`).
        """
        shown = apps.get_model("portfolios", "Attachment").objects.kept().shown_to(user).with_hold()
        return self.prefetch_related(Prefetch("attachments", shown))

    def with_pictures_and_people(self, user):
        """The same, each picture with who is in it, in two more queries."""
        shown = apps.get_model("portfolios", "Attachment").objects.kept().shown_to(user)
        shown = shown.with_captions().with_hold().with_people().select_related("alt_by")
        return self.prefetch_related(Prefetch("attachments", shown))

    def with_all_pictures(self):
        """For their student, who may put back what she took off."""
        every = apps.get_model("portfolios", "Attachment").objects.with_hold()
        return self.prefetch_related(Prefetch("attachments", every))

    def with_tiles(self, user):
        """All that a tile shows this person, in two queries whatever the number of pieces."""
        return self.select_related("reflection").with_pictures(user).fetch_mode(FETCH_RAISE)

    def with_thinking(self, user):
        """All that the page asks and shows while its student thinks about a piece, in two queries."""
        return self.with_tiles(user).select_related("student__user")

    def with_all_thinking(self):
        """For their student: what she said and drew, with what she took away again, in two queries."""
        return self.select_related("reflection").with_all_pictures()

    @prepared
    def first_tiles_of(self, user, place, count):
        """Of the student's own pieces the newest, as tiles; their pictures are `of_first_tiles`."""
        first = self.first_of(user, place, count).with_comment_count()
        return first.select_related("reflection").fetch_mode(FETCH_RAISE)

    @prepared
    def on_page_of(self, collection, user):
        """The pieces of a collection that this person is shown."""
        lines = apps.get_model("portfolios", "Entry").objects.kept().filter(collection=collection)
        seen = self.visible_to(user).in_stream().filter(pk__in=lines.values("evidence"))
        return seen.select_related("reflection").fetch_mode(FETCH_RAISE)

    def with_comment_count(self):
        """For their own student: how many comments stand on each page (`comment_count`)."""
        said = apps.get_model("portfolios", "Comment").objects.unfolded().filter(evidence=OuterRef("pk"))
        counted = said.order_by().values("evidence").annotate(n=Count("pk")).values("n")
        return self.annotate(comment_count=Coalesce(Subquery(counted), 0))

    def first_of(self, user, place, count):
        return self.editable_by(user).in_stream().from_place(place).newest_first()[: int(count)]

    def with_pictures_part(self, user):
        """What the page of a piece asks for again while a picture is getting ready."""
        return self.with_pictures_and_people(user).select_related("student__user").with_rights(user)

    def with_circles(self):
        """Each with the circles that it is shared with, as a list (`shared_circles`)."""
        shares = apps.get_model("portfolios", "Share").objects.filter(evidence=OuterRef("pk"))
        return self.annotate(shared_circles=ArraySubquery(shares.order_by("pk").values("circle")))

    def keyed(self, pk):
        """The one with this key, or None."""
        return self.filter(pk=pk).first()

    def with_earlier_thoughts(self):
        """What its student thought of each piece before, the last first, fetched with the piece itself."""
        parts = (
            "id",
            "question",
            "text",
            "dictated_to",
            "face",
            "spot_key",
            "spot_x",
            "spot_y",
            "written_at",
        )
        versions = apps.get_model("portfolios", "ReflectionVersion").objects.thoughts()
        earlier = versions.filter(reflection__evidence=OuterRef("pk")).order_by("-written_at", "-pk")
        rows = earlier.values(row=JSONObject(**{part: part for part in parts}, is_thought="is_thought"))
        return self.annotate(earlier_thoughts=ArraySubquery(rows))

    def with_rights(self, user):
        """What this person may do with the piece, asked of the querysets that decide."""
        return self.annotate(
            may_edit=Exists(pieces().editable_by(user).filter(pk=OuterRef("pk"))),
            may_place=Exists(pieces().placeable_by(user).filter(pk=OuterRef("pk"))),
            may_comment=Exists(pieces().read_by(user).filter(pk=OuterRef("pk"))),
        )

    def with_story(self, user, *, preview=False):
        """All that the page of a piece shows to this person, and what may be done there.

        `may_edit` and the like are asked of the querysets that decide; `shared_circles` tells its circles.
        In a `preview` its student looks through this person's eyes.
        """
        comments = apps.get_model("portfolios", "Comment").objects
        comments = comments.previewed_for(user) if preview else comments.visible_to(user)
        placements = apps.get_model("portfolios", "Placement").objects.kept().with_continuum()
        vouches = apps.get_model("portfolios", "Vouch").objects.shown_to(user)
        return (
            self.select_related("reflection", "student__user")
            .with_earlier_thoughts()
            .with_pictures_and_people(user)
            .prefetch_related(
                Prefetch("placements", placements),
                Prefetch("comments", comments.with_people()),
                Prefetch("vouches", vouches),
            )
            .with_rights(user)
            .with_circles()
            .annotate(**beside(user))
        )
