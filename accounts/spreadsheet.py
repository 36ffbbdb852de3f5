"""A school's own list as a CSV file: any columns in any order, as spreadsheets write them.

The rows become a `Roster` like that of a student system. The list has no ids, so they are made from what
stays the same: a student's number, or else her name; an adult's address. The same file read twice names the
same people.
"""

import csv
import hashlib
import io
import itertools
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.births import birth_date
from accounts.oneroster.bundle import Problem, UnreadableBundle, encoding_of
from accounts.oneroster.reading import GRADES, Advisory, Person, Role, Roster

ORIGIN = "csv:"
SCHOOL = "here"
MAX_ROWS = 20_000
MAX_COLUMNS = 60
SHOWN = 5  # rows of the preview


class Meaning(models.TextChoices):
    """What a column may hold."""

    NAME = "name", gettext_lazy("Student’s name")
    GIVEN = "given", gettext_lazy("Student’s first name")
    LAST = "last", gettext_lazy("Student’s last name")
    PREFERRED = "preferred", gettext_lazy("Student’s preferred name")
    GRADE = "grade", gettext_lazy("Grade")
    ADVISORY = "advisory", gettext_lazy("Advisory")
    NUMBER = "number", gettext_lazy("Student’s number")
    MAIL = "mail", gettext_lazy("Student’s e-mail")
    BORN = "born", gettext_lazy("Student’s date of birth")
    FAMILY_MAIL = "family_mail", gettext_lazy("Family e-mail")
    FAMILY_NAME = "family_name", gettext_lazy("Name of the family member")
    RELATION = "relation", gettext_lazy("Relation")
    ADVISOR_MAIL = "advisor_mail", gettext_lazy("Advisor’s e-mail")
    ADVISOR_NAME = "advisor_name", gettext_lazy("Advisor’s name")


# Several adults may stand beside each other in a row; anything else has one column.
REPEATED = {Meaning.FAMILY_MAIL, Meaning.FAMILY_NAME, Meaning.RELATION}
ADULT = (
    r"parent|guardian|famil|mother|father|mom|dad|caregiver|contact|madre|padre|tutor|acudiente|ولي|الأم|الأب"
)
MAIL = r"e-?mail|correo|address|البريد"
ADVISOR = r"advis|teacher|homeroom teacher|crew leader|mentor|maestr|profesor|docente|معلم|مرشد"
# In this order: the first that fits a heading counts.
HINTS = [
    (Meaning.BORN, r"birth|\bborn\b|\bdob\b|nacimiento|الميلاد"),
    (Meaning.RELATION, r"relation|parentesco|صلة"),
    (Meaning.FAMILY_MAIL, rf"(?=.*({ADULT}))(?=.*({MAIL}))"),
    (Meaning.ADVISOR_MAIL, rf"(?=.*({ADVISOR}))(?=.*({MAIL}))"),
    (Meaning.MAIL, MAIL),
    (Meaning.FAMILY_NAME, ADULT),
    (Meaning.NUMBER, r"\b(id|no|nr|number|student ?id|sis|código|codigo|número|numero|matr[ií]cula|رقم)\b|#"),
    (
        Meaning.ADVISORY,
        r"advisory|homeroom|crew|class|section|group|room|asesor[ií]a|grupo|aula|clase|الفصل|شعبة",
    ),
    (Meaning.ADVISOR_NAME, ADVISOR),
    (Meaning.GRADE, r"grade|year|level|grado|curso|nivel|الصف"),
    (Meaning.PREFERRED, r"prefer|nick|goes by|called|apodo|اللقب المفضل"),
    (Meaning.LAST, r"last|surname|family name|apellido|العائلة|الكنية"),
    (Meaning.GIVEN, r"first|given|forename|primer nombre|الأول"),
    (Meaning.NAME, r"name|student|pupil|child|nombre|alumn|estudiante|اسم|الطالب"),
]


@dataclass(frozen=True)
class Table:
    """A CSV file: its headings and the first rows below them."""

    header: list
    rows: list
    delimiter: str

    @property
    def columns(self):
        """(number, heading, first values) of each column."""
        return [
            (at, heading, [row[at] for row in self.rows if at < len(row)])
            for at, heading in enumerate(self.header)
        ]


def read_table(opened):
    """The headings and first rows of a CSV file; `opened()` gives it as a binary stream.

    Raises `UnreadableBundle` for what is no such file.
    """
    header, delimiter, rows = read_rows(opened)
    first = [cells for _line, cells in itertools.islice(rows, SHOWN)]
    if len(header) < 2 or not first:
        raise UnreadableBundle(_("The first row needs a heading for each column, with the students below."))
    if len(header) > MAX_COLUMNS:
        raise UnreadableBundle(_("There are more than %(n)d columns.") % {"n": MAX_COLUMNS})
    if any("@" in heading for heading in header):
        raise UnreadableBundle(_("The first row is a student’s. Please put a row of headings above it."))
    return Table(header, first, delimiter)


