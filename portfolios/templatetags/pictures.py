from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portfolios.models import Reflection
from portfolios.models.files import clock, picture_url, play_url
from portfolios.waves import wave_path

register = template.Library()
register.simple_tag(picture_url)
register.simple_tag(play_url)

PLAY = '<path d="M8 5.5v13l10.5-6.5z" fill="currentColor"/>'
SHEET = (
    '<path d="M14 3H7a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V7zM14 3v4h4M9 12h6M9 16h6"'
    ' fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/>'
)
MARK = (
    '<span class="kind-mark"><svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">{}</svg>'
    '<span class="visually-hidden">{} </span>{}</span>'
)
SOUND = (
    '<span class="art sound-art"><svg viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">'
    '<path d="{}"/></svg>{}</span>'
)


@register.filter
def percent(thousandths):
    """A place on a picture as SVG wants it."""
    return f"{thousandths / 10:g}%"


@register.filter
def face_word(value):
    """A face, in a word."""
    return Reflection.Face(value).label


def told(file, name):
    """Of a file that came as a row, or as a small dict with a page that shows many."""
    return file.get(name) if isinstance(file, dict) else getattr(file, name, None)


@register.simple_tag
def kind_mark(file):
    """On the picture of a tile: that a film plays behind it, or pages follow. Nothing on a photograph."""
    kind = told(file, "kind") if file else None
    if kind == "video":
        return format_html(MARK.replace("{}", PLAY, 1), _("Film"), clock(told(file, "duration_ms")))
    if kind == "document":
        pages = told(file, "page_count") or 1
        words = ngettext("{count} page", "{count} pages", pages).format(count=pages)
        return format_html(MARK.replace("{}", SHEET, 1), _("Document"), words)
    return ""


@register.simple_tag
def sound_art(file):
    """In the place of a picture: how a recording sounds, and how long it is."""
    wave = wave_path(told(file, "waveform") or [0] * 40)
    mark = format_html(MARK.replace("{}", PLAY, 1), _("Sound"), clock(told(file, "duration_ms")))
    return format_html(SOUND, wave["width"], wave["height"], wave["d"], mark)
