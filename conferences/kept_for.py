"""How long what of `conferences` is kept (accounts/periods.py)."""

from django.utils.translation import gettext_lazy as _

from accounts.periods import Period
from conferences.actions.files import forget_conference_files

PERIODS = [
    Period(
        "conference_files_taken_off",
        _("Drawings and voices that were taken off a conference"),
        "conferences.ConferenceFile",
        since="removed_at",
        school="school",
        days=90,
        low=30,
        high=365,
        forget=forget_conference_files,
    ),
]
