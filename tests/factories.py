"""The people and things of the tests. Defaults are small and plausible; tests name what matters."""

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts import models as accounts
from accounts.secrets import digest, seal
from conferences import models as conferences
from goals import models as goals
from goals.rhythms import Beat, days_of
from portfolios import models as portfolios
from tests.device import a_credential

APP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = accounts.School

    name = factory.Sequence("School {}".format)
    # At any hour that the tests happen to run.
    cards_from = None
    cards_until = None


class LogoFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Logo

    school = factory.SubFactory(SchoolFactory)
    image = factory.django.FileField(data=b"logo", filename="logo.webp")
    width = 120
    height = 60


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = accounts.District

    name = factory.Sequence("District {}".format)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = accounts.User
        skip_postgeneration_save = True

    school = factory.SubFactory(SchoolFactory)
    first_name = "Ana"
    last_name = "Mensah"
    username = factory.Sequence("person{}".format)
    password = "!"

    @factory.post_generation
    def role(self, create, role):
        if role:
            MembershipFactory(user=self, school=self.school, role=role)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Membership


class AdvisoryFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Advisory
        skip_postgeneration_save = True

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence("5{}".format)

    @factory.post_generation
    def advisors(self, create, advisors):
        self.advisors.add(*(advisors or []))


class StudentFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Student

    school = factory.SubFactory(SchoolFactory)
    user = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"), role="student")
    grade = 5


class HouseholdFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Household

    school = factory.SubFactory(SchoolFactory)
    name = "Mensah"


class GuardianshipFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Guardianship

    relation = "mother"


class MediaConsentFactory(DjangoModelFactory):
    """A yes to photos, which an adult gave herself."""

    class Meta:
        model = accounts.MediaConsent

    school = factory.SelfAttribute("student.school")
    kind = "photo"
    allowed = True
    how = "online"
    by = factory.SelfAttribute("adult")
    starts_at = factory.LazyFunction(timezone.now)
    at = factory.SelfAttribute("starts_at")


class GuestFactory(DjangoModelFactory):
    """A guest to whom the advisor of the student has agreed; `agreed_by` must be said."""

    class Meta:
        model = accounts.Guest

    school = factory.SelfAttribute("student.school")
    user = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"))
    name = "Gus Lind"
    email = factory.Sequence("guest{}@away.example".format)
    relation = "coach"
    agreed_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=20))


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = conferences.Visit


class SignInCardFactory(DjangoModelFactory):
    """A card of the token "card-token-1" and the code "AAA-AAA-1", counted up."""

    class Meta:
        model = accounts.SignInCard

    token_digest = factory.Sequence(lambda n: digest("card", f"card-token-{n}"))
    code_digest = factory.Sequence(lambda n: digest("card-code", f"AAAAAA{n}"))


class InvitationFactory(DjangoModelFactory):
    """A letter that was mailed: its link carries the token "invitation-1", counted up."""

    class Meta:
        model = accounts.Invitation

    school = factory.SelfAttribute("guardianship.student.school")
    token_digest = factory.Sequence(lambda n: digest("invitation", f"invitation-{n}"))
    sent_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=30))


class PasskeyFactory(DjangoModelFactory):
    """A passkey of a device that answers no question any more."""

    class Meta:
        model = accounts.Factor

    type = "webauthn"
    data = factory.LazyFunction(lambda: {"name": "My telephone", "credential": a_credential()})


class AppFactory(DjangoModelFactory):
    """An authenticator app with the secret APP_SECRET."""

    class Meta:
        model = accounts.Factor

    type = "totp"
    data = factory.LazyFunction(lambda: {"secret": seal(APP_SECRET)})


class SignInServiceFactory(DjangoModelFactory):
    """The school's Google: client "our-client", secret "our-secret", addresses @maple.example."""

    class Meta:
        model = accounts.SignInService

    kind = "google"
    client_id = "our-client"
    sealed_secret = factory.LazyFunction(lambda: seal("our-secret"))
    domain = "maple.example"


