from django.apps import apps
from django.db.models import F, Q, QuerySet

from conferences.querysets.readiness import writer


def thanked(user):
    """The condition that a thank-you is for this person, alone or with all others."""
    return Q(kind="thanks") & (Q(to=None) | Q(to=user.pk))


class NoteQuerySet(QuerySet):
    def visible_to(self, user):
        """What one adult wrote is for the student and her advisor, and stays that adult's own page.

        Two households do not read each other. A thank-you is read by whom it is for; what its writer has
        not given yet, or has taken back, by nobody else.
        """
        conferences = apps.get_model("conferences", "Conference").objects
        followed = conferences.followed_by(user)
        return self.given().filter(
            Q(conference__in=conferences.led_by(user))
            | Q(conference__in=conferences.advised_by(user))
            | Q(by_id=user.pk, conference__in=followed)
            | Q(thanked(user), conference__in=followed)
        )

    def given(self):
        """Without what is still being written, and what was taken back."""
        return self.filter(removed_at=None)

    def told_and_written_by(self, user):
        """What this adult wrote, given or not, and the thanks that are for her."""
        return self.filter(Q(by_id=user.pk) | Q(thanked(user), removed_at=None))

    def of(self, conference):
        return self.filter(conference=conference).select_related("by")

    def written_by(self, user):
        return self.filter(by_id=user.pk)

    def glows_and_grows(self):
        return self.filter(kind__in=["glow", "grow"])

    def of_afterwards(self):
        """What the record shows: glow and grow, letters back, and her thanks."""
        return self.filter(kind__in=["glow", "grow", "letter", "thanks"]).select_related("to")

    def said_to_her(self):
        return self.filter(kind__in=["glow", "grow", "letter"])

    def own_of(self, user, kind, to=None):
        """The one letter, or thank-you to somebody, that this person writes."""
        return self.filter(by=user.pk, kind=kind, to=to)

    def taken_back_by(self, user):
        """A letter or thank-you that its writer gave."""
        return self.given().filter(by=user.pk, kind__in=["letter", "thanks"])

    def with_names(self):
        """With the name of the adult who wrote each, the newest first."""
        return self.annotate(by_name=writer()).order_by("-at", "-pk")

    def offers(self):
        """Questions of her family and ideas of her advisor that the student has not answered yet."""
        return self.given().filter(kind__in=["question", "suggestion"], settled_at=None)

    def asked_by(self, user):
        """An adult's own questions, for as long as she follows the conference."""
        conferences = apps.get_model("conferences", "Conference").objects
        return self.filter(by_id=user.pk, kind="question", conference__in=conferences.followed_by(user))

    def offered_to(self, user):
        conferences = apps.get_model("conferences", "Conference").objects.led_by(user)
        return self.offers().filter(conference__in=conferences)

    def answered_by(self, user):
        """Offers that this student took up or left, to undo; the student of a conference that is not over."""
        conferences = apps.get_model("conferences", "Conference").objects.led_by(user).exclude(state="held")
        offers = self.filter(kind__in=["question", "suggestion"], settled_at__isnull=False)
        return offers.filter(conference__in=conferences).select_related("became")

    def to_answer(self):
        """All offers of a conference, those that wait first; and what her family tells of her."""
        offers = self.given().filter(kind__in=["question", "suggestion", "tell", "hope", "need"])
        return offers.annotate(by_name=writer()).order_by(
            F("settled_at").desc(nulls_first=True), "-at", "-pk"
        )
