"""Somebody of the school called, wrote or went there: what came of it, for whoever calls next."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from conferences.models import OutreachCall


@transaction.atomic
def note_call(round_, *, how, outcome, line, again_on, by, household=None, adult=None):
    """About a household, or an adult of none."""
    call = OutreachCall.objects.create(
        school_id=round_.school_id,
        round=round_,
        household=household,
        adult=None if household else adult,
        how=how,
        outcome=outcome,
        line=line,
        again_on=again_on,
        by=by,
    )
    record("outreach.noted", call, by=by)
    return call


@transaction.atomic
def remove_call(call, *, by):
    move(call, before={"removed_at": None}, after=timezone.now())
    record("outreach.removed", call, by=by)


@transaction.atomic
def restore_call(call, *, by):
    move(call, before={"removed_at__isnull": False}, after=None)
    record("outreach.restored", call, by=by)


def move(call, *, before, after):
    """Compare and set."""
    if not OutreachCall.objects.filter(pk=call.pk, **before).update(removed_at=after):
        raise ValidationError(_("Somebody did this already."))


def note_sheet(round_, *, by):
    """That the list was taken along is written down."""
    record("reach.exported", round_, by=by)
