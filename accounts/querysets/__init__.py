from accounts.querysets.consent import MediaConsentQuerySet, may_be_shown, newest_answer
from accounts.querysets.families import GuardianshipQuerySet, GuestQuerySet, HouseholdQuerySet
from accounts.querysets.people import (
    AdvisoryQuerySet,
    MembershipQuerySet,
    StudentQuerySet,
    UserManager,
    UserQuerySet,
)
from accounts.querysets.rights import (
    AuditRecordQuerySet,
    DeletionQuerySet,
    RecordRequestQuerySet,
)
from accounts.querysets.rosters import RosterChangeQuerySet, RosterImportQuerySet, RosterProblemQuerySet
from accounts.querysets.schools import (
    DistrictMembershipQuerySet,
    DistrictQuerySet,
    GradeBandQuerySet,
    LogoQuerySet,
    SchoolQuerySet,
)
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
    "DeletionQuerySet",
    "DistrictMembershipQuerySet",
    "DistrictQuerySet",
    "GradeBandQuerySet",
    "GuardianshipQuerySet",
    "GuestQuerySet",
    "HouseholdQuerySet",
    "InvitationQuerySet",
    "LogoQuerySet",
    "MediaConsentQuerySet",
    "MembershipQuerySet",
    "OutgoingMailQuerySet",
    "RecordRequestQuerySet",
    "RosterChangeQuerySet",
    "RosterImportQuerySet",
    "RosterProblemQuerySet",
    "SchoolQuerySet",
    "SessionManager",
    "SessionQuerySet",
    "SignInCardQuerySet",
    "SignInCodeQuerySet",
    "StudentQuerySet",
    "UserManager",
    "UserQuerySet",
    "may_be_shown",
    "newest_answer",
]
