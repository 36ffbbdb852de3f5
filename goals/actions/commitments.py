from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.models import Commitment

AS_LOADED = object()


@transaction.atomic
def make_commitment(student, *, party, text, by, check_on=None):
    """I will / my family will / my teacher will, as said at the end of a conference."""
    commitment = Commitment.objects.create(
        school_id=student.school_id, student=student, party=party, text=text, check_on=check_on, made_by=by
    )
    record("commitment.made", commitment, by=by)
    return commitment


@transaction.atomic
def check_commitment(commitment, *, state, by, line="", seen=AS_LOADED):
    """How it went, in one tap and one line.

    `seen` is when it was last checked, as the writer knew it: whoever comes second reads the first answer
    before changing it.
    """
    seen = commitment.checked_at if seen is AS_LOADED else seen
    same = Commitment.objects.filter(pk=commitment.pk, checked_at=seen)
    if same.update(state=state, line=line, checked_at=now()):
        record("commitment.checked", commitment, by=by)
    elif not Commitment.objects.filter(pk=commitment.pk, state=state, line=line).exists():
        raise ValidationError(_("Somebody has just written how it went. Have a look, then write yours."))
