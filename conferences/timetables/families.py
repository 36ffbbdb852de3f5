"""Families in the engine's words: who comes in one visit, when they can, and what each conference needs."""

import datetime
from collections import defaultdict

from django.utils import timezone

from conferences.models import Conference, Preference, Session
from conferences.timetable.problem import Family, Meeting, Window
from conferences.timetables.clock import minute, spell
from conferences.timetables.languages import language_of_family
from conferences.timetables.staff import NOBODY
from conferences.timetables.windows import both, common, merged, tidy


class Units:
    """Conferences to which the same families come are one family for the engine."""

    def __init__(self, reading, staff, *, locked):
        self.read, self.round, self.staff, self.locked = reading, reading.round, staff, locked
        self.untold = defaultdict(list)  # conferences by language that nobody of the round interprets

    def make(self):
        """Conferences to which the same families come, in one visit if it can be."""
        together = defaultdict(list)
        for key, conference in self.read.conferences.items():
            who = tuple(sorted(str(family.key) for family in self.read.comers[key]))
            together[who or (f"student {conference.student_id}",)].append(conference)
        return [self.unit(who, conferences) for who, conferences in sorted(together.items())]

    def unit(self, who, conferences):
        families = self.read.comers[conferences[0].pk]
        return Family(
            id=" + ".join(who),
            meetings=tuple(self.meeting(conference, families) for conference in conferences),
            windows=common([self.windows(family.answer) for family in families]),
            siblings=siblings_of(families),
        )

    def meeting(self, conference, families):
        advisory = conference.student.advisory_id or NOBODY
        language = self.interpreted(conference, families)
        usual = self.usual_minutes(conference)
        leader = self.staff.leader(advisory)
        shared = sum(1 for other in self.staff.advisories if self.staff.leader(other) == leader) > 1
        return Meeting(
            id=conference.pk,
            advisor=leader,
            minutes=usual if language or self.had_interpreter(conference) else conference.minutes,
            student=conference.student_id,
            language=language if language in self.staff.tongues else "",
            double=bool(language),
            way=self.way(conference, families),
            solo=conference.way == Conference.Way.SOLO,
            rooms=self.staff.rooms_of(advisory) if shared else None,
            busy=tuple(spell(row) for row in self.read.of("busy", conference.student_id)),
            please=conference.please_meet,
            make_up=conference.pk in self.read.missed,
        )

    def interpreted(self, conference, families):
        """Into which language; where nobody of the round speaks it, the time is longer all the same."""
        language = next((said for said in map(language_of_family, families) if said), "")
        if language and language not in self.staff.tongues:
            self.untold[language].append(conference.pk)
        return language

    def usual_minutes(self, conference):
        """As long as its grade has it, before words are said twice."""
        return self.round.minutes_of(conference.student.grade)

    def had_interpreter(self, conference):
        """Its time is longer for somebody who interprets; without a language it is as long as any other."""
        place = self.read.current.get(conference.pk)
        return bool(place and place.interpreter_id) and conference.pk not in self.locked

    def way(self, conference, families):
        """Where: a call needs a room of its own only where the school has such."""
        has_remote = any(session.kind == Session.Kind.REMOTE for session in self.read.sessions)
        ways = {family.answer.way for family in families if family.answer}
        remote = conference.way == Conference.Way.REMOTE or ways == {Preference.Way.REMOTE}
        if remote:
            return "remote" if has_remote else "either"
        return "either" if ways and Preference.Way.SCHOOL not in ways else "school"

    def windows(self, answer):
        """When they can come, None for any time. Halves of an hour that touch are one window."""
        if answer is None:
            return None
        rows = self.read.of("window", answer.pk)
        said = [(minute(row.starts_at), minute(row.ends_at), bool(row.number)) for row in rows]
        wide = [(starts, ends) for starts, ends, _best in said]
        best = [(starts, ends) for starts, ends, liked in said if liked]
        if answer.any_time:
            if not best and answer.not_before is None:
                return None
            wide = self.days()
        wide, best = merged(wide), merged(best)
        if answer.not_before:
            late = self.evenings(answer.not_before)
            wide, best = both(wide, late), both(best, late)
        liked = [Window(starts, ends, 0) for starts, ends in best or wide]
        return tidy(liked + [Window(starts, ends, 1) for starts, ends in wide if best])

    def days(self):
        return [(minute(session.starts_at), minute(session.ends_at)) for session in self.read.sessions]

    def evenings(self, clock):
        """From this time of the school's clock until midnight, on each day."""
        found = set()
        for session in self.read.sessions:
            day = timezone.localdate(session.starts_at)
            zone = timezone.get_current_timezone()
            begins = datetime.datetime.combine(day, clock, zone)
            ends = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), zone)
            found.add((minute(begins), minute(ends)))
        return sorted(found)


def at_once(family):
    """They go to two tables at a time: they asked for it, and they are two."""
    wish = family.answer.siblings if family.answer else Preference.Siblings.ROW
    return wish == Preference.Siblings.AT_ONCE and len(family.adults) > 1


def siblings_of(families):
    wishes = {family.answer.siblings if family.answer else "row" for family in families} or {"row"}
    if wishes == {"at_once"} and all(at_once(family) for family in families):
        return "at_once"
    return "any" if wishes == {"any"} else "row"
