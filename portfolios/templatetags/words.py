from django import template

from portfolios import formatting

register = template.Library()
register.filter("formatted", formatting.formatted, is_safe=False)
register.filter("unformatted", formatting.unformatted, is_safe=False)
