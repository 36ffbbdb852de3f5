"""Ends that end: whatever lets somebody in is ended here, and everything that it opened with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import (
    Guardianship,
    Guest,
    Invitation,
    Membership,
    Session,
    SignInCard,
    SignInCode,
    Student,
)


@dataclass
class Opened:
    """What falls with an end: keys of the people whose sessions and codes close, of cards, of students."""

    people: set = field(default_factory=set)  # all their sessions, and codes that wait in their mail
    cards: set = field(default_factory=set)  # the sessions that these cards opened
    students: set = field(default_factory=set)  # those who left: their cards stop too
    guardianships: set = field(default_factory=set)  # links to the child, mailed or still to be mailed
    guests: set = field(default_factory=set)  # likewise


@dataclass(frozen=True)
class Kind:
    """How rows of one model end; without `end` they are deleted."""

    standing: Callable[[], Q]
    end: Callable[[], dict[str, Any]] | None
    opened: Callable[[list], Opened]
    related: tuple[str, ...]  # what the record of the end needs to know, fetched along


KINDS: dict[type, Kind] = {}


def revocable(model, *, opened, standing=Q, end=None, related=()):
    """Tell `revoke` how rows of this model end; said once, beside the action that ends them.

    `opened` gets the list of rows and says what they had opened. `standing` gives (as a Q) what a row looks
    like before its end and `end` the columns of the end, both as of now; without `end` the row is deleted.
    """
    KINDS[model] = Kind(standing, end, opened, related)


@transaction.atomic
def revoke(things, *, by, to=None, verb="revoked", spare=None):
    """End what lets somebody in: the one way to do so, with effect on the next request.

    `things` is a row or a queryset of one model: a card, a link (Invitation), a guardianship, a person's
    place at school (Membership), or what another module made `revocable`: a linked account, a guest, a
    consent. In one transaction the rows are ended, and with them the sessions, the links, the codes and
    the mail that is still owed; each end is written down as "<model>.<verb>".

    - `to` says with which columns, if not in the usual way: `to={"restricted": True}` for an adult whom
      the school keeps away. Rows that say so already count as ended.
    - `spare` is the key of the one session that stays open, for people who end something of their own.

    Gives the rows that were ended. Raises ValidationError for a single row that has ended already; of a
    queryset, those that still stand are ended, be they none.
    """
    many = isinstance(things, QuerySet)
    rows = things if many else type(things)._default_manager.filter(pk=things.pk)
    kind = KINDS[rows.model]
    ended = lock(rows, ~Q(**to) if to else kind.standing(), kind.related)
    if not ended and not many:
        raise ValidationError(_("This has already been stopped."))
    close(kind.opened(ended), spare=spare)
    for row in ended:
        record(f"{row._meta.model_name}.{verb}", row, by=by, student=child_of(row))
    change = to or (kind.end() if kind.end else None)
    mine = rows.model._default_manager.filter(pk__in=[row.pk for row in ended])
    mine.update(**change) if change else mine.delete()
    return ended


def lock(rows, standing, related):
    """The rows that still stand, held until the end of the transaction: of two who end one, one is late."""
    keys = rows.filter(standing).order_by().values("pk")
    held = rows.model._default_manager.select_for_update(of=("self",)).filter(standing, pk__in=keys)
    return list(held.select_related(*related).order_by("pk") if related else held.order_by("pk"))


def child_of(row):
    """The student whose record this end belongs to."""
    if isinstance(row, Invitation):
        return row.student
    return getattr(row, "student", None)


def close(opened: Opened, *, spare=None):
    """Sessions, codes, cards and links end; owed mail finds nothing to send any more."""
    now = timezone.now()
    cards = SignInCard.objects.filter(student__in=opened.students, revoked_at=None)
    by_card = Q(card__in=opened.cards) | Q(card__student__in=opened.students)
    Session.objects.filter(by_card | Q(user__in=opened.people)).exclude(session_key=spare or "").delete()
    cards.update(revoked_at=now)
    SignInCode.objects.filter(user__in=opened.people, used_at=None).update(used_at=now)
    to_whom = Q(guardianship__in=opened.guardianships) | Q(guest__in=opened.guests)
    Invitation.objects.filter(to_whom, revoked_at=None).update(revoked_at=now)


def keys(rows: Iterable, name: str) -> set:
    return {getattr(row, name) for row in rows}


def stop_now():
    return {"revoked_at": timezone.now()}


def end_before_today():
    """A guardianship counts until the end of its last day, so that day is yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    begun = Case(When(starts_on__gt=yesterday, then=yesterday), default=F("starts_on"))
    return {"ends_on": yesterday, "starts_on": begun}


def in_force():
    return Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())


def opened_by_memberships(rows):
    pupils = Student.objects.filter(
        user__in=[row.user_id for row in rows if row.role == Membership.Role.STUDENT],
        school__in=keys(rows, "school_id"),
    )
    leavers = set(pupils.values_list("pk", flat=True))
    pupils.filter(left_at=None).update(left_at=timezone.now())
    adults = [row.user_id for row in rows if row.role == Membership.Role.FAMILY]
    followed = Guardianship.objects.filter(adult__in=adults, student__school__in=keys(rows, "school_id"))
    return Opened(
        people=keys(rows, "user_id"),
        students=leavers,
        guardianships=set(followed.values_list("pk", flat=True)),
    )


revocable(
    SignInCard,
    standing=lambda: Q(revoked_at=None),
    end=stop_now,
    opened=lambda rows: Opened(cards=keys(rows, "pk")),
    related=("student",),
)
revocable(
    Invitation,
    standing=lambda: Q(revoked_at=None),
    end=stop_now,
    opened=lambda rows: Opened(people={row.adult.pk for row in rows}),
    related=("guardianship__student", "guardianship__adult", "guest__student", "guest__user"),
)
revocable(
    Guardianship,
    standing=in_force,
    end=end_before_today,
    opened=lambda rows: Opened(people=keys(rows, "adult_id"), guardianships=keys(rows, "pk")),
    related=("student",),
)
revocable(
    Guest,
    standing=lambda: Q(ended_at=None),
    end=lambda: {"ended_at": timezone.now()},
    opened=lambda rows: Opened(people=keys(rows, "user_id") - {None}, guests=keys(rows, "pk")),
    related=("student",),
)
revocable(
    Membership,
    standing=lambda: Q(ended_at=None),
    end=lambda: {"ended_at": timezone.now()},
    opened=opened_by_memberships,
)
