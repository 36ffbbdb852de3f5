"""How long what of `accounts` is kept (accounts/periods.py)."""

from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.periods import Fixed, Period


def forget_rows(rows):
    rows.delete()


def forget_leavers(students):
    from accounts.actions.deletions import delete_record

    for student in students:
        delete_record(student, by=None, reason="leavers")


def forget_guests(guests):
    from accounts.actions.deletions import delete_people, without_ties

    people = list(guests.filter(user__isnull=False).values_list("user", flat=True))
    guests.delete()
    delete_people(without_ties(people))


PERIODS = [
    Period(
        "leavers",
        _("The record of a student who has left, with all her work"),
        "accounts.Student",
        since="left_at",
        school="school",
        days=365,
        low=30,
        high=2555,
        forget=forget_leavers,
        batch=5,
        writes_own_entry=True,
    ),
    Period(
        "guests",
        _("Guests whose time is over"),
        "accounts.Guest",
        since="asked_at",
        school="school",
        days=365,
        low=30,
        high=1095,
        forget=forget_guests,
        only=Q(expires_at=None) | Q(expires_at__lt=Now()),
    ),
    Period(
        "letters",
        _("Links that were mailed to families and are over"),
        "accounts.Invitation",
        since="expires_at",
        school="school",
        days=90,
        low=30,
        high=365,
        forget=forget_rows,
    ),
    Period(
        "cards",
        _("Sign-in cards that were stopped"),
        "accounts.SignInCard",
        since="revoked_at",
        school="student__school",
        days=90,
        low=7,
        high=365,
        forget=forget_rows,
    ),
    Period(
        "requests",
        _("What families asked the office, once answered"),
        "accounts.RecordRequest",
        since="decided_at",
        school="school",
        days=1095,
        low=365,
        high=2555,
        forget=forget_rows,
        only=Q(runs_at=None),
    ),
    Period(
        "audit",
        _("Who did, saw, or was refused what"),
        "accounts.AuditRecord",
        since="at",
        school="school_id",
        days=1095,
        low=365,
        high=2555,
        forget=forget_rows,
        batch=5000,
    ),
]

FIXED = [
    Fixed(_("Files of rosters, and what each changed person by person"), _("5 weeks")),
    Fixed(_("Tries to sign in that went wrong, for the limits"), _("1 day")),
    Fixed(_("Codes that were mailed"), _("1 day after their 10 minutes")),
    Fixed(_("Sign-ins"), _("until they end by themselves or are ended")),
    Fixed(_("Notes of jobs that are done"), _("2 weeks")),
    Fixed(_("Backups, with what was deleted since"), _("35 days at most")),
]
