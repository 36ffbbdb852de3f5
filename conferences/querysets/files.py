from django.apps import apps
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject, Now

from accounts.facts import OUTER, once
from accounts.prepared import prepared
from accounts.querysets import may_be_shown
from portfolios.querysets import MediaFileQuerySet

# Families are not shown it: nobody has said who is in it, or somebody else is.
HELD = Q(told_at=None) | Q(shows_others=True)
# Her agenda is shown: she said that she is ready, or it has begun.
SHOWN = Q(conference__ready_at__isnull=False) | Q(conference__state__in=["live", "held"])
# Hers and her advisor's: what she wants to say, how she planned it, and how it went.
HERS = ("plan", "points", "look_back")


def rows(name):
    return apps.get_model("conferences", name).objects


def agreed_to(kind, answer):
    """The condition that it is of this kind, and that a yes to such recordings of the child counts now."""
    return Q(may_be_shown(OuterRef("conference__student"), answer), kind=kind)


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
        # Who may not be there reads the agenda beforehand, once she is ready.
        watching &= SHOWN
        watching |= Q(conference__in=conferences.followed_by(user), conference__ready_at__isnull=False)
        on_card = Q(part="card", card__removed_at=None) & ~HELD
        return self.kept().filter(
            (Q(part__in=[*HERS, "card"]) & the_two)
            | (on_card & watching)
            | (Q(part="note", note__in=rows("Note").visible_to(user)) & (~HELD | the_two))
            | Q(part="note", by=user.pk, conference__in=conferences.visible_to(user))
            | self.recorded_for(user)
        )

    def recorded_for(self, user):
        """The condition under which a recording is played: until its end, to those who may sit at the table.

        Whoever may not be there does not hear what the others said there either. When somebody says no to
        films or voices of the child, or nobody has said yes, it is shown to nobody.
        """
        allowed = agreed_to("video", "video") | agreed_to("audio", "voice")
        seated = rows("Conference").seated_by(user)
        return Q(part="recording", expires_at__gt=Now(), conference__in=seated) & allowed

    def recorded(self):
        return self.kept().filter(part="recording")

    def of_afterwards(self):
        """What was told or recorded when it was over."""
        return self.filter(part__in=["note", "look_back", "recording"])

    def recording_kept_by(self, user):
        """The student and her advisor see that there is a recording, until when, and may take it off."""
        return self.recorded().filter(conference__in=rows("Conference").hosted_by(user))

    def recordings_over(self):
        """Recordings whose time is over, or that another has taken the place of: they go for good."""
        return self.filter(Q(expires_at__lte=Now()) | Q(removed_at__isnull=False), part="recording")

    def of(self, conference):
        return self.filter(conference=conference)

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
        read = ~Q(part="note") | Q(note__in=rows("Note").visible_to(user)) | Q(by=user.pk)
        pictures = self.kept().filter(the_two, read, kind="picture", drawn=False)
        return pictures.exclude(part="recording")

    def shown_to_families(self):
        """Also what is shown while the family sits beside her, and what is printed or taken home."""
        return self.filter(~HELD)

    def with_student(self):
        """With its conference and whose it is."""
        return self.select_related("conference__student__user")

    def sent_by(self, user):
        return self.filter(by=user)

    def of_note(self, note):
        """The voice or drawing of a letter or a thank-you."""
        return self.filter(part="note", note=note) if note else self.none()

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
