"""The whole journey of a student: school years and months, and the grade that she was in.

A school year begins on the first of August and is called by both its years, "2024–25". The grade of a day
is the grade of today, less one for each school year between: somebody in grade 5 now made what is two
school years old in grade 3. Before kindergarten, and where the school knows no grade, no grade is said.
A child who repeated or skipped a year is shown the grade that this rule says: no school's list tells more.
"""

import datetime
from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone

from accounts.grades import grade_words

BEGINS = 8  # August


def school_year(day):
    """The year in which the school year of this day began."""
    return day.year if day.month >= BEGINS else day.year - 1


def school_year_of(field_name):
    """The same, of a column."""
    before = When(**{f"{field_name}__month__lt": BEGINS}, then=Value(1))
    return ExtractYear(field_name) - Case(before, default=Value(0), output_field=IntegerField())


def year_words(year):
    return f"{year}–{(year + 1) % 100:02}"


def grade_in(student, year, today=None):
    """What grade she was in, in words; nothing where nobody knows, or before kindergarten."""
    if student.grade is None or student.left_at:
        return ""
    grade = student.grade - (school_year(today or timezone.localdate()) - year)
    return grade_words(grade, grade) if 0 <= grade <= student.grade else ""


@dataclass
class Year:
    """One school year of the journey: how many pieces, and where in the list it begins."""

    year: int
    count: int
    start: int
    grade: str = ""

    @property
    def words(self):
        return year_words(self.year)


@dataclass
class Month:
    """The pieces of one month, and what else happened; a new school year says so above it."""

    day: datetime.date  # any day of it
    year: Year
    opens_year: bool
    happenings: list = field(default_factory=list)


def years_of(student, counts):
    """Every school year with work, in order; `counts` are (year, how many)."""
    years, start = [], 0
    for year, count in counts:
        years.append(Year(year, count, start, grade_in(student, year)))
        start += count
    return years


def months_of(student, years, pieces, milestones, start):
    """A helping of the journey, month by month. `milestones` are things with a `day`, shown on their day."""
    known = {year.year: year for year in years}
    begun = {year.year for year in years if year.start < start}
    dated = [(piece.made_on, 0, piece) for piece in pieces]
    dated += [(milestone.day, 1, milestone) for milestone in milestones]
    months: list[Month] = []
    for day, _rank, thing in sorted(dated, key=lambda row: row[:2]):
        if not months or (months[-1].day.year, months[-1].day.month) != (day.year, day.month):
            year = school_year(day)
            opens = year not in begun
            begun.add(year)
            here = known.setdefault(year, Year(year, 0, 0, grade_in(student, year)))
            months.append(Month(day, here, opens))
        months[-1].happenings.append(thing)
    return months
