from itertools import zip_longest

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import School, Student

LOOK_BACK = 60  # pieces
REST = 10  # pieces before a question that she passed over is offered again among the first


class PromptQuerySet(QuerySet):
    def offered_to(self, user):
        """The prompts of her age: the shipped ones and her school's."""
        student = Student.objects.is_user(user).values("grade")[:1]
        school = Student.objects.is_user(user).values("school")[:1]
        return self.filter(
            Q(school=None) | Q(school__in=school),
            grade_low__lte=student,
            grade_high__gte=student,
            retired_at=None,
        )

    def rotated_for(self, evidence):
        """The questions in the order to offer them, as a list (`take_turns`)."""
        reflections = apps.get_model("portfolios", "Reflection").objects
        return take_turns(list(self.order_by("pk")), list(reflections.before(evidence)))

    def read_by(self, user):
        """Staff read the whole bank: what is shipped, and what their school asks."""
        schools = School.objects.staffed_by(user)
        return self.filter(Q(school__in=schools) | Q(school=None) & Q(Exists(schools)))

    def asked_by(self, user):
        """A school's own questions: whoever works there adds and changes them."""
        return self.filter(school__in=School.objects.staffed_by(user))

    def at(self, school):
        return self.filter(school=school)

    def besides(self, prompt):
        """The other questions of its school."""
        return self.filter(school=prompt.school_id).exclude(pk=prompt.pk)

    def shipped(self):
        return self.filter(school=None, retired_at=None)

    def for_list(self):
        """As a school reads them: by what they ask, the youngest first."""
        order = list(self.model.Function.values)
        rows = self.order_by("grade_low", "grade_high", "pk")
        return sorted(rows, key=lambda prompt: order.index(prompt.function))


def take_turns(prompts, past=()):
    """One question of each function in turn; the functions that she met least lately come first.

    `past`: of her other pieces, the last one first, the key of the question that she answered or None and
    the keys of those that she passed over. A question never comes twice running, and one that she passed
    over rests. Who has met none begins with why she chose this piece.
    """
    functions = [function for function, _label in apps.get_model("portfolios", "Prompt").Function.choices]
    last, uses, resting = {}, {}, set()
    for age, (answered, passed) in enumerate(past):
        for key in filter(None, [answered, *passed]):
            last.setdefault(key, age)
        uses[answered] = uses.get(answered, 0) + 1
        resting.update(passed if age < REST else [])
    never = len(past)
    just_now = next(filter(None, (answered for answered, _passed in past)), None)

    def newest_first(prompt):
        return last.get(prompt.pk, never)

    def fresh_first(prompt):
        resting_now = prompt.pk in resting
        return prompt.pk == just_now, resting_now, uses.get(prompt.pk, 0), -newest_first(prompt)

    groups = {function: [] for function in functions}
    for prompt in sorted(prompts, key=fresh_first):
        groups[prompt.function].append(prompt)
    met = {function: min(map(newest_first, group), default=never) for function, group in groups.items()}
    ordered = sorted(functions, key=lambda function: -met[function])
    return [prompt for turn in zip_longest(*(groups[one] for one in ordered)) for prompt in turn if prompt]


def told(way=""):
    """The condition on a reflection, or with `way="reflection__"` on its piece, that she told something.

    In words, with a face, by a spot on a picture, or with a recording or a drawing.
    """
    words = Q(**{f"{way}text__gt": ""}) | Q(**{f"{way}face__gt": ""}) | Q(**{f"{way}spot_key__isnull": False})
    attachments = apps.get_model("portfolios", "Attachment").objects.kept().of_reflection()
    piece = OuterRef("pk" if way else "evidence")
    return words | Q(Exists(attachments.filter(evidence=piece, thought=None)))


class ReflectionQuerySet(QuerySet):
    def visible_to(self, user):
        """A reflection is part of its piece, for the same eyes."""
        return self.filter(evidence__in=apps.get_model("portfolios", "Evidence").objects.visible_to(user))

    def editable_by(self, user):
        return self.filter(evidence__in=apps.get_model("portfolios", "Evidence").objects.editable_by(user))

    def before(self, evidence):
        """Of the student's other pieces what was answered and passed over, the last first."""
        hers = self.filter(evidence__student=evidence.student_id).exclude(evidence=evidence)
        rows = hers.annotate(answered=told()).order_by("-changed_at")
        for prompt, passed, answered in rows.values_list("prompt", "passed", "answered")[:LOOK_BACK]:
            yield prompt if answered else None, passed


class ReflectionVersionQuerySet(QuerySet):
    def editable_by(self, user):
        """Earlier words are the student's own: she alone reads them, and puts them back."""
        hers = apps.get_model("portfolios", "Evidence").objects.editable_by(user)
        return self.filter(reflection__evidence__in=hers)

    def of(self, evidence):
        return self.filter(reflection__evidence=evidence)

    def thoughts(self):
        """Those that stand beside the new ones."""
        return self.filter(is_thought=True)

    def unseen(self):
        return self.filter(is_thought=False)