class SchoolAccountFactory(DjangoModelFactory):
    class Meta:
        model = accounts.SchoolAccount

    subject = factory.Sequence("subject-{}".format)


class PasswordLinkFactory(DjangoModelFactory):
    """A link that was mailed: it carries the token "password-1", counted up."""

    class Meta:
        model = accounts.PasswordLink

    token_digest = factory.Sequence(lambda n: digest("password", f"password-{n}"))
    sent_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(hours=1))


class RosterImportFactory(DjangoModelFactory):
    """A school's own list that the office has just brought; its columns wait to be named."""

    class Meta:
        model = accounts.RosterImport

    name = "list.csv"
    state = "matching"
    columns = {"named": {"0": "name", "1": "grade"}}
    file = factory.django.FileField(data=b"Name,Grade\nAna Mensah,5\n", filename="list.csv")


class RecordRequestFactory(DjangoModelFactory):
    class Meta:
        model = accounts.RecordRequest

    school = factory.SelfAttribute("student.school")
    kind = "deletion"
    words = "We move away."


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Framework

    school = factory.SubFactory(SchoolFactory)
    name = "Our targets"


class LevelFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Level

    framework = factory.SubFactory(FrameworkFactory)
    position = factory.Sequence(int)
    name = "Developing"
    statement = "I can do this with help"


class LevelWordsFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.LevelWords


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Target

    framework = factory.SubFactory(FrameworkFactory)
    statement = "I can explain a theme with evidence"
    area = "Reading"


class FrameworkImportFactory(DjangoModelFactory):
    """A framework's file that the office has just brought; nothing came of it yet."""

    class Meta:
        model = portfolios.FrameworkImport

    name = "habits.json"
    summary = factory.LazyFunction(lambda: {"title": "Habits", "count": 1, "types": [], "notes": []})
    file = factory.django.FileField(
        data=b'{"CFDocument": {"identifier": "d", "title": "Habits"}, "CFItems": []}', filename="habits.json"
    )


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Evidence

    school = factory.SelfAttribute("student.school")
    title = factory.Sequence("Recycling robot {}".format)
    text = "It lifts a can."
    made_on = factory.LazyFunction(timezone.localdate)


class ShareFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Share

    circle = "family"


class CollectionFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Collection

    school = factory.SelfAttribute("student.school")
    title = "My best of fall"
    audience = "My family"
    circle = "family"


class CollectionShareFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.CollectionShare

    circle = "family"


class EntryFactory(DjangoModelFactory):
    """A line of a collection; `evidence` or `heading` must be said."""

    class Meta:
        model = portfolios.Entry

    school = factory.SelfAttribute("collection.school")
    position = factory.Sequence(int)


class LetterFactory(DjangoModelFactory):
    """A letter that the student has given to her family."""

    class Meta:
        model = portfolios.Letter

    school = factory.SelfAttribute("student.school")
    text = "Dear family, look at my robot."
    revision = 1
    given_at = factory.LazyFunction(timezone.now)


class CommentFactory(DjangoModelFactory):
    """`by` must be said."""

    class Meta:
        model = portfolios.Comment

    school = factory.SelfAttribute("evidence.school")
    voice = "family"
    relation = "mother"
    glow = "You tried four times."


class PlacementFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Placement

    school = factory.SelfAttribute("evidence.school")
    target = factory.SubFactory(TargetFactory)
    by = "student"
    placed_by = factory.SelfAttribute("evidence.student.user")


def difference(evidence, framework, *, teacher):
    """The student's placement of a piece that her teacher sees on another step."""
    target = TargetFactory(framework=framework)
    low, high = (LevelFactory(framework=framework, name=name) for name in ("Developing", "Refining"))
    PlacementFactory(evidence=evidence, target=target, level=high, by="teacher", placed_by=teacher)
    return PlacementFactory(evidence=evidence, target=target, level=low)


class AttachmentFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Attachment

    school = factory.SelfAttribute("evidence.school")
    original = factory.django.FileField(data=b"original", filename="photo.jpg")


class UploadFactory(DjangoModelFactory):
    """A photograph that has arrived, for a piece that is not saved yet."""

    class Meta:
        model = portfolios.Upload

    school = factory.SelfAttribute("student.school")
    by = factory.SelfAttribute("student.user")
    form_key = factory.LazyFunction(uuid.uuid4)
    kind = "picture"
    original = factory.django.FileField(data=b"bytes from a phone", filename="photo")
    size = byte_count = 18
    finished_at = factory.LazyFunction(timezone.now)


class ReadyAttachmentFactory(AttachmentFactory):
    """Ready, and nobody else is in it."""

    state = "ready"
    original_clean = True
    told_at = factory.LazyFunction(timezone.now)
    width = 1600
    height = 1200
    thumb = factory.django.FileField(data=b"thumb", filename="thumb.webp")
    page = factory.django.FileField(data=b"page", filename="page.webp")
    screen = factory.django.FileField(data=b"screen", filename="screen.webp")


class ReadyRecordingFactory(AttachmentFactory):
    """A sound that is ready, and nobody else is heard in it."""

    state = "ready"
    original_clean = True
    kind = "audio"
    told_at = factory.LazyFunction(timezone.now)
    play = factory.django.FileField(data=bytes(range(200)), filename="play.m4a")
    duration_ms = 65_000
    waveform = [0, 50, 100]


class ReadyFilmFactory(ReadyAttachmentFactory):
    kind = "video"
    play = factory.django.FileField(data=bytes(range(200)), filename="play.mp4")
    duration_ms = 65_000
    waveform = [0, 50, 100]


class ReadyDocumentFactory(ReadyAttachmentFactory):
    kind = "document"
    paper = factory.django.FileField(data=b"%PDF-paper", filename="paper.pdf")
    page_count = 3


class CaptionsFactory(DjangoModelFactory):
    """The student's own."""

    class Meta:
        model = portfolios.Captions

    school = factory.SelfAttribute("attachment.school")
    by = "student"
    written_by = factory.SelfAttribute("attachment.evidence.student.user")
    language = "en"
    text = "0:00 This is my bean plant.\n0:04 Look how tall it is!"
    revision = 1


class VouchFactory(DjangoModelFactory):
    """Asked for by the student; `agreed=True` for one to which her advisor said yes and whose link is out."""

    class Meta:
        model = portfolios.Vouch

    class Params:
        agreed = factory.Trait(
            agreed_at=factory.LazyFunction(timezone.now),
            agreed_by=factory.LazyAttribute(lambda vouch: vouch.evidence.student.user),
            sent_at=factory.LazyFunction(timezone.now),
            expires_at=factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=14)),
            token_digest=factory.Sequence("digest {}".format),
        )
        answered = factory.Trait(
            agreed=True,
            signed="Coach Rivera",
            words="I saw her do it.",
            answered_at=factory.LazyFunction(timezone.now),
        )

    school = factory.SelfAttribute("evidence.school")
    name = factory.Sequence("Coach {}".format)
    relation = "swim club"
    email = factory.Sequence("coach{}@club.example".format)


class DepictionFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Depiction

    school = factory.SelfAttribute("attachment.school")
    who = "schoolmate"
    told_by = factory.SelfAttribute("attachment.evidence.student.user")


class ReflectionFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Reflection

    school = factory.SelfAttribute("evidence.school")
    question = "What did you try when it was hard?"
    text = "I changed one thing at a time."


class MattersFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Matters

    school = factory.SelfAttribute("student.school")


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Answer

    school = factory.SelfAttribute("student.school")
    question = "care"
    text = "My dog Coco, and robots."


class ReflectionVersionFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.ReflectionVersion

    school = factory.SelfAttribute("reflection.school")
    text = "I changed everything at once."
    written_at = factory.LazyFunction(timezone.now)


class PromptFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Prompt

    function = "think"
    text = factory.Sequence("What did you notice {}?".format)


def days_by_default(goal):
    """As the actions keep them, at a school that chose no rhythm."""
    said = ("news_at", "reviewed_at", "ended_at", "until", "format")
    known = {name: getattr(goal, name) for name in said if hasattr(goal, name)}
    return days_of(goals.Goal(**known), Beat())


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = goals.Goal

    school = factory.SelfAttribute("student.school")
    want = factory.Sequence("I want to explain a theme {}".format)
    will = "Read with a pencil."
    news_at = factory.LazyFunction(timezone.now)
    due_on = factory.LazyAttribute(lambda goal: days_by_default(goal)["due_on"])
    quiet_on = factory.LazyAttribute(lambda goal: days_by_default(goal)["quiet_on"])


class StepFactory(DjangoModelFactory):
    class Meta:
        model = goals.Step

    text = "Read chapter nine"
    position = factory.Sequence(int)


class CheckInFactory(DjangoModelFactory):
    class Meta:
        model = goals.CheckIn

    school = factory.SelfAttribute("goal.school")
    progress = 2
    line = "Two chapters done."


class GoalReplyFactory(DjangoModelFactory):
    class Meta:
        model = goals.GoalReply

    text = "What helped you?"


class HomeNoteFactory(GoalReplyFactory):
    """What somebody of the family saw at home; `by` must be said."""

    kind = "home"
    text = "She read to her brother."
    seen_on = factory.LazyFunction(timezone.localdate)


class GoalImportFactory(DjangoModelFactory):
    """A list with one goal of nobody, kept and looked at."""

    class Meta:
        model = goals.GoalImport

    name = "goals.csv"
    file = factory.django.FileField(data=b"name,goal\nNobody,Read more\n", filename="goals.csv")
    summary = factory.LazyFunction(lambda: {"new": 0, "known": 0, "students": 0, "problem_count": 0})


class GoalFileFactory(DjangoModelFactory):
    """A photo of what she wants, as it came."""

    class Meta:
        model = goals.GoalFile

    school = factory.SelfAttribute("goal.school")
    by = factory.SelfAttribute("goal.student.user")
    original = factory.django.FileField(data=b"original", filename="photo.jpg")


class ReadyGoalPictureFactory(GoalFileFactory):
    """Ready, and nobody else is in it."""

    state = "ready"
    original_clean = True
    told_at = factory.LazyFunction(timezone.now)
    width = 1600
    height = 1200
    thumb = factory.django.FileField(data=b"thumb", filename="thumb.webp")
    page = factory.django.FileField(data=b"page", filename="page.webp")
    screen = factory.django.FileField(data=b"screen", filename="screen.webp")


class ReadyVoiceFactory(GoalFileFactory):
    """Her voice with a check-in, or an advisor's with an answer: say `check_in` or `reply`."""

    part = factory.LazyAttribute(lambda file: "reply" if getattr(file, "reply", None) else "check_in")
    state = "ready"
    original_clean = True
    kind = "audio"
    told_at = factory.LazyFunction(timezone.now)
    play = factory.django.FileField(data=bytes(range(200)), filename="play.m4a")
    duration_ms = 12_000
    waveform = [0, 50, 100]


class TickFactory(DjangoModelFactory):
    class Meta:
        model = goals.Tick

    school = factory.SelfAttribute("goal.school")


class GoalEventFactory(DjangoModelFactory):
    class Meta:
        model = goals.GoalEvent

    school = factory.SelfAttribute("goal.school")
    kind = "reworded"
    by = factory.SelfAttribute("goal.student.user")


class GoalTeacherFactory(DjangoModelFactory):
    class Meta:
        model = goals.GoalTeacher

    school = factory.SelfAttribute("goal.school")
    asked_by = factory.SelfAttribute("goal.student.user")


