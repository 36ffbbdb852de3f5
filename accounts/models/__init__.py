from accounts.models.audit import AuditRecord
from accounts.models.consent import MediaConsent
from accounts.models.doors import Factor, PasswordLink, SchoolAccount, SignInService
from accounts.models.families import Guardianship, Guest, Household
from accounts.models.mail import OutgoingMail
from accounts.models.people import Advisory, Membership, Student, User
from accounts.models.rights import Deletion, RecordRequest, RetentionPeriod
from accounts.models.rosters import RosterChange, RosterImport, RosterProblem
from accounts.models.schools import District, DistrictMembership, GradeBand, Logo, School
from accounts.models.signin import (
    FailedSignIn,
    Invitation,
    Session,
    SignInCard,
    SignInCode,
    SignInPicture,
)

__all__ = [
    "Advisory",
    "AuditRecord",
    "Deletion",
    "District",
    "DistrictMembership",
    "Factor",
    "FailedSignIn",
    "GradeBand",
    "Guardianship",
    "Guest",
    "Household",
    "Invitation",
    "Logo",
    "MediaConsent",
    "Membership",
    "OutgoingMail",
    "PasswordLink",
    "RecordRequest",
    "RetentionPeriod",
    "RosterChange",
    "RosterImport",
    "RosterProblem",
    "School",
    "SchoolAccount",
    "Session",
    "SignInCard",
    "SignInCode",
    "SignInPicture",
    "SignInService",
    "Student",
    "User",
]
