from django.apps import apps
from django.db.models import BooleanField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

KINDS = ("photo", "voice", "video")


def newest_answer(student, kind):
    """The answer that counts now, as a subquery; null where nobody has answered."""
    answers = apps.get_model("accounts", "MediaConsent").objects.filter(student=student, kind=kind)
    return Subquery(answers.newest_first().values("allowed")[:1])


def may_be_shown(student, kind="photo"):
    """That the child whom `student` (an OuterRef) names may be shown: only where the newest answer is yes."""
    return Coalesce(newest_answer(student, kind), Value(False), output_field=BooleanField())


class MediaConsentQuerySet(QuerySet):
    def newest_first(self):
        return self.order_by("-starts_at", "-pk")

    def with_people(self):
        return self.select_related("adult", "by")

    def visible_to(self, user):
        """Who answered what and when: the adults who may answer, and the office."""
        students = apps.get_model("accounts", "Student").objects
        return self.filter(student__in=students.consented_for_by(user))

    def of(self, student):
        return self.filter(student=student)
