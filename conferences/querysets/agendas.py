from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject, Left

from accounts.facts import OUTER, once
from conferences.querysets.files import picture_of_card, points_of_card
from portfolios.models import Attachment, Captions, Evidence, Placement
from portfolios.querysets.evidence import shared_with
from portfolios.querysets.steps import target_words


@once
def goals_on_card(shared_only=False):
    """The goals of a card as a list of small dicts, fetched with the card itself."""
    goals = apps.get_model("goals", "Goal").objects.filter(cards=OUTER)
    if shared_only:
        goals = goals.filter(shared_with_family=True)
    words = ("format", "want", "will", "answers", "need_from_family", "need_from_teacher")
    parts = ("pk", *words, "progress", "state")
    return ArraySubquery(goals.order_by("pk").values(goal=JSONObject(**{part: part for part in parts})))


@once
def pieces_on_card(circle=None):
    """The pieces of a card as a list of small dicts, fetched with the card itself.

    All of them for the student's own screen; for a circle those that she shared with it. Her screen is
    looked at by her family, so only her advisor sees a picture that is held from families.
    """
    pieces = Evidence.objects.in_stream().filter(cards=OUTER).order_by("made_on", "pk")
    if circle:
        pieces = pieces.filter(shared_with(circle))
    eyes = {"held_too": circle == "advisor", "guests": circle == "guests"}
    first_file = first_file_of(OuterRef("pk"), **eyes)
    parts = {
        "pk": "pk",
        "title": "title",
        "made_on": "made_on",
        "text": Left("text", 500),  # nobody is shown more of it here
        "link": "link",
        "link_host": Func("link", Value(HOST), Value(r"\1"), function="regexp_replace"),
        "first_file": first_file,
        "reflection": reflection_of(OuterRef("pk"), **eyes),
        "targets": targets_of(OuterRef("pk")),
    }
    return ArraySubquery(pieces.values(piece=JSONObject(**parts)))


PAIR_WORDS = F("pair__words")  # what she notices, where a part shows two pieces side by side
MOST_TARGETS = 3  # of a piece on a card
MOST_TALKS = 2  # suggestions, not a list of duties
HOST = r"^https?://(?:www\.)?([^/]*).*$"


@once
def thumbs():
    """The pieces of a card as small as its student needs them while she builds."""
    pieces = Evidence.objects.in_stream().filter(cards=OUTER).order_by("made_on", "pk")
    parts = {
        "title": "title",
        "link": "link",
        "key": Subquery(ready_files(OuterRef("pk")).values("key")[:1]),
        "kind": Subquery(ready_files(OuterRef("pk")).values("kind")[:1]),
    }
    return ArraySubquery(pieces.values(thumb=JSONObject(**parts)))


# A sound stands for a piece only where there is nothing to see.
SOUNDS_LAST = Case(When(kind="audio", then=1), default=0)


def ready_files(piece, *, held_too=True, guests=False):
    """For the eyes of the student and her advisor; without `held_too`, what family or guests are shown."""
    files = files_of(piece, held_too=held_too, guests=guests)
    return files.of_piece().order_by(SOUNDS_LAST, "position", "pk")


def files_of(piece, *, held_too, guests):
    files = Attachment.objects.kept().filter(evidence=piece)
    if not held_too:
        files = files.shown_to_guests() if guests else files.shown_to_families()
    return files


def reflection_of(piece, *, held_too, guests):
    """What she thinks of a piece today, for these eyes: her words, a face, a spot, what she said or drew."""
    parts = {part: part for part in ("key", "kind", "width", "height")}
    now = (
        files_of(piece, held_too=held_too, guests=guests).of_reflection().filter(thought=None, state="ready")
    )
    told = now.order_by("position", "pk").values(file=JSONObject(**parts))
    columns = ("text", "face", "spot_key", "spot_x", "spot_y")
    return JSONObject(**{name: f"reflection__{name}" for name in columns}, files=ArraySubquery(told))


def first_file_of(piece, *, held_too=True, guests=False):
    """What stands for a piece: its first ready photograph, film, page or sound, as a small dict."""
    names = ("key", "kind", "alt", "width", "height", "duration_ms", "page_count")
    parts: dict[str, Any] = {name: F(name) for name in names}
    parts["waveform"] = Case(When(kind="audio", then="waveform"))
    said = Captions.objects.written().of(OuterRef("pk")).hers_first()
    parts["said"] = Subquery(
        said.values(row=JSONObject(language="language", by="by", revision="revision"))[:1]
    )
    files = ready_files(piece, held_too=held_too, guests=guests)
    return Subquery(files.values(file=JSONObject(**parts))[:1])


def targets_of(piece):
    """Where the student placed this piece herself, in student words, as small dicts: the first few."""
    own = Placement.objects.kept().filter(evidence=piece, by="student", level__isnull=False).order_by("pk")
    parts = {"words": target_words("target__"), "area": "target__area", "level": "level__statement"}
    return ArraySubquery(own.values(shown=JSONObject(**parts))[:MOST_TARGETS])


