from django import template

from portfolios.models.evidence import picture_url

register = template.Library()
register.simple_tag(picture_url)


@register.filter
def percent(thousandths):
    """A place on a picture as SVG wants it."""
    return f"{thousandths / 10:g}%"
