"""What the pages that are opened most ask for: prepared, since they ask the same of everybody."""

from accounts.models import Student
from accounts.prepared import prepared
from conferences.models import Card, Conference, Note, Participant
from conferences.querysets.agendas import with_first_file
from conferences.querysets.practice import asked_to_listen
from conferences.querysets.readiness import with_newest_goal
from goals.models import Commitment, Goal
from portfolios.models import Evidence

TO_SHOW = 24  # of her newest pieces
NEWEST = 4  # conferences, and pieces, on a student's home


@prepared
def at_home(user):
    """The student herself, with when she last set a goal."""
    herself = with_newest_goal(Student.objects.is_user(user).select_related("user"))
    return herself.annotate(asked_to_listen=asked_to_listen())


@prepared
def open_goals(student):
    return Goal.objects.of(student).open().for_cards().order_by("-set_at")


@prepared
def thoughts(student):
    return Evidence.objects.of(student).in_stream().newest_first().with_thoughts()


@prepared
def newest_pieces(student):
    return with_first_file(Evidence.objects.of(student).in_stream())[:NEWEST]


@prepared
def newest_to_show(student):
    """From which she chooses one on the spot."""
    return with_first_file(Evidence.objects.of(student).in_stream())[:TO_SHOW]


@prepared
def newest_conferences(student):
    own = Conference.objects.of(student).announced()
    rows = own.with_time().with_plan().with_people().with_home().with_calendar_for("student")
    rows = rows.select_related("look_back")
    return rows.next_first()[:NEWEST]


@prepared
def conferences_at_work(user):
    """The one whose agenda this student builds, or the last one; and that for another household of hers."""
    conferences = Conference.objects.led_by(user).with_student().with_people().with_practice().with_home()
    return conferences.with_drawn_plan().next_first()[:NEWEST]


@prepared
def last_commitments(student, user):
    """What was agreed last time, as one of the three reads it."""
    return Commitment.objects.visible_to(user).of(student).from_last_conference().told_to(user)


@prepared
def last_commitments_at_table(student):
    """The same for a screen at which her whole family may look."""
    return Commitment.objects.of(student).from_last_conference().told_at_table()


@prepared
def shared_goals(student, user):
    """The open goals that she shares with her family, with what they said about each and her answer."""
    return Goal.objects.followed_by(user).of(student).open().for_family(user).order_by("-set_at", "-pk")


@prepared
def open_commitments(student):
    return Commitment.objects.of(student).from_last_conference().open()


@prepared
def offers(conference):
    return Note.objects.filter(conference=conference).offers().with_names()


@prepared
def all_offers(conference):
    """Questions and ideas, those that wait for her answer first, then those that she may still undo."""
    return Note.objects.filter(conference=conference).to_answer()


@prepared
def own_cards(conference):
    """All cards of an agenda, the removed ones too, as its student builds it."""
    return Card.objects.filter(conference=conference).with_thumbs()


@prepared
def shared_cards(conference):
    """What her family may follow on the day and keep afterwards: only what is shared with them."""
    return Card.objects.filter(conference=conference).for_family(shared_only=True)


@prepared
def cards_for_guests(conference):
    """What a guest follows, before and on the day."""
    return Card.objects.filter(conference=conference).for_guests()


@prepared
def comers(conference):
    return Participant.objects.of(conference).welcome().order_by("pk")


@prepared
def answers(conference, user):
    """What one adult said about coming, for herself and for those she brings."""
    return Participant.objects.of(conference).said_by(user).order_by("pk")


@prepared
def notes_by(conference, user):
    return Note.objects.filter(conference=conference).told_and_written_by(user).order_by("pk")
