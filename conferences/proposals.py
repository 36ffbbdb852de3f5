"""What the pages of a timetable show: how good it is, day by day, and what could be otherwise."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conferences.actions.publication import Changes
from conferences.because import language_words
from conferences.models import Place, Session
from conferences.timetable.problem import Weights
from conferences.timetables.clock import moment
from conferences.timetables.moves import Effect, openings_of
from conferences.timetables.standing import standing_of, standing_of_proposal

WIDE, HIGH = 320, 80  # of the line that shows how it became better
NEARLY_NOTHING = 2  # of cost: no family notices it, and percents of it frighten


@dataclass
class Figure:
    """One soft rule: what it is, how it stands, in words."""

    name: str
    words: str
    of: str = ""


def quality_of(timetable):
    """First answer, now, and below what none can be; each soft rule apart."""
    progress, figures = timetable.progress, timetable.figures
    # A missing place weighs more than all else together, and stands in the heading already.
    missing = figures.get("parts", {}).get("unplaced", Weights().unplaced * timetable.unplaced)
    return {
        "first": beside(progress.get("first"), missing),
        "now": beside(timetable.cost, missing),
        "bound": beside(timetable.bound, missing),
        "seconds": round(progress.get("seconds", 0)),
        "better_by": better_by(beside(progress.get("first"), missing), beside(timetable.cost, missing)),
        "distance": distance(beside(timetable.cost, missing), beside(timetable.bound, missing)),
        "proven": bool(progress.get("proven")),
        "stopped": bool(progress.get("stopped")),
        "percent": min(100, round(100 * progress.get("seconds", 0) / timetable.seconds)),
        "is_counted": any(
            (beside(cost, missing) or 0) > NEARLY_NOTHING for cost in (progress.get("first"), timetable.cost)
        ),
        "line": line_of(progress.get("trace", []), timetable.bound),
        "figures": figures_in_words(figures) if figures else [],
        "untold": [
            (language_words(language), count) for language, count in figures.get("untold", {}).items()
        ],
    }


def beside(cost, missing):
    return None if cost is None else max(0, round(cost - missing))


def better_by(first, now):
    """Percent of the first answer's cost that went away since."""
    return round(100 * (first - now) / first) if first and now is not None and first > now else 0


def distance(cost, bound):
    """How much of the cost might still be spared at most, in percent; None while nothing is known."""
    if cost is None or bound is None:
        return None
    return round(100 * (cost - bound) / cost) if cost - bound > NEARLY_NOTHING else 0


def line_of(trace, bound):
    """Points of an SVG line: how the cost fell, from the first answer on."""
    if len(trace) < 3:
        return ""
    last, top = trace[-1][0] or 1, max(cost for _seconds, cost in trace)
    low = min([cost for _seconds, cost in trace] + ([bound] if bound is not None else []))
    span = (top - low) or 1
    return " ".join(
        f"{WIDE * seconds / last:.0f},{HIGH - HIGH * (cost - low) / span:.0f}" for seconds, cost in trace
    )


def figures_in_words(figures):
    several = figures["several"]
    rows = [
        Figure(
            _("One visit"),
            _("%(n)d of %(m)d families with several children") % {"n": figures["one_visit"], "m": several},
        ),
        Figure(
            _("Waiting"),
            ngettext(
                "%(n)d minute between brothers and sisters, all together",
                "%(n)d minutes between brothers and sisters, all together",
                figures["waiting"],
            )
            % {"n": figures["waiting"]},
        ),
        Figure(
            _("Wishes"),
            ngettext(
                "%(n)d conference away from what the family likes best",
                "%(n)d conferences away from what their families like best",
                figures["off"],
            )
            % {"n": figures["off"]},
        ),
        Figure(
            _("Gaps of advisors"),
            ngettext("%(n)d minute, all together", "%(n)d minutes, all together", figures["idle"])
            % {"n": figures["idle"]},
        ),
        Figure(
            _("At once"),
            ngettext(
                "%(n)d time two conferences of one advisor at once",
                "%(n)d times two conferences of one advisor at once",
                figures["crowd"],
            )
            % {"n": figures["crowd"]},
        ),
    ]
    if figures["moved"]:
        words = ngettext(
            "%(n)d conference is not where it was",
            "%(n)d conferences are not where they were",
            figures["moved"],
        )
        rows.append(Figure(_("Moved"), words % {"n": figures["moved"]}))
    return [row for row in rows if several or row is not rows[0]]


