"""Which school a page is about: its words, look and clock."""

from django.utils import timezone

from accounts.words import Words


def school_of(user):
    """Where she chose to be, or else the first of her schools; a place that ended still has a clock."""
    schools = getattr(user, "schools", {})
    chosen = schools.get(getattr(user, "school_id", None))
    return chosen or next(iter(schools.values()), None) or getattr(user, "school", None)


def languages_of(user, every):
    """What her schools offer, in the order of `every`: [(code, name)]."""
    offered = {code for school in getattr(user, "schools", {}).values() for code in school.languages}
    return [(code, name) for code, name in every if not offered or code in offered]


def be_at(request, school_id):
    """From here on, this request keeps the words, look and clock of the school that its page is about.

    A person with places at two schools is otherwise shown the times of one on the clock of the other.
    """
    school = getattr(request.user, "schools", {}).get(school_id)
    if school is not None and school != request.school:
        place(request, school)
        timezone.activate(school.timezone)


def place(request, school):
    request.school = school
    request.words = Words(school)
