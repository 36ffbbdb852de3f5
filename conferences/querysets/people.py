from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Guardianship, Guest, User


def kept_away(adult):
    """Exists: this person may not be at the conference of a participant's row, whatever she said before."""
    no = Guardianship.objects.filter(student=OuterRef("conference__student"), adult=OuterRef(adult))
    return Exists(no.filter(Q(restricted=True) | Q(may_attend=False)))


class ParticipantQuerySet(QuerySet):
    def welcome(self):
        """Without those whom the school keeps away, and whoever they wanted to bring."""
        barred = Guest.objects.barred().filter(user=OuterRef("user"))
        return self.filter(~kept_away("user"), ~kept_away("added_by"), ~Exists(barred))

    def visible_to(self, user):
        """Who comes: for the student and her advisor. Each adult sees herself and whom she added."""
        conferences = apps.get_model("conferences", "Conference").objects
        return self.filter(
            Q(conference__in=conferences.led_by(user))
            | Q(conference__in=conferences.advised_by(user))
            | Q(conference__in=conferences.followed_by(user), user_id=user.pk)
            | Q(conference__in=conferences.followed_by(user), added_by_id=user.pk)
        )

    def of(self, conference):
        return self.filter(conference=conference)

    def said_by(self, user):
        """This adult's own answer and the guests she named."""
        return self.filter(Q(user_id=user.pk) | Q(added_by_id=user.pk))

    def advised_by(self, user):
        conferences = apps.get_model("conferences", "Conference").objects
        return self.filter(conference__in=conferences.advised_by(user))

    def sat_by(self, user):
        conferences = apps.get_model("conferences", "Conference").objects
        return self.filter(conference__in=conferences.sat_by(user))

    def standing_in(self):
        """Who listens where nobody of the family can."""
        return self.filter(stands_in=True)


def around(student):
    """The adults whom a student may thank: those of her family who follow her today, and her advisors."""
    family = Guardianship.objects.current().filter(student=student).values("adult")
    advisors = Q(advisories=student.advisory_id) if student.advisory_id else Q(pk=None)
    people = User.objects.filter(Q(pk__in=family) | advisors, is_active=True)
    return people.order_by("first_name", "last_name", "pk").distinct()
