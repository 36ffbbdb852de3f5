"""Makes a document safe to read, alone in a process that may die.

`python -I readingroom DO SOURCE FOLDER WISHES`, started by `portfolios.papers`. It knows no Django, no
database and no secret. What it does:

- pdf: builds SOURCE anew as FOLDER/paper.pdf, with nothing in it but its pages and their links to the web,
  and draws the first page as FOLDER/page.png.
- office: lets LibreOffice print SOURCE as FOLDER/printed.pdf first (WISHES: `binary`, `format`).
- words: reads headings, paragraphs and tables of an office document (WISHES: `format`), nothing else.
- grid: reads the cells of a workbook's first sheet, each in its column.
- bare: copies an office document as FOLDER/original without who wrote it, when and where.

It answers with one line of JSON: what it found, or {"refused": code}.
"""

import json
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])  # `-I` knows no folder of ours but this one

from portfolios.readingroom.office import office  # noqa: E402
from portfolios.readingroom.packed import bare  # noqa: E402
from portfolios.readingroom.pdf import pdf  # noqa: E402
from portfolios.readingroom.plain import words  # noqa: E402
from portfolios.readingroom.rules import Refused, limit_self  # noqa: E402
from portfolios.readingroom.sheets import grid  # noqa: E402

DOES = {"pdf": pdf, "office": office, "words": words, "bare": bare, "grid": grid}


def main(do, source, folder, wishes):
    limit_self()
    try:
        answer = DOES[do](source, Path(folder), json.loads(wishes))
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except (MemoryError, RecursionError):
        answer = {"refused": "hard_document"}
    except Exception as error:
        print(repr(error), file=sys.stderr)
        answer = {"refused": "broken_document"}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
