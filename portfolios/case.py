"""Reads a framework in the CASE format of 1EdTech, version 1.0 or 1.1, into items with one parent each.

Real files are not as tidy as the standard: items without a place or in several, circles, numbers that are
missing. What can be understood is brought in, and what was decided about the rest is said in plain words.
"""

import html
import json
import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MAX_BYTES = 20 * 1024 * 1024
MAX_ITEMS = 20_000
MAX_DEPTH = 12
LONGEST = {"statement": 4000, "code": 60, "short": 300, "item_type": 100, "uri": 500, "language": 20}
CHILD = "ischildof"

# Kinds of item that are chosen even when others stand below them.
CHOSEN = re.compile(
    r"standard|component|benchmark|indicator|objective|target|skill|expectation|competenc|outcome", re.I
)
# Kinds of heading by which people look for a target.
AREA = re.compile(r"domain|strand|topic|subject|area|categor", re.I)
GRADE_HEADING = re.compile(r"grade|level|year|course", re.I)

TAGS = re.compile(r"</?(?:em|i|b|strong|u|span|div|p|ul|ol|li|br|small|font|sup|sub)\b[^<>]*>", re.I)
BREAKS = re.compile(r"<(?:br|/p|/li|/div)\b[^<>]*>", re.I)
FRACTION = re.compile(r"<sup>\s*([^<]*?)\s*</sup>\s*[/⁄]\s*<sub>\s*([^<]*?)\s*</sub>", re.I)
RAISED = re.compile(r"<(sup|sub)>\s*([^<]*?)\s*</\1>", re.I)
UP = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
DOWN = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
# Half a sign (\ud800) is none: no database keeps it.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

GRADES = {"KG": 0, "K": 0, "PK": 0, "PR": 0, "TK": 0, "IT": 0} | {str(n): n for n in range(1, 13)}
LATER = {"AS", "BA", "PB", "MD", "PM", "DO", "PD", "AE", "PT", "OT", "13", "UG"}  # after school


class UnreadableFramework(Exception):
    """The file is no framework that can be read; the message says why, for the office."""


@dataclass
class Item:
    """One line of a framework; `low` and `high` are grades, None where the file says nothing."""

    identifier: str
    statement: str
    code: str = ""
    short: str = ""
    item_type: str = ""
    uri: str = ""
    language: str = ""
    low: int | None = None
    high: int | None = None
    changed_at: object = None
    order: tuple = ()
    parent: object = None
    children: list = field(default_factory=list)
    area: str = ""
    number: int = 0  # its place when all is read from top to bottom

    @property
    def is_heading(self):
        return bool(self.children) and not CHOSEN.search(self.item_type)

    @property
    def title(self):
        return self.short or self.statement


@dataclass
class Package:
    """A framework as its file says it: `items` from top to bottom, each after its parent."""

    identifier: str
    title: str
    facts: dict = field(default_factory=dict)  # columns of a Framework
    items: list = field(default_factory=list)
    notes: list = field(default_factory=list)  # what is worth knowing, in words

    @property
    def types(self):
        """How many there are of each kind, the most first."""
        return Counter(item.item_type or _("Without a kind") for item in self.items).most_common()

    @property
    def depth(self):
        """How many lines stand above each other at most."""
        depths = {}
        for item in self.items:
            depths[item.identifier] = depths.get(item.parent and item.parent.identifier, 0) + 1
        return max(depths.values(), default=0)

    @property
    def grades(self):
        lows = [item.low for item in self.items if item.low is not None]
        highs = [item.high for item in self.items if item.high is not None]
        return min(lows, default=0), max(highs, default=12)


