"""Last year's goals in a spreadsheet: any columns in any order, as schools write them, CSV or a workbook.

Children are known as rosters know them: by their number, else by e-mail, else by name if there is one of that
name. What cannot be read is said by row, in plain words; the other rows are as good as before.
"""

import datetime
import re
import unicodedata
import uuid
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership, Student
from accounts.oneroster.bundle import UnreadableBundle
from accounts.spreadsheet import ORIGIN, clean, read_rows
from goals.models import Goal
from portfolios.papers import rows_of_workbook
from portfolios.refusals import Unreadable

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 5000
MOST_STEPS = 5
MOST_YEARS = 20  # before or after this one; a day further away is a slip of the finger
EXCEL_BEGINS = datetime.date(1899, 12, 30)  # day 0 of a workbook
MADE = uuid.UUID("6f5d2f0e-6b0c-4b52-9c41-6d6b1b1f0a26")  # keys of goals that came from a list


class UnreadableList(Exception):
    """In words for the office."""


class Meaning(models.TextChoices):
    """What a column may hold."""

    NUMBER = "number", gettext_lazy("Student’s number")
    MAIL = "mail", gettext_lazy("Student’s e-mail")
    GIVEN = "given", gettext_lazy("Student’s first name")
    LAST = "last", gettext_lazy("Student’s last name")
    NAME = "name", gettext_lazy("Student’s name")
    WANT = "want", gettext_lazy("Goal")
    WILL = "will", gettext_lazy("What she does for it")
    STEP = "step", gettext_lazy("A step")
    FAMILY = "family", gettext_lazy("What she needs from her family")
    TEACHER = "teacher", gettext_lazy("What she needs from her teacher")
    AREA = "area", gettext_lazy("What it is about")
    STATE = "state", gettext_lazy("What became of it")
    SET_ON = "set_on", gettext_lazy("Since when")
    UNTIL = "until", gettext_lazy("Until when")


# In this order: the first that fits a heading counts.
NEED = r"(?=.*(need|help|support|necesit|apoyo|أحتاج))"
HINTS = [
    (Meaning.FAMILY, rf"{NEED}(?=.*(famil|home|parent|casa|أسرة|عائلة))"),
    (Meaning.TEACHER, rf"{NEED}(?=.*(teacher|school|advis|maestr|docente|معلم))"),
    (Meaning.MAIL, r"e-?mail|correo|البريد"),
    (Meaning.STATE, r"state|status|outcome|result|what became|reached\?|estado|resultado|الحالة"),
    (Meaning.UNTIL, r"until|due|deadline|target date|end( date)?$|hasta|fecha l[ií]mite|fin$|حتى"),
    (Meaning.SET_ON, r"date|since|set on|start|begun|fecha|desde|inicio|تاريخ|منذ"),
    (Meaning.STEP, r"\bsteps?\b|\bpasos?\b|خطو"),
    (Meaning.WILL, r"\bwill\b|action|strateg|plan|how|har[eé]|acci[oó]n|estrategia|سأفعل|الخطة"),
    (Meaning.AREA, r"area|about|kind|type|subject|categor|[áa]rea|materia|tipo|المجال"),
    (Meaning.WANT, r"goal|want|meta|objetivo|quiero|هدف|أريد"),
    (Meaning.NUMBER, r"\b(id|no|nr|number|student ?id|sis|código|codigo|número|numero|matr[ií]cula|رقم)\b|#"),
    (Meaning.LAST, r"last|surname|family name|apellido|العائلة"),
    (Meaning.GIVEN, r"first|given|forename|primer nombre|الأول"),
    (Meaning.NAME, r"name|student|pupil|child|nombre|alumn|estudiante|اسم|الطالب"),
]
AREAS = [
    (Goal.Area.HABITS, r"habit|organi[sz]|homework|h[áa]bito|tarea|عاد"),
    (Goal.Area.WELLBEING, r"well|health|feel|emotion|social.?emot|bienestar|salud|صحة"),
    (Goal.Area.COMMUNITY, r"communit|others|character|social|service|comunidad|otros|مجتمع"),
    (Goal.Area.ACADEMIC, r"."),
]
# What says "reached" with a "not" before it is not: nobody is told that she reached what she did not.
STATES = [
    (
        Goal.State.SET_ASIDE,
        r"set aside|drop|stopp|abandon|no longer|unmet|unreached"
        r"|(not|n['’]t|never) (reach|met|meet|done|complet|achiev|finish)"
        r"|dej|cancel|no (se )?(logr|alcanz|cumpl)|ترك",
    ),
    (Goal.State.PLANNED, r"not (yet )?(started|begun)|no empezad|لم يبدأ"),
    (
        Goal.State.UNDER_WAY,
        r"\bnot\b|\bun(finish|complet|achiev)|incomplet|part(ly|ial)|parcial|nearly|almost|casi|a[uú]n no"
        r"|todav[ií]a|لم |جزئي",
    ),
    (Goal.State.REACHED, r"reach|\bmet\b|\bdone\b|complet|achiev|\byes\b|logr|alcanz|cumpl|s[ií]$|تحقق|نعم"),
    (Goal.State.STUCK, r"stuck|atasc|sin avanzar|متوقف"),
    (Goal.State.PLANNED, r"plan"),
    (Goal.State.UNDER_WAY, r"."),
]


