"""The day: a conference begins, goes from card to card as its student decides, and is closed.

Rows are locked in the order conference, places, sessions, as in `booking`.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.revisions import Stale
from conferences.actions.agendas import share_agenda, start_agenda
from conferences.actions.guests import close_visits
from conferences.actions.makeups import hold_late, state_before
from conferences.actions.people import held_as
from conferences.actions.practice import end_practices
from conferences.actions.seating import touch_boards
from conferences.actions.turns import begin_log, settle, write_turn
from conferences.models import Card, Conference, Session, Signal, Turn
from goals.actions import make_commitment
from goals.models import Commitment

DONE = {"show": "shown", "skip": "skipped", "park": "parked", "tick": "ticked", "clear": "ticked"}


@transaction.atomic
def start_conference(conference, *, by):
    """The student begins when her people sit down; for a walk-in her advisor may. A second start is none."""
    conference = locked(conference)
    if conference.is_live:
        return
    begin(conference, by=by)


def begin(conference, *, by, at=None):
    """Of a conference that is locked. `at` is earlier than now when she began without a network."""
    if conference.is_held:
        raise ValidationError(_("This conference is over."))
    if conference.state == Conference.State.NOT_HELD:
        Conference.objects.filter(pk=conference.pk).update(state=state_before(conference))
        conference.refresh_from_db()
    hold_late(conference, by=by)
    if conference.state == Conference.State.NOT_STARTED:
        start_agenda(conference, by=by)
        conference.refresh_from_db()
    first = conference.cards.kept().first()
    if first is None:
        raise ValidationError(_("There are no cards yet. Put some on the agenda first."))
    at = at or timezone.now()
    if conference.ready_at is None and by.pk == conference.student.user_id:
        # She shows it to her family now, and nobody but she may decide that.
        conference.ready_at = at
        share_agenda(conference, by=by)
    conference.state = Conference.State.LIVE
    conference.started_at = at
    end_practices(conference)
    write_turn(conference, Turn.Verb.SHOW, first, by=by, at=at)
    settle(conference)
    record("conference.started", conference, by=by)


@transaction.atomic
def show_card(card, *, seen, by):
    """The student turns to a card.

    `seen` is the revision of the page that she acted on. When the conference has moved since, this does
    nothing: a double click moves one card, and of two devices the first one turns. Returns whether it moved.
    """
    return turn(card, Turn.Verb.SHOW, seen=seen, by=by)


@transaction.atomic
def skip_card(card, *, seen, by):
    """She leaves a card out; it stays in the list, to come back to."""
    return put_aside(card, Turn.Verb.SKIP, seen=seen, by=by)


@transaction.atomic
def park_card(card, *, seen, by):
    """She keeps a card for later."""
    return put_aside(card, Turn.Verb.PARK, seen=seen, by=by)


@transaction.atomic
def tick_card(card, *, seen, by):
    """This station is done; a second tick takes the first one back."""
    return turn(card, Turn.Verb.CLEAR if card.ticked_at else Turn.Verb.TICK, seen=seen, by=by)


def put_aside(card, verb, *, seen, by):
    """When the card is on the screen, the next one takes its place. Returns whether anything moved."""
    if card.kind == Card.Kind.CLOSING:
        raise ValidationError(_("The last card stays: it is where you agree on what comes next."))
    return turn(card, verb, seen=seen, by=by, following=Card.objects.following(card).first())


def turn(card, verb, *, seen, by, following=None):
    """`following` takes the place of the card, if that is on the screen."""
    conference = on_stage(card, seen=seen)
    if conference is None:
        return False
    begin_log(conference, by=by)
    write_turn(conference, verb, card, by=by)
    if following and card.pk == conference.card_id:
        write_turn(conference, Turn.Verb.SHOW, following, by=by)
    settle(conference)
    record(f"card.{DONE[verb]}", conference, by=by)
    return True


def locked(conference):
    return Conference.objects.select_for_update().get(pk=conference.pk)


def on_stage(card, *, seen):
    """The running conference of this card, locked, unless it has moved since `seen`."""
    return (
        Conference.objects.select_for_update()
        .filter(pk=card.conference_id, state=Conference.State.LIVE, revision=seen)
        .first()
    )


@transaction.atomic
def close_conference(conference, *, promises, check_on, decide_by, by, ends_on=None, goal=None, seen=None):
    """The three agree on what comes next, or by when they will decide; only then is the conference held.

    `promises` maps a party to its words. `check_on` is the day of the first check-in on them, `ends_on`
    of the last, if there is one before the next conference, and `goal` what they help with; with no
    promises, `decide_by` is the day by which there will be some. `seen` is the revision of the closing form
    that the page knew: words that were written in another place since then are shown before they go.
    """
    conference = locked(conference)
    if seen not in (None, conference.closing_revision):
        ask_about(conference, promises)
    if not conference.is_live:
        raise ValidationError(_("This conference is not running, so there is nothing to close."))
    if not promises and decide_by is None:
        raise ValidationError(_("Agree on one thing, or say by when you will decide."))
    conference.commitments.add(
        *(
            make_commitment(
                conference.student,
                party=party,
                text=text,
                check_on=check_on,
                ends_on=ends_on,
                goal=goal,
                by=by,
            )
            for party, text in promises.items()
        )
    )
    begin_log(conference, by=by)
    conference.state = Conference.State.HELD
    conference.ended_at = timezone.now()
    conference.decide_by = None if promises else decide_by
    conference.closing = {}
    conference.closing_revision += 1
    conference.held_as = held_as(conference)
    conference.save(
        update_fields=["state", "ended_at", "decide_by", "closing", "closing_revision", "held_as"]
    )
    settle(conference)
    close_visits(conference)
    record("conference.held", conference, by=by)


def ask_about(conference, promises):
    """Nothing that was written for this end on another device goes without having been seen."""
    theirs = written(conference)
    if any(text and text != promises.get(party) for party, text in theirs.items()):
        raise Stale(theirs=theirs, revision=conference.closing_revision)


def written(conference):
    """What stands there: agreed already, else in the closing form; by party."""
    if conference.is_held:
        return conference.agreed_words()
    return {party: conference.closing.get(party, "") for party in Commitment.Party.values}


@transaction.atomic
def keep_closing(conference, *, words, seen, by):
    """What is written in the closing form, before the three agree, for any device that opens it next.

    `seen` is the revision that the page knew. Gives the new one.
    """
    conference = locked(conference)
    if not conference.is_live:
        raise ValidationError(_("This conference is not running, so there is nothing to close."))
    if words == conference.closing:
        return conference.closing_revision
    if seen != conference.closing_revision:
        raise Stale(theirs=written(conference), revision=conference.closing_revision)
    conference.closing = words
    conference.closing_revision += 1
    conference.save(update_fields=["closing", "closing_revision"])
    return conference.closing_revision


@transaction.atomic
def raise_signal(conference, *, by):
    """A quiet "please come over" for the advisor's board; it changes nothing on the student's screen."""
    if not locked(conference).is_live:
        raise ValidationError(_("You can call when the conference is running."))
    Signal.objects.bulk_create([Signal(conference=conference, by=by)], ignore_conflicts=True)
    touch_boards(Session.objects.boarding(conference))
    record("signal.raised", conference, by=by)


@transaction.atomic
def visit_signal(conference, *, by):
    """An adult of the room has been at the table; the first to say so is remembered."""
    visited = Signal.objects.filter(conference=conference, visited_at=None).update(
        visited_at=timezone.now(), visited_by=by
    )
    if visited:
        touch_boards(Session.objects.boarding(conference))
        record("signal.visited", conference, by=by)
