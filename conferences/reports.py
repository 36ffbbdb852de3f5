"""What a round was, in numbers for the office: counts of conferences, never of children's worth.

A number about fewer than `SMALLEST` people is not told, and where one row of a list is hidden, the next
smallest is hidden with it: else the sum would tell. What fewer than twice as many all say alike is not told
either: it would be what each of them said.
"""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from conferences import surveys
from conferences.querysets import reports as asked

SMALLEST = 5


@dataclass
class Row:
    """One group: how many of how many; `hidden` where the group is too small to be told of."""

    label: object
    count: int
    of: int
    hidden: bool = False

    @property
    def percent(self):
        return round(100 * self.count / self.of) if self.of else 0


def hide_small(rows):
    """Rows in their order, with the small ones hidden."""
    rows = [row for row in rows if row.of]
    small = [row for row in rows if row.of < SMALLEST]
    if len(small) == 1 and len(rows) > 1:
        small.append(min((row for row in rows if row not in small), key=lambda row: row.of))
    for row in small:
        row.hidden = True
    return rows


def report_on(round_):
    """All numbers of one round."""
    counts = asked.round_counts(round_)
    total, held = counts["total"], counts["held"]
    return {
        "total": total,
        "held": Row(_("Conferences held"), held, total),
        "ways": ways(counts, held),
        "rows": [
            Row(_("Practiced at least once"), counts["practiced"], total),
            Row(_("Agenda changed or written in by the student"), counts["written"], total),
            Row(_("Agreed on something in all three voices"), counts["three"], held),
            Row(_("Looked back on by the student"), counts["looked_back"], held),
            Row(_("Goals touched since the round began"), counts["goals_touched"], counts["goals"]),
        ],
        "to_decide": counts["to_decide"],
        "make_ups": {"open": counts["make_ups_open"], "all": counts["make_ups"]},
        "languages": hide_small(languages(round_)),
        "surveys": [survey_of(who, rows) for who, rows in answers_by(round_).items()],
        "smallest": SMALLEST,
    }


def ways(counts, held):
    named = [(label, counts[f"as_{value}"]) for value, label in asked.WAYS]
    return [Row(label, count, held) for label, count in named if count]


def languages(round_):
    """By the language of each household: a child of two homes is counted in both."""
    return [
        Row(language_name(language), held, total)
        for language, total, held in asked.households_by_language(round_)
    ]


def language_name(code):
    if not code:
        return _("No household known")
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return dict(settings.LANGUAGES).get(code, code)


def answers_by(round_):
    """The answers of each of the three, in their order; nobody's name is asked for."""
    found = {who: [] for who in surveys.SENTENCES}
    for who, answers, line in asked.answers_on(round_):
        found[surveys.Who(who)].append((answers, line))
    return found


def tells_of_one(said, agrees):
    """Few answers; or not many, and all alike, which says what each of them was."""
    count = sum(said.values())
    return count < SMALLEST or (count < 2 * SMALLEST and agrees in (0, count))


def survey_of(who, rows):
    """How many agree with each sentence; the lines by the alphabet, so that none has a place."""
    told = len(rows) >= SMALLEST
    sentences = []
    for name, sentence in surveys.SENTENCES[who].items():
        said = Counter(answers[name] for answers, _line in rows if name in answers)
        agrees = sum(count for value, count in said.items() if value >= surveys.AGREES)
        sentences.append(Row(sentence, agrees, sum(said.values()), hidden=tells_of_one(said, agrees)))
    lines = sorted((line for _answers, line in rows if line), key=str.casefold) if told else []
    return {"who": who.label, "count": len(rows), "told": told, "sentences": sentences, "lines": lines}