def read_rows(opened):
    """(headings, delimiter, rows as (line, cells)), with what spreadsheets put around values taken off."""
    with opened() as raw:
        if raw.read(4) == b"PK\x03\x04":
            words = _(
                "This is a workbook. Please save it as CSV in your spreadsheet program, and bring that."
            )
            raise UnreadableBundle(words)
        raw.seek(0)
        encoding = encoding_of(raw, _("This file"))
        raw.seek(0)
        text = raw.read().decode(encoding, "replace")
    first, _newline, rest = text.partition("\n")
    skipped = 0
    if found := re.match(r"sep=(.)\s*$", first.lstrip("\ufeff")):  # Excel's own first line
        text, skipped = rest, 1
        delimiter = found[1]
    else:
        delimiter = max(",;\t|", key=first.count)
    rows = lines(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), skipped)
    _line, header = next(rows, (1, []))
    while header and not header[-1]:
        header.pop()
    return header, delimiter, rows


def lines(reader, skipped):
    try:
        for number, cells in enumerate(reader):
            if number > MAX_ROWS:
                raise UnreadableBundle(_("There are more than %(n)d rows.") % {"n": MAX_ROWS})
            cleaned = [clean(value) for value in cells]
            if any(cleaned):
                yield reader.line_num + skipped, cleaned
    except csv.Error as error:
        words = _("Line %(line)d is not a row of a CSV file.") % {"line": reader.line_num + skipped}
        raise UnreadableBundle(words) from error


def clean(value):
    """Excel writes ="007" to keep zeros; word processors leave spaces that do not break."""
    value = value.replace("\u00a0", " ").replace("\u200b", "").strip(" \t\r\n\ufeff")
    if re.fullmatch(r'="[^"]*"', value):
        value = value[2:-1]
    return " ".join(value.split())


def guess_columns(header):
    """What each column probably holds, by the words of its heading: `{number: Meaning}`."""
    guessed = {}
    for at, heading in enumerate(header):
        for meaning, words in HINTS:
            if meaning not in REPEATED and meaning in guessed.values():
                continue
            if re.search(words, heading.lower().replace("_", " ")):
                guessed[at] = meaning
                break
    if {Meaning.GIVEN, Meaning.LAST} <= set(guessed.values()):
        guessed = {at: meaning for at, meaning in guessed.items() if meaning != Meaning.NAME}
    return guessed


def check_columns(columns):
    """Raises `ValidationError` unless these meanings, by column number, name a student once each."""
    meanings = list(columns.values())
    for meaning in set(meanings) - REPEATED:
        if meanings.count(meaning) > 1:
            words = _("“%(meaning)s” is chosen for two columns.")
            raise ValidationError(words, params={"meaning": Meaning(meaning).label})
    if Meaning.NAME not in meanings and not {Meaning.GIVEN, Meaning.LAST} <= set(meanings):
        raise ValidationError(
            _("Please say which column holds the student’s name, or which two hold first and last name.")
        )


def read_list(opened, columns, *, complete, file):
    """The `Roster` of a list whose columns mean this; `complete` if whoever is missing has left."""
    check_columns(columns)
    reader = Reader(columns, Path(file).name, complete)
    _header, _delimiter, rows = read_rows(opened)
    for line, cells in rows:
        reader.read(line, cells)
    reader.roster.problems.sort()
    return reader.roster


