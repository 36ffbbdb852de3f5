from django import template

from portfolios.languages import direction

register = template.Library()
register.filter(direction)
