from itertools import zip_longest

from django.apps import apps
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Student


class PromptQuerySet(QuerySet):
    def offered_to(self, user):
        """The prompts of her age: the shipped ones and her school's."""
        student = Student.objects.is_user(user).values("grade")[:1]
        school = Student.objects.is_user(user).values("school")[:1]
        return self.filter(
            Q(school=None) | Q(school__in=school), grade_low__lte=student, grade_high__gte=student
        )

    def rotated_for(self, evidence):
        """The questions in the order to offer them, as a list.

        They take turns by function, beginning with the one after that of her last piece, so that a
        question never comes twice running; within a function those she has answered least come first.
        """
        hers = apps.get_model("portfolios", "Reflection").objects.filter(
            evidence__student=evidence.student_id, prompt__isnull=False
        )
        answered = hers.exclude(evidence=evidence).exclude(text="")
        last = answered.order_by("-changed_at")
        uses = answered.filter(prompt=OuterRef("pk")).values("prompt").annotate(n=Count("pk")).values("n")
        prompts = self.annotate(
            uses=Coalesce(Subquery(uses), 0), last=Subquery(last.values("prompt__function")[:1])
        ).order_by("uses", "pk")
        return take_turns(list(prompts))


def take_turns(prompts):
    """One of each function in turn, after the function that was last."""
    functions = [function for function, _label in apps.get_model("portfolios", "Prompt").Function.choices]
    if prompts and prompts[0].last:
        turn = functions.index(prompts[0].last) + 1
        functions = functions[turn:] + functions[:turn]
    groups = [[prompt for prompt in prompts if prompt.function == function] for function in functions]
    return [prompt for turn in zip_longest(*groups) for prompt in turn if prompt]


class ReflectionQuerySet(QuerySet):
    def visible_to(self, user):
        """A reflection is part of its piece, for the same eyes."""
        return self.filter(evidence__in=apps.get_model("portfolios", "Evidence").objects.visible_to(user))

    def editable_by(self, user):
        return self.filter(evidence__in=apps.get_model("portfolios", "Evidence").objects.editable_by(user))
