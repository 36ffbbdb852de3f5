"""When a household can come: the days to choose from as cells, what it said as spells, and in words.

Cells are half an hour, or an hour where there are many; they begin on the clock of the school. What is
said is kept as times, so that a session that is added, moved or cut later changes nobody's answer.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

HALF = datetime.timedelta(minutes=30)
HOUR = datetime.timedelta(hours=1)
MOST_HALVES = 40  # with more half hours than this, hours are enough to choose from
EVENING = datetime.time(17)


@dataclass(frozen=True)
class Cell:
    """A part of a conference day that can be ticked."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime

    @property
    def key(self):
        """As forms send it: the moment, whatever the zone of the reader."""
        return self.starts_at.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M")

    @property
    def day(self):
        return timezone.localdate(self.starts_at)

    @property
    def is_evening(self):
        return timezone.localtime(self.starts_at).time() >= EVENING


def cells_of(sessions):
    """The cells in which a conference may be, in order: wherever one of these sessions is on."""
    halves = cut(sessions, HALF)
    return halves if len(halves) <= MOST_HALVES else cut(sessions, HOUR)


def cut(sessions, step):
    """Counted on from the hour before each session begins: an hour that the clock skips is not there."""
    cells = {}
    for session in sessions:
        start = on_the_clock(session.starts_at, step)
        while start < session.ends_at:
            cells[start] = Cell(start, start + step)
            start += step
    return [cells[start] for start in sorted(cells)]


def on_the_clock(moment, step):
    """The last full or half hour of the school's clock."""
    local = timezone.localtime(moment)
    gone = datetime.timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return (moment - gone % step).astimezone(datetime.UTC)


def by_day(cells):
    days = {}
    for cell in cells:
        days.setdefault(cell.day, []).append(cell)
    return list(days.items())


def joined(cells, best=()):
    """Spells (from, until, best) out of ticked cells: neighbors that are alike become one."""
    spells = []
    for cell in sorted(cells, key=lambda cell: cell.starts_at):
        liked = cell in best
        if spells and spells[-1][1] == cell.starts_at and spells[-1][2] == liked:
            spells[-1] = (spells[-1][0], cell.ends_at, liked)
        else:
            spells.append((cell.starts_at, cell.ends_at, liked))
    return spells


def merged(windows):
    """When they can come at all, best or not: (from, until), neighbors as one."""
    spells = []
    for window in sorted(windows, key=lambda window: window.starts_at):
        if spells and spells[-1][1] >= window.starts_at:
            spells[-1] = (spells[-1][0], max(spells[-1][1], window.ends_at))
        else:
            spells.append((window.starts_at, window.ends_at))
    return spells


def ticked(windows, cells):
    """The cells that lie wholly within a window."""
    return {
        cell
        for cell in cells
        if any(window.starts_at <= cell.starts_at and cell.ends_at <= window.ends_at for window in windows)
    }


def said(preference, *, several=False):
    """What was said, in short sentences that fit the family's page and the office's list."""
    words = [times_said(preference), place_said(preference)]
    if preference.interpreter:
        words.append(interpreter_said(preference.interpreter_language))
    if several:
        words.append(siblings_said(preference))
    if preference.joint:
        words.append(f"{preference.get_joint_display()}.")
    return " ".join(word for word in words if word)


def times_said(preference):
    if preference.any_time and preference.not_before:
        return _("Any time from %(time)s on.") % {"time": date_format(preference.not_before, "TIME_FORMAT")}
    if preference.any_time:
        return _("Any time.")
    windows = list(preference.windows.all())
    if not windows:
        return _("None of these days.")
    days = {}
    for start, end in merged(windows):
        days.setdefault(timezone.localdate(start), []).append(spell_said(start, end))
    several = len(days) > 1
    best = [spell_said(window.starts_at, window.ends_at, named=several) for window in windows if window.best]
    words = "; ".join(f"{day_said(day)}, {get_text_list(spells, _('and'))}" for day, spells in days.items())
    if best:
        words = _("%(times)s (best: %(best)s)") % {"times": words, "best": "; ".join(best)}
    return ended(words)


def ended(words):
    """A sentence, also where its last word is an abbreviation with a dot."""
    return words if words.endswith(".") else f"{words}."


def day_said(day):
    return f"{date_format(day, 'l')}, {date_format(day, 'MONTH_DAY_FORMAT')}"


def spell_said(start, end, *, named=False):
    """From when until when, with its day where there are several."""
    clock = "–".join(date_format(timezone.localtime(moment), "TIME_FORMAT") for moment in (start, end))
    return f"{day_said(timezone.localdate(start))}, {clock}" if named else clock


def place_said(preference):
    ways = {
        "school": _("At school."),
        "remote": _("By video."),
        "either": _("At school or by video."),
    }
    return ways[preference.way]


def interpreter_said(language):
    return (
        _("With an interpreter: %(language)s.") % {"language": language}
        if language
        else _("With an interpreter.")
    )


def siblings_said(preference):
    ways = {
        "row": _("The children one after the other."),
        "at_once": _("The children at the same time."),
        "any": "",
    }
    return ways[preference.siblings]
