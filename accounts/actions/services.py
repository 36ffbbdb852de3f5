"""Signing in with an account of the school, at Google or Microsoft.

The service says who somebody is; our roster says whether she belongs here. Nobody is ever added.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.revoke import Opened, keys, revocable, revoke
from accounts.actions.sessions import open_session
from accounts.audit import record
from accounts.models import SchoolAccount, User
from accounts.secrets import seal


def sign_in_with_service(request, service, claims):
    """Let in the person of the roster whose account this is. One answer for everybody else."""
    user = person_of(service, claims)
    if user is None:
        raise ValidationError(
            _(
                "With this account we cannot let you in. "
                "Please ask the office which one the school knows you by."
            )
        )
    open_session(request, user)


@transaction.atomic
def person_of(service, claims):
    """Who at this school has the account: by its lasting id, and the first time by its address.

    An address that two people share, or whose owner is known by another account already, tells nobody.
    """
    subject, address = claims.get("sub"), address_of(service, claims)
    if not (isinstance(subject, str) and subject and address):
        return None
    people = User.objects.known_to(service)
    account = SchoolAccount.objects.filter(service=service, subject=subject).first()
    if account:
        return people.filter(pk=account.user_id).first()
    found = people.filter(email=address).exclude(school_accounts__service=service)[:2]
    if len(found) != 1:
        return None
    _account, _made = SchoolAccount.objects.get_or_create(
        service=service, subject=subject, defaults={"user": found[0]}
    )
    record("schoolaccount.linked", found[0], by=found[0])
    return found[0]


def address_of(service, claims):
    """The address that the school's own service vouches for; "" if this account is not one of the school's.

    Google says who has checked the address and whose domain it is. Microsoft's `email` can be anything its
    owner typed; the sign-in name cannot, in the school's own tenant.
    """
    if service.kind == service.Kind.GOOGLE:
        ours = claims.get("email_verified") is True and claims.get("hd") == service.domain
        address = claims.get("email")
    else:
        ours = str(claims.get("tid", "")).lower() == service.tenant.lower()
        address = claims.get("preferred_username")
    address = str(address or "").lower()
    return address if ours and address.endswith(f"@{service.domain}") else ""


@transaction.atomic
def save_service(service, *, secret, by):
    """The office sets up a service. Another client or tenant knows people by other ids, so those go."""
    if secret:
        service.sealed_secret = seal(secret)
    before = type(service).objects.select_for_update().filter(pk=service.pk).first()
    service.save()
    if before and identity(before) != identity(service):
        revoke(SchoolAccount.objects.filter(service=service), by=by)
    record("signinservice.saved", service, by=by)


def identity(service):
    return service.client_id, service.tenant, service.domain


@transaction.atomic
def remove_service(service, *, by):
    """The school takes its service away; whoever came in by it signs in anew, another way."""
    revoke(SchoolAccount.objects.filter(service=service), by=by)
    service.delete()
    record("signinservice.removed", service, by=by)


revocable(SchoolAccount, opened=lambda rows: Opened(people=keys(rows, "user_id")), related=("service",))
