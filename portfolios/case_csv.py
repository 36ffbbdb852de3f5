"""Reads a framework from a CSV file of items, with the columns that OpenSALT writes, into the same `Package`.

Where a line stands is said by its smart level ("3.6.2.1"), by its parent's identifier or code, or else by
its own code ("A.B.C" below "A.B").
"""

import csv
import io
import re
import uuid
from collections import Counter

from django.utils.text import slugify
from django.utils.translation import gettext as _

from portfolios.case import (
    LONGEST,
    MAX_BYTES,
    MAX_ITEMS,
    Item,
    Package,
    UnreadableFramework,
    cut,
    finish,
    grades_of,
    moment,
    say_left_out,
    text,
)

ORIGIN = "csv:"


def read_csv(raw, title):
    """The framework in the bytes of a CSV file; `title` is what the office calls it."""
    rows = read_rows(raw)
    package = Package(ORIGIN + slugify(title, allow_unicode=True)[:200], title[:200])
    items, places, strange, empty = {}, {}, Counter(), []
    for number, row in enumerate(rows, start=2):
        short = text(row.get("abbreviatedstatement"))
        statement = text(row.get("fullstatement")) or short
        if not statement:
            empty.append(number)
            continue
        item = item_of(row, statement, short, number, package, strange)
        if item.identifier not in items:
            items[item.identifier] = item
            places[item.identifier] = row
    say_left_out(package, [], empty, [])
    if strange:
        package.notes.append(
            _("Grades we do not know: %(words)s.") % {"words": ", ".join(sorted(strange)[:8])}
        )
    place(items, places, package)
    licences = {text(row.get("license")) for row in rows} - {""}
    languages = {item.language for item in items.values()} - {""}
    package.facts = {
        "licence": " · ".join(sorted(licences))[:4000],
        "language": languages.pop() if len(languages) == 1 else "",
    }
    return finish(package, items)


def read_rows(raw):
    """Each line as a dict by the plain name of its column."""
    if len(raw) > MAX_BYTES:
        raise UnreadableFramework(_("This file is larger than %(n)d MB.") % {"n": MAX_BYTES // 2**20})
    if raw[:4] == b"PK\x03\x04":
        raise UnreadableFramework(
            _("This is a workbook. Please save it as CSV in your spreadsheet program, and bring that.")
        )
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = raw.decode("cp1252", "replace")
    first = content.partition("\n")[0]
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        header = [re.sub(r"[^a-z]", "", name.lower()) for name in next(reader, [])]
        if "fullstatement" not in header:
            raise UnreadableFramework(_("The first row needs a column named “fullStatement”."))
        rows = []
        for cells in reader:
            if len(rows) >= MAX_ITEMS:
                raise UnreadableFramework(_("There are more than %(n)d items.") % {"n": MAX_ITEMS})
            if any(cell.strip() for cell in cells):
                rows.append(dict(zip(header, cells, strict=False)))
    except csv.Error:
        words = _("Line %(line)d is not a row of a CSV file.") % {"line": reader.line_num}
        raise UnreadableFramework(words) from None
    return rows


def item_of(row, statement, short, number, package, strange):
    code = text(row.get("humancodingscheme"))
    low, high = grades_of(row.get("educationlevel") or "", strange)
    # Without an identifier of its own, the same line of the same list is the same item next time.
    made = uuid.uuid5(uuid.NAMESPACE_URL, f"{package.identifier}/{code}/{statement}")
    try:
        order = (False, float(row.get("sequencenumber") or ""), number)
    except ValueError:
        order = (True, 0.0, number)
    return Item(
        identifier=(text(row.get("identifier")) or ORIGIN + str(made))[:255],
        statement=cut(statement, "statement"),
        code=cut(code, "code"),
        short=cut(short, "short"),
        item_type=cut(text(row.get("cfitemtype")), "item_type"),
        language=text(row.get("language"))[: LONGEST["language"]],
        low=low,
        high=high,
        changed_at=moment(row.get("lastchangedatetime")),
        order=order,
    )


def place(items, rows, package):
    """Each item below the one that its line names."""
    levels = {text(row.get("smartlevel")): items[key] for key, row in rows.items()}
    codes = {item.code: item for item in reversed(items.values()) if item.code}
    lost = 0
    for key, row in rows.items():
        item, level = items[key], text(row.get("smartlevel"))
        above = text(row.get("ischildof") or row.get("parent"))
        if level:
            item.parent = levels.get(level.rpartition(".")[0]) if "." in level else None
            item.order = (False, *level_order(level), item.order[-1])
            lost += "." in level and item.parent is None
        elif above:
            item.parent = items.get(above) or codes.get(above)
            lost += item.parent is None
        else:
            item.parent = above_by_code(item, codes)
        if item.parent is item:
            item.parent = None
    if lost:
        package.notes.append(
            _("%(n)d lines name a line above them that is not in the file. They come at the top.")
            % {"n": lost}
        )


def level_order(level):
    last = level.rpartition(".")[2]
    return (float(last),) if last.isdigit() else (0.0,)


def above_by_code(item, codes):
    """The item whose code is the longest beginning of this one's: "A.B" of "A.B.C"."""
    code = item.code
    while "." in code:
        code = code.rpartition(".")[0]
        if code in codes:
            return codes[code]
    return None
