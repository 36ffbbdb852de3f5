from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.models import Guardianship, School, Student


class ConferenceQuerySet(QuerySet):
    def led_by(self, user):
        """The student hosts: plans, presents, closes."""
        return self.filter(student__in=Student.objects.is_user(user)).exclude(round__state="draft")

    def advised_by(self, user):
        """Her advisor gives structure, watches over the room and never rewrites."""
        return self.filter(student__in=Student.objects.advised_by(user)).exclude(round__state="draft")

    def followed_by(self, user):
        """Her family: the one page before, during and after."""
        return self.filter(student__in=Student.objects.followed_by(user)).exclude(round__state="draft")

    def booked_by(self, user):
        """Adults who may decide for the child choose the time."""
        deciding = Guardianship.objects.held_by(user).filter(may_decide=True)
        return self.filter(student__in=deciding.values("student"), round__state__in=["published", "open"])

    def coordinated_by(self, user):
        """The office sees that and when a conference is, not what is in it."""
        return self.filter(school__in=School.objects.coordinated_by(user))

    def visible_to(self, user):
        """The conference with its cards: the three who hold it."""
        return self.filter(
            Q(student__in=Student.objects.is_user(user))
            | Q(student__in=Student.objects.advised_by(user))
            | Q(student__in=Student.objects.followed_by(user))
        ).exclude(round__state="draft")

    def with_time(self):
        return self.select_related("student__user", "round", "place__session")

    def upcoming(self):
        return self.exclude(state__in=["held", "not_held"])


class ParticipantQuerySet(QuerySet):
    def visible_to(self, user):
        """Who comes: for the student and her advisor. Each adult sees herself and whom she added."""
        conferences = apps.get_model("conferences", "Conference").objects
        return self.filter(
            Q(conference__in=conferences.led_by(user))
            | Q(conference__in=conferences.advised_by(user))
            | Q(conference__in=conferences.followed_by(user), user_id=user.pk)
            | Q(conference__in=conferences.followed_by(user), added_by_id=user.pk)
        )


class NoteQuerySet(QuerySet):
    def visible_to(self, user):
        """What one adult wrote is for the student and her advisor, and stays that adult's own page.

        Two households do not read each other.
        """
        conferences = apps.get_model("conferences", "Conference").objects
        return self.filter(
            Q(conference__in=conferences.led_by(user))
            | Q(conference__in=conferences.advised_by(user))
            | Q(by_id=user.pk, conference__in=conferences.followed_by(user))
        )
