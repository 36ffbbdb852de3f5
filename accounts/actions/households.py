"""The office's word on who lives with a child and what each adult may do."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.invitations import invite
from accounts.actions.revoke import revoke
from accounts.actions.rights import withdraw_request
from accounts.audit import record
from accounts.models import Guardianship, Household, Membership, RecordRequest, Student, User

ALLOWS = ("may_see", "may_attend", "may_decide")
INVITED_FOR = timedelta(days=60)


@transaction.atomic
def add_household(student, *, by, adults=(), **fields):
    """A household of the child's school; `adults` are the guardianships of this child that live in it."""
    household = Household.objects.create(school_id=student.school_id, **fields)
    record("household.added", household, by=by, student=student)
    settle(household, student, adults)
    return household


@transaction.atomic
def edit_household(household, *, by, **fields):
    Household.objects.filter(pk=household.pk).update(**fields)
    record("household.changed", household, by=by)


def settle(household, student, adults):
    mine = Guardianship.objects.filter(student=student, pk__in=[adult.pk for adult in adults])
    mine.update(household=household)


@transaction.atomic
def set_birth_date(student, born_on, *, by):
    """From her 18th birthday on the rights are her own, and her family follows only if she says so."""
    if Student.objects.filter(pk=student.pk).exclude(born_on=born_on).update(born_on=born_on):
        record("student.birth_date_changed", student, by=by, student=student)


@transaction.atomic
def add_guardianship(student, *, first_name, last_name, email, language, by, **fields):
    """One more adult of this child.

    Somebody of this name and address who has a child at this school already is that person; an address
    alone says nothing, for two may share a mailbox. Raises ValidationError for an adult whom the school
    keeps away from this child, under whatever account.
    """
    student = Student.objects.select_for_update().get(pk=student.pk)
    name = f"{first_name} {last_name}"
    if Guardianship.objects.barring(student, name=name, email=email).exists():
        raise ValidationError(_("The school has restricted this adult. Lift the restriction first."))
    adult = known_adult(student.school_id, first_name, last_name, email)
    if adult is None:
        adult = make_adult(student.school, first_name, last_name, email, language)
    try:
        with transaction.atomic():
            guardianship = Guardianship.objects.create(adult=adult, student=student, **fields)
    except IntegrityError:
        raise ValidationError(_("This adult is on the child’s page already.")) from None
    Membership.objects.get_or_create(user=adult, school_id=student.school_id, role=Membership.Role.FAMILY)
    Membership.objects.filter(user=adult, school=student.school_id, role=Membership.Role.FAMILY).update(
        ended_at=None
    )
    record("guardianship.added", guardianship, by=by)
    return guardianship


def known_adult(school, first_name, last_name, email):
    if not email:
        return None
    family = User.objects.filter(guardianships__student__school=school, email=email)
    named = family.filter(first_name__iexact=first_name, last_name__iexact=last_name)
    return named.order_by("pk").first()


def make_adult(school, first_name, last_name, email, language):
    adult = User(
        username=f"adult-{secrets.token_hex(8)}",
        school=school,
        first_name=first_name,
        last_name=last_name,
        email=email,
        language=language,
    )
    adult.set_unusable_password()
    adult.save()
    return adult


@transaction.atomic
def edit_guardianship(guardianship, *, by, **fields):
    """What an adult may do, from when and until when. Less than before takes effect on the next request."""
    Guardianship.objects.filter(pk=guardianship.pk).update(**fields)
    record("guardianship.changed", guardianship, by=by)
    if not fields.get("may_decide", True):
        drop_deletion(guardianship, by=by)


def drop_deletion(guardianship, *, by):
    """What an adult asked to have deleted, and may decide no longer, is not deleted on her word."""
    asked = RecordRequest.objects.waiting().filter(kind=RecordRequest.Kind.DELETION)
    for request in asked.filter(student=guardianship.student_id, by=guardianship.adult_id):
        withdraw_request(request, by=by)


@transaction.atomic
def restrict_guardianship(guardianship, *, reason, by):
    """Keep this adult away from everything about this child, until the school lifts it.

    Sessions, codes and links end; nobody invites this adult again, not as a guest either. `reason` is for
    the office alone.
    """
    revoke(
        guardianship,
        by=by,
        verb="restricted",
        to={"restricted": True},
    )
    Guardianship.objects.filter(pk=guardianship.pk).update(
        restricted_at=timezone.now(), restriction_reason=reason
    )
    drop_deletion(guardianship, by=by)


@transaction.atomic
def lift_restriction(guardianship, *, by):
    """What the adult may do is as it was before; she needs a new invitation."""
    lifted = Guardianship.objects.filter(pk=guardianship.pk, restricted=True).update(
        restricted=False, restricted_at=None, restriction_reason=""
    )
    if not lifted:
        raise ValidationError(_("This adult is not restricted."))
    record("guardianship.lifted", guardianship, by=by)


@transaction.atomic
def end_guardianship(guardianship, *, by):
    """From now on this adult follows the child no more; the row stays, with its dates."""
    revoke(guardianship, by=by, verb="ended")
    drop_deletion(guardianship, by=by)


def invite_adult(guardianship, *, by):
    """Mail one adult a link, outside of any round."""
    return invite(guardianship, by=by, until=timezone.now() + INVITED_FOR)
