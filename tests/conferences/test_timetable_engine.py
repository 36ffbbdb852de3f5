"""What makes a timetable: each hard rule in a school of a few conferences, and the best one by trying all."""

import itertools
import random
from dataclasses import replace

import pytest

from conferences.timetable.check import BrokenRules, broken_rules, check
from conferences.timetable.cost import cost_of
from conferences.timetable.explain import Relax, explain
from conferences.timetable.offer import offers
from conferences.timetable.problem import (
    Advisor,
    Apart,
    Family,
    Interpreter,
    Meeting,
    Problem,
    Room,
    Spell,
    Spot,
    Weights,
    Window,
)
from conferences.timetable.repair import repair
from conferences.timetable.rules import Lookup, broken_alone, spots_in
from conferences.timetable.solve import solve

LIBRARY = Room("library", "Library", "Tue", (0, 25, 50), 75, tables=2, turnover=5)
GYM = Room("gym", "Gym", "Tue", (0, 25, 50), 75)
LATER = Room("later", "Library", "Wed", (1000, 1025, 1050), 1075, tables=2)
CALL = Room("call", "Call", "Tue", (0, 25, 50), 75, tables=2, remote=True)
EK = Advisor("ek", at_once=2, rooms=frozenset({"library", "later", "gym", "call"}))
OH = Advisor("oh", rooms=frozenset({"library", "gym", "later"}))
SOMALI = Interpreter("hodan", frozenset({"so"}), (Spell(0, 75),))
ADA = Meeting("ada", "ek")
BEN = Meeting("ben", "oh")
CY = Meeting("cy", "ek")


def school(*families, **changes):
    problem = Problem(
        rooms=[LIBRARY, GYM, LATER, CALL],
        advisors=[EK, OH],
        families=list(families),
        interpreters=[SOMALI],
        walk=10,
    )
    return replace(problem, **changes)


def one(meeting, **changes):
    return Family(f"of {meeting.id}", (meeting,), **changes)


def at(room, starts, ends=None, table=1, interpreter=None):
    return Spot(room.id, starts, ends or starts + 20, table, interpreter)


def test_what_keeps_every_rule_is_no_broken_timetable():
    problem = school(Family("ek", (ADA, BEN)), one(CY))
    check(problem, {"ada": at(LIBRARY, 0), "ben": at(LIBRARY, 25), "cy": at(LIBRARY, 0, table=2)})


BROKEN_ALONE = {
    "length": (one(ADA), at(LIBRARY, 0, 30)),
    "starts": (one(ADA), at(LIBRARY, 10)),
    "windows": (one(ADA, windows=(Window(20, 75),)), at(LIBRARY, 0)),
    "busy": (one(replace(ADA, busy=(Spell(10, 15),))), at(LIBRARY, 0)),
    "way": (one(ADA), at(CALL, 0)),
    "rooms": (one(replace(ADA, rooms=frozenset({"gym"}))), at(LIBRARY, 0)),
    "interpreter": (one(replace(ADA, language="so")), at(LATER, 1000, interpreter="hodan")),
    "table": (one(ADA), at(LIBRARY, 0, table=3)),
}


@pytest.mark.parametrize("rule", BROKEN_ALONE)
def test_a_rule_of_one_conference_is_broken_and_solving_keeps_it(rule):
    family, spot = BROKEN_ALONE[rule]
    problem = school(family)
    assert [one.rule for one in broken_rules(problem, {"ada": spot})] == [rule]
    result = solve(problem, seconds=5)
    assert list(result.spots) == ["ada"]
    check(problem, result.spots)


