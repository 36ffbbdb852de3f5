"""The words and tables of an office document, and nothing else of it."""

import re

from portfolios.readingroom.packed import Archive, parse
from portfolios.readingroom.rules import Refused
from portfolios.readingroom.sheets import sheets

MOST_WORDS, MOST_BLOCKS = 200_000, 3000  # characters and paragraphs of a plain view


class Pages:
    """The text of an office document, put together from the events of its XML."""

    def __init__(self, formats):
        self.formats = formats
        self.blocks, self.text = [], ""
        self.table: list | None = None
        self.row: list | None = None
        self.style, self.depth, self.length, self.muted = "", 0, 0, 0

    def start(self, name, attributes):
        tag = name.rpartition(" ")[2]
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if tag in self.formats["muted"]:
            self.muted += 1
        elif tag in self.formats["paragraph"]:
            self.close()
            self.style = self.formats["heading"](tag, named)
        elif tag in ("pStyle", "outlineLvl", "ph"):
            self.style = self.style or self.formats["heading"](tag, named)
        elif tag in ("tbl", "table"):
            self.close()
            self.depth += 1
            self.table = [] if self.depth == 1 else self.table
        elif tag in ("tr", "table-row") and self.depth == 1:
            self.row = []
        elif tag in ("tc", "table-cell") and self.depth == 1:
            self.text = ""
        elif tag == "page" and self.blocks:
            self.add({"is": "page"})
        elif tag in ("br", "line-break", "cr"):
            self.text += "\n"
        elif tag in ("tab", "s") and self.formats["spaces"]:
            self.text += " "

    def end(self, name):
        tag = name.rpartition(" ")[2]
        if tag in self.formats["muted"]:
            self.muted -= 1
        elif tag in self.formats["paragraph"]:
            if self.row is None:
                self.close()
            else:
                self.text += "\n"
        elif tag in ("tc", "table-cell") and self.depth == 1 and self.row is not None:
            self.row.append(self.text.strip())
            self.text = ""
        elif tag in ("tr", "table-row") and self.depth == 1 and self.row is not None:
            if self.table is not None and any(self.row):
                self.table.append(self.row)
                self.count(sum(map(len, self.row)))
            self.row = None
        elif tag in ("tbl", "table"):
            self.depth -= 1
            if self.depth == 0 and self.table:
                self.add({"is": "table", "rows": self.table})

    def characters(self, words):
        if not self.muted and len(self.text) < MOST_WORDS:
            self.text += words

    def close(self):
        """A paragraph is over, unless it stands in a table."""
        if self.row is None:
            words = re.sub(r"[ \t]+", " ", self.text).strip()
            if words:
                self.add({"is": self.style or "text", "words": words})
                self.count(len(words))
            self.text, self.style = "", ""

    def add(self, block):
        if len(self.blocks) < MOST_BLOCKS:
            self.blocks.append(block)

    def count(self, length):
        self.length += length
        if self.length > MOST_WORDS:
            raise Refused("long_document")


def docx_heading(tag, named):
    value = named.get("val", "")
    if tag == "pStyle" and re.match(r"(?i)heading|title|ueberschrift|berschrift", value):
        return "heading"
    return "heading" if tag == "outlineLvl" and value.isdigit() and int(value) < 3 else ""


def pptx_heading(tag, named):
    return "heading" if tag == "ph" and named.get("type") in ("title", "ctrTitle") else ""


def opendocument_heading(tag, named):
    return "heading" if tag == "h" else ""


FORMATS = {
    "docx": {"paragraph": {"p"}, "muted": {"instrText", "delText"}, "heading": docx_heading, "spaces": True},
    "pptx": {"paragraph": {"p"}, "muted": set(), "heading": pptx_heading, "spaces": False},
    "odt": {
        "paragraph": {"p", "h"},
        "muted": {"annotation", "tracked-changes", "notes"},
        "heading": opendocument_heading,
        "spaces": True,
    },
}
FORMATS["ods"] = FORMATS["odp"] = FORMATS["odt"]


def words(source, folder, wishes):
    archive, kind = Archive(source), wishes["format"]
    if kind == "xlsx":
        blocks = sheets(archive)
    elif kind == "pptx":
        blocks = slides(archive)
    else:
        pages = Pages(FORMATS[kind])
        parse(archive.read("word/document.xml" if kind == "docx" else "content.xml"), pages)
        pages.close()
        blocks = pages.blocks
    if not blocks:
        raise Refused("empty_document")
    return {"blocks": blocks}


def slides(archive):
    """Each slide as a section of its own."""
    blocks = []
    for name in archive.names(r"ppt/slides/slide\d+\.xml"):
        pages = Pages(FORMATS["pptx"])
        parse(archive.read(name), pages)
        pages.close()
        if pages.blocks:
            blocks += [{"is": "page"}, *pages.blocks] if blocks else pages.blocks
    return blocks[:MOST_BLOCKS]
