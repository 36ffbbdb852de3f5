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

# What somebody did, after the name: "Bo Ortiz answered a goal".
VERBS = {
    "agenda.help_asked": _("asked for help with the agenda"),
    "agenda.help_ended": _("helped with the agenda"),
    "agenda.ordered": _("put the agenda in order"),
    "agenda.ready": _("said that the agenda is ready"),
    "agenda.started": _("started the agenda"),
    "agenda.unready": _("went on with the agenda"),
    "attendance.said": _("said who comes to the conference"),
    "card.added": _("added a part to the agenda"),
    "card.filled": _("wrote in the agenda"),
    "card.minutes_changed": _("changed the minutes of a part"),
    "card.parked": _("kept a part for later"),
    "card.removed": _("took a part off the agenda"),
    "card.restored": _("put a part back on the agenda"),
    "card.shown": _("showed a part of the agenda"),
    "card.skipped": _("left a part of the agenda out"),
    "conference.held": _("closed a conference"),
    "conference.started": _("started a conference"),
    "note.left": _("left an idea for later"),
    "note.suggested": _("suggested something for the agenda"),
    "note.taken": _("took an idea into the agenda"),
    "note.written": _("wrote a note to the child"),
    "place.booked": _("chose a time"),
    "place.released": _("gave a time back"),
    "round.added": _("added a round"),
    "round.closed": _("closed a round"),
    "round.edited": _("changed a round"),
    "round.enrolled": _("gave students a conference in a round"),
    "round.follow_up": _("began the follow-up of a round"),
    "round.invited": _("invited the families of a round"),
    "round.open": _("opened the conference days"),
    "round.published": _("published a round"),
    "session.added": _("added a day and room"),
    "session.edited": _("changed a day and room"),
    "signal.raised": _("asked the advisor to come over"),
    "signal.visited": _("came over to the table"),
    "template.edited": _("changed an agenda plan"),
    "template.shipped": _("took over Lectern’s agenda plans"),
}
