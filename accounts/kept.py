"""What of `accounts` belongs to a child's record (accounts/records.py)."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from accounts.records import Kept


def own_household(rows, reader):
    """Her own; where the other adults of the child live is not hers to read."""
    guardianships = apps.get_model("accounts", "Guardianship").objects.held_by(reader)
    return rows.filter(pk__in=guardianships.values("household"))


def own_letters(rows, reader):
    return rows.filter(guardianship__adult=reader.pk)


def own_requests(rows, reader):
    return rows.filter(by=reader.pk)


def empty_households(rows):
    """A household stays while another child's adult lives there."""
    return rows.filter(guardianships=None).delete()[1]


def stay(rows):
    """The record of who did and saw what stays: it holds numbers, which say nothing once she is gone."""
    return {}


def people(rows):
    from accounts.actions.deletions import delete_people

    return delete_people(list(rows))


KEPT = [
    Kept("accounts.Student", "pk", _("School facts"), hidden=frozenset({"of_age_on"}), order=2),
    Kept(
        "accounts.User",
        "student",
        _("Name and account"),
        hidden=frozenset({"password", "is_superuser", "is_staff", "is_active", "school"}),
        forget=people,
        order=3,
    ),
    Kept("accounts.Membership", "user__student", _("Place at school")),
    Kept(
        "accounts.Guardianship",
        "student",
        _("Adults of the family"),
        hidden=frozenset(
            {"household", "restricted", "restricted_at", "restriction_reason", "may_see", "source_id"}
        ),
    ),
    Kept(
        "accounts.Household",
        "guardianships__student",
        _("Your household"),
        seen=own_household,
        forget=empty_households,
        order=1,
    ),
    Kept(
        "accounts.Guest",
        "student",
        _("Guests, and people on a panel"),
        hidden=frozenset({"email", "user", "colleague", "reason"}),
    ),
    Kept("accounts.MediaConsent", "student", _("Answers about photos, voice and video")),
    Kept(
        "accounts.Invitation",
        "guardianship__student",
        _("Letters with a link to you"),
        hidden=frozenset({"guest", "guardianship"}),
        seen=own_letters,
    ),
    Kept("accounts.SignInCard", "student", _("Sign-in cards")),
    Kept("accounts.SignInPicture", "student", _("Picture after the card"), hidden=frozenset({"picture"})),
    Kept("accounts.SignInCode", "user__student", _("Sign-in codes")),
    Kept(
        "accounts.Session",
        "user__student",
        _("Open sign-ins"),
        hidden=frozenset({"session_key", "session_data", "invitation"}),
    ),
    Kept("accounts.SchoolAccount", "user__student", _("School account")),
    Kept("account.EmailAddress", "user__student", _("E-mail addresses")),
    Kept(
        "socialaccount.SocialAccount",
        "user__student",
        _("Account elsewhere"),
        hidden=frozenset({"extra_data"}),
    ),
    Kept("mfa.Authenticator", "user__student", _("Second factors"), hidden=frozenset({"data"})),
    Kept("accounts.RecordRequest", "student", _("What you asked the office"), seen=own_requests),
    Kept(
        "accounts.AuditRecord",
        "student_id",
        _("What was done and seen, and when"),
        hidden=frozenset({"school_id", "actor_id", "thing_id", "day"}),
        forget=stay,
    ),
]

# Models that name people and yet are not about a child, each with its reason.
ELSEWHERE = {
    "account.EmailConfirmation": "hangs on an e-mail address; Lectern makes none",
    "socialaccount.SocialToken": "hangs on an account elsewhere; Lectern stores none",
    "accounts.Advisory": "names its advisors; a student names her advisory",
    "accounts.DistrictMembership": "of people who work for the district",
    "accounts.PasswordLink": "of people who work at the school",
    "accounts.RosterImport": "names who of the office brought it; its file goes when its time is over",
    "accounts.RosterChange": "names go with the import when its time is over, a child's at once",
    "accounts.RosterProblem": "hangs on an import",
}