def test_breaks_absences_and_rooms_for_make_ups_are_kept():
    pause = replace(LIBRARY, breaks=(Spell(15, 30),))
    make_ups = replace(GYM, make_ups=True)
    away = replace(EK, away=(Spell(50, 55),))
    problem = school(one(ADA), rooms=[pause, make_ups], advisors=[away])
    spots = [at(pause, 0), at(pause, 25), at(pause, 50), at(make_ups, 0)]
    assert [[one.rule for one in broken_rules(problem, {"ada": spot})] for spot in spots] == [
        ["starts"],
        ["starts"],
        ["advisor"],
        ["rooms"],
    ]
    assert solve(problem, seconds=5).spots == {}
    missed = school(one(replace(ADA, make_up=True)), rooms=[pause, make_ups], advisors=[away])
    assert solve(missed, seconds=5).spots["ada"].room == "gym"


@pytest.mark.parametrize(
    ("rule", "families", "spots", "changes"),
    [
        ("table", (one(ADA), one(BEN)), {"ada": at(LIBRARY, 0), "ben": at(LIBRARY, 0)}, {}),
        ("advisor", (one(ADA), one(CY)), {"ada": at(LIBRARY, 0), "cy": at(GYM, 0)}, {}),
        (
            "advisor",
            (one(ADA), one(CY)),
            {"ada": at(LIBRARY, 0), "cy": at(LIBRARY, 0, table=2)},
            {"advisors": [replace(EK, at_once=1)]},
        ),
        (
            "interpreter",
            (one(replace(ADA, language="so")), one(replace(BEN, language="so"))),
            {"ada": at(LIBRARY, 0, interpreter="hodan"), "ben": at(GYM, 0, interpreter="hodan")},
            {},
        ),
        (
            "solo",
            (one(replace(ADA, solo=True)), one(BEN)),
            {"ada": at(LIBRARY, 0), "ben": at(LIBRARY, 0, table=2)},
            {},
        ),
        (
            "apart",
            (one(ADA), one(BEN)),
            {"ada": at(LIBRARY, 0), "ben": at(GYM, 25)},
            {"apart": [Apart(frozenset({"ada", "ben"}), gap=15)]},
        ),
        ("siblings", (Family("ek", (ADA, BEN)),), {"ada": at(LIBRARY, 0), "ben": at(GYM, 25)}, {}),
        (
            "siblings",
            (Family("ek", (ADA, BEN, CY), siblings="at_once"),),
            {"ada": at(LIBRARY, 0), "ben": at(GYM, 0), "cy": at(LIBRARY, 0, table=2)},
            {},
        ),
        ("locked", (one(ADA),), {"ada": at(LIBRARY, 25)}, {"locked": {"ada": at(LIBRARY, 0)}}),
    ],
)
def test_a_rule_between_conferences_is_broken_and_solving_keeps_it(rule, families, spots, changes):
    problem = school(*families, **changes)
    assert {one.rule for one in broken_rules(problem, spots)} == {rule}
    with pytest.raises(BrokenRules, match=rule):
        check(problem, spots)
    result = solve(problem, seconds=5)
    assert set(result.spots) == set(spots)
    check(problem, result.spots)


def test_a_conference_with_an_interpreter_takes_twice_as_long_and_its_table_with_it():
    family = one(replace(ADA, language="so", double=True))
    problem = school(family, one(BEN), rooms=[replace(GYM, ends=45, starts=(0, 25))])
    result = solve(problem, seconds=5)
    check(problem, result.spots)
    assert result.parts["unplaced"] == 1000  # the room is full with one of them
    alone = solve(school(family, rooms=[GYM]), seconds=5).spots["ada"]
    assert (alone.ends - alone.starts, alone.interpreter) == (40, "hodan")


def test_siblings_come_one_after_the_other_with_the_walk_between_or_at_once_where_two_adults_come():
    row = Family("ek", (ADA, BEN, CY))
    spots = solve(school(row), seconds=5).spots
    cost = cost_of(school(row), spots)
    assert (cost.visits, cost.waiting, cost.whole) == (0, 0, 1)
    pair = Family("ek", (ADA, BEN), siblings="at_once")
    spots = solve(school(pair), seconds=5).spots
    assert spots["ada"].starts == spots["ben"].starts


