"""The student's agenda: she starts it from a plan, shapes it and says when she is ready."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import record
from conferences.actions.turns import write_order
from conferences.bands import LAST_TIME
from conferences.models import Card, Conference
from goals.models import Goal
from portfolios.actions import share_evidence
from portfolios.models import Evidence, Share

LONGEST = 60  # minutes of one card
STALE = gettext_lazy("These words were changed in another window.")


def open_agenda(conference):
    """The conference, held still while its agenda changes; once it is over, the agenda is a record."""
    found = Conference.objects.select_for_update().exclude(state=Conference.State.HELD)
    try:
        return found.get(pk=conference.pk)
    except Conference.DoesNotExist:
        raise ValidationError(_("This conference is over, so its agenda stays as it was.")) from None


def show_change(conference):
    """Everybody who looks at this agenda sees that it changed."""
    Conference.objects.filter(pk=conference.pk).update(revision=F("revision") + 1)


@transaction.atomic
def start_agenda(conference, *, by):
    """Copy the plan of her grade; what was agreed last time comes first, whatever became of it."""
    template = conference.plan
    if template is None:
        raise ValidationError(_("There is no plan for your grade yet. Please ask your advisor."))
    begun = Conference.objects.filter(pk=conference.pk, state=Conference.State.NOT_STARTED).update(
        state=Conference.State.BUILDING, template=template, look=template.look, revision=F("revision") + 1
    )
    if not begun:
        raise ValidationError(_("You have already started this agenda."))
    cards = fitted(
        [copied(card, conference) for card in template.cards.order_by("position", "pk")], conference.minutes
    )
    if conference.student.commitments.from_last_conference().exists():
        cards.insert(0, last_commitments(conference))
    for position, card in enumerate(cards):
        card.position = position
    Card.objects.bulk_create(cards)
    record("agenda.started", conference, by=by)


# What a card has of the plan that it comes from.
PARTS = (
    "kind",
    "title",
    "minutes",
    "fixed",
    "why",
    "listening",
    "tip",
    "picture",
    "color",
    "said_in",
)


def copied(card, conference):
    return Card(conference=conference, **{part: getattr(card, part) for part in PARTS})


def fitted(cards, slot):
    """Cards of a plan longer than the `slot`, in minutes: each gets its share, at least one minute.

    A plan is made for the time that a school usually has; nobody begins with "13 minutes over".
    """
    planned = sum(card.minutes for card in cards)
    if planned <= slot:
        return cards
    rests = []
    for card in cards:
        share, rest = divmod(card.minutes * slot, planned)
        rests.append((rest if share else 0, card))
        card.minutes = max(share, min(card.minutes, 1))
    left = max(0, slot - sum(card.minutes for card in cards))
    for _rest, card in sorted(rests, key=lambda one: -one[0])[:left]:
        card.minutes += 1
    return cards


def last_commitments(conference):
    parts = {part: str(words) for part, words in LAST_TIME._asdict().items() if part != "minutes"}
    return Card(conference=conference, minutes=LAST_TIME.minutes, fixed=True, **parts)


@transaction.atomic
def add_card(conference, *, by, kind, title="", talking_points="", minutes=3, **look):
    """One more part, at the end but before the closing; `look` is its picture and its color."""
    conference = open_agenda(conference)
    cards = list(conference.cards.kept())
    place = len(cards)
    if cards and cards[-1].kind == Card.Kind.CLOSING:
        place -= 1
    card = Card.objects.create(
        conference=conference,
        kind=kind,
        title=title or str(Card.Kind(kind).label),
        talking_points=talking_points,
        minutes=minutes,
        position=place,
        **look,
    )
    put_in_order([*cards[:place], card, *cards[place:]])
    show_change(conference)
    record("card.added", card, by=by, student=conference.student)
    return card


@transaction.atomic
def add_part(conference, part, *, by):
    """A part of a layer, as it stands there; like every other one it is hers from now on."""
    card = add_card(conference, by=by, kind=part.kind, title=part.title, minutes=part.minutes)
    rest = ("listening", "tip", "picture", "color", "said_in")
    Card.objects.filter(pk=card.pk).update(**{name: getattr(part, name) for name in rest})
    return card


def put_in_order(cards):
    for position, card in enumerate(cards):
        card.position = position
    Card.objects.bulk_update(cards, ["position"])


@transaction.atomic
def edit_card(card, *, by, revision, talking_points, title=None, dictated_to=None):
    """Save her words, unless they were changed elsewhere since; answers the card's new revision.

    Not in the audit record: words save themselves every few seconds, and only she can write them.
    """
    words: dict[str, Any] = {"talking_points": talking_points}
    if dictated_to is not None:
        words["dictated_to"] = dictated_to
    if title and not card.fixed and title != card.said_title:
        words |= {"title": title, "said_in": without(card.said_in, "title")}
    conference = open_agenda(card.conference)
    saved = Card.objects.filter(pk=card.pk, revision=revision).update(**words, revision=F("revision") + 1)
    if not saved:
        raise ValidationError(STALE, code="stale")
    if words.get("title", card.title) != card.title:
        show_change(conference)
    return revision + 1


def without(said_in, part):
    """Words in other languages, but for a part that says something else now."""
    return {
        code: {name: said for name, said in words.items() if name != part} for code, words in said_in.items()
    }


@transaction.atomic
def change_minutes(card, *, by, step):
    """A minute more or less; from 0 to an hour, and never refused for being too long in all."""
    conference = open_agenda(card.conference)
    fitting = Card.objects.filter(pk=card.pk, minutes__range=(max(0, -step), LONGEST - max(0, step)))
    if fitting.update(minutes=F("minutes") + step):
        show_change(conference)
        record("card.minutes_changed", card, by=by, student=conference.student)


@transaction.atomic
def move_cards(conference, *, by, order):
    """Put the cards in this order: a list of all their ids."""
    conference = open_agenda(conference)
    cards = {card.pk: card for card in conference.cards.kept()}
    if sorted(order) != sorted(cards):
        raise ValidationError(_("Your agenda was changed in another window. Here it is as it is now."))
    put_in_order([cards[pk] for pk in order])
    if conference.is_live:
        write_order(conference, [cards[pk] for pk in order], by=by)
    show_change(conference)
    record("agenda.ordered", conference, by=by)


@transaction.atomic
def remove_card(card, *, by):
    """Take a part off; it waits below the agenda with all its words, to be put back."""
    conference = open_agenda(card.conference)
    if conference.is_live and conference.card_id == card.pk:
        raise ValidationError(_("This part is on the screen just now."))
    removed = Card.objects.filter(pk=card.pk, fixed=False, removed_at=None).update(removed_at=now())
    if not removed:
        raise ValidationError(_("This part stays on the agenda, or is off it already."))
    show_change(conference)
    record("card.removed", card, by=by, student=conference.student)


@transaction.atomic
def restore_card(card, *, by):
    """Put a part back, where it was."""
    conference = open_agenda(card.conference)
    restored = Card.objects.filter(pk=card.pk, removed_at__isnull=False).update(removed_at=None)
    if not restored:
        raise ValidationError(_("This part is on your agenda already."))
    show_change(conference)
    record("card.restored", card, by=by, student=conference.student)


@transaction.atomic
def choose_for_card(card, *, by, evidence, goals):
    """What she shows with this part: her own pieces and goals, whatever was asked for."""
    conference = open_agenda(card.conference)
    student = conference.student_id
    if {piece.pk for piece in evidence} != set(card.evidence.values_list("pk", flat=True)):
        Card.objects.filter(pk=card.pk).update(pair=None)  # other pieces than those of the pair
    card.evidence.set(Evidence.objects.in_stream().filter(student=student, pk__in=[p.pk for p in evidence]))
    card.goals.set(Goal.objects.filter(student=student, pk__in=[goal.pk for goal in goals]))
    if conference.is_shown_to_family:
        share_agenda(conference, by=by)
    show_change(conference)
    record("card.filled", card, by=by, student=conference.student)


def share_agenda(conference, *, by):
    """Her family and her advisor may see what is on her agenda: both will sit with her when she shows it."""
    cards = conference.cards.kept()
    pieces = Evidence.objects.in_stream().filter(cards__in=cards).distinct()
    for piece in pieces:
        share_evidence(piece, Share.Circle.FAMILY, by=by)
        share_evidence(piece, Share.Circle.ADVISOR, by=by)
    goals = Goal.objects.filter(cards__in=cards, shared_with_family=False).distinct()
    for goal in goals:
        Goal.objects.filter(pk=goal.pk).update(shared_with_family=True)
        record("goal.shared_with_family", goal, by=by)


@transaction.atomic
def mark_ready(conference, *, by):
    """She is ready: from now on her family sees her agenda, and the pieces and goals on it."""
    conference = open_agenda(conference)
    cards = conference.cards.kept()
    if not cards.filter(evidence__archived_at=None, evidence__isnull=False).exists():
        raise ValidationError(_("Choose at least one piece of your work to show first."))
    empty = cards.filter(minutes=0).first()
    if empty:
        raise ValidationError(
            _("“%(title)s” has no minutes yet. Give it a minute, or take it off."),
            params={"title": empty.said_title},
        )
    marked = Conference.objects.filter(pk=conference.pk, state=Conference.State.BUILDING).update(
        state=Conference.State.READY, ready_at=now(), revision=F("revision") + 1
    )
    if not marked:
        raise ValidationError(_("You have already said that you are ready."))
    share_agenda(conference, by=by)
    record("agenda.ready", conference, by=by)


@transaction.atomic
def mark_unready(conference, *, by):
    """She wants to go on building; her family sees the agenda no more until she is ready again."""
    unmarked = Conference.objects.filter(pk=conference.pk, state=Conference.State.READY).update(
        state=Conference.State.BUILDING, ready_at=None, revision=F("revision") + 1
    )
    if not unmarked:
        raise ValidationError(_("Your agenda is yours to build already."))
    record("agenda.unready", conference, by=by)


@transaction.atomic
def ask_for_help(conference, *, by, line):
    """A quiet word to her advisor; the newest one counts."""
    open_agenda(conference)
    Conference.objects.filter(pk=conference.pk).update(wants_help=True, help_line=line)
    record("agenda.help_asked", conference, by=by)


@transaction.atomic
def end_help(conference, *, by):
    """She needs it no more, or her advisor has been with her."""
    ended = Conference.objects.filter(pk=conference.pk, wants_help=True).update(
        wants_help=False, help_line=""
    )
    if ended:
        record("agenda.help_ended", conference, by=by)


@transaction.atomic
def add_talk(conference, placement, *, by):
    """A part about a piece that she and her teacher see differently, with both views as points."""
    card = add_card(
        conference,
        by=by,
        kind=Card.Kind.MY_CHOICE,
        title=(_("Talk about “%(title)s”") % {"title": placement.evidence.title})[:120],
        talking_points=_("I see it at “%(mine)s”, my teacher at “%(theirs)s”: %(target)s")
        % {"mine": placement.level, "theirs": placement.their_level, "target": placement.target},
        minutes=2,
    )
    card.evidence.add(placement.evidence)
    return card
