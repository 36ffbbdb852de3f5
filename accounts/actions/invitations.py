from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.revoke import revoke
from accounts.audit import record
from accounts.models import Guardianship, Invitation
from accounts.tasks import send_invitation


@transaction.atomic
def invite(guardianship, *, by, until):
    """Mail this adult a link to the child's family page, good until then. Two clicks send one letter."""
    locked = Guardianship.objects.current().select_for_update(of=("self",)).filter(pk=guardianship.pk)
    guardianship = locked.select_related("adult", "student").first()
    if guardianship is None:
        raise ValidationError(_("This family member is not to be invited any more."))
    if not guardianship.adult.email:
        raise ValidationError(
            _("We have no e-mail address for %(name)s. The office can add one.")
            % {"name": guardianship.adult}
        )
    waiting = Invitation.objects.owed().filter(guardianship=guardianship).first()
    if waiting:
        return waiting
    invitation = Invitation.objects.create(
        school_id=guardianship.student.school_id, guardianship=guardianship, expires_at=until
    )
    record("invitation.made", invitation, by=by, student=guardianship.student)
    send_invitation.enqueue(invitation.pk)
    return invitation


def revoke_invitation(invitation, *, by):
    """Take a link back, as when it went to the wrong address. Her sessions end; other links still stand."""
    revoke(invitation, by=by)