def days_of(timetable):
    """The days of the round with their rooms, and how many conferences this run puts there."""
    rows = timetable.assignments.placed().order_by("session").values_list("session")
    counts = dict(rows.annotate(count=Count("pk")))
    days = defaultdict(list)
    sessions = Session.objects.filter(round=timetable.round_id, called_off_at=None)
    for session in sessions.order_by("starts_at", "room", "pk"):
        days[timezone.localdate(session.starts_at)].append((session, counts.get(session.pk, 0)))
    return list(days.items())


def grid_of(rows, session_pk):
    """One room: its times in order, and who sits at which table."""
    if session_pk is None:
        return None
    found = list(rows.filter(session=session_pk).order_by("starts_at", "table", "pk"))
    times = defaultdict(list)
    for row in found:
        times[row.starts_at].append(row)
    return {"session": found[0].session, "times": list(times.items())} if found else None


@dataclass
class Load:
    """An advisory: how its advisors' evenings are."""

    name: str
    conferences: int
    evenings: int
    at_once: int


def loads_of(timetable):
    return [
        Load(name or _("Without an advisory"), conferences, evenings, at_once)
        for _key, name, conferences, evenings, at_once in timetable.figures.get("loads", [])
    ]


def changes_of(timetable):
    """How many would be told what, if it were published now."""
    rows = list(timetable.assignments.order_by("pk"))
    places = Place.objects.filter(conference__in=[row.conference_id for row in rows])
    changes = Changes(rows, {place.conference_id: place for place in places})
    without = sum(row.session_id is None for row in rows)
    return {
        "first": len(changes.first),
        "elsewhere": len(changes.elsewhere),
        "lost": len(changes.lost),
        "same": len(rows) - without - len(changes.first) - len(changes.elsewhere),
        "without": without,
    }


def is_stale(timetable):
    """What it was made of has changed, so it cannot be published: said before the button is pressed."""
    standing = standing_of(timetable.round, repairs=timetable.repairs, weights=timetable.weights)
    return standing.digest != timetable.digest


@dataclass(frozen=True)
class Opening:
    """A free time, with what it would mean."""

    session: Session
    starts_at: datetime.datetime
    effect: Effect

    @property
    def key(self):
        return f"{self.session.pk}-{int(self.starts_at.timestamp())}"

    @property
    def words(self):
        return f"{self.clock} · {self.session.room}"

    @property
    def clock(self):
        return time_format(timezone.localtime(self.starts_at), "TIME_FORMAT")

    @property
    def day(self):
        local = timezone.localtime(self.starts_at)
        return f"{date_format(local, 'l')}, {date_format(local, 'MONTH_DAY_FORMAT')}"

    @property
    def effects(self):
        """What becomes worse for the family, in words."""
        effect, words = self.effect, []
        if effect.visits > 1:
            words.append(_("The family comes on another day once more"))
        if effect.waiting:
            words.append(
                ngettext(
                    "%(n)d minute of waiting between the children",
                    "%(n)d minutes of waiting between the children",
                    effect.waiting,
                )
                % {"n": effect.waiting}
            )
        if effect.off:
            words.append(_("Not one of the times that the family likes best"))
        return words


def openings(assignment):
    """The free times for one conference of a proposal, in order of time."""
    if not assignment.timetable.is_proposal:
        return []
    standing, spots = standing_of_proposal(assignment.timetable)
    if assignment.conference_id not in standing.conferences:
        return []
    found = openings_of(standing, spots, assignment.conference_id)
    rows = [Opening(standing.sessions[spot.room], moment(spot.starts), effect) for spot, effect in found]
    here = (assignment.session_id, assignment.starts_at)
    return sorted(
        (row for row in rows if (row.session.pk, row.starts_at) != here),
        key=lambda row: (row.starts_at, row.session.room, row.session.pk),
    )


def address_of(assignment, query):
    """The page of the run, at the list where somebody was."""
    kept = {name: value for name, value in query.items() if value}
    address = reverse("conferences:timetable_detail", args=[assignment.timetable_id])
    return f"{address}?{urlencode(kept)}#row-{assignment.pk}"
