"""Paper: our own templates as PDF, tagged so that a screen reader reads them, too."""

from pathlib import Path

import fontpkg_lexend
from django.conf import settings
from django.template.loader import render_to_string

LEXEND = Path(fontpkg_lexend.__path__[0], "files", "Lexend[wght].ttf")


def render_pdf(template, context, *, css):
    """The bytes of a PDF (PDF/UA-1). `css` is a file of static/css; nothing else is fetched.

    Needs Pango, which only a server that prints has to have: so it is loaded here and not with the site.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts = FontConfiguration()
    only_files = URLFetcher(allowed_protocols=["file"], fail_on_errors=True)
    face = f"@font-face {{ font-family: Lexend; font-weight: 100 900; src: url('{LEXEND.as_uri()}') }}"
    sheets = [
        CSS(string=face, font_config=fonts, url_fetcher=only_files),
        CSS(filename=settings.BASE_DIR / "static/css" / css, font_config=fonts, url_fetcher=only_files),
    ]
    # What people typed is text in these templates, and no address in them is anybody's but ours.
    html = HTML(string=render_to_string(template, context), url_fetcher=URLFetcher(allowed_protocols=[]))
    return html.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", optimize_images=True)
