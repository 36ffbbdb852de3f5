"""What families tell before, keep while they listen, and ask for in private."""

from accounts.models import Guardianship, Student
from conferences.actions.families import ask_minute, keep_note, set_call, tell_about_child
from conferences.models import Conference
from conferences.notes import HEARD, TOLD

ABOUT = (
    (
        "Takes things apart to see how they work.",
        "That speaking up gets easier.",
        "A word when plans change.",
    ),
    ("Reads to the little ones every evening.", "A friend to work with.", ""),
)
NOTE = ("You waited for our questions before you went on.", "Say the last part as slowly as the first.")


def make_telling(school, heroine):
    """The heroine's adults first, then a few others: some tell a lot, some a line."""
    heroine = Student.objects.get(school=school, user__first_name=heroine)
    to_come = Conference.objects.of_current_rounds().filter(school=school).exclude(state__in=["live", "held"])
    others = list(to_come.exclude(student=heroine).order_by("pk")[:3])
    for number, conference in enumerate([*to_come.of(heroine), *others]):
        adult = adult_of(conference)
        if adult:
            words = dict(zip(TOLD, ABOUT[number % len(ABOUT)], strict=True))
            tell_about_child(conference, words=words, seen_revision=0, by=adult)
            set_call(conference, call_url="https://meet.example.org/maple-street", by=adult)
            if number == 1:
                ask_minute(conference, line="How the move is going", by=adult)
    live = Conference.objects.filter(school=school, state="live").order_by("pk").first()
    if live and adult_of(live):
        keep_note(live, words=dict(zip(HEARD, NOTE, strict=True)), seen_revision=0, by=adult_of(live))


def adult_of(conference):
    held = Guardianship.objects.current().attending().filter(student=conference.student_id)
    first = held.select_related("adult").order_by("pk").first()
    return first.adult if first else None
