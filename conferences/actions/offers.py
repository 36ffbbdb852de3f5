"""Questions of her family and ideas of her advisor: offers that she takes up or not, and may undo."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.actions.agendas import add_card, add_part, open_agenda, remove_card, show_change
from conferences.models import Card, Note, TemplateCard

LONGEST = 5000  # letters of talking points


@transaction.atomic
def suggest(conference, *, by, text, form_key, card=None):
    """Her advisor offers an idea, for one part or for a new one; what becomes of it is hers to say."""
    open_agenda(conference)
    note, made = Note.objects.get_or_create(
        conference=conference,
        by=by,
        kind=Note.Kind.SUGGESTION,
        form_key=form_key,
        defaults={"school_id": conference.school_id, "text": text, "card": card},
    )
    if made:
        record("note.suggested", note, by=by, student=conference.student)
    return note


def settle(note, became=None):
    settled = Note.objects.filter(pk=note.pk, settled_at=None).update(settled_at=now(), became=became)
    if not settled:
        raise ValidationError(_("You have answered this one already."))


@transaction.atomic
def take_offer(note, *, by):
    """Make a part of it, or take it into the part that it is about.

    Who asked stays between the two, for families may be two: the title names nobody.
    """
    conference = open_agenda(note.conference)
    card = Card.objects.kept().filter(pk=note.card_id).first()
    if card:
        add_words(card, note.text)
    else:
        card = become_part(conference, note, by=by)
    settle(note, became=card)
    record("note.taken", note, by=by, student=conference.student)
    return card


def become_part(conference, note, *, by):
    """A new part; a part of a layer that her advisor means comes with all that belongs to it."""
    question = note.kind == Note.Kind.QUESTION
    part = None if question else TemplateCard.objects.meant_by(note)
    if part:
        return add_part(conference, part, by=by)
    return add_card(
        conference,
        by=by,
        kind=Card.Kind.MY_CHOICE,
        title=_("A question from my family") if question else _("An idea from my advisor"),
        talking_points=note.text,
        minutes=2,
        picture="ask" if question else "idea",
    )


def add_words(card, text):
    words = "\n".join(filter(None, [card.talking_points, text]))
    if len(words) > LONGEST:
        raise ValidationError(_("There is no room left in this part. Make some of its words shorter first."))
    Card.objects.filter(pk=card.pk).update(talking_points=words, revision=F("revision") + 1)


@transaction.atomic
def leave_offer(note, *, by):
    """Not now."""
    settle(note)
    record("note.left", note, by=by, student=note.conference.student)


@transaction.atomic
def undo_offer(note, *, by):
    """It waits again, as if she had not answered; what she wrote herself meanwhile stays."""
    conference = open_agenda(note.conference)
    waiting = Note.objects.filter(pk=note.pk, settled_at__isnull=False)
    if not waiting.update(settled_at=None, became=None):
        raise ValidationError(_("It waits for your answer already."))
    if note.became_id and note.became_id == note.card_id:
        take_words_out(note)
    elif note.became_id and note.became.removed_at is None:
        remove_card(note.became, by=by)
    show_change(conference)
    record("note.waits", note, by=by, student=conference.student)


def take_words_out(note):
    card = Card.objects.get(pk=note.became_id)
    lines = card.talking_points.replace("\r\n", "\n")
    for words in (f"\n{note.text}", note.text):
        if words in lines:
            left = lines.replace(words, "", 1).strip("\n")
            Card.objects.filter(pk=card.pk).update(talking_points=left, revision=F("revision") + 1)
            return
