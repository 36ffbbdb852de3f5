from django.apps import apps
from django.db.models import Q, Subquery
from django.db.models.functions import JSONObject

from accounts.facts import OUTER, once
from accounts.prepared import prepared
from portfolios.querysets import MediaFileQuerySet

# Families are not shown it: nobody has said who is in it, or somebody else is.
HELD = Q(told_at=None) | Q(shows_others=True)
# Her agenda is shown: she said that she is ready, or it has begun.
SHOWN = Q(conference__ready_at__isnull=False) | Q(conference__state__in=["live", "held"])
# Hers and her advisor's: what she wants to say, how she planned it, and how it went.
HERS = ("plan", "points", "look_back")


def rows(name):
    return apps.get_model("conferences", name).objects


class ConferenceFileQuerySet(MediaFileQuerySet):
    def visible_to(self, user):
        """The student and her advisor; a card's picture whoever sees the card; a voice who reads its note.

        What is held is shown to the two alone.
        """
        conferences = rows("Conference")
        the_two = Q(conference__in=conferences.led_by(user)) | Q(conference__in=conferences.advised_by(user))
        watching = Q(conference__in=conferences.noted_by(user)) | Q(
            conference__in=conferences.visited_by(user)
        )
        on_card = Q(part="card", card__removed_at=None) & SHOWN & ~HELD
        return self.kept().filter(
            (Q(part__in=[*HERS, "card"]) & the_two)
            | (on_card & watching)
            | Q(part="note", note__in=rows("Note").visible_to(user))
            | self.recorded_for(user)
        )

    def recorded_for(self, user):
        """The condition under which a recording is played to this person."""
        conferences = rows("Conference")
        return Q(part="recording") & (
            Q(conference__in=conferences.led_by(user)) | Q(conference__in=conferences.advised_by(user))
        )

    @prepared
    def file_visible_to(self, user):
        """As `visible_to`: asked for each picture of a page and each part of a recording."""
        return self.visible_to(user)

    def editable_by(self, user):
        """What the student sent for her own conference, also what she took off."""
        return self.filter(conference__in=rows("Conference").led_by(user), by=user.pk)

    def retried_by(self, user):
        """Whoever sent it asks for it once more."""
        return self.visible_to(user).filter(by=user.pk)

    def guarded_by(self, user):
        """Who is in a photo: the student says so, and so does her advisor."""
        conferences = rows("Conference")
        the_two = Q(conference__in=conferences.led_by(user)) | Q(conference__in=conferences.advised_by(user))
        return self.kept().filter(the_two, kind="picture", part__in=["plan", "card"], drawn=False)

    def shown_to_families(self):
        """Also what is shown while the family sits beside her, and what is printed or taken home."""
        return self.filter(~HELD)

    def with_student(self):
        """With its conference and whose it is."""
        return self.select_related("conference__student__user")

    def sent_by(self, user):
        return self.filter(by=user)

    def put_away(self, conference, part, card=None):
        """Earlier ones of the same place that can be taken up again, the last first."""
        same = self.filter(conference=conference, part=part, card=card, state="ready")
        return same.filter(removed_at__isnull=False).order_by("-removed_at", "-pk")[:3]

    def there(self, conference, part, card=None):
        """The one that is there now."""
        return self.kept().filter(conference=conference, part=part, card=card)


PARTS: tuple[str, ...] = (
    "key",
    "part",
    "kind",
    "state",
    "reason",
    "tries",
    "alt",
    "width",
    "height",
    "duration_ms",
)
PARTS += ("by_id", "told_at", "shows_others", "drawn")


def small(files):
    """The first of these files as a small dict, to be fetched with what it is part of (`file_in`)."""
    return Subquery(files.values(file=JSONObject(id="pk", **{part: part for part in PARTS}))[:1])


def file_in(row):
    """The file that a small dict tells of, with all that its page says about it; nothing for nothing."""
    return apps.get_model("conferences", "ConferenceFile")(**row) if row else None


@once
def picture_of_card(held_too=True):
    """Her own picture of a card; for her family only what nobody else is in, once it is ready."""
    pictures = rows("ConferenceFile").kept().filter(card=OUTER, part="card")
    if not held_too:
        pictures = pictures.shown_to_families().filter(state="ready")
    return small(pictures)


@once
def points_of_card():
    """What she said instead of writing it."""
    return small(rows("ConferenceFile").kept().filter(card=OUTER, part="points"))


@once
def drawn_plan():
    """Her whole plan as she drew it, of a conference."""
    return small(rows("ConferenceFile").kept().filter(conference=OUTER, part="plan"))
