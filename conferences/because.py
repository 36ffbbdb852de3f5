"""Why a family has this time and no other, in a sentence; and what would help one that found none.

The engine says it in codes (conferences/timetable/explain.py), which are kept with the place; here they
become words, in the reader's language and on her school's clock. No sentence names another family or child.
"""

import datetime
from dataclasses import asdict, dataclass

from django.template.defaultfilters import date as date_words
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

# To the family itself, of a time that needs no other to be compared with.
PLAIN = {
    "locked": _("The school has set this time."),
    "office": _("The school has set this time."),
    "stays": _("It stays as it was."),
    "best": _("This is one of the times that you like best."),
    "any": _("Any time was fine for you, so this is one that fits everybody else."),
    "unasked": _("We did not know when you can come, so we chose a time. Tell us if another is better."),
    "only": _("At this time everything came together: you, the room and the people it takes."),
    "siblings": _("This way your children come one after the other."),
    "fair": _("This way everybody finds a time."),
}
# The same, as the office reads it.
OFFICE = PLAIN | {
    "locked": _("Kept by the office."),
    "office": _("Set by the office."),
    "best": _("A time that the family likes best."),
    "any": _("Any time is fine for the family."),
    "unasked": _("The family has not said when it can come."),
    "only": _("The only time at which everything came together."),
    "siblings": _("So that the children come one after the other."),
    "fair": _("So that everybody finds a time."),
}
# What was in the way at the time that was liked best: "Tuesday, because on Wednesday ...".
INSTEAD = {
    "interpreter": _("%(here)s, because %(there)s the interpreter was with other families."),
    "advisor": _("%(here)s, because %(there)s the advisor has other conferences."),
    "away": _("%(here)s, because %(there)s the advisor is not at school."),
    "tables": _("%(here)s, because %(there)s every table was taken."),
    "busy": _("%(here)s, because %(there)s the student has something else."),
    "rooms": _("%(here)s, because %(there)s no conference can begin in that room."),
    "apart": _("%(here)s, because %(there)s there is another conference that must not overlap."),
    "siblings": _("%(here)s, because %(there)s the children could not come one after the other."),
    "fair": _("%(here)s, because %(there)s others could not come at any other time."),
}
# Without a time to compare with.
IN_THE_WAY = {
    "interpreter": _("At the times liked best, the interpreter was with other families."),
    "advisor": _("At the times liked best, the advisor has other conferences."),
    "away": _("At the times liked best, the advisor is not at school."),
    "tables": _("At the times liked best, every table was taken."),
    "busy": _("At the times liked best, the student has something else."),
    "rooms": _("At the times liked best, no conference can begin in that room."),
    "apart": _("At the times liked best, there is another conference that must not overlap."),
}
NOT_PLACED = {
    "no_time": _("No time fits all rules, even in an empty school."),
    "full": _("Every time that would do is taken."),
    "no_windows": _("At the times when the family can come, no conference can be."),
}
# What would give a place, the smallest step first.
RELAX = {
    "windows": _("The family comes at another time"),
    "way": _("They meet another way: by video, or at school"),
    "advisor": _("The advisor has one more at the same time, or is there then"),
    "tables": _("One more table in the room"),
    "interpreter": _("One more interpreter, or one who stays longer"),
    "rooms": _("Another room, or a longer evening"),
    "solo": _("With others in the room"),
    "busy": _("The student is free then"),
    "apart": _("Two conferences may be closer to each other"),
    "siblings": _("A second visit, or both children at once"),
}


@dataclass(frozen=True)
class Step:
    """One rule to relax, in words and with when that would help."""

    rule: str
    words: Promise
    when: str


def kept(because, said):
    """As it is kept with the place: nothing in it but codes, minutes and the name of a language."""
    if because is None:
        return {}
    row = asdict(because)
    if row["code"] == "any" and not said:
        row["code"] = "unasked"
    row["relax"] = list(row.pop("relax"))
    if row["code"] == "no_time" and [one["rule"] for one in row["relax"]][:1] == ["windows"]:
        row["code"] = "no_windows"
    return {name: value for name, value in row.items() if value}


def sentence(because, starts_at, *, plain=None):
    """For the family; `plain=OFFICE` for the office. Empty where there is nothing to say."""
    code, params = because.get("code", ""), because.get("params", {})
    if plain is None:
        plain = PLAIN
        # Whom the school keeps away, or her other home, would read in it when the others are here.
        code, params = ("fair", {}) if code == "apart" else (code, params)
    there = params.get("starts")
    if code in INSTEAD and there is not None and starts_at:
        return INSTEAD[code] % compared(starts_at, moment_of(there))
    return str(IN_THE_WAY.get(code) or plain.get(code) or NOT_PLACED.get(code) or "")


def moment_of(minutes):
    return datetime.datetime.fromtimestamp(minutes * 60, datetime.UTC)


def compared(here, there):
    """Two days by their names, two times of one day by the clock."""
    here, there = timezone.localtime(here), timezone.localtime(there)
    if here.date() != there.date():
        return {"here": date_words(here, "l"), "there": _("on %(day)s") % {"day": date_words(there, "l")}}
    return {"here": clock(here), "there": _("at %(time)s") % {"time": clock(there)}}


def clock(moment):
    return time_format(moment, "TIME_FORMAT")


def steps(because):
    """What would help, for the office."""
    return [
        Step(one["rule"], RELAX[one["rule"]], when_of(one.get("params", {})))
        for one in because.get("relax", [])
        if one["rule"] in RELAX
    ]


def when_of(params):
    words = [language_words(params["language"])] if params.get("language") else []
    if params.get("starts") is not None:
        starts = timezone.localtime(moment_of(params["starts"]))
        words.append(f"{date_words(starts, 'D')} {clock(starts)}")
    return ", ".join(words)


def language_words(code):
    """A language as the reader calls it; one that Lectern does not know stands as the school wrote it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code[:1].upper() + code[1:]
