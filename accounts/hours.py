"""When cards open: one factor by nature, so in school hours, unless the school says otherwise."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

SATURDAY = 5


def card_closes_at(student):
    """The moment today when cards stop opening, or None where they open at any time.

    Raises ValidationError outside of the hours, which are the school's own, on its own clock.
    """
    school, advisory = student.school, student.advisory
    if school.cards_from is None or (advisory and advisory.cards_anytime):
        return None
    with timezone.override(school.timezone):
        here = timezone.localtime()
        free = here.weekday() >= SATURDAY and not school.cards_on_weekends
        if free or not school.cards_from <= here.time() < school.cards_until:
            raise ValidationError(_("Cards open in school hours. Your work is safe until then."))
        return timezone.make_aware(datetime.datetime.combine(here.date(), school.cards_until))
