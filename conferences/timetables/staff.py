"""The people of the school: who has an eye on how many, where, and when; and who interprets."""

from collections import defaultdict

from conferences.timetable.problem import Advisor, Interpreter, Spell
from conferences.timetables.clock import spell
from conferences.timetables.languages import tongue
from conferences.timetables.windows import both

NOBODY = 0  # students without an advisory: whoever is there has an eye on them
MANY = 99


class Staff:
    """Of the round that was read."""

    def __init__(self, reading):
        self.read, self.round = reading, reading.round
        self.loads = {row.key: row.number for row in reading.facts["load"]}
        students = [conference.student for conference in reading.conferences.values()]
        self.advisories = list(dict.fromkeys(student.advisory_id or NOBODY for student in students))
        self.teams = self.make_teams()
        self.shifts = self.make_shifts()
        self.tongues = {name for languages, _spells in self.shifts.values() for name in languages}

    def make_teams(self):
        """Of each advisory its advisors; who leads two alone is one person, and in one room at a time."""
        teams = defaultdict(set)
        for row in self.read.facts["team"]:
            teams[row.key].add(row.who)
        return {key: frozenset(teams[key]) for key in self.advisories}

    def make_shifts(self):
        """Of each interpreter the languages, and when she is there."""
        shifts = {}
        for row in self.read.facts["shift"]:
            languages = frozenset(tongue(name) for name in row.words.split("\n"))
            shifts.setdefault(row.key, (languages, []))[1].append(spell(row))
        return shifts

    def rooms_of(self, advisory):
        """Where its students meet."""
        return frozenset(
            session.pk
            for session in self.read.sessions
            if not session.advisory_keys or advisory in session.advisory_keys
        )

    def advisors(self):
        """One for each advisory, or for several that one adult leads alone."""
        groups = defaultdict(list)
        for advisory in self.advisories:
            groups[self.leader(advisory)].append(advisory)
        return [
            Advisor(
                id=leader,
                at_once=min(self.loads.get(one, self.round.at_once) for one in group) if any(group) else MANY,
                rooms=frozenset().union(*(self.rooms_of(one) for one in group)),
                away=self.away(group[0]),
            )
            for leader, group in sorted(groups.items())
        ]

    def leader(self, advisory):
        """The key of who has an eye on it: its own, or the first one of those that she leads alone."""
        team = self.teams.get(advisory, frozenset())
        if len(team) != 1:
            return advisory
        return min(other for other, others in self.teams.items() if others == team)

    def away(self, advisory):
        """When none of its advisors is there and nobody stands in."""
        team = self.teams.get(advisory) or ()
        spells = None
        for advisor in team:
            mine = [spell(row) for row in self.read.of("absence", advisor)]
            spells = mine if spells is None else both(spells, mine)
        return tuple(Spell(*one) for one in spells or ())

    def interpreters(self):
        return [
            Interpreter(key, languages, tuple(spells))
            for key, (languages, spells) in sorted(self.shifts.items())
        ]
