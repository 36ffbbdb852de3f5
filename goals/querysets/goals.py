from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    FETCH_RAISE,
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.facts import OUTER, once
from accounts.models import Student
from accounts.prepared import Today
from accounts.querysets.people import spoken_name
from goals.querysets.common import REMIND_FOR, rows, three_parties
from goals.querysets.review import Reviewed, newest_reply, step_counts
from portfolios.querysets.comments import kept_away


@once
def next_step():
    steps = rows("Step").filter(goal=OUTER, done_at=None).order_by("position")
    return Subquery(steps.values("text")[:1])


@once
def family_asks():
    """That her family asks how to help, and has no answer yet."""
    questions = rows("GoalReply").filter(~kept_away(child="goal__student"), goal=OUTER, kind="help")
    return Exists(questions.exclude(pk__in=rows("GoalReply").answered()))


@once
def short_lists():
    """Steps in their order and turns of the story, each as a list of small dicts."""
    steps = rows("Step").filter(goal=OUTER).order_by("position", "pk")
    turns = rows("GoalEvent").filter(goal=OUTER).order_by("at", "pk")
    step = JSONObject(pk="pk", text="text", position="position", done_at="done_at")
    names = ("first_name", "last_name", "preferred_name", "username")
    by = JSONObject(**{name: f"by__{name}" for name in names})
    turn = JSONObject(kind="kind", at="at", reason="reason", before="before", by=by)
    teachers = rows("GoalTeacher").asked().filter(goal=OUTER).order_by("asked_at", "pk")
    teacher = JSONObject(
        pk="pk",
        teacher_id="teacher_id",
        first_name="teacher__first_name",
        last_name="teacher__last_name",
    )
    return {
        "step_rows": ArraySubquery(steps.values(row=step)),
        "turn_rows": ArraySubquery(turns.values(row=turn)),
        "teacher_rows": ArraySubquery(teachers.values(row=teacher)),
        "tick_days": days_ticked(),
    }


def days_ticked():
    return ArraySubquery(rows("Tick").filter(goal=OUTER).order_by("on").values("on"))


@once
def tick_days():
    """The days of a habit, as a list of dates."""
    return days_ticked()


@once
def way_rows():
    """Her check-ins, oldest first, as small dicts: for a picture of many goals."""
    entries = rows("CheckIn").filter(goal=OUTER).order_by("at", "pk")
    entry = JSONObject(at="at", progress="progress", top="top", line="line")
    return ArraySubquery(entries.values(row=entry))


