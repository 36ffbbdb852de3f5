"""Prints one document, alone in a process of its own: `python -I press.py FONT`.

Started by `accounts.pdf`. HTML and CSS come in as JSON, a tagged PDF goes out. It knows no Django, no
database and no secret, and fetches nothing but the one font: what is printed is in the HTML, pictures too.
"""

import json
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

MEBIBYTE = 1024 * 1024
LIMITS = {"RLIMIT_AS": 2048 * MEBIBYTE, "RLIMIT_CPU": 120, "RLIMIT_CORE": 0}


def limit_self():
    """From here on this process can hurt nobody but itself; pages that people wait for go first."""
    for name, value in LIMITS.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (value, value))
    os.nice(5)


def main(font):
    limit_self()
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    known = Path(font).resolve().as_uri()

    class Fetcher(URLFetcher):
        def fetch(self, url, headers=None):
            if url != known and not url.startswith("data:image/jpeg;base64,"):
                raise ValueError("A document brings everything that it shows.")
            return super().fetch(url, headers)

    fetcher, fonts = Fetcher(allowed_protocols={"file", "data"}), FontConfiguration()
    face = CSS(
        string=f'@font-face {{ font-family: Lexend; src: url("{known}"); font-weight: 100 900 }}',
        url_fetcher=fetcher,
        font_config=fonts,
    )
    asked = json.load(sys.stdin)
    look = CSS(string=asked["css"], url_fetcher=fetcher, font_config=fonts)
    page = HTML(string=asked["html"], url_fetcher=fetcher)
    pdf = page.write_pdf(
        stylesheets=[face, look], font_config=fonts, pdf_variant="pdf/ua-1", optimize_images=True
    )
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main(sys.argv[1])