@dataclass
class Wanted:
    """One goal of the list."""

    line: int
    student: Student
    words: dict  # columns of the goal
    steps: list
    form_key: uuid.UUID


@dataclass
class Found:
    """What a list says: goals that can come, those that are here already, and rows that cannot be read."""

    columns: list = field(default_factory=list)  # (heading, Meaning or "")
    new: list = field(default_factory=list)
    known: int = 0
    problems: list = field(default_factory=list)  # (line, words)


def read_goals(opened, school):
    """What a list would bring to a school; `opened()` gives the file as a binary stream.

    Raises UnreadableList.
    """
    header, rows = read_table(opened)
    meanings = guess_columns(header)
    if Meaning.WANT not in meanings.values():
        raise UnreadableList(_("The first row needs a heading for each column, one of them “Goal”."))
    if not set(meanings.values()) & {Meaning.NUMBER, Meaning.MAIL, Meaning.NAME, Meaning.LAST}:
        raise UnreadableList(
            _("One column has to say whose goal it is: a number, an e-mail address or a name.")
        )
    found = Found(columns=[(heading, meanings.get(at, "")) for at, heading in enumerate(header)])
    reader = Reader(Children(school), meanings, found)
    for line, cells in rows:
        reader.read(line, cells)
    keys = [one.form_key for one in found.new]
    here = set(Goal.objects.filter(school=school, form_key__in=keys).values_list("student_id", "form_key"))
    fresh = [one for one in found.new if (one.student.pk, one.form_key) not in here]
    found.known += len(found.new) - len(fresh)
    found.new = fresh
    return found


def read_table(opened):
    """(headings, rows as (line, cells)) of a CSV file, or of the first sheet of a workbook."""
    with opened() as raw:
        is_workbook = raw.read(4) == b"PK\x03\x04"
        if is_workbook:
            raw.seek(0)
            try:
                rows = rows_of_workbook(raw, MAX_ROWS + 2)
            except Unreadable as refusal:
                words = _("We could not read this workbook. Save it as CSV in your spreadsheet program.")
                raise UnreadableList(words) from refusal
    if is_workbook:
        table = [(line, [clean(cell) for cell in cells]) for line, cells in rows]
        header, rows = (table[0][1], table[1:]) if table else ([], [])
    else:
        try:
            header, _delimiter, lines = read_rows(opened)
            rows = list(lines)
        except UnreadableBundle as refusal:
            raise UnreadableList(str(refusal)) from refusal
    if len(rows) > MAX_ROWS:
        raise UnreadableList(_("There are more than %(n)d rows.") % {"n": MAX_ROWS})
    if not rows:
        raise UnreadableList(_("There are no goals below the first row."))
    return header, rows


def guess_columns(header):
    """What each column holds, by the words of its heading: `{number: Meaning}`. Steps may have several."""
    guessed: dict[int, str] = {}
    for at, heading in enumerate(header):
        for meaning, words in HINTS:
            if meaning != Meaning.STEP and meaning in guessed.values():
                continue
            if re.search(words, heading.lower().replace("_", " ")):
                guessed[at] = meaning
                break
    return guessed


def plain(words):
    """For comparing names: without case, accents and spare spaces."""
    words = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(letter for letter in words if not unicodedata.combining(letter)).split())


class Children:
    """Today's students of a school, by number, by address and by name."""

    def __init__(self, school):
        places = Membership.objects.filter(school=school, role="student").exclude(source_id="")
        numbers = dict(places.values_list("user_id", "source_id"))
        self.by_number, self.by_mail, self.by_name = {}, {}, {}
        for student in Student.objects.current().filter(school=school).select_related("user"):
            user = student.user
            number = numbers.get(user.pk, "")
            self.by_number |= {number: student, number.removeprefix(f"{ORIGIN}s:"): student} if number else {}
            self.by_mail |= {user.email.lower(): student} if user.email else {}
            for first in {user.first_name, user.preferred_name} - {""}:
                self.by_name.setdefault(plain(f"{first} {user.last_name}"), set()).add(student)

    def find(self, number, mail, name):
        """The student, and why it is not clear who she is: one of the two is empty."""
        if number:
            student = self.by_number.get(number)
            return student, "" if student else _("nobody at your school has the number “%s”") % number
        if mail:
            student = self.by_mail.get(mail.lower())
            return student, "" if student else _("nobody at your school has the address “%s”") % mail
        if not name:
            return None, _("it does not say whose goal this is")
        called = self.by_name.get(plain(name), set())
        if len(called) == 1:
            return next(iter(called)), ""
        if called:
            return None, _(
                "there are several students called %s; a column of numbers tells them apart"
            ) % name
        return None, _("nobody at your school is called %s") % name


