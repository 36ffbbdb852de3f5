"""The question when a family can come, on paper: in its language, to fill in with a pen.

It knows nothing that must not lie on a kitchen table: the first names of the family's own children, the days,
and a square that leads to the same form for whoever may open it.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions.letters import language_of
from accounts.pdf import render_pdf
from accounts.qr import qr_path
from conferences.querysets.preferences import asked_sessions, last_day_to_answer
from conferences.wishes import by_day, cells_of

MOST = 60  # at a time: a minute of the printing


def pdf_of(round_, families):
    sheets = [sheet_of(round_, family) for family in families]
    return render_pdf("conferences/pdf/preferences.html", {"sheets": sheets}, css="pdf/preferences.css")


def sheet_of(round_, family):
    """One family's form as HTML, in its language and on the school's clock."""
    school, adult = round_.school, family.adults[0]
    kind, key = family.key
    link = settings.SITE_URL + reverse("conferences:preference_paper", args=[round_.pk])
    with (
        translation.override(language_of(adult, family.household, school)),
        timezone.override(school.timezone),
    ):
        return render_to_string(
            "conferences/pdf/preference.html",
            {
                "language": translation.get_language(),
                "bidi": translation.get_language_bidi(),
                "school": school,
                "round": round_,
                "family": family,
                "address": family.household.address if family.household else "",
                "children": [student.first_name for student in family.students],
                "days": by_day(cells_of(asked_sessions(round_, family.students))),
                "last_day": last_day_to_answer(round_),
                "today": timezone.localdate(),
                "path": qr_path(f"{link}?{urlencode({kind: key})}"),
            },
        )
