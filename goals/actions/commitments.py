import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.audit import record
from goals.models import Commitment, CommitmentCheckIn

AS_LOADED = object()


@transaction.atomic
def make_commitment(student, *, party, text, by, check_on=None, ends_on=None, goal=None):
    """I will / my family will / my teacher will, as said at the end of a conference.

    What the student says she will do is hers at once. An adult says "that is mine" herself.
    """
    own = {"owner": student.user, "accepted_at": now()} if party == Commitment.Party.STUDENT else {}
    commitment = Commitment.objects.create(
        school_id=student.school_id,
        student=student,
        party=party,
        text=text,
        check_on=check_on,
        ends_on=ends_on,
        goal=goal,
        made_by=by,
        **own,
    )
    record("commitment.made", commitment, by=by)
    return commitment


@transaction.atomic
def accept_commitment(commitment, *, by):
    """That is mine: one tap by an adult of the family, or by a teacher. Of two the first has it."""
    free = Commitment.objects.accepted_by(by).filter(pk=commitment.pk)
    if free.update(owner=by, accepted_at=now()):
        record("commitment.accepted", commitment, by=by)
    elif not Commitment.objects.filter(pk=commitment.pk, owner=by).exists():
        raise ValidationError(_("Somebody has just said that it is theirs."))


@transaction.atomic
def release_commitment(commitment, *, by):
    """She gives it back, and somebody else can make it hers."""
    own = Commitment.objects.open().filter(pk=commitment.pk, owner=by)
    if own.update(owner=None, accepted_at=None):
        record("commitment.released", commitment, by=by)


@transaction.atomic
def check_commitment(commitment, *, state, by, line="", seen=AS_LOADED, form_key=None):
    """How it goes, in one tap and one line; each look is a turn of its story.

    `seen` is when it was last checked, as the writer knew it: whoever comes second reads the first answer
    before changing it. The same form sent twice is one look.
    """
    seen = commitment.checked_at if seen is AS_LOADED else seen
    key = form_key or uuid.uuid4()
    if earlier := CommitmentCheckIn.objects.filter(commitment=commitment, form_key=key).first():
        if (earlier.state, earlier.line) == (state, line):
            return
        key = uuid.uuid4()  # she went back, and answers differently: it is told below that the page is old
    at = now()
    same = Commitment.objects.filter(pk=commitment.pk, checked_at=seen)
    if not same.update(state=state, line=line, checked_at=at):
        if Commitment.objects.filter(pk=commitment.pk, state=state, line=line).exists():
            return
        raise ValidationError(_("Somebody has just written how it went. Have a look, then write yours."))
    CommitmentCheckIn.objects.create(
        school_id=commitment.school_id,
        commitment=commitment,
        by=by,
        state=state,
        line=line,
        at=at,
        form_key=key,
    )
    record("commitment.checked", commitment, by=by)


@transaction.atomic
def deliver_reminder(pk):
    """Mail, once, that the day has come to look at what was promised. Gives how many letters left.

    In the holidays nothing is sent, and it stays owed.
    """
    from goals.letters import remind_of

    owed = Commitment.objects.to_remind().select_for_update(of=("self",), skip_locked=True)
    commitment = owed.select_related("student__user", "school", "owner").filter(pk=pk).first()
    if commitment is None:
        return 0
    letters = remind_of(commitment)
    if letters is not None:
        Commitment.objects.filter(pk=pk).update(reminded_at=now())
    return letters or 0
