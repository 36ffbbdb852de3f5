"""What adults write to a student: a question before, a glow and a grow during and after."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.models import Note


@transaction.atomic
def ask_question(conference, *, text, form_key, by):
    """A question to think about beforehand. A form sent twice asks once."""
    if conference.is_held:
        raise ValidationError(_("This conference is over. You can still write a glow and a grow."))
    write(conference, {Note.Kind.QUESTION: text}, form_key=form_key, by=by)


@transaction.atomic
def leave_note(conference, *, glow, grow, form_key, by):
    """Something that shone and something to grow, from the beginning on. Either may be empty."""
    if not (conference.is_live or conference.is_held):
        raise ValidationError(_("You can write this as soon as the conference has begun."))
    write(conference, {Note.Kind.GLOW: glow, Note.Kind.GROW: grow}, form_key=form_key, by=by)


def write(conference, words, *, form_key, by):
    for kind, text in words.items():
        if text:
            said = {"conference": conference, "by": by, "kind": kind}
            fields = {"school_id": conference.school_id, "text": text}
            note, new = Note.objects.get_or_create(**said, form_key=form_key, defaults=fields)
            if not new and note.text != text:
                # Not a double click: she went back and wrote something else on the same page.
                Note.objects.create(**said, **fields)
    record("note.written", conference, by=by)