class GoalQuerySet(Reviewed):
    def visible_to(self, user):
        """The student; her advisor, who reviews progress and support; her family when she shared it.

        And a teacher of another subject, as long as she is asked to look at it.
        """
        student, advisor, family = three_parties(user)
        asked = Q(pk__in=rows("GoalTeacher").held_by(user).values("goal"))
        return self.filter(student | advisor | asked | family & Q(shared_with_family=True))

    def followed_by(self, user):
        """Her family, of the goals that she shared with them: they ask how to help, and tell of home."""
        return self.filter(student__in=Student.objects.followed_by(user), shared_with_family=True)

    def editable_by(self, user):
        """A goal is its student's own, always."""
        return self.filter(student__in=Student.objects.is_user(user))

    def reviewed_by(self, user):
        """The advisor of its student answers."""
        return self.filter(student__in=Student.objects.advised_by(user))

    def looked_at_by(self, user):
        """A teacher of another subject leaves a note on a goal that she is asked about."""
        return self.filter(pk__in=rows("GoalTeacher").held_by(user).values("goal"))

    def teachers_asked_by(self, user):
        """Who else looks at it is decided by its student, or by her advisor."""
        student, advisor, _family = three_parties(user)
        return self.filter(student | advisor)

    def with_rights(self, user):
        """What this person may do with each: the same rules, said as columns for the buttons."""
        same = self.model.objects.filter(pk=OuterRef("pk"))
        return self.annotate(
            can_edit=Exists(same.editable_by(user)),
            can_review=Exists(same.reviewed_by(user)),
            can_note=Exists(same.looked_at_by(user)),
            # A teacher who was asked about one goal is not beside her on the others.
            is_beside=Exists(Student.objects.accompanied_by(user).filter(pk=OuterRef("student"))),
            can_ask=Exists(same.followed_by(user)),
        )

    def of(self, student):
        return self.filter(student=student)

    def open(self):
        return self.filter(ended_at=None)

    def shared(self):
        """Those that her family sees too."""
        return self.filter(shared_with_family=True)

    def due(self):
        """Open goals whose day to check in has come."""
        return self.open().filter(due_on__lte=Today())

    def unreminded(self):
        """Due since some days, and nobody has been told yet of this very day."""
        told = Q(reminded_at__date__gte=F("due_on"))
        return self.due().filter(due_on__gte=timezone.localdate() - REMIND_FOR).exclude(told)

    def quiet(self):
        """Open goals that nobody has said a word about for three weeks, holidays not counted."""
        return self.open().filter(quiet_on__lte=Today())

    def due_first(self):
        """Those that wait for a check-in, then the newest; goals that have ended come last."""
        due = Q(ended_at=None, due_on__lte=Today())
        return self.order_by(
            Case(When(due, then=0), When(ended_at=None, then=1), default=2), "-set_at", "-pk"
        )

    def with_next_step(self):
        """The first step that is not done yet."""
        return self.annotate(next_step=next_step())

    def with_step_counts(self):
        """How many steps there are, and how many are done."""
        return self.annotate(**step_counts())

    def with_reply(self):
        """The newest words of the advisor, empty for "I have read it"."""
        return self.annotate(**newest_reply())

    def with_days(self):
        """The days of a habit, in the same query."""
        return self.select_related("student__user").annotate(tick_days=tick_days())

    def with_question(self):
        """Whether her family asks how to help and waits for an answer, as `family_asks`."""
        return self.annotate(family_asks=family_asks())

    def for_cards(self):
        """All that the card of a goal shows, in one query."""
        return self.with_next_step().with_reply().with_question().fetch_mode(FETCH_RAISE)

    def for_family(self, user):
        """As an adult of her family finds them: the next step, whether she has asked, the newest answer."""
        said = rows("GoalReply").visible_to(user).filter(goal=OuterRef("pk"))
        answers = said.filter(to__kind="help").order_by("-at", "-pk")
        asked = said.filter(kind="help", by=user.pk).exclude(pk__in=rows("GoalReply").answered())
        return (
            self.with_next_step()
            .annotate(
                asked=Exists(asked),
                answer_text=Subquery(answers.values("text")[:1]),
                answer_by=Subquery(answers.annotate(name=spoken_name("by__")).values("name")[:1]),
            )
            .fetch_mode(FETCH_RAISE)
        )

    def with_story(self, user):
        """All that the page of a goal tells this person; short lists come in its own row.

        Steps and turns come as lists of dicts; goals/story.py reads them.
        """
        replies = rows("GoalReply").visible_to(user).with_rights(user).select_related("by")
        return (
            self.select_related("student__user", "target")
            .annotate(**short_lists())
            .prefetch_related("check_ins", Prefetch("replies", replies))
            .with_files(user)
        )

    def oldest_first(self):
        return self.order_by("set_at", "pk")

    def with_files(self, user):
        """With the pictures and voices that this person is shown, in one more query (`shown_file`)."""
        files = rows("GoalFile").visible_to(user)
        return self.prefetch_related(Prefetch("files", files, to_attr="shown_files"))

    def for_year(self):
        """All that the picture of a year shows, in one query: oldest goals first, each with its check-ins."""
        return self.annotate(way_rows=way_rows()).order_by("set_at", "pk").fetch_mode(FETCH_RAISE)


class StepQuerySet(QuerySet):
    def editable_by(self, user):
        return self.filter(goal__in=rows("Goal").editable_by(user))
