import datetime

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.querysets.schools import schools_of


class RosterImportQuerySet(QuerySet):
    def visible_to(self, user):
        """The office of each school that the roster is about."""
        schools = schools_of(user, "coordinator")
        touched = self.model.schools.through.objects.filter(school__in=schools)
        return self.filter(Q(school__in=schools) | Q(pk__in=touched.values("rosterimport")))

    def coordinated_by(self, user):
        """The office that brought it decides about it; a district's bundle is decided where it came from."""
        return self.filter(school__in=schools_of(user, "coordinator"))

    def newest(self):
        return self.select_related("by").order_by("-at", "-pk")[:5]

    def in_hand(self):
        """Brought, and neither applied nor put aside."""
        return self.filter(state__in=("matching", "reading", "ready", "refused"))

    def owed(self):
        """Those whose job was asked for and has not come to its end."""
        return self.filter(state__in=("reading", "applying", "undoing"))

    def with_newer(self):
        """`is_followed`: one of its schools has had another roster since."""
        through = self.model.schools.through.objects
        schools = through.filter(rosterimport=OuterRef(OuterRef("pk"))).values("school")
        newer = through.filter(
            school__in=schools,
            rosterimport__state__in=("applied", "undoing"),
            rosterimport__applied_at__gt=OuterRef("applied_at"),
        )
        return self.annotate(is_followed=Exists(newer))

    def undoable(self):
        """For a day, and only the newest: what came later is taken back first."""
        since = timezone.now() - datetime.timedelta(hours=self.model.UNDO_HOURS)
        return self.with_newer().filter(state="applied", applied_at__gt=since, is_followed=False)

    def with_undo(self):
        """With people and school, and `can_undo`."""
        undoable = self.model.objects.undoable().filter(pk=OuterRef("pk"))
        return self.select_related("by", "school").annotate(can_undo=Exists(undoable))

    def matchable(self):
        """Lists of a school's own whose columns can still be named."""
        return self.filter(state__in=("matching", "ready", "refused"), columns__has_key="named").exclude(
            file=""
        )

    def over(self, before):
        """Whose rows of before and after, and whose file, nobody needs any more."""
        return self.filter(at__lt=before).exclude(state__in=("reading", "applying", "undoing"))

    def with_details(self):
        """Those that still hold people's data: a file, values before and after, or reasons."""
        held = [
            Exists(apps.get_model("accounts", name).objects.filter(roster_import=OuterRef("pk")))
            for name in ("RosterChange", "RosterProblem")
        ]
        return self.filter(held[0] | held[1] | ~Q(file=""))


class RosterChangeQuerySet(QuerySet):
    def visible_to(self, user):
        """Each office reads what a roster says of its own school."""
        return self.filter(school__in=schools_of(user, "coordinator"))

    def of(self, roster_import):
        return self.filter(roster_import=roster_import)

    def lines(self):
        """One for each person, advisory and school."""
        return self.filter(lead=True).order_by("group", "what", "name", "pk")

    def counts(self):
        """How many lines, by group and what they are about: `{("new", "student"): 3}`, in one query."""
        rows = self.filter(lead=True).order_by().values("group", "what").annotate(n=Count("pk"))
        return {(row["group"], row["what"]): row["n"] for row in rows}

    def standing(self):
        """Lines of which an undo left something as it was: somebody had changed or used it."""
        left = self.model.objects.filter(roster_import=OuterRef("roster_import"), subject=OuterRef("subject"))
        return self.filter(Exists(left.exclude(kept="")))

    def shown(self, group="", what="", q=""):
        """Of this group and kind, if any is said; whose name holds every one of the words of `q`."""
        chosen = {name: value for name, value in (("group", group), ("what", what)) if value}
        for word in q.split():
            self = self.filter(name__icontains=word)
        return self.filter(**chosen)

    def about(self, lines):
        """Every row that belongs to these lines, in the order it was noted."""
        return self.filter(subject__in={line.subject for line in lines}).order_by("pk")


class RosterProblemQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(roster_import__school__in=schools_of(user, "coordinator"))

    def of(self, roster_import):
        return self.filter(roster_import=roster_import)

    def in_order(self):
        return self.order_by("-grave", "file", "line", "pk")
