from functools import cache

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accounts.facts import OUTER, once
from accounts.models import School
from portfolios.models import Attachment, Evidence, Placement, Share

# What names no reader is put together once: Django copies it into each query.


@once
def goals_on_card(shared_only=False):
    """The goals of a card as a list of small dicts, fetched with the card itself."""
    goals = apps.get_model("goals", "Goal").objects.filter(cards=OUTER)
    if shared_only:
        goals = goals.filter(shared_with_family=True)
    parts = ("pk", "want", "will", "need_from_family", "need_from_teacher", "progress", "state")
    return ArraySubquery(goals.order_by("pk").values(goal=JSONObject(**{part: part for part in parts})))


def ready_pictures():
    return Attachment.objects.kept().filter(state="ready").order_by("position", "pk")


@once
def first_picture():
    """The first photograph of a piece that is ready, as a small dict, fetched with the piece itself."""
    parts = {part: part for part in ("key", "alt", "width", "height")}
    return Subquery(ready_pictures().filter(evidence=OUTER).values(picture=JSONObject(**parts))[:1])


@once
def thumbs():
    """The pieces of a card as small as its student needs them while she builds."""
    first = ready_pictures().filter(evidence=OuterRef("pk")).values("key")[:1]
    parts = {"title": "title", "link": "link", "key": Subquery(first)}
    pieces = Evidence.objects.in_stream().filter(cards=OUTER).order_by("made_on", "pk")
    return ArraySubquery(pieces.values(thumb=JSONObject(**parts)))


def with_first_picture(pieces):
    """Pieces as tiles, newest first, in one query whatever their number."""
    return pieces.annotate(first_picture=first_picture()).order_by("-made_on", "-pk")


@once
def own_placement():
    """Where the student placed this piece herself, in her words, as a small dict."""
    kept = Placement.objects.kept().filter(evidence=OUTER)
    own = kept.filter(by="student", level__isnull=False).order_by("pk")
    parts = {"target": "target__statement", "area": "target__area", "level": "level__statement"}
    return Subquery(own.values(placement=JSONObject(**parts))[:1])


def pieces_on_card(circle=None):
    """The pieces of a card, with their reflection and first picture, in one query for all cards.

    All of them for the student herself; for a circle those that she shared with it.
    """
    return Prefetch("evidence", queryset=pieces_in_order(circle).all(), to_attr="pieces")


@cache
def pieces_in_order(circle):
    """Only ever asked through a copy, so that this one never holds a row."""
    pieces = Evidence.objects.in_stream().select_related("reflection").order_by("made_on", "pk")
    if circle:
        shares = Share.objects.filter(evidence=OuterRef("pk"), circle=circle)
        pieces = pieces.filter(Exists(shares))
    return pieces.annotate(first_picture=first_picture(), placement=own_placement())


class AgendaTemplateQuerySet(QuerySet):
    def coordinated_by(self, user):
        return self.filter(school__in=School.objects.coordinated_by(user))

    def newest(self):
        """The version that new conferences start from, of each plan."""
        newer = self.model.objects.filter(
            school=OuterRef("school"), name=OuterRef("name"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(newer))

    def narrowest_first(self):
        return self.order_by(F("grade_high") - F("grade_low"), "grade_low", "pk")

    def with_cards(self):
        """Each plan with its cards, from the youngest grade up."""
        return self.prefetch_related("cards").order_by("grade_low", "grade_high", "name")

    def by_grades(self, round_):
        """The plan that each grade of a round starts from: (first grade, last grade, plan or None)."""
        plans = list(self.filter(school=round_.school_id).newest().narrowest_first())
        spans = []
        for grade in range(round_.grade_low, round_.grade_high + 1):
            plan = next((one for one in plans if one.grade_low <= grade <= one.grade_high), None)
            if spans and spans[-1][2] == plan:
                spans[-1] = (spans[-1][0], grade, plan)
            else:
                spans.append((grade, grade, plan))
        return spans

    def for_student(self, student):
        """The newest version of the plan for her grade; the narrowest band wins."""
        grade = student.grade if student.grade is not None else 0
        return (
            self.filter(school=student.school_id, grade_low__lte=grade, grade_high__gte=grade)
            .newest()
            .narrowest_first()
        )


class CardQuerySet(QuerySet):
    def kept(self):
        """Cards on the agenda; a removed card can be put back."""
        return self.filter(removed_at=None)

    def editable_by(self, user):
        """The student, on her own agenda, until the conference is over."""
        return self.filter(
            conference__in=apps.get_model("conferences", "Conference")
            .objects.led_by(user)
            .exclude(state="held")
        )

    def led_by(self, user):
        """On the day the student alone turns the cards, to any that is on her agenda."""
        conferences = apps.get_model("conferences", "Conference").objects.led_by(user)
        return self.kept().filter(conference__in=conferences)

    def following(self, card):
        """The cards still to come after this one; what was skipped or kept for later waits in the list."""
        after = Q(position__gt=card.position) | Q(position=card.position, pk__gt=card.pk)
        return (
            self.kept().filter(after, conference=card.conference_id).exclude(state__in=["skipped", "parked"])
        )

    def with_contents(self):
        """Cards with their goals and pieces, in two queries whatever the number of either."""
        return self.annotate(goal_list=goals_on_card()).prefetch_related(pieces_on_card())

    def with_thumbs(self):
        """Cards with their goals and small pictures, in one query whatever the number of either."""
        return self.annotate(goal_list=goals_on_card(), thumbs=thumbs())

    def for_advisor(self):
        """With talking points, and with the pieces that she shares with her advisor."""
        return self.kept().annotate(goal_list=goals_on_card()).prefetch_related(pieces_on_card("advisor"))

    def for_family(self, *, shared_only):
        """What a family sees of an agenda: never the talking points, and only what is shared with them."""
        return (
            self.kept()
            .defer("talking_points", "tip")
            .annotate(goal_list=goals_on_card(shared_only))
            .prefetch_related(pieces_on_card("family" if shared_only else None))
        )