def tiny(seed):
    """A school that can be tried through: four conferences of three families."""
    chance = random.Random(seed)
    rooms = [
        replace(LIBRARY, tables=chance.choice([1, 2]), turnover=0),
        replace(LATER, starts=(1000, 1025)),
        replace(GYM, starts=(0, 25), solo=chance.random() < 0.3),
    ]
    meetings = [
        replace(
            Meeting(number, chance.choice(["ek", "oh"])),
            language=chance.choice(["", "", "so"]),
            busy=(Spell(0, 30),) if chance.random() < 0.3 else (),
            please=chance.random() < 0.3,
            solo=chance.random() < 0.2,
        )
        for number in range(4)
    ]
    windows = [None, (Window(0, 75), Window(1000, 1100, 1)), (Window(25, 75, 1), Window(1000, 1045))]
    families = [
        Family(
            "two",
            tuple(meetings[:2]),
            chance.choice(windows),
            chance.choice(["row", "row", "at_once", "any"]),
        ),
        Family("one", tuple(meetings[2:3]), chance.choice(windows)),
        Family("other", tuple(meetings[3:]), chance.choice(windows)),
    ]
    return school(
        *families,
        rooms=rooms,
        advisors=[replace(EK, at_once=chance.choice([1, 2])), OH],
        apart=[Apart(frozenset({0, 3}), 5)] if chance.random() < 0.5 else [],
        locked={2: Spot("library", 0, 20, 1)} if chance.random() < 0.3 else {},
        weights=Weights(idle=0, crowd=0, waiting=chance.choice([0.5, 2])),
    )


def best_by_trying(problem):
    look = Lookup(problem)
    choices = []
    for meeting in look.meetings.values():
        spots = [spot for room in problem.rooms for spot in spots_in(meeting, room)]
        fit = [spot for spot in spots if not broken_alone(look, meeting, spot)]
        helpers = ["hodan"] if meeting.language else [None]
        seats = [s._replace(table=t, interpreter=i) for s in fit for t in (1, 2) for i in helpers]
        seats = [s for s in seats if s.table <= look.rooms[s.room].tables]
        choices.append([problem.locked[meeting.id]] if meeting.id in problem.locked else [None, *seats])
    best = float("inf")
    for spots in itertools.product(*choices):
        plan = {key: spot for key, spot in zip(look.meetings, spots, strict=True) if spot is not None}
        cost = cost_of(problem, plan, look).total
        if cost < best and not broken_rules(problem, plan):
            best = cost
    return best


@pytest.mark.parametrize("seed", range(6))
def test_no_timetable_of_a_tiny_school_is_better_and_the_bound_is_below_it(seed):
    problem = tiny(seed)
    result = solve(problem, seconds=5, seed=seed)
    check(problem, result.spots)
    assert result.cost == cost_of(problem, result.spots).total == best_by_trying(problem)
    assert result.bound is None or result.bound <= result.cost


def evening(count=24, seed=3):
    """Two advisors of twelve, with brothers and sisters, in two rooms of twelve starts."""
    chance = random.Random(seed)
    starts = tuple(range(0, 300, 25))
    rooms = [
        Room("a", "A", "Tue", starts, 300, tables=2),
        Room("b", "B", "Tue", starts, 300, tables=2),
        Room("c", "A", "Wed", tuple(1000 + start for start in starts), 1300),
    ]
    meetings = [Meeting(number, "ek" if number % 2 else "oh") for number in range(count)]
    families = [
        Family(
            number,
            (meetings[number], meetings[number + 1]) if number % 4 == 0 else (meetings[number],),
            None if chance.random() < 0.3 else (Window(0, 300, chance.choice([0, 1])), Window(1100, 1300, 1)),
        )
        for number in range(count)
        if number % 4 != 1
    ]
    advisors = [Advisor("ek", 2, frozenset({"a", "c"})), Advisor("oh", 2, frozenset({"b", "c"}))]
    return Problem(rooms, advisors, families, walk=5, pause=5)


