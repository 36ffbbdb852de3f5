"""Words for times that the timetable gave."""

from django import template

from conferences.because import OFFICE, sentence, steps

register = template.Library()


@register.filter
def because(place):
    """Why the family has this time, in a sentence to itself: `{{ conference.place|because }}`."""
    return sentence(place.because, place.starts_at)


@register.filter
def because_told(assignment):
    """The same, as the office reads it."""
    return sentence(assignment.because, assignment.starts_at, plain=OFFICE)


@register.filter
def what_helps(assignment):
    """Of one that found no place: the rules that could be relaxed, the smallest step first."""
    return steps(assignment.because)
