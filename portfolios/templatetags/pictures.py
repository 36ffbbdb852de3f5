from django import template

from portfolios.models.evidence import picture_url

register = template.Library()
register.simple_tag(picture_url)
