"""The cells of a workbook, from the events of its XML."""

import re

from portfolios.readingroom.packed import Archive, parse
from portfolios.readingroom.rules import Refused


class Cells:
    """The filled cells of a sheet, row by row, from the events of its XML."""

    MOST = 6000

    def __init__(self, shared):
        self.shared, self.rows, self.text, self.kind, self.inside, self.count = shared, [], "", "", False, 0

    def start(self, name, attributes):
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self.rows.append([])
        elif tag == "c":
            self.kind, self.text = attributes.get("t", ""), ""
        self.inside = tag in ("v", "t")

    def characters(self, words):
        if self.inside:
            self.text += words

    def end(self, name):
        tag = name.rpartition(" ")[2]
        self.inside = False
        if tag == "c" and self.rows and self.count < self.MOST:
            self.count += 1
            self.rows[-1].append(self.value())

    def value(self):
        if self.kind == "s":
            number = int(self.text) if self.text.isdigit() else -1
            return self.shared[number] if 0 <= number < len(self.shared) else ""
        return self.text.strip()[:500]


class Strings:
    """The words that the cells of a workbook share."""

    def __init__(self):
        self.found, self.inside = [], False

    def start(self, name, attributes):
        tag = name.rpartition(" ")[2]
        if tag == "si":
            self.found.append("")
        self.inside = tag == "t"

    def characters(self, words):
        if self.inside and self.found:
            self.found[-1] += words

    def end(self, name):
        self.inside = False


def sheets(archive):
    strings = Strings()
    blocks: list[dict] = []
    for name in archive.names(r"xl/sharedStrings\.xml"):
        parse(archive.read(name), strings)
    for name in archive.names(r"xl/worksheets/sheet\d+\.xml"):
        cells = Cells([words[:500] for words in strings.found])
        parse(archive.read(name), cells)
        rows = [row for row in cells.rows if any(row)]
        if rows:
            if blocks:
                blocks.append({"is": "page"})
            blocks.append({"is": "table", "rows": rows[:2000]})
    return blocks


class Grid(Cells):
    """The same, each row with its number and each cell in its own column: empty ones count."""

    MOST, WIDEST = 400_000, 60

    def __init__(self, shared):
        super().__init__(shared)
        self.numbers: list[int] = []
        self.place = 0

    def start(self, name, attributes):
        super().start(name, attributes)
        tag = name.rpartition(" ")[2]
        if tag == "row":
            number = attributes.get("r", "")
            last = self.numbers[-1] if self.numbers else 0
            self.numbers.append(int(number) if number.isdigit() else last + 1)
        elif tag == "c":
            self.place = column(attributes.get("r", ""), len(self.rows[-1]) if self.rows else 0)

    def value(self):
        """With empty cells before it, so that it stands in its place; what is too far out is cut off."""
        row = self.rows[-1]
        row.extend([""] * (min(self.place, self.WIDEST) - len(row)))
        return super().value()


def column(reference, following):
    """The number of the column in "AB12", from 0; the one that follows, where a cell does not say it."""
    letters = re.match(r"[A-Z]{1,3}", reference)
    if not letters:
        return following
    place = 0
    for letter in letters[0]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def grid(source, folder, wishes):
    """The rows of the first sheet, as [number, cells]."""
    archive = Archive(source)
    strings = Strings()
    for name in archive.names(r"xl/sharedStrings\.xml"):
        parse(archive.read(name), strings)
    names = archive.names(r"xl/worksheets/sheet\d+\.xml")
    if not names:
        raise Refused("broken_document")
    cells = Grid([words[:5000] for words in strings.found])
    parse(archive.read(names[0]), cells)
    found = zip(cells.numbers, cells.rows, strict=True)
    return {"rows": [[number, row[: Grid.WIDEST]] for number, row in found if any(row)][: wishes["most"]]}