def test_the_same_seed_makes_the_same_timetable_and_each_better_one_is_told():
    heard = []
    one = solve(evening(), seconds=5, on_better=heard.append)
    again = solve(evening(), seconds=5)
    assert one.spots == again.spots
    assert heard[0].stage == "first"
    costs = [better.cost for better in heard]
    assert costs == sorted(costs, reverse=True)
    assert heard[-1].cost == one.cost
    assert heard[-1].placed == 24
    assert one.first_cost >= one.cost >= one.bound
    assert one.unplaced(evening()) == []


def test_whoever_stops_it_has_the_best_so_far():
    asked = iter([False, True])
    result = solve(evening(), seconds=60, stopped=lambda: next(asked, True))
    check(evening(), result.spots)
    assert result.stopped
    assert len(result.spots) == 24
    first = solve(evening(), seconds=0)
    assert (first.stopped, first.cost, first.bound) == (False, first.first_cost, None)


def test_what_is_locked_stays_and_a_second_run_moves_few():
    before = solve(evening(), seconds=5)
    locked = {7: Spot("a", 0, 20, 2), 9: Spot("a", 0, 20, 1)}
    problem = replace(evening(), locked=locked)
    fixed = solve(problem, seconds=5)
    check(problem, fixed.spots)
    assert {key: fixed.spots[key] for key in locked} == locked

    again = repair(evening(), before.spots, seconds=5)
    assert again.spots == before.spots
    away = [replace(a, away=(Spell(0, 45),)) if a.id == "ek" else a for a in evening().advisors]
    hit = [key for key, spot in before.spots.items() if key % 2 and spot.room == "a" and spot.starts < 45]
    changed = replace(evening(), advisors=away)
    mended = repair(changed, before.spots, seconds=5)
    check(changed, mended.spots)
    moved = [key for key, spot in before.spots.items() if mended.spots[key][:2] != spot[:2]]
    assert hit
    assert set(hit) <= set(moved)
    assert len(moved) <= 3 * len(hit)


def test_one_window_is_offered_beside_what_stands():
    problem = school(Family("ek", (ADA, BEN)), one(CY))
    spots = {"cy": at(LIBRARY, 0)}
    found = offers(problem, spots, problem.families[0])
    assert [(offer.waiting, offer.visits) for offer in found] == [(0, 1), (0, 1), (0, 1)]
    for offer in found:
        check(problem, spots | offer.spots)
    stays = {"ada": at(LIBRARY, 25, table=2)}
    for offer in offers(problem, spots | stays, problem.families[0], meetings=frozenset({"ben"}), limit=9):
        assert set(offer.spots) == {"ben"}
        check(problem, spots | stays | offer.spots)
    full = school(one(ADA), one(CY), rooms=[replace(GYM, starts=(0,))])
    assert offers(full, {"cy": at(GYM, 0)}, full.families[0]) == []
    apart = school(
        Family("ek", (ADA, BEN)), rooms=[replace(GYM, starts=(0,)), replace(LATER, starts=(1000,))]
    )
    assert [offer.visits for offer in offers(apart, {}, apart.families[0])] == [2]


def because(problem, spots, meeting="ada"):
    return explain(problem, spots)[meeting]