def talks(conference, user):
    """Pieces that she and her teacher see differently, as long as no part of the agenda is about it."""
    cards = apps.get_model("conferences", "Card").objects.kept()
    taken = cards.filter(conference=conference, kind="my_choice", evidence=OuterRef("evidence"))
    found = Placement.objects.editable_by(user).differing().filter(~Exists(taken))
    return found.select_related("evidence", "target", "level").order_by("-placed_at", "pk")[:MOST_TALKS]


@once
def first_file():
    return first_file_of(OUTER)


def with_first_file(pieces):
    """Pieces as tiles, newest first, in one query whatever their number."""
    return pieces.annotate(first_file=first_file()).order_by("-made_on", "-pk")


@once
def held_on_card():
    """That a picture on this card is held, so that her family does not see it."""
    held = Attachment.objects.kept().held().filter(state="ready", evidence__cards=OUTER)
    return Exists(held.filter(evidence__archived_at=None))


@once
def shown_at_conference(circle):
    """The pictures that her family, or her guests, are shown at a conference, as a list of their keys."""
    pieces = Evidence.objects.in_stream().filter(shared_with(circle), cards__conference=OUTER)
    kept = Attachment.objects.kept()
    free = kept.shown_to_guests() if circle == "guests" else kept.shown_to_families()
    shown = free.filter(state="ready", evidence__in=pieces)
    return ArraySubquery(shown.order_by("pk").values("key"))


class CardQuerySet(QuerySet):
    def kept(self):
        """Cards on the agenda; a removed card can be put back."""
        return self.filter(removed_at=None)

    def titles(self):
        """What a classmate who listens may know of an agenda: its titles and kinds, and nothing else."""
        return self.kept().only(
            "conference", "kind", "title", "minutes", "picture", "color", "said_in", "position"
        )

    def editable_by(self, user):
        """The student, on her own agenda, until the conference is over."""
        return self.filter(
            conference__in=apps.get_model("conferences", "Conference")
            .objects.led_by(user)
            .exclude(state="held")
        )

    def led_by(self, user):
        """On the day the student alone turns the cards, to any that is on her agenda."""
        conferences = apps.get_model("conferences", "Conference").objects.led_by(user)
        return self.kept().filter(conference__in=conferences)

    def following(self, card):
        """The cards still to come after this one; what was skipped or kept for later waits in the list."""
        after = Q(position__gt=card.position) | Q(position=card.position, pk__gt=card.pk)
        return (
            self.kept().filter(after, conference=card.conference_id).exclude(state__in=["skipped", "parked"])
        )

    def standing(self):
        """What a device that has all cards needs to know of them."""
        return self.only("conference", "position", "state", "ticked_at")

    def with_contents(self):
        """Cards with their goals and pieces, in one query whatever the number of either."""
        return self.with_files().annotate(
            goal_list=goals_on_card(), pieces=pieces_on_card(), pair_words=PAIR_WORDS
        )

    def with_thumbs(self):
        """Cards with their goals and small pictures, in one query whatever the number of either."""
        return self.with_files().annotate(goal_list=goals_on_card(), thumbs=thumbs())

    def with_page(self):
        """As `with_thumbs`, with whose it is: a part on a page of its own."""
        return self.with_thumbs().select_related("conference__student__user")

    def with_files(self):
        """Each with her own picture of it and what she said to it: for her and her advisor alone."""
        return self.annotate(picture_row=picture_of_card(), points_row=points_of_card())

    def with_picture(self):
        """Each with her own picture of it, as far as her family is shown it."""
        return self.annotate(picture_row=picture_of_card(False))

    def with_hold(self):
        """Each with whether a picture on it waits for somebody's yes, for the student herself."""
        return self.annotate(has_held=held_on_card())

    def for_advisor(self):
        """With talking points, and with the pieces that she shares with her advisor."""
        cards = self.kept().with_files()
        return cards.annotate(
            goal_list=goals_on_card(), pieces=pieces_on_card("advisor"), pair_words=PAIR_WORDS
        )

    def for_family(self, *, shared_only):
        """What a family sees of an agenda: never the talking points, and only what is shared with them."""
        return (
            self.kept()
            .with_picture()
            .defer("talking_points", "tip")
            .annotate(
                goal_list=goals_on_card(shared_only),
                pieces=pieces_on_card("family" if shared_only else None),
                pair_words=PAIR_WORDS,
            )
        )

    def for_guests(self):
        """What a guest sees of an agenda: its parts, and the pieces that she shares with her guests."""
        cards = self.kept().with_picture().defer("talking_points", "tip")
        return cards.annotate(pieces=pieces_on_card("guests"), pair_words=PAIR_WORDS)