def read_package(raw):
    """The framework in the bytes of a CASE package. Raises UnreadableFramework."""
    content = read_json(raw)
    document = first(content, "CFDocument", "document")
    if not isinstance(document, dict):
        raise UnreadableFramework(
            _("This file holds no framework: the part “CFDocument” is missing. It may be a saved error page.")
        )
    identifier, title = name_of(document), text(document.get("title"))[:200]
    if not identifier or not title:
        raise UnreadableFramework(_("The framework has no identifier or no title, so it cannot be kept."))
    package = Package(identifier, title, facts_of(content, document))
    rows = rows_of(content, "CFItems", "items", package)
    if len(rows) > MAX_ITEMS:
        raise UnreadableFramework(_("There are more than %(n)d items.") % {"n": MAX_ITEMS})
    items = read_items(rows, package)
    place_items(items, rows_of(content, "CFAssociations", "associations", package), package)
    if rows_of(content, "CFRubrics", "rubrics", package):
        package.notes.append(_("Rubrics are not brought in. Write the steps of the continuum yourself."))
    return finish(package, items)


def read_json(raw):
    if len(raw) > MAX_BYTES:
        raise UnreadableFramework(_("This file is larger than %(n)d MB.") % {"n": MAX_BYTES // 2**20})
    try:
        content = json.loads(raw)
    except RecursionError:
        raise UnreadableFramework(_("This file is nested too deeply to be a framework.")) from None
    except UnicodeDecodeError:
        raise UnreadableFramework(_("This is no JSON file. Export the framework as CASE JSON.")) from None
    except ValueError as error:
        place = getattr(error, "lineno", None)
        words = _("This is no JSON file. Export the framework as CASE JSON.")
        if place and raw.lstrip()[:1] in b"{[":
            words = _("The file breaks off or is damaged at line %(line)d.") % {"line": place}
        raise UnreadableFramework(words) from None
    if not isinstance(content, dict):
        raise UnreadableFramework(_("This file holds no framework: the part “CFDocument” is missing."))
    return content


def first(row, *names):
    """Version 1.1 of the standard has other names for some parts, and some systems keep the old ones."""
    return next((row[name] for name in names if name in row), None)


def name_of(row):
    name = first(row, "identifier", "sourcedId")
    return text(name)[:255] if isinstance(name, str) else ""


def rows_of(content, *names_and_package):
    *names, package = names_and_package
    rows = first(content, *names)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise UnreadableFramework(_("The part “%(part)s” is not a list.") % {"part": names[0]})
    good = [row for row in rows if isinstance(row, dict)]
    if len(good) < len(rows):
        package.notes.append(
            _("%(n)d lines of “%(part)s” cannot be read and are left out.")
            % {"n": len(rows) - len(good), "part": names[0]}
        )
    return good


def text(value):
    """One line of words: marks of web pages go, powers and fractions stay readable."""
    if not isinstance(value, str):
        return ""
    # One space at a time: looking for a fraction in a thousand of them would take hours.
    value = FRACTION.sub(fraction, " ".join(BREAKS.sub(" ", value).split()))
    value = TAGS.sub("", RAISED.sub(raised, value))
    return " ".join(CONTROL.sub("", html.unescape(value)).split())


def fraction(found):
    return "/".join(part if re.fullmatch(r"\w+", part) else f"({part})" for part in found.groups())


def raised(found):
    """A power or an index: as Unicode has it, or else with a sign that says the same."""
    mark, words = found[1].lower(), found[2]
    small = words.translate(UP if mark == "sup" else DOWN)
    if all(a != b for a, b in zip(words, small, strict=True)):
        return small
    return ("^" if mark == "sup" else "_") + (words if re.fullmatch(r"\w+", words) else f"({words})")


def moment(value):
    """A time of the file; None for what is none."""
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if found is None or not 1900 < found.year < 2200:
        return None
    return make_aware(found) if is_naive(found) else found


def facts_of(content, document):
    """What is kept of the document beside its items: whom to name, and since when it says so."""
    address = document.get("officialSourceURL")
    good = isinstance(address, str) and re.match(r"https?://[^\s@]+$", address) and len(address) <= 500
    about = document.get("description") or document.get("notes")
    return {
        "uri": text(document.get("uri"))[: LONGEST["uri"]],
        "official_url": address if good else "",
        "creator": text(document.get("creator"))[:255],
        "publisher": text(document.get("publisher"))[:255],
        "licence": licence_of(content, document)[:4000],
        "adoption_status": text(document.get("adoptionStatus"))[:60],
        "language": text(document.get("language"))[:20],
        "version": text(document.get("version"))[:60],
        "about": text(about)[:4000],
        "changed_at_source": moment(document.get("lastChangeDateTime")),
    }


def licence_of(content, document):
    """The words of the licence, or at least its name."""
    link = document.get("licenseURI")
    link = link if isinstance(link, dict) else {}
    definitions = first(content, "CFDefinitions", "definitions")
    licences = definitions.get("CFLicenses") if isinstance(definitions, dict) else None
    licences = [row for row in licences or [] if isinstance(row, dict)] if isinstance(licences, list) else []
    for row in licences:
        if name_of(row) == link.get("identifier") or len(licences) == 1:
            words = [text(row.get("title")), text(row.get("licenseText")), text(row.get("description"))]
            return " · ".join(dict.fromkeys(part for part in words if part))
    return text(link.get("title"))


def read_items(rows, package):
    """The items by identifier, in the order of the file."""
    items, unnamed, empty, twice, long, strange = {}, [], [], [], 0, Counter()
    for number, row in enumerate(rows, start=1):
        identifier = name_of(row)
        short = text(row.get("abbreviatedStatement"))
        statement = text(row.get("fullStatement")) or short
        if not identifier:
            unnamed.append(number)
        elif not statement:
            empty.append(number)
        elif identifier in items:
            twice.append(number)
        else:
            low, high = grades_of(row.get("educationLevel"), strange)
            link = row.get("CFItemTypeURI")
            kind = row.get("CFItemType") or (link.get("title") if isinstance(link, dict) else "")
            long += len(statement) > LONGEST["statement"]
            items[identifier] = Item(
                identifier=identifier,
                statement=cut(statement, "statement"),
                code=cut(text(row.get("humanCodingScheme")), "code"),
                short=cut(short, "short"),
                item_type=cut(text(kind), "item_type"),
                uri=text(row.get("uri"))[: LONGEST["uri"]],
                language=text(row.get("language"))[: LONGEST["language"]],
                low=low,
                high=high,
                changed_at=moment(row.get("lastChangeDateTime")),
                order=(True, 0.0, number),
            )
    say_left_out(package, unnamed, empty, twice)
    if long:
        package.notes.append(
            ngettext("%(n)d very long statement is cut.", "%(n)d very long statements are cut.", long)
            % {"n": long}
        )
    if strange:
        words = ", ".join(sorted(strange)[:8])
        package.notes.append(_("Grades we do not know: %(words)s.") % {"words": words})
    return items


def cut(words, column):
    most = LONGEST[column]
    return words if len(words) <= most else words[: most - 1] + "…"


def say_left_out(package, unnamed, empty, twice):
    for numbers, words in (
        (unnamed, _("Left out, for they have no identifier: items %(places)s.")),
        (empty, _("Left out, for they say nothing: items %(places)s.")),
        (twice, _("Left out, for their identifier was there before: items %(places)s.")),
    ):
        if numbers:
            places = ", ".join(map(str, numbers[:10])) + ("…" if len(numbers) > 10 else "")
            package.notes.append(words % {"places": places})


def grades_of(levels, strange):
    """The lowest and highest grade of a list such as KG, 01 … 12; None twice if there is none."""
    if isinstance(levels, str):
        levels = re.split(r"[,;.|\s]+", levels)
    found = []
    for level in levels if isinstance(levels, list) else []:
        name = CONTROL.sub("", str(level)).strip().upper()
        if not name or name in LATER:
            continue
        grade = GRADES.get(name.lstrip("0") or name)
        if grade is None:
            strange[name[:20]] += 1
        else:
            found.append(grade)
    return (min(found), max(found)) if found else (None, None)


def place_items(items, associations, package):
    """Each item gets its parent: the document itself, or another item."""
    outside, again = 0, 0
    placed = set()
    for row in associations:
        kind = row.get("associationType")
        if not isinstance(kind, str) or kind.lower() != CHILD:
            continue
        child = items.get(end_of(row, "originNodeURI"))
        above = end_of(row, "destinationNodeURI")
        if child is None or (above != package.identifier and above not in items):
            outside += 1
        elif child.identifier in placed:
            again += 1
        else:
            placed.add(child.identifier)
            child.parent = items.get(above)
            child.order = order_of(row, child)
    if outside:
        package.notes.append(
            ngettext(
                "%(n)d link leads to an item that is not in the file.",
                "%(n)d links lead to items that are not in the file.",
                outside,
            )
            % {"n": outside}
        )
    if again:
        package.notes.append(
            ngettext(
                "%(n)d item stands in several places. It is kept in the first.",
                "%(n)d items stand in several places. Each is kept in the first.",
                again,
            )
            % {"n": again}
        )
    lost = len(items) - len(placed)
    if lost:
        package.notes.append(
            ngettext(
                "%(n)d item has no place in the file. It comes at the end.",
                "%(n)d items have no place in the file. They come at the end.",
                lost,
            )
            % {"n": lost}
        )


def end_of(row, name):
    link = row.get(name)
    return name_of(link) if isinstance(link, dict) else ""


def order_of(row, child):
    """Numbered ones first by their number, then the others as they come in the file."""
    number = row.get("sequenceNumber")
    if isinstance(number, (int, float)) and not isinstance(number, bool) and abs(number) < 1e15:
        return (False, float(number), child.order[-1])
    return (True, 0.0, child.order[-1])


def finish(package, items):
    """Open circles, and put everything into the order in which it is read."""
    break_circles(items.values(), package)
    top = []
    for item in items.values():
        (item.parent.children if item.parent else top).append(item)
    deep, stack = 0, [(item, 1) for item in sorted(top, key=lambda one: one.order, reverse=True)]
    while stack:
        item, depth = stack.pop()
        item.number = len(package.items)
        item.area = area_of(item) if depth <= MAX_DEPTH else ""
        if item.low is None and item.parent:
            item.low, item.high = item.parent.low, item.parent.high
        package.items.append(item)
        deep = max(deep, depth)
        item.children.sort(key=lambda one: one.order)
        stack += [(child, depth + 1) for child in reversed(item.children)]
    if deep > MAX_DEPTH:
        raise UnreadableFramework(
            _("The lines are nested %(deep)d deep; more than %(most)d nobody could find anything in.")
            % {"deep": deep, "most": MAX_DEPTH}
        )
    if not package.items:
        package.notes.append(_("There is no item in this framework yet."))
    return package


def break_circles(items, package):
    """An item that stands below itself goes to the top."""
    sound, opened = set(), 0
    for item in items:
        way, here = set(), item
        while here is not None and here.identifier not in sound and here.identifier not in way:
            way.add(here.identifier)
            here = here.parent
        if here is not None and here.identifier in way:
            here.parent = None
            opened += 1
        sound |= way
    if opened:
        package.notes.append(
            ngettext(
                "%(n)d item stands below itself. It is put at the top.",
                "%(n)d items stand below themselves. They are put at the top.",
                opened,
            )
            % {"n": opened}
        )


def area_of(item):
    """The heading by which people look for it: its domain or strand, or else what stands highest."""
    above, here = [], item.parent
    while here is not None:
        above.append(here)
        here = here.parent
    for heading in above:
        if AREA.search(heading.item_type):
            return heading.title[:200]
    named = [heading for heading in above if not GRADE_HEADING.search(heading.item_type)]
    return named[-1].title[:200] if named else ""