def test_a_time_is_explained_in_codes():
    tuesday = (Window(0, 75), Window(1000, 1075, 1))
    here, there = {"ada": at(LIBRARY, 0)}, {"ada": at(LATER, 1000)}
    assert because(school(one(ADA)), here).code == "any"
    assert because(school(one(ADA, windows=tuesday)), here).code == "best"
    assert because(school(one(ADA, windows=(Window(0, 20),)), rooms=[LIBRARY]), here).code == "only"
    assert because(school(one(ADA), locked=here), here).code == "locked"
    assert because(school(one(ADA), near=here), here).code == "stays"
    assert because(school(one(ADA, windows=tuesday)), there).code == "fair"
    away = replace(EK, away=(Spell(0, 75),))
    assert because(school(one(ADA, windows=tuesday), advisors=[away, OH]), there).code == "away"

    asks = one(replace(ADA, language="so"), windows=tuesday)
    other = one(replace(BEN, language="so"), windows=(Window(0, 75),))
    evenings = [replace(SOMALI, shifts=(Spell(0, 20), Spell(1000, 1075)))]
    problem = school(asks, other, interpreters=evenings)
    spots = {"ada": at(LATER, 1000, interpreter="hodan"), "ben": at(GYM, 0, interpreter="hodan")}
    reason = because(problem, spots)
    assert (reason.code, reason.params["day"], reason.params["language"]) == ("interpreter", "Tue", "so")

    siblings = Family("ek", (ADA, BEN), windows=tuesday)
    spots = {"ada": at(LATER, 1000), "ben": at(LATER, 1025)}
    assert because(school(siblings), spots).code == "siblings"


def test_who_finds_no_place_hears_which_rule_to_relax_and_all_others_are_placed():
    asks = one(replace(ADA, language="so"))
    result = solve(school(asks, one(CY), interpreters=[]), seconds=5)
    assert set(result.spots) == {"cy"}
    reason = because(school(asks, one(CY), interpreters=[]), result.spots)
    assert reason.code == "no_time"
    first = Relax("interpreter", {"day": "Tue", "starts": 0, "language": "so", "times": 8})
    assert reason.relax == (first,)

    narrow = school(one(ADA, windows=(Window(0, 20),)), one(CY), rooms=[GYM])
    reason = because(narrow, {"cy": at(GYM, 0)})
    assert (reason.code, [step.rule for step in reason.relax]) == ("full", ["tables", "windows"])


def test_evenings_are_compact_and_tables_not_all_at_once():
    starts = tuple(range(0, 200, 20))
    room = Room("a", "A", "Tue", starts, 200, tables=3)
    families = [one(Meeting(number, "ek")) for number in range(3)]
    problem = Problem([room], [Advisor("ek", at_once=3)], families)
    quiet = solve(replace(problem, weights=Weights(idle=1, crowd=100)), seconds=3)
    assert (quiet.parts["idle"], quiet.parts["crowd"]) == (0, 0)
    short = solve(replace(problem, weights=Weights(idle=1, crowd=0)), seconds=3)
    assert short.parts["idle"] == 0
    slight = solve(replace(problem, weights=Weights(idle=0.0005, crowd=0)), seconds=3)
    assert (slight.parts["idle"], slight.cost) == (0, 0)  # the least of weights counts, too


def test_a_key_that_is_not_there_or_twice_is_refused():
    with pytest.raises(ValueError, match="no advisor 'nobody'"):
        solve(school(one(replace(ADA, advisor="nobody"))))
    with pytest.raises(ValueError, match="one key"):
        solve(school(one(ADA), Family("again", (ADA,))))
    with pytest.raises(ValueError, match="no meeting 'cy'"):
        solve(school(one(ADA), locked={"cy": at(GYM, 0)}))


def test_a_school_without_families_rooms_or_free_places_is_answered():
    assert solve(Problem([], [], [])).spots == {}
    assert solve(Problem([], [EK], [Family("nobody", ()), one(ADA)])).cost == 1000
    full = school(one(ADA), one(CY), rooms=[replace(GYM, starts=(0,))], locked={"cy": at(GYM, 0)})
    result = solve(full)
    assert (list(result.spots), result.cost, result.proven) == (["cy"], 1000, True)
    assert result.unplaced(full) == ["ada"]
    assert offers(full, result.spots, full.families[1]) == []
