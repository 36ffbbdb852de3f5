"""Pages for the printer, as PDF, from the same templates as all other pages.

The work is done by `press.py` in a process of its own: WeasyPrint takes a second to load and 110 MB to
keep, which a server that answers pages has better uses for.
"""

import json
import subprocess
import sys
from pathlib import Path

import fontpkg_lexend
from django.conf import settings
from django.template.loader import render_to_string

PRESS = Path(__file__).with_name("press.py")
LEXEND = Path(fontpkg_lexend.__path__[0], "files", "Lexend[wght].ttf")
TIMEOUT = 120  # seconds
# The child gets no secret of ours; fontconfig wants a place for its notes.
CLEAN_ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/tmp"}  # noqa: S108


class PrintingFailed(Exception):
    """No PDF came out; the words of the process say why, for the log."""


def render_pdf(template, context, *, css, seconds=None):
    """The bytes of a PDF: a template, and its stylesheet in `static/css/`. Raises PrintingFailed."""
    seconds = seconds or TIMEOUT
    html = render_to_string(template, context)
    look = (settings.BASE_DIR / "static" / "css" / css).read_text()
    asked = json.dumps({"html": html, "css": look})
    command = [sys.executable, "-I", str(PRESS), str(LEXEND)]
    try:
        press = subprocess.run(  # noqa: S603
            command, input=asked.encode(), capture_output=True, timeout=seconds, env=CLEAN_ENVIRONMENT
        )
    except subprocess.TimeoutExpired as late:
        raise PrintingFailed(f"No PDF within {seconds} seconds") from late
    if press.returncode:
        raise PrintingFailed(press.stderr.decode(errors="replace")[-2000:])
    return press.stdout
