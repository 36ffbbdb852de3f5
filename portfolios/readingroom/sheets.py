"""The cells of a workbook, from the events of its XML."""

from portfolios.readingroom.packed import parse


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
