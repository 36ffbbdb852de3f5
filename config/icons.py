"""Icons inline, drawn once: the package parses and copies an XML tree for each, every time."""

from functools import lru_cache

from django import template
from lucide.templatetags import lucide as package

register = template.Library()


@lru_cache(maxsize=1024)
def drawn(name, attributes):
    return package.lucide(name, **dict(attributes))


@register.simple_tag
def lucide(name, **attributes):
    return drawn(str(name), tuple(attributes.items()))
