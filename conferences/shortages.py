"""What a round is short of before its timetable is made: places, and hours of interpreters."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

from conferences.querysets.households import families_of
from conferences.timetables.languages import language_of_family, tongue
from conferences.timetables.reading import TO_COME


@dataclass(frozen=True)
class Shortage:
    """One language: minutes that families need it, and minutes that somebody is there who speaks it."""

    language: str
    needed: int
    planned: int

    @property
    def needed_hours(self):
        return hours(self.needed)

    @property
    def planned_hours(self):
        return hours(self.planned)

    @property
    def is_short(self):
        return self.planned < self.needed


def hours(minutes):
    """Halves are enough to plan with: 6 or 6.5."""
    halves = round(minutes / 30)
    return halves // 2 if halves % 2 == 0 else halves / 2


def languages_of(round_):
    """By language what is needed, at twice the time, and what is planned; the shortest first."""
    needed: dict[str, int] = defaultdict(int)
    counted = set()
    for family in families_of(round_, answers=True):
        language = language_of_family(family)
        for conference in family.conferences if language else ():
            if conference.state in TO_COME and (language, conference.pk) not in counted:
                counted.add((language, conference.pk))
                needed[language] += 2 * round_.minutes_of(conference.student.grade)
    planned: dict[str, int] = defaultdict(int)
    for shift in round_.shifts.filter(interpreter__ended_at=None).select_related("interpreter"):
        minutes = int((shift.ends_at - shift.starts_at).total_seconds() // 60)
        for language in {tongue(name) for name in shift.interpreter.languages}:
            planned[language] += minutes
    found = [Shortage(said(language), needed[language], planned[language]) for language in needed]
    return sorted(found, key=lambda row: (row.planned - row.needed, row.language))


def said(language):
    """A code in the reader's words; a language that no list knows, as the family wrote it."""
    known = LANG_INFO.get(language, {})
    return gettext(known["name"]) if "name" in known else language.capitalize()
