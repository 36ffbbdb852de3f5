"""The pages of `conferences` that are about one child, and its verbs in plain words (accounts/audit.py)."""

from django.utils.translation import gettext_lazy as _

PAGES = {
    "conferences:agenda_print": ("conferences.Conference", _("the agenda")),
    "conferences:conference_advise": ("conferences.Conference", _("the preparation of the conference")),
    "conferences:conference_calendar": ("conferences.Conference", _("the time of the conference")),
    "conferences:conference_record": ("conferences.Conference", _("the record of a conference")),
    "conferences:conference_close": ("conferences.Conference", _("the conference")),
    "conferences:conference_follow": ("conferences.Conference", _("the conference")),
    "conferences:conference_family": ("conferences.Conference", _("the conference")),
}