class GoalPieceFactory(DjangoModelFactory):
    class Meta:
        model = goals.GoalPiece

    school = factory.SelfAttribute("goal.school")


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = goals.Commitment

    school = factory.SelfAttribute("student.school")
    party = "student"
    text = "Read one chapter each Sunday"
    made_by = factory.SelfAttribute("student.user")


class CommitmentCheckInFactory(DjangoModelFactory):
    class Meta:
        model = goals.CommitmentCheckIn

    school = factory.SelfAttribute("commitment.school")
    by = factory.SelfAttribute("commitment.student.user")
    state = "kept"


class OfferFactory(DjangoModelFactory):
    class Meta:
        model = goals.Offer

    school = factory.SubFactory(SchoolFactory)
    format = "want_will_need"


class RhythmFactory(DjangoModelFactory):
    class Meta:
        model = goals.Rhythm

    school = factory.SubFactory(SchoolFactory)


class AgendaTemplateFactory(DjangoModelFactory):
    class Meta:
        model = conferences.AgendaTemplate

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence("Plan {}".format)


class TemplateCardFactory(DjangoModelFactory):
    class Meta:
        model = conferences.TemplateCard

    template = factory.SubFactory(AgendaTemplateFactory)
    kind = "evidence"
    title = factory.Sequence("Part {}".format)
    position = factory.Sequence(int)


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = conferences.Round

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence("Round {}".format)
    state = "published"
    minutes = 20
    turnover = 5


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = conferences.Session

    round = factory.SubFactory(RoundFactory)
    room = "Room 12"
    starts_at = factory.LazyFunction(
        lambda: (timezone.now() + datetime.timedelta(days=6)).replace(microsecond=0)
    )
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + datetime.timedelta(hours=2))
    capacity = 2


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = conferences.Place

    session = factory.SubFactory(SessionFactory)
    starts_at = factory.SelfAttribute("session.starts_at")
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + datetime.timedelta(minutes=20))
    table = factory.Sequence(lambda n: n % 1000 + 1)


class ConferenceFactory(DjangoModelFactory):
    class Meta:
        model = conferences.Conference

    school = factory.SelfAttribute("student.school")
    round = factory.SubFactory(RoundFactory, school=factory.SelfAttribute("..school"))


class CardFactory(DjangoModelFactory):
    class Meta:
        model = conferences.Card

    kind = "evidence"
    title = factory.Sequence("Work I am proud of {}".format)
    minutes = 5
    position = factory.Sequence(int)


class ConferenceFileFactory(DjangoModelFactory):
    """A photo of her drawn plan, as it came."""

    class Meta:
        model = conferences.ConferenceFile

    school = factory.SelfAttribute("conference.school")
    by = factory.SelfAttribute("conference.student.user")
    part = "plan"
    original = factory.django.FileField(data=b"original", filename="photo.jpg")


class ReadyConferencePictureFactory(ConferenceFileFactory):
    """Ready, and nobody else is in it."""

    state = "ready"
    original_clean = True
    told_at = factory.LazyFunction(timezone.now)
    width = 1600
    height = 1200
    thumb = factory.django.FileField(data=b"thumb", filename="thumb.webp")
    page = factory.django.FileField(data=b"page", filename="page.webp")
    screen = factory.django.FileField(data=b"screen", filename="screen.webp")


class ReadyCardPictureFactory(ReadyConferencePictureFactory):
    """Her own picture of a part of her agenda."""

    part = "card"


class ReadyConferenceVoiceFactory(ConferenceFileFactory):
    """What she says to a part of her agenda; or with `part` and `note`, a voice of a letter."""

    part = "points"
    state = "ready"
    original_clean = True
    kind = "audio"
    told_at = factory.LazyFunction(timezone.now)
    play = factory.django.FileField(data=bytes(range(200)), filename="play.m4a")
    duration_ms = 12_000
    waveform = factory.LazyFunction(lambda: [0, 50, 100])


