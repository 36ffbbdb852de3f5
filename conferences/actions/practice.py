"""Before the day: she runs her agenda, alone or with somebody who listens, and decides what to change.

Nothing of it moves the conference itself: its cards stay as planned until she takes over the minutes.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.agendas import LONGEST, STALE, open_agenda, show_change
from conferences.models import Card, Practice


@transaction.atomic
def start_practice(conference, *, mode, by, partner=None, partner_name=""):
    """She begins at the first card. One that runs already goes on instead, so two taps begin one."""
    conference = open_agenda(conference)
    if conference.is_live:
        raise ValidationError(_("Your conference is on: now it is for real."))
    running = conference.practices.running().first()
    if running is not None:
        return running
    first = conference.cards.kept().first()
    if first is None:
        raise ValidationError(_("There are no cards yet. Put some on the agenda first."))
    practice = Practice.objects.create(
        school_id=conference.school_id,
        conference=conference,
        mode=mode,
        partner=partner if mode == Practice.Mode.PARTNER else None,
        partner_name=partner_name if mode == Practice.Mode.BESIDE else "",
        card=first,
        card_shown_at=timezone.now(),
    )
    record("practice.started", practice, by=by, student=conference.student)
    return practice


def locked(practice):
    return Practice.objects.select_for_update(of=("self",)).select_related("conference").get(pk=practice.pk)


def on_screen(practice, *, seen):
    """The running practice, locked, unless it has moved since `seen`: a double click turns one card."""
    running = Practice.objects.running().kept().select_for_update()
    return running.filter(pk=practice.pk, revision=seen).first()


def count_time(practice):
    """Put the time on the screen to the part that is being left; the clock stands still afterwards."""
    if practice.card_id and practice.seconds_now:
        key = str(practice.card_id)
        practice.seconds[key] = practice.seconds.get(key, 0) + practice.seconds_now
    practice.card_shown_at = None


def keep_place(practice):
    practice.revision += 1
    practice.save(update_fields=["seconds", "card", "card_shown_at", "ended_at", "revision"])


@transaction.atomic
def turn_practice(practice, card, *, seen):
    """To another card; answers whether it moved. Where she stands is hers alone and not in the audit."""
    practice = on_screen(practice, seen=seen)
    if practice is None:
        return False
    count_time(practice)
    practice.card, practice.card_shown_at = card, timezone.now()
    keep_place(practice)
    return True


@transaction.atomic
def pause_practice(practice, *, seen):
    """Somebody came in: the clock stands still until she goes on. Answers whether anything moved."""
    practice = on_screen(practice, seen=seen)
    if practice is None:
        return False
    counting = practice.is_counting
    count_time(practice)
    if not counting:
        practice.card_shown_at = timezone.now()
    keep_place(practice)
    return True


@transaction.atomic
def end_practice(practice, *, by):
    """She is through, or stops here; what she has is worth looking at. A second end is none."""
    practice = locked(practice)
    if not practice.is_running:
        return
    count_time(practice)
    practice.ended_at = timezone.now()
    keep_place(practice)
    record("practice.ended", practice, by=by, student=practice.conference.student)


@transaction.atomic
def reopen_practice(practice, *, by):
    """It was ended too early: she goes on where she was."""
    conference = open_agenda(practice.conference)
    practice = locked(practice)
    if conference.is_live or conference.practices.running().exclude(pk=practice.pk).exists():
        raise ValidationError(_("Another practice is going on. Finish that one first."))
    if practice.is_running:
        return
    practice.ended_at = None
    keep_place(practice)
    Practice.objects.filter(pk=practice.pk).update(removed_at=None)
    record("practice.reopened", practice, by=by, student=conference.student)


@transaction.atomic
def look_at_practice(practice, *, by, revision, ratings, change, ticks=None, partner_words=None):
    """How she sees it herself and what she changes next; and what was ticked on her own screen.

    Words save themselves, so they are not in the audit. Answers the new revision; raises `stale`.
    """
    words = {"ratings": ratings, "change": change}
    if practice.takes_checklist_here:
        words |= {"ticks": ticks or [], "partner_words": partner_words or ""}
    if change != practice.change:
        words["settled_at"] = None
    saved = Practice.objects.filter(pk=practice.pk, revision=revision).update(
        **words, revision=F("revision") + 1
    )
    if not saved:
        raise ValidationError(STALE, code="stale")
    return revision + 1


@transaction.atomic
def settle_change(practice, *, by, settled):
    """What she wanted to change is done, or is not after all."""
    waiting = Practice.objects.filter(pk=practice.pk, settled_at__isnull=settled).exclude(change="")
    if waiting.update(settled_at=timezone.now() if settled else None):
        verb = "practice.change_settled" if settled else "practice.change_waits"
        record(verb, practice, by=by, student=practice.conference.student)


@transaction.atomic
def take_minutes(practice, *, by):
    """Each part gets the whole minutes that it really took; what was planned is kept, to go back to."""
    conference = open_agenda(practice.conference)
    practice = locked(practice)
    changed, before = [], {}
    for card in conference.cards.kept():
        minutes = minutes_of(practice, card)
        if minutes and minutes != card.minutes:
            before[str(card.pk)] = card.minutes
            card.minutes = minutes
            changed.append(card)
    if not changed or practice.minutes_before:
        raise ValidationError(_("Your agenda has these minutes already."))
    Card.objects.bulk_update(changed, ["minutes"])
    Practice.objects.filter(pk=practice.pk).update(minutes_before=before)
    show_change(conference)
    record("practice.minutes_taken", practice, by=by, student=conference.student)


def minutes_of(practice, card):
    """Whole minutes of this part, from one to an hour; 0 when it was not timed."""
    seconds = practice.seconds.get(str(card.pk), 0)
    return min(LONGEST, max(1, round(seconds / 60))) if seconds else 0


@transaction.atomic
def give_minutes_back(practice, *, by):
    """As it was planned before; what she has changed by hand since then stays as she wants it."""
    conference = open_agenda(practice.conference)
    practice = locked(practice)
    if not practice.minutes_before:
        raise ValidationError(_("There is nothing to put back."))
    back = []
    for card in conference.cards.filter(pk__in=practice.minutes_before):
        if card.minutes == minutes_of(practice, card):
            card.minutes = practice.minutes_before[str(card.pk)]
            back.append(card)
    Card.objects.bulk_update(back, ["minutes"])
    Practice.objects.filter(pk=practice.pk).update(minutes_before={})
    show_change(conference)
    record("practice.minutes_given_back", practice, by=by, student=conference.student)


@transaction.atomic
def remove_practice(practice, *, by):
    """Off her list, and the classmate's page with it. It can be put back."""
    practice = locked(practice)
    if practice.removed_at:
        return
    count_time(practice)
    practice.ended_at = practice.ended_at or timezone.now()
    keep_place(practice)
    Practice.objects.filter(pk=practice.pk).update(removed_at=timezone.now())
    record("practice.removed", practice, by=by, student=practice.conference.student)


