"""Each change is said in words."""

import pytest

from accounts.models import RosterChange
from accounts.roster_words import sentences

WORDS = [
    ("user", {"is_active": False}, {"is_active": True}, ["May sign in again"]),
    ("user", None, {"first_name": "Ana", "email": "", "preferred_name": "Annie"}, ["Preferred name: Annie"]),
    ("advisory", {"ended_at": None}, {"ended_at": "now"}, ["Ends"]),
    ("advisory", {"ended_at": "2026-01-01"}, {"ended_at": None}, ["Is back"]),
    ("school", {"name": "Maple"}, {"name": "Maple Road"}, ["Name: Maple → Maple Road"]),
    ("student", {"left_at": "2026-01-01"}, {"left_at": None}, ["Is back at school"]),
    ("student", {"grade": None}, {"grade": 0}, ["no grade → Kindergarten"]),
    ("student", {"born_on": None}, {"born_on": "2015-03-14"}, ["Born on: nothing → March 14, 2015"]),
    ("membership", None, {"role": "advisor"}, ["Role: Advisor"]),
    ("membership", {"ended_at": "x"}, {"ended_at": None, "_role": "family"}, ["Again: Family"]),
    ("membership", {"ended_at": None}, {"ended_at": "now", "_role": "family"}, ["No longer: Family"]),
    ("membership", {"ended_at": None}, {"ended_at": "now", "_role": "student"}, []),
    (
        "membership",
        {"source_id": ""},
        {"source_id": "m9", "_role": "family"},
        ["Id in the roster: nothing → m9"],
    ),
    (
        "guardianship",
        {"ends_on": None},
        {"_adult": "Lia"},
        ["No longer family: Lia"],
    ),
    ("advisors", {"_advisor": "Tim"}, {}, ["No longer advisor: Tim"]),
    ("card", {"revoked_at": None}, {"revoked_at": "now"}, []),
]


@pytest.mark.parametrize(("table", "before", "after", "said"), WORDS)
def test_in_words(table, before, after, said):
    change = RosterChange(group="changed", what="student", table=table, before=before, after=after)
    assert list(sentences(change)) == said