class PracticeFactory(DjangoModelFactory):
    """One that runs, at its first card if `card` is said."""

    class Meta:
        model = conferences.Practice

    school = factory.SelfAttribute("conference.school")


class ReadyConferenceRecordingFactory(ReadyConferenceVoiceFactory):
    """The conference as a sound, for two weeks."""

    part = "recording"
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=14))


class NoticeFactory(DjangoModelFactory):
    """Owed now, about a time that nobody has said yet."""

    class Meta:
        model = conferences.Notice

    school = factory.SelfAttribute("conference.school")
    kind = "asked"
    due_at = factory.LazyFunction(timezone.now)


class PrintoutFactory(DjangoModelFactory):
    """Letters of what is new, printed and not posted yet."""

    class Meta:
        model = conferences.Printout

    school = factory.SelfAttribute("round.school")
    what = "new"
    language = "en"
    state = "ready"
    file = factory.django.FileField(data=b"%PDF-1.7", filename="printout.pdf")
    made_at = factory.LazyFunction(timezone.now)
    count = 1


class KeepsakeFactory(DjangoModelFactory):
    """A booklet that was made before something changed."""

    class Meta:
        model = conferences.Keepsake

    school = factory.SelfAttribute("conference.school")
    language = "en"
    state = "ready"
    file = factory.django.FileField(data=b"%PDF-", filename="booklet.pdf")
    digest = "0" * 64
    made_at = factory.LazyFunction(timezone.now)


class LookBackFactory(DjangoModelFactory):
    class Meta:
        model = conferences.LookBack

    school = factory.SelfAttribute("conference.school")
    face = 4
    proud = "I spoke first."


class SurveyAnswerFactory(DjangoModelFactory):
    class Meta:
        model = conferences.SurveyAnswer

    school = factory.SelfAttribute("round.school")
    round = factory.SelfAttribute("conference.round")


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = conferences.Note

    school = factory.SelfAttribute("conference.school")
    kind = "question"
    text = "What was hard?"


class PrivateMinuteFactory(DjangoModelFactory):
    class Meta:
        model = conferences.PrivateMinute

    school = factory.SelfAttribute("conference.school")


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = conferences.Participant

    name = "Somebody"


class InterpreterFactory(DjangoModelFactory):
    class Meta:
        model = conferences.Interpreter

    name = "Halima Warsame"
    languages = factory.LazyFunction(lambda: ["Somali", "Spanish"])


class MakeUpFactory(DjangoModelFactory):
    class Meta:
        model = conferences.MakeUp

    school = factory.SelfAttribute("conference.school")


class OtherWayFactory(DjangoModelFactory):
    class Meta:
        model = conferences.OtherWay

    school = factory.SelfAttribute("conference.school")
    way = "solo"
    reason = "The room is too loud for me."


class TimetableFactory(DjangoModelFactory):
    """A proposal that nobody has been told of; `by` must be said."""

    class Meta:
        model = conferences.Timetable

    school = factory.SelfAttribute("round.school")
    state = "done"
    total = 1


class AssignmentFactory(DjangoModelFactory):
    """A conference without a time; with a session, at its first."""

    class Meta:
        model = conferences.Assignment


class SpellFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    starts_at = factory.LazyFunction(
        lambda: (timezone.now() + datetime.timedelta(days=6)).replace(microsecond=0)
    )
    ends_at = factory.LazyAttribute(lambda spell: spell.starts_at + datetime.timedelta(hours=2))


class ShiftFactory(SpellFactory):
    class Meta:
        model = conferences.Shift

    interpreter = factory.SubFactory(InterpreterFactory)


class AbsenceFactory(SpellFactory):
    class Meta:
        model = conferences.Absence


class LeftOutFactory(DjangoModelFactory):
    class Meta:
        model = conferences.LeftOut


class BusyFactory(SpellFactory):
    class Meta:
        model = conferences.Busy
