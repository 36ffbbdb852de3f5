import datetime

from django.apps import apps
from django.db.models import Q, QuerySet, Value
from django.utils import timezone

from accounts.querysets.schools import schools_of
from accounts.search import PlainWords, names_of

SIGN_INS = Q(verb__in=["session.opened", "session.ended", "session.revoked", "signin.failed"])
SEEN = Q(verb__in=["record.looked", "record.opened"])
REFUSALS = Q(verb="page.refused")
KINDS = {"changes": ~(SIGN_INS | SEEN | REFUSALS), "seen": SEEN, "refusals": REFUSALS, "sign-ins": SIGN_INS}


def named(people, words):
    """Those with each of these words in their name; two names have more than a space between them."""
    for word in words.split():
        people = people.filter(names__contains=PlainWords(Value(word)))
    return people


class AuditRecordQuerySet(QuerySet):
    def visible_to(self, user):
        """The coordinator reads who did what at her school; it holds ids and verbs, no content."""
        return self.filter(school_id__in=schools_of(user, "coordinator"))

    def at(self, school):
        return self.filter(school_id=school.pk)

    def asked_for(self, *, child="", person="", kind="", day=None):
        """Of a child and a person by any part of their names, of one of the KINDS, of one day at school."""
        rows = self.filter(KINDS[kind]) if kind else self
        if child:
            students = apps.get_model("accounts", "Student").objects.alias(names=names_of("user__"))
            rows = rows.filter(student_id__in=named(students, child).values("pk"))
        if person:
            people = apps.get_model("accounts", "User").objects.alias(names=names_of())
            rows = rows.filter(actor_id__in=named(people, person).values("pk"))
        if day:
            begins = timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
            rows = rows.filter(at__gte=begins, at__lt=begins + datetime.timedelta(days=1))
        return rows

    def looks_at(self, student, *, reader):
        """Who was shown pages of this child; of her family's own rights page only she herself is told."""
        seen = SEEN if student.user_id == reader.pk else Q(verb="record.looked")
        return self.filter(seen, student_id=student.pk)


class RecordRequestQuerySet(QuerySet):
    def coordinated_by(self, user):
        """The office answers what families ask."""
        return self.filter(school__in=schools_of(user, "coordinator"))

    def withdrawn_by(self, user):
        """Who may decide for the child takes a request back, also what another adult asked for."""
        students = apps.get_model("accounts", "Student").objects
        return self.filter(student__in=students.record_held_by(user))

    def waiting(self):
        """For the office's answer, or for the day of the deletion."""
        return self.filter(Q(state="open") | Q(runs_at__isnull=False))

    def due(self):
        """Deletions whose waiting time is over."""
        return self.filter(kind="deletion", state="agreed", runs_at__lte=timezone.now())

    def with_people(self):
        return self.select_related("student__user", "by", "decided_by").order_by("-pk")

    def at(self, school):
        return self.filter(school=school)

    def open(self):
        return self.filter(state="open")

    def of(self, student):
        return self.filter(student=student)


class DeletionQuerySet(QuerySet):
    def coordinated_by(self, user):
        return self.filter(school_id__in=schools_of(user, "coordinator"))

    def at(self, school):
        return self.filter(school_id=school.pk)

    def newest(self):
        return self.order_by("-pk")[:20]