@transaction.atomic
def restore_practice(practice, *, by):
    restored = Practice.objects.filter(pk=practice.pk, removed_at__isnull=False).update(removed_at=None)
    if restored:
        record("practice.restored", practice, by=by, student=practice.conference.student)


@transaction.atomic
def join_practice(practice, *, by):
    """The classmate listens; whoever practices sees that she is there."""
    joined = Practice.objects.filter(pk=practice.pk, joined_at=None).update(joined_at=timezone.now())
    if joined:
        record("practice.joined", practice, by=by, student=practice.conference.student)


@transaction.atomic
def leave_practice(practice, *, by):
    """Not now: it goes on without her. Once she has said something, that stays, and so does she."""
    left = Practice.objects.filter(pk=practice.pk, partner_revision=0).update(
        partner=None, mode=Practice.Mode.ALONE, joined_at=None
    )
    if not left:
        raise ValidationError(_("You have said something already, so your page stays."))
    record("practice.left", practice, by=by, student=practice.conference.student)


@transaction.atomic
def note_practice(practice, *, by, revision, ticks, partner_words):
    """What the classmate saw: saved while she ticks. Answers the new revision; raises `stale`."""
    saved = Practice.objects.filter(pk=practice.pk, partner_revision=revision).update(
        ticks=ticks, partner_words=partner_words, partner_revision=F("partner_revision") + 1
    )
    if not saved:
        raise ValidationError(STALE, code="stale")
    join_practice(practice, by=by)
    return revision + 1


def end_practices(conference):
    """It is for real now: what still runs as a practice ends, quietly."""
    Practice.objects.running().filter(conference=conference).update(ended_at=timezone.now())