class Reader:
    def __init__(self, columns, file, complete):
        self.columns, self.file = columns, file
        meanings = set(columns.values())
        says = {Role.STUDENT}
        if meanings & {Meaning.FAMILY_MAIL, Meaning.FAMILY_NAME}:
            says.add(Role.FAMILY)
        if meanings & {Meaning.ADVISOR_MAIL, Meaning.ADVISOR_NAME}:
            says.add(Role.ADVISOR)
        self.roster = Roster(
            schools={SCHOOL: ""},
            complete=complete,
            origin=ORIGIN,
            says=says,
            says_advisories=Meaning.ADVISORY in meanings,
        )
        self.first_lines = {}

    def read(self, line, cells):
        values = {meaning: [] for meaning in Meaning}
        for at, meaning in self.columns.items():
            values[meaning].append(cells[at] if at < len(cells) else "")
        one = {meaning: (found or [""])[0] for meaning, found in values.items()}
        student = self.read_student(line, one)
        if student is None:
            return
        if one[Meaning.ADVISORY]:
            self.read_advisory(line, student, one)
        self.read_family(line, student, values)

    def problem(self, line, words):
        self.roster.problems.append(Problem(self.file, line, words))

    def read_student(self, line, one):
        given, last = split_name(one[Meaning.NAME])
        given, last = one[Meaning.GIVEN] or given, one[Meaning.LAST] or last
        if not given and not last:
            self.problem(line, _("the name is missing"))
            return None
        number = one[Meaning.NUMBER]
        source_id = f"{ORIGIN}s:{number}"[:255] if number else made_id("s", f"{given} {last}")
        if source_id in self.first_lines:
            first = self.first_lines[source_id]
            words = (
                _("number %(number)s stands in line %(first)d already")
                if number
                else _(
                    "a student of this name stands in line %(first)d already; a column of numbers "
                    "tells them apart"
                )
            )
            self.problem(line, words % {"number": number, "first": first})
            return None
        self.first_lines[source_id] = line
        self.roster.people[source_id] = Person(
            source_id=source_id,
            username="",
            given_name=given[:150],
            family_name=last[:150],
            preferred_name=one[Meaning.PREFERRED][:100],
            email=self.read_mail(line, one[Meaning.MAIL]),
            grade=self.read_grade(line, one[Meaning.GRADE]),
            agents=(),
            line=line,
            born=self.read_born(line, one[Meaning.BORN]),
        )
        self.roster.roles.add((source_id, SCHOOL, Role.STUDENT))
        return source_id

    def read_born(self, line, value):
        try:
            return birth_date(value)
        except ValidationError as refusal:
            self.problem(line, refusal.message)
            return ""

    def read_mail(self, line, value):
        email = value.strip("<>").lower()
        try:
            if email:
                validate_email(email)
        except ValidationError:
            self.problem(line, _("“%(email)s” is not an e-mail address") % {"email": value})
            return ""
        return email[:254]

    def read_grade(self, line, words):
        grade = grade_of(words)
        if words and grade is None:
            notice = _("“%(grade)s” is not a grade from K to 12; left empty") % {"grade": words}
            self.roster.notices.append(Problem(self.file, line, notice))
        return grade

    def read_advisory(self, line, student, one):
        name = one[Meaning.ADVISORY][:200]
        key = made_id("a", name)
        advisory = self.roster.advisories.setdefault(key, Advisory(key, SCHOOL, name))
        self.roster.advisory_of[student] = key
        email, called = self.read_mail(line, one[Meaning.ADVISOR_MAIL]), one[Meaning.ADVISOR_NAME]
        if email or called:
            adult = self.read_adult(line, email or called, email, called, ("", email.partition("@")[0]))
            self.roster.roles.add((adult, SCHOOL, Role.ADVISOR))
            advisory.advisors.add(adult)

    def read_family(self, line, student, values):
        names, relations = values[Meaning.FAMILY_NAME], values[Meaning.RELATION]
        # Words without an address are told as they stand, in one piece.
        mails = [
            re.split(r"[;,\s]+", cell) if "@" in cell else [cell] for cell in values[Meaning.FAMILY_MAIL]
        ]
        last = self.roster.people[student].family_name
        for at in range(max(len(mails), len(names))):
            called = names[at] if at < len(names) else ""
            relation = relations[at] if at < len(relations) else ""
            found = [email for email in (mails[at] if at < len(mails) else []) if email]
            # Two addresses beside one name: the name is that of the first.
            for number, email in enumerate(found or ([""] if called else [])):
                address, whose = self.read_mail(line, email), called if number == 0 else ""
                if address or whose:
                    # Without an address her name alone would be anybody's of that name.
                    key = address or f"{student} {whose}"
                    adult = self.read_adult(line, key, address, whose, (_("Family"), last))
                    self.roster.roles.add((adult, SCHOOL, Role.FAMILY))
                    self.roster.guardians.setdefault((student, adult), relation[:60])

    def read_adult(self, line, key, email, called, stand_in):
        """An adult, the same wherever `key` stands; gives her id."""
        adult = made_id("p", key)
        given, last = split_name(called) if called else stand_in
        known = self.roster.people.get(adult)
        if known is None or (known.line < 0 and called):
            self.roster.people[adult] = Person(
                source_id=adult,
                username="",
                given_name=given[:150],
                family_name=last[:150],
                preferred_name="",
                email=email,
                grade=None,
                agents=(),
                line=line if called else -line,  # below zero: the name only stands in for one
            )
        return adult


def split_name(name):
    """(given, last) of a name in one cell: “Mensah, Ana” or “Ana Mensah”."""
    if "," in name:
        last, _comma, given = name.partition(",")
        return given.strip(), last.strip()
    given, _space, last = name.rpartition(" ")
    return (given, last) if given else (last, "")


def grade_of(words):
    """“Grade 5”, “5th”, “5º”, “05”, “K”, “Kinder”: a number from 0 to 12, or None."""
    words = words.lower().strip()
    if words in GRADES:
        return GRADES[words]
    if re.match(r"(pre-?k|tk\b|k\b|kg\b|kinder)", words):
        return 0
    if found := re.fullmatch(
        r"(grade|grado|year|gr\.?)?\s*(\d{1,2})(\.0|\.|st|nd|rd|th|º|°|o|er)?\s*(grade|grado)?", words
    ):
        number = int(found[2])
        return number if number <= 12 else None
    return None


def made_id(kind, words):
    """An id for what has none: the same for the same words, whatever their case, accents and spaces."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return f"{ORIGIN}{kind}:{hashlib.sha256(' '.join(plain.split()).encode()).hexdigest()[:20]}"


def safe_cell(value):
    """A value that a spreadsheet program shows and never runs."""
    value = str(value)
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
