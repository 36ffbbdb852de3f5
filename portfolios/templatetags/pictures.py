from django import template

from portfolios.models import Reflection
from portfolios.models.evidence import picture_url, play_url

register = template.Library()
register.simple_tag(picture_url)
register.simple_tag(play_url)


@register.filter
def percent(thousandths):
    """A place on a picture as SVG wants it."""
    return f"{thousandths / 10:g}%"


@register.filter
def face_word(value):
    """A face, in a word."""
    return Reflection.Face(value).label
