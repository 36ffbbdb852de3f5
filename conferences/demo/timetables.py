"""A proposed timetable for the winter round: an interpreter on two evenings, a family that cannot come."""

from conferences.actions.timetables import lock_assignment, make_timetable, run_timetable
from conferences.models import Interpreter, Preference, Round, Shift

USUAL = {"visit": "usual", "waiting": "much", "off": "usual", "idle": "little", "crowd": "usual"}


def make_proposal(school, *, by):
    """Made while the demo is, so that there is one to look at; nobody has been told."""
    round_ = Round.objects.get(school=school, name="Winter")
    person, _new = Interpreter.objects.get_or_create(
        school=school, name="Layla Nasser", defaults={"languages": ["Arabic"], "email": "layla@speak.example"}
    )
    for session in round_.sessions.filter(room="Library").order_by("starts_at")[:2]:
        Shift.objects.create(
            round=round_, interpreter=person, starts_at=session.starts_at, ends_at=session.ends_at
        )
    cannot = Preference.objects.filter(round=round_, any_time=False).order_by("pk").first()
    if cannot:
        cannot.windows.all().delete()
    made = make_timetable(round_, weights=USUAL, seconds=2, by=by)
    run_timetable(made.pk)
    first = (
        made.assignments.placed().select_related("conference__student").order_by("starts_at", "pk").first()
    )
    if first:
        lock_assignment(first, locked=True, by=by)
