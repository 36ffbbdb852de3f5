from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Student


class MattersQuerySet(QuerySet):
    def editable_by(self, user):
        """Only the student herself."""
        return self.filter(student__in=Student.objects.is_user(user))


class AnswerQuerySet(QuerySet):
    def visible_to(self, user):
        """She and her advisor; her family what she chose for them. An empty answer is none."""
        followed = Q(student__in=Student.objects.followed_by(user), for_family=True)
        hers = Q(student__in=Student.objects.is_user(user))
        advised = Q(student__in=Student.objects.advised_by(user))
        return self.exclude(text="").filter(hers | advised | followed)

    def editable_by(self, user):
        """Only the student herself."""
        return self.filter(student__in=Student.objects.is_user(user))


def with_answers(students, user):
    """Each with what this person may read of what matters to her (`told`), in one more query."""
    answers = apps.get_model("portfolios", "Answer").objects.visible_to(user)
    return students.select_related("user", "advisory").prefetch_related(
        Prefetch("answers", answers, to_attr="told")
    )


def pieces_chosen(pieces):
    """Of these pieces those that a student chose to say what matters to her."""
    chosen = apps.get_model("portfolios", "Matters").objects.filter(piece__isnull=False)
    return pieces.filter(pk__in=chosen.values("piece"))
