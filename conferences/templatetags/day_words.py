from django import template
from django.conf import settings
from django.utils.translation import get_language_info

from conferences.wishes import day_said

register = template.Library()
register.filter("long_day", day_said, expects_localtime=True)


@register.filter
def language_words(said):
    """A language as its household said it; a code, as Lectern keeps it for letters, by its name."""
    return get_language_info(said)["name_translated"] if said in dict(settings.LANGUAGES) else said
