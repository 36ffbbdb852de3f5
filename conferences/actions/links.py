"""Links that open something on the day without anybody signing in: they end by themselves, and at a word.

The secret is shown once and kept as its digest; a new link takes the place of the one before it.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.secrets import digest, make_token
from conferences.actions.people import come
from conferences.actions.seating import touch_boards
from conferences.models import Interpreter, Place, Round, Session, Shift
from conferences.querysets import day

AFTER = datetime.timedelta(days=1)  # so long a list opens after the last day, for what was written down
WITHOUT_DAYS = datetime.timedelta(days=14)


@transaction.atomic
def link_interpreter(interpreter, *, by):
    """A link to her own list, until the day after the last evening. Gives its token, kept nowhere."""
    locked = Interpreter.objects.select_for_update().get(pk=interpreter.pk)
    if locked.ended_at:
        raise ValidationError(_("This interpreter does not work for the school any more."))
    token, now = make_token(), timezone.now()
    sessions = Session.objects.at(locked.school_id).filter(round__state__in=Round.RUNNING, ends_at__gt=now)
    last = sessions.aggregate(last=Max("ends_at"))["last"]
    locked.link_digest = digest("interpreter", token)
    locked.link_until = last + AFTER if last else now + WITHOUT_DAYS
    locked.save(update_fields=["link_digest", "link_until"])
    record("interpreter.linked", locked, by=by)
    return locked, token


@transaction.atomic
def end_interpreter_link(interpreter, *, by):
    """Lost, or in wrong hands: it opens nothing from now on."""
    rows = Interpreter.objects.filter(pk=interpreter.pk).exclude(link_digest="")
    if rows.update(link_digest="", link_until=None):
        record("interpreter.unlinked", interpreter, by=by)


@transaction.atomic
def say_interpreter_here(interpreter, *, here):
    """She has come, as she says herself by her link; the office's overview shows it."""
    shifts = Shift.objects.filter(interpreter=interpreter).within(*day.day_bounds())
    if shifts.filter(arrived_at__isnull=here).update(arrived_at=timezone.now() if here else None):
        places = day.today(Place.objects.filter(interpreter=interpreter), "session__")
        touch_boards(Session.objects.filter(pk__in=places.values("session")))
        record("interpreter.came", interpreter, by=None)


@transaction.atomic
def say_interpreter_with(conference, *, here):
    """She sits at this table; said by mistake, not yet."""
    come(conference, "interpreter_at", "interpreter.arrived", here=here, by=None)


@transaction.atomic
def open_screens(round_, *, by):
    """A link for the screens of today: it ends with the day. Gives its token, which is kept nowhere."""
    token, (_first, last) = make_token(), day.day_bounds()
    Round.objects.filter(pk=round_.pk).update(screen_digest=digest("screen", token), screen_until=last)
    record("screens.opened", round_, by=by)
    return token


@transaction.atomic
def close_screens(round_, *, by):
    """All screens go dark."""
    if (
        Round.objects.filter(pk=round_.pk)
        .exclude(screen_digest="")
        .update(screen_digest="", screen_until=None)
    ):
        record("screens.closed", round_, by=by)
