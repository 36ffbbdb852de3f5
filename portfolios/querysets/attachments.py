from django.apps import apps
from django.db.models import BooleanField, Case, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject, NullIf

from accounts.models import Student
from accounts.prepared import prepared
from portfolios.querysets.depictions import held
from portfolios.querysets.evidence import pieces
from portfolios.querysets.files import MediaFileQuerySet


def shown(user):
    """The condition on a picture, of a piece that this person sees, that she is shown it.

    What is held is for its student and her advisor alone. Guests and panel are not her family: of them it
    is also held while the child whose work it is may not be shown.
    """
    students = Student.objects
    return (
        Q(evidence__student__in=students.is_user(user))
        | Q(evidence__student__in=students.advised_by(user))
        | Q(evidence__student__in=students.followed_by(user)) & ~held()
        | ~held(guests=True)
    )


class AttachmentQuerySet(MediaFileQuerySet):
    def of_piece(self):
        """Ready, and of the piece itself: what she thinks about it is not what stands for it."""
        return self.filter(state="ready", part="piece")

    def of_reflection(self):
        """What she said or drew about the piece."""
        return self.filter(part="reflection")

    def visible_to(self, user):
        """A picture is seen by whoever sees its piece, while it is on it and not held from her."""
        return self.kept().filter(shown(user), evidence__in=pieces().visible_to(user))

    def shown_to(self, user):
        """Of pieces that she sees: a picture that is held is for its student and her advisor alone."""
        return self.filter(shown(user))

    def shown_to_families(self):
        """Also what is shown while the family sits beside her, and what is printed or taken home."""
        return self.filter(~held())

    def shown_to_guests(self):
        return self.filter(~held(guests=True))

    def held(self):
        return self.filter(held())

    def with_hold(self):
        return self.annotate(
            is_held=Case(When(held(), then=True), default=False, output_field=BooleanField())
        )

    def with_people(self):
        """Each with who is in it, by name, and whether that holds it, in one more query."""
        people = apps.get_model("portfolios", "Depiction").objects.with_hold()
        return self.prefetch_related(Prefetch("depictions", people.select_related("student__user")))

    def with_story(self):
        """With its piece and student, who is in it, and whether that holds it, in two queries."""
        return self.select_related("evidence__student__user", "alt_by").with_hold().with_people()

    def with_captions(self):
        """Each with what is said in it (`caption`): the student's own words, else her advisor's."""
        captions = apps.get_model("portfolios", "Captions").objects.written().hers_first()
        written = captions.filter(attachment=OuterRef("pk")).values(
            row=JSONObject(
                text="text",
                language="language",
                by="by",
                revision="revision",
                first=Coalesce(NullIf("written_by__preferred_name", Value("")), "written_by__first_name"),
                last="written_by__last_name",
            )
        )
        return self.annotate(caption=Subquery(written[:1]))

    def vouched_for(self, evidence):
        """What an adult who was asked to vouch for the piece sees of it: no more than a guest would.

        Asking is the sharing. Whether her link opens is asked of `Vouch.objects.open()` before.
        """
        shown = self.kept().filter(evidence=evidence, part="piece", state="ready").filter(~held(guests=True))
        return shown.with_captions().annotate(door=Value("vouch")).order_by("position", "pk")

    def described_by(self, user):
        """The student says what is in her picture; so may her advisor, for a child who does not write yet."""
        return self.guarded_by(user).exclude(kind="audio")

    def captioned_by(self, user):
        """The student writes what is said in her recording; so may her advisor, who heard it."""
        return self.guarded_by(user).filter(state="ready", kind__in=["audio", "video"])

    def with_all_captions(self):
        """With its piece and student, and everybody's captions, in two queries."""
        rows = apps.get_model("portfolios", "Captions").objects.select_related("written_by")
        return (
            self.with_captions()
            .select_related("evidence__student__user", "evidence__school")
            .prefetch_related(Prefetch("captions", rows))
        )

    def guarded_by(self, user):
        """Who is in it, and what is covered: the student says so, and so does her advisor."""
        return self.kept().filter(
            Q(evidence__in=pieces().editable_by(user)) | Q(evidence__in=pieces().placeable_by(user))
        )

    def judged_by(self, user):
        """Her advisor holds a picture back, or lets it go again."""
        return self.kept().filter(evidence__in=pieces().placeable_by(user))

    @prepared
    def of_first_tiles(self, user, place, count):
        """All that is on these pieces, for their own student, who is shown what is held, too."""
        first = pieces().first_of(user, place, count)
        return self.kept().filter(evidence__in=first.values("pk")).with_hold().order_by("position", "pk")

    @prepared
    def on_page_of(self, collection, user):
        """The files of its pieces that are not held from this person; the pieces have to be hers to see."""
        lines = apps.get_model("portfolios", "Entry").objects.kept().filter(collection=collection)
        shown = self.kept().shown_to(user).filter(evidence__in=lines.values("evidence"))
        return shown.with_hold().order_by("position", "pk")

    @prepared
    def file_visible_to(self, user):
        """As `visible_to`: asked for each picture of a page and each part of a recording."""
        return self.visible_to(user)

    def editable_by(self, user):
        return self.filter(evidence__in=pieces().editable_by(user))

    def retried_by(self, user):
        """Its student asks for it once more."""
        return self.editable_by(user).kept()

    def cut_by(self, user):
        """Parts of a picture are cut off or blurred; a recording is held as a whole."""
        return self.guarded_by(user).filter(kind="picture")

    def sent_by(self, user):
        return self.filter(evidence__student__user=user)
