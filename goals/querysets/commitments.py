import datetime

from django.db.models import FETCH_RAISE, Exists, OuterRef, Q, QuerySet, Subquery

from accounts.facts import OUTER, once
from goals.querysets.common import rows, three_parties


@once(of="student")
def last_agreed_at():
    newest = rows("Commitment").filter(student=OUTER).order_by("-made_at")
    return Subquery(newest.values("made_at")[:1])


class CommitmentQuerySet(QuerySet):
    def visible_to(self, user):
        """The three who agreed: student, family, advisor."""
        student, advisor, family = three_parties(user)
        return self.filter(student | advisor | family)

    def checked_by(self, user):
        """The student checks in on all of them; each adult on her own party's."""
        student, advisor, family = three_parties(user)
        return self.filter(student | advisor & Q(party="teacher") | family & Q(party="family"))

    def with_rights(self, user):
        same = self.model.objects.filter(pk=OuterRef("pk"))
        return self.annotate(can_check=Exists(same.checked_by(user)))

    def of(self, student):
        return self.filter(student=student)

    def open(self):
        return self.filter(state="open")

    def from_last_conference(self):
        """What was agreed the last time the three sat together: that day's commitments."""
        return self.filter(made_at__gt=last_agreed_at() - datetime.timedelta(hours=12))

    def for_cards(self):
        """With the student's name, in one query."""
        return self.select_related("student__user").fetch_mode(FETCH_RAISE)
