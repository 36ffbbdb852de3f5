import unicodedata

from django import template

register = template.Library()


@register.filter
def letters_go(words):
    """Which way these words are written, by their first letter; paper knows no dir="auto"."""
    ways = (unicodedata.bidirectional(letter) for letter in str(words))
    return next(("ltr" if way == "L" else "rtl" for way in ways if way in ("L", "R", "AL")), "auto")
