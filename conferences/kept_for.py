"""How long what of `conferences` is kept (accounts/periods.py)."""

from django.utils.translation import gettext_lazy as _

from accounts.periods import Fixed, Period
from conferences.actions.files import forget_conference_files
from conferences.actions.keepsakes import forget_keepsakes

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
    Period(
        "keepsakes",
        _("Booklets of a conference, which can be made again"),
        "conferences.Keepsake",
        since="made_at",
        school="school",
        days=90,
        low=7,
        high=365,
        forget=forget_keepsakes,
    ),
]

FIXED = [
    Fixed(
        _("A recording of a conference, for adults who could not be there"),
        _("until the day its page says, one month at most"),
    ),
]
