"""How far a student is with getting ready: counts for her own home and her advisor's board.

These stand on the pages that are asked for most, so they are said in SQL: the ORM takes a millisecond to
write each of them anew, for every request, and Postgres less to answer them all.
"""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Count, DateTimeField, IntegerField, OuterRef, Subquery, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from goals.querysets import DUE_AFTER


def said(sql, output_field, *params):
    """A column in our own SQL, which names the outer table by its own name; values come as `params` only."""
    return RawSQL(sql, params, output_field=output_field)  # noqa: S611


def counted(rows, **ref):
    """A subquery that counts the rows belonging to each row outside."""
    ((field, outer),) = ref.items()
    count = (
        rows.filter(**{field: OuterRef(outer)}).order_by().values(field).annotate(n=Count("pk")).values("n")
    )
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


PIECES = """
    FROM portfolios_evidence e LEFT JOIN portfolios_reflection r ON r.evidence_id = e.id
    WHERE e.student_id = accounts_student.id AND e.archived_at IS NULL"""
THOUGHT = "(r.skipped OR r.text > '') IS TRUE"
GOALS = "FROM goals_goal g WHERE g.student_id = accounts_student.id AND g.ended_at IS NULL"
COUNTS = {
    "piece_count": said(f"(SELECT count(*) {PIECES})", IntegerField()),
    "thought_count": said(f"(SELECT count(*) {PIECES} AND {THOUGHT})", IntegerField()),
    "goal_count": said(f"(SELECT count(*) {GOALS})", IntegerField()),
    "newest_goal_at": said(
        "(SELECT max(g.set_at) FROM goals_goal g WHERE g.student_id = accounts_student.id)", DateTimeField()
    ),
}
FIRST_UNTHOUGHT = said(
    f"(SELECT e.id {PIECES} AND NOT {THOUGHT} ORDER BY e.made_on DESC, e.id DESC LIMIT 1)", IntegerField()
)


def with_first_unthought(students):
    """The newest piece of each that has no reflection yet."""
    return students.annotate(first_unthought=FIRST_UNTHOUGHT)


def with_counts(students):
    """Students with what they have collected, thought about and set out to do."""
    since = timezone.now() - DUE_AFTER
    due_count = said(f"(SELECT count(*) {GOALS} AND g.news_at <= %s)", IntegerField(), since)
    return students.annotate(**COUNTS, due_count=due_count)


# An adult goes by the preferred name, or by first and last name.
WRITER = said(
    """
    (SELECT coalesce(nullif(u.preferred_name, ''), trim(u.first_name || ' ' || u.last_name))
    FROM accounts_user u WHERE u.id = conferences_note.by_id)""",
    TextField(),
)
CARDS = "FROM conferences_card c"
KEPT = "WHERE c.conference_id = conferences_conference.id AND c.removed_at IS NULL"
PLAN = {
    "planned_minutes": said(f"(SELECT coalesce(sum(c.minutes), 0) {CARDS} {KEPT})", IntegerField()),
    "shows_work": said(
        f"""
        EXISTS (SELECT 1 {CARDS} JOIN conferences_card_evidence on_card ON on_card.card_id = c.id
        JOIN portfolios_evidence e ON e.id = on_card.evidence_id {KEPT} AND e.archived_at IS NULL)""",
        BooleanField(),
    ),
}
PEOPLE = {
    "coming": said(
        """
        ARRAY(SELECT p.name FROM conferences_participant p
        WHERE p.conference_id = conferences_conference.id AND p.coming <> 'no' ORDER BY p.id)""",
        ArrayField(TextField()),
    ),
    "advisors": said(
        """
        ARRAY(SELECT coalesce(nullif(u.preferred_name, ''), trim(u.first_name || ' ' || u.last_name))
        FROM accounts_user u JOIN accounts_advisory_advisors a ON a.user_id = u.id
        JOIN accounts_student s ON s.advisory_id = a.advisory_id
        WHERE s.id = conferences_conference.student_id ORDER BY u.id)""",
        ArrayField(TextField()),
    ),
}


NEXT_STEP = said(
    """
    (SELECT s.text FROM goals_step s WHERE s.goal_id = goals_goal.id AND s.done_at IS NULL
    ORDER BY s.position, s.id LIMIT 1)""",
    TextField(),
)


def with_next_step(goals):
    """Goals, the newest first, each with the first step that is not done."""
    return goals.annotate(next_step=NEXT_STEP).order_by("-set_at", "-pk")
