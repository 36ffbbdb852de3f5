from django import template

from accounts.sentences import one_dot
from portfolios import formatting

register = template.Library()
register.filter("one_dot", one_dot, is_safe=True)
register.filter("formatted", formatting.formatted, is_safe=False)
register.filter("unformatted", formatting.unformatted, is_safe=False)
