from django import template

from goals import formats

register = template.Library()


@register.filter
def said(goal, name=""):
    """The words of a goal, a dict of its columns, by its format; headings for others say `name`."""
    return formats.said(goal, name)
