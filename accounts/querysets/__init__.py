from accounts.querysets.consent import MediaConsentQuerySet, may_be_shown
from accounts.querysets.families import GuardianshipQuerySet, HouseholdQuerySet
from accounts.querysets.people import (
    AdvisoryQuerySet,
    MembershipQuerySet,
    StudentQuerySet,
    UserManager,
    UserQuerySet,
)
from accounts.querysets.schools import AuditRecordQuerySet, RosterImportQuerySet, SchoolQuerySet
from accounts.querysets.signin import (
    InvitationQuerySet,
    OutgoingMailQuerySet,
    SessionManager,
    SessionQuerySet,
    SignInCardQuerySet,
    SignInCodeQuerySet,
)

__all__ = [
    "AdvisoryQuerySet",
    "AuditRecordQuerySet",
    "GuardianshipQuerySet",
    "HouseholdQuerySet",
    "InvitationQuerySet",
    "MediaConsentQuerySet",
    "MembershipQuerySet",
    "OutgoingMailQuerySet",
    "RosterImportQuerySet",
    "SchoolQuerySet",
    "SessionManager",
    "SessionQuerySet",
    "SignInCardQuerySet",
    "SignInCodeQuerySet",
    "StudentQuerySet",
    "UserManager",
    "UserQuerySet",
    "may_be_shown",
]
