from functools import cache

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, JSONField, OuterRef, Prefetch, Q, QuerySet

from accounts.models import School
from conferences.querysets.readiness import said
from portfolios.models import Evidence, Share

# What each card and piece brings along, as small dicts. Said in SQL: the ORM takes a millisecond to write
# each of them anew for every page.
GOALS = """
    ARRAY(SELECT jsonb_build_object(
        'pk', g.id, 'want', g.want, 'will', g.will, 'need_from_family', g.need_from_family,
        'need_from_teacher', g.need_from_teacher, 'progress', g.progress, 'state', g.state)
    FROM goals_goal g JOIN conferences_card_goals on_card ON on_card.goal_id = g.id
    WHERE on_card.card_id = conferences_card.id{} ORDER BY g.id)"""
GOALS_OF_CARD = said(GOALS.format(""), ArrayField(JSONField()))
SHARED_GOALS_OF_CARD = said(GOALS.format(" AND g.shared_with_family"), ArrayField(JSONField()))
FIRST_PICTURE = said(
    """
    (SELECT jsonb_build_object('key', a.key, 'alt', a.alt, 'width', a.width, 'height', a.height)
    FROM portfolios_attachment a WHERE a.evidence_id = portfolios_evidence.id AND a.state = 'ready'
    AND a.removed_at IS NULL     ORDER BY a.position, a.id LIMIT 1)""",
    JSONField(),
)
# The pieces of a card, as small as its student needs them while she builds.
THUMBS = said(
    """
    ARRAY(SELECT jsonb_build_object('title', e.title, 'link', e.link <> '', 'key',
        (SELECT a.key FROM portfolios_attachment a WHERE a.evidence_id = e.id AND a.state = 'ready'
        AND a.removed_at IS NULL ORDER BY a.position, a.id LIMIT 1))
    FROM portfolios_evidence e JOIN conferences_card_evidence on_card ON on_card.evidence_id = e.id
    WHERE on_card.card_id = conferences_card.id AND e.archived_at IS NULL ORDER BY e.made_on, e.id)""",
    ArrayField(JSONField()),
)
# Where the student placed the piece herself, in her words.
OWN_PLACEMENT = said(
    """
    (SELECT jsonb_build_object('target', t.statement, 'area', t.area, 'level', l.statement)
    FROM portfolios_placement p JOIN portfolios_target t ON t.id = p.target_id
    JOIN portfolios_level l ON l.id = p.level_id
    WHERE p.evidence_id = portfolios_evidence.id AND p.by = 'student' AND p.removed_at IS NULL
    ORDER BY p.id LIMIT 1)""",
    JSONField(),
)


def with_first_picture(pieces):
    """Pieces as tiles, newest first, in one query whatever their number."""
    return pieces.annotate(first_picture=FIRST_PICTURE).order_by("-made_on", "-pk")


def pieces_on_card(circle=None):
    """The pieces of a card, with their reflection and first picture, in one query for all cards.

    All of them for the student herself; for a circle those that she shared with it.
    """
    return Prefetch("evidence", queryset=pieces_in_order(circle).all(), to_attr="pieces")


@cache
def pieces_in_order(circle):
    pieces = Evidence.objects.in_stream().select_related("reflection").order_by("made_on", "pk")
    if circle:
        shares = Share.objects.filter(evidence=OuterRef("pk"), circle=circle)
        pieces = pieces.filter(Exists(shares))
    return pieces.annotate(first_picture=FIRST_PICTURE, placement=OWN_PLACEMENT)


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

    def with_thumbs(self):
        """Cards with their goals and small pictures, in one query whatever the number of either."""
        return self.annotate(goal_list=GOALS_OF_CARD, thumbs=THUMBS)

    def with_contents(self):
        """Cards with their goals and pieces, in two queries whatever the number of either."""
        return self.annotate(goal_list=GOALS_OF_CARD).prefetch_related(pieces_on_card())

    def for_advisor(self):
        """With talking points, and with the pieces that she shares with her advisor."""
        return self.kept().annotate(goal_list=GOALS_OF_CARD).prefetch_related(pieces_on_card("advisor"))

    def for_family(self, *, shared_only):
        """What a family sees of an agenda: never the talking points, and only what is shared with them."""
        return (
            self.kept()
            .defer("talking_points", "tip")
            .annotate(goal_list=SHARED_GOALS_OF_CARD if shared_only else GOALS_OF_CARD)
            .prefetch_related(pieces_on_card("family" if shared_only else None))
        )
