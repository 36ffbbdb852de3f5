from django.db.models import Q

from accounts.models import Student
from accounts.prepared import prepared
from goals.querysets.common import rows
from portfolios.querysets import MediaFileQuerySet

# Families are not shown it: nobody has said who is in it, or somebody else is.
HELD = Q(told_at=None) | Q(shows_others=True)


class GoalFileQuerySet(MediaFileQuerySet):
    def visible_to(self, user):
        """Whoever sees the goal, and what was said about it. What is held is hers and her advisor's alone."""
        hers = Q(goal__student__in=Student.objects.is_user(user))
        advisor = Q(goal__student__in=Student.objects.advised_by(user))
        said = Q(reply=None) | Q(reply__in=rows("GoalReply").visible_to(user))
        return self.kept().filter(said, hers | advisor | ~HELD, goal__in=rows("Goal").visible_to(user))

    @prepared
    def file_visible_to(self, user):
        """As `visible_to`: asked for each picture of a page and each part of a recording."""
        return self.visible_to(user)

    def editable_by(self, user):
        """What she sent for a goal of her own, also what she took off."""
        return self.filter(goal__in=rows("Goal").editable_by(user), by=user.pk)

    def retried_by(self, user):
        """Whoever sent it asks for it once more."""
        return self.kept().filter(by=user.pk, goal__in=rows("Goal").visible_to(user))

    def guarded_by(self, user):
        """Who is in a photo: the student says so, and so does her advisor."""
        goals = rows("Goal")
        hers = Q(goal__in=goals.editable_by(user)) | Q(goal__in=goals.reviewed_by(user))
        return self.kept().filter(hers, kind="picture", drawn=False)

    def shown_to_families(self):
        """Also what is shown while the family sits beside her, and what is printed or taken home."""
        return self.filter(~HELD)

    def with_student(self):
        """With its goal and whose it is."""
        return self.select_related("goal__student__user")

    def sent_by(self, user):
        return self.filter(by=user)

    def put_away(self, goal, part, step=None):
        """Earlier pictures of the same place that can be taken up again, the last first."""
        same = self.filter(goal=goal, part=part, step=step, state="ready", removed_at__isnull=False)
        return same.order_by("-removed_at", "-pk")[:3]
