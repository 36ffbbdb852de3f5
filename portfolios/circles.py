"""A student's circles as her pages show them: who is in each, and what each sees."""

from dataclasses import dataclass

from accounts.models import User
from portfolios.models import Share
from portfolios.querysets.circles import CIRCLES, adults_around

ICONS = {"family": "house", "advisor": "user-round", "guests": "user-plus", "panel": "presentation"}
# An exhibition or a defense comes in the upper grades; before, the question would only puzzle.
PANEL_FROM_GRADE = 8


@dataclass
class Circle:
    value: str
    shared: bool
    people: list

    @property
    def label(self):
        return Share.Circle(self.value).label

    @property
    def icon(self):
        return ICONS[self.value]


@dataclass
class Circles:
    """The rows of "who can see this", and the adults who do."""

    rows: list
    readers: list

    @property
    def has_panel(self):
        return self.rows[-1].value == "panel"


def has_panel(student, people):
    """Whether a panel is spoken of on this student's pages."""
    return bool(people) or student.grade is None or student.grade >= PANEL_FROM_GRADE


def circles_of(evidence):
    """Each circle of a piece `with_story`, in one query."""
    adults = adults_around(evidence.student_id, piece=evidence)
    rows = []
    for circle in CIRCLES:
        people = [adult for adult in adults if circle in adult.circles]
        rows.append(Circle(circle, circle in evidence.shared_circles, people))
    if not rows[-1].shared and not has_panel(evidence.student, rows[-1].people):
        rows.pop()
    return Circles(rows, [adult for adult in adults if adult.sees])


@dataclass
class Preview:
    """What somebody else sees: an adult of a circle, or a circle that nobody is in yet."""

    circle: str
    adult: User | None
    options: list

    @property
    def reader(self):
        """Whom the permissions are asked about: of an empty circle somebody to whom nothing else is open."""
        return self.adult or User(pk=0)

    @property
    def key(self):
        return str(self.adult.pk) if self.adult else self.circle

    @property
    def label(self):
        return Share.Circle(self.circle).label


def preview_of(student, wish, *, piece=None):
    """The preview that is asked for, as "family" or as the number of an adult; None for nobody of hers.

    Without a wish the first adult there is, or the family that is still to come.
    """
    adults = adults_around(student.pk, piece=piece)
    options = []
    for circle in CIRCLES:
        people = [adult for adult in adults if circle in adult.circles]
        if circle == "panel" and not has_panel(student, people):
            continue
        options += [Preview(circle, adult, options) for adult in people] or [Preview(circle, None, options)]
    if not wish:
        return next((option for option in options if option.adult), options[0])
    return next((option for option in options if wish in (option.key, option.circle)), None)
