"""Documents that can be read anywhere: a PDF built anew, and a picture of its first page.

The work is done by `readingroom` in a process of its own (docs/decisions/0017). An office document is
printed by LibreOffice where the machine has it; without it we set its words and tables ourselves.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from accounts.pdf import PrintingFailed, render_pdf
from portfolios import chambers
from portfolios.refusals import Unreadable

READINGROOM = Path(__file__).with_name("readingroom")
SECONDS = {"pdf": 14, "office": 20, "words": 5, "bare": 20, "grid": 20}
PRESS = 12  # seconds; with the picture of the first page, all together stay under a minute


@dataclass(frozen=True)
class Paper:
    paper: Path
    page: Path
    page_count: int
    simplified: bool  # only words and tables


def bind(source, opener, folder):
    """The document in `source` as a PDF of ours; raises Unreadable."""
    with chambers.opened(source, folder) as path:
        simplified = False
        if opener != "pdf":
            path, simplified = printed(path, opener, folder)
        told = ask("pdf", path, folder)
    return Paper(folder / "paper.pdf", folder / "page.png", told["page_count"], simplified)


def printed(path, opener, folder):
    """A PDF of an office document, and whether it is only our plain view of it."""
    if settings.OFFICE_BINARY:
        try:
            ask("office", path, folder, binary=settings.OFFICE_BINARY, format=opener)
        except Unreadable as refusal:
            if refusal.code == "locked":
                raise
        else:
            return folder / "printed.pdf", False
    return plainly_printed(path, opener, folder), True


def plainly_printed(path, opener, folder):
    """What stands in the document, set by our own press."""
    blocks = ask("words", path, folder, format=opener)["blocks"]
    try:
        pdf = render_pdf("portfolios/pdf/words.html", {"blocks": blocks}, css="words.css", seconds=PRESS)
    except PrintingFailed:
        raise Unreadable("hard_document") from None
    (folder / "plain.pdf").write_bytes(pdf)
    return folder / "plain.pdf"


def cleaned(source, folder):
    """The path of a copy of an office document that does not tell who wrote it; raises Unreadable."""
    with chambers.opened(source, folder) as path:
        ask("bare", path, folder)
    return folder / "original"


def rows_of_workbook(source, most):
    """The first sheet of a workbook as [line, cells], `most` of them; raises Unreadable."""
    with chambers.workshop() as name:
        folder = Path(name)
        with chambers.opened(source, folder) as path:
            return ask("grid", path, folder, most=most)["rows"]


def ask(do, path, folder, **wishes):
    return chambers.ask(
        READINGROOM,
        *(do, path, folder, json.dumps(wishes)),
        folder=folder,
        seconds=SECONDS[do],
        hard="hard_document",
    )