class Reader:
    def __init__(self, children, meanings, found):
        self.children, self.meanings, self.found = children, meanings, found
        self.lines = {}  # line of each goal, by whose it is and its key

    def read(self, line, cells):
        values = {meaning: [] for meaning in Meaning}
        for at, meaning in self.meanings.items():
            values[meaning].append(cells[at] if at < len(cells) else "")
        one = {meaning: (said or [""])[0] for meaning, said in values.items()}
        try:
            student = self.student_of(one)
            wanted = self.wanted(line, student, one, values[Meaning.STEP])
        except ValueError as problem:
            self.found.problems.append((line, str(problem)))
            return
        key = (student.pk, wanted.form_key)
        if key in self.lines:
            words = _("the same goal stands in row %s already") % self.lines[key]
            self.found.problems.append((line, words))
            return
        self.lines[key] = line
        self.found.new.append(wanted)

    def student_of(self, one):
        """Raises ValueError, in words that go on after "Row 7:"."""
        name = one[Meaning.NAME]
        if one[Meaning.GIVEN] or one[Meaning.LAST]:
            name = f"{one[Meaning.GIVEN]} {one[Meaning.LAST]}".strip()
        elif "," in name:
            last, _comma, first = name.partition(",")
            name = f"{first.strip()} {last.strip()}"
        student, why = self.children.find(one[Meaning.NUMBER], one[Meaning.MAIL], name)
        if why:
            raise ValueError(why)
        return student

    def wanted(self, line, student, one, steps):
        want = one[Meaning.WANT]
        if not want:
            raise ValueError(_("the goal itself is missing"))
        words = {
            "want": fits(want, "want"),
            "will": fits(one[Meaning.WILL], "will"),
            "need_from_family": fits(one[Meaning.FAMILY], "need_from_family"),
            "need_from_teacher": fits(one[Meaning.TEACHER], "need_from_teacher"),
            "area": first_of(AREAS, one[Meaning.AREA]),
            "state": first_of(STATES, one[Meaning.STATE]),
            "set_on": day_of(one[Meaning.SET_ON]),
            "until": day_of(one[Meaning.UNTIL]),
        }
        if words["set_on"] and words["set_on"] > timezone.localdate():
            raise ValueError(_("it was set on a day that is still to come"))
        said = [part.strip() for cell in steps for part in cell.split(";") if part.strip()]
        if len(said) > MOST_STEPS:
            raise ValueError(_("it has more than %(n)d steps") % {"n": MOST_STEPS})
        if any(len(step) > 300 for step in said):
            raise ValueError(_("a step is longer than 300 letters"))
        # The same goal of the same child, in whatever list it stands.
        key = uuid.uuid5(MADE, f"{student.pk} {plain(want)} {words['set_on'] or ''}")
        return Wanted(line, student, words, said, key)


def fits(words, column):
    most: int = Goal._meta.get_field(column).max_length  # type: ignore[union-attr, assignment]
    if len(words) > most:
        name = Meaning.WANT.label if column == "want" else _("What stands beside the goal")
        raise ValueError(_("%(what)s is longer than %(n)d letters") % {"what": name, "n": most})
    return words


def first_of(hints, words):
    """The first of these that the words speak of; the last one, if they say nothing."""
    return next((what for what, hint in hints if words and re.search(hint, words.lower())), hints[-1][0])


def day_of(words):
    """2025-09-15, 9/15/2025, 15.9.2025 or the number of a day as workbooks count; None for nothing.

    With slashes the month comes first, unless it cannot be one; with points the day. Raises ValueError, also
    of a year that no goal of a child can be of: the pictures of her years would begin there.
    """
    if not words:
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", words):
        parts: tuple[int, ...] = (EXCEL_BEGINS + datetime.timedelta(days=int(float(words)))).timetuple()[:3]
    elif found := re.match(r"(\d{4})-(\d\d?)-(\d\d?)", words):
        parts = tuple(int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d\d?)([/.])(\d\d?)[/.](\d{4})", words):
        first, between, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
        day_first = between == "." or first > 12
        parts = (year, second, first) if day_first else (year, first, second)
    else:
        parts = (0, 0, 0)
    if abs(parts[0] - timezone.localdate().year) > MOST_YEARS:
        parts = (0, 0, 0)
    try:
        return datetime.date(*parts)
    except ValueError:
        words = _("“%(date)s” is not a date; write it like 2025-09-15") % {"date": words}
        raise ValueError(words) from None
