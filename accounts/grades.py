from django.utils.translation import gettext as _


def grade_words(low, high):
    """ "Grades 3 to 5", as a school says it; kindergarten has a name and no number."""
    if low == high:
        return _("Kindergarten") if low == 0 else _("Grade %(low)d") % {"low": low}
    if low == 0:
        return _("Kindergarten to grade %(high)d") % {"high": high}
    return _("Grades %(low)d to %(high)d") % {"low": low, "high": high}
