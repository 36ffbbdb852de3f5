"""How good the timetable of a large school is, and how soon: self-booking, first, final, bound, repair.

    uv run python -m tests.load.timetable --bench PATH
        [--scenario base short tight] [--seed 1 2 3] [--seconds 15] [--repair-seconds 20] [--marks 1 5]

PATH is a Python file with the instances and their own scorer: `generate(scenario, seed)`, `book`, `check`,
`score` and `bound`. Every plan is judged by that scorer, which first checks every hard rule itself. Needs no
database.
"""

import argparse
import importlib.util
import sys
import time
from dataclasses import replace

from conferences.timetable.check import check
from conferences.timetable.offer import offers
from conferences.timetable.problem import (
    Advisor,
    Family,
    Interpreter,
    Meeting,
    Problem,
    Room,
    Spell,
    Weights,
    Window,
)
from conferences.timetable.repair import repair
from conferences.timetable.solve import solve

DAY = 24 * 60


def load(path):
    spec = importlib.util.spec_from_file_location("timetable_bench", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Adapter:
    """A school of the bench as a problem, and a timetable as the bench's plan: student -> slot."""

    def __init__(self, school):
        self.school = school
        self.problem = Problem(
            rooms=list(self.rooms()),
            advisors=[self.advisor(a) for a in range(len(school.adviser_avail))],
            interpreters=list(self.interpreters()),
            families=[self.family(f) for f in school.families],
            weights=Weights(idle=0, crowd=0),
        )

    def minute(self, slot):
        day = self.school.session_of[slot]
        return day * DAY + (slot - self.school.sessions[day][0]) * self.school.slot_min

    def spells(self, mask):
        """Runs of slots, each inside one session: (session, from, until)."""
        school, runs = self.school, []
        for slot in range(school.n_slots):
            if mask >> slot & 1:
                begins = self.minute(slot)
                if runs and runs[-1][0] == school.session_of[slot] and runs[-1][2] == begins:
                    runs[-1] = (*runs[-1][:2], begins + school.slot_min)
                else:
                    runs.append((school.session_of[slot], begins, begins + school.slot_min))
        return runs

    def rooms(self):
        school = self.school
        own = [a for a in range(len(school.adviser_avail)) if a not in school.hall]
        for day, (first, count) in enumerate(school.sessions):
            starts = tuple(self.minute(slot) for slot in range(first, first + count))
            ends = starts[-1] + school.slot_min
            yield Room(("hall", day), "hall", day, starts, ends, tables=school.hall_capacity)
            for a in own:
                yield Room((f"room {a}", day), f"room {a}", day, starts, ends)

    def advisor(self, a):
        school = self.school
        name = "hall" if a in school.hall else f"room {a}"
        absent = ~school.adviser_avail[a] & ((1 << school.n_slots) - 1)
        away = tuple(Spell(begins, ends) for _, begins, ends in self.spells(absent))
        return Advisor(a, rooms=frozenset((name, day) for day in range(len(school.sessions))), away=away)

    def interpreters(self):
        for language, duty in self.school.interpreters.items():
            for number in range(max(duty)):
                mask = sum(1 << slot for slot, count in enumerate(duty) if count > number)
                shifts = tuple(Spell(begins, ends) for _, begins, ends in self.spells(mask))
                yield Interpreter((language, number), frozenset([language]), shifts)

    def family(self, f):
        school = self.school
        meetings = tuple(
            Meeting(child, school.adviser_of[child], school.slot_min, child, f.lang or "") for child in f.kids
        )
        windows = tuple(
            Window(begins, ends, int(day != f.prefer)) for day, begins, ends in self.spells(f.avail)
        )
        return Family(f.id, meetings, windows)

    def plan(self, spots):
        slots = {self.minute(slot): slot for slot in range(self.school.n_slots)}
        return {child: slots[spot.starts] for child, spot in spots.items()}


def line(name, seconds, score, placeable, bound=""):
    lost = placeable - score["placed"]
    print(
        f"  {name:<22}{seconds:>7.2f} s  placed {score['placed']:>5} (short of the placeable {lost:>3})"
        f"  one visit {score['families_single_visit_pct']:>6.2f} %"
        f"  waiting {score['waiting_minutes_per_sibling_family']:>6.2f} min"
        f"  liked {score['preferred_session_pct']:>5.1f} %  cost {score['cost']:>6}{bound}",
        flush=True,
    )


def one_school(bench, scenario, seed, seconds, milestones):
    school = bench.generate(scenario, seed)
    placeable = bench.bound(school)["max_conferences_placeable"]
    print(
        f"{scenario}, seed {seed}: {placeable} of {len(school.adviser_of)} can be placed at most", flush=True
    )
    for name, smart in (("self-booking, by child", False), ("self-booking, family", True)):
        began = time.perf_counter()
        booked = bench.book(school, seed, smart=smart)
        line(name, time.perf_counter() - began, bench.score(school, booked), placeable)

    adapter, heard = Adapter(school), []
    began = time.perf_counter()
    result = solve(adapter.problem, seconds=seconds, seed=seed, on_better=heard.append)
    took = time.perf_counter() - began
    check(adapter.problem, result.spots)
    first = heard[0]
    line("first answer", first.seconds, bench.score(school, adapter.plan(first.spots)), placeable)
    for mark in milestones:
        by_then = [better for better in heard if better.seconds <= mark]
        if by_then:
            plan = adapter.plan(by_then[-1].spots)
            line(f"after {mark:g} s", by_then[-1].seconds, bench.score(school, plan), placeable)
    bound = f"  bound {result.bound}" + ("  proven" if result.proven else "")
    final = adapter.plan(result.spots)
    line("final", took, bench.score(school, final), placeable, bound)
    return adapter, result


def one_repair(bench, adapter, result, seed, seconds):
    """An advisor drops out for half of the second evening after everybody knows their times."""
    school, gone = adapter.school, 17
    before = adapter.plan(result.spots)
    first, half = school.sessions[1][0], school.sessions[1][1] // 2
    school.adviser_avail[gone] &= ~(((1 << half) - 1) << first)
    hit = {c for c, s in before.items() if school.adviser_of[c] == gone and first <= s < first + half}
    families = {school.family_of[child] for child in hit}
    changed = Adapter(school)
    began = time.perf_counter()
    mended = repair(changed.problem, result.spots, seconds=seconds, seed=seed)
    took = time.perf_counter() - began
    check(replace(changed.problem, near=result.spots), mended.spots)
    after = changed.plan(mended.spots)
    moved = {child for child, slot in before.items() if after.get(child) != slot}
    line("repair", took, bench.score(school, after), bench.bound(school)["max_conferences_placeable"])
    print(
        f"    hit {len(hit)} conferences of {len(families)} families;"
        f" moved {len(moved)} of {len({school.family_of[child] for child in moved})} families",
        flush=True,
    )


def one_offer(adapter, result):
    """How long it takes to find another time for one family."""
    times = []
    for family in adapter.problem.families[::8]:
        began = time.perf_counter()
        offers(adapter.problem, result.spots, family)
        times.append(1000 * (time.perf_counter() - began))
    times.sort()
    middle = times[len(times) // 2]
    print(f"    one window for one family: {middle:.1f} ms in the middle, {times[-1]:.1f} ms at most")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", required=True, help="path of the instances and their scorer")
    parser.add_argument("--scenario", nargs="+", default=["base", "short", "tight"])
    parser.add_argument("--seed", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--repair-seconds", type=float, default=20)
    parser.add_argument(
        "--marks", nargs="*", type=float, default=[5.0], help="also the best after so many seconds"
    )
    options = parser.parse_args()
    bench = load(options.bench)
    sys.setrecursionlimit(10000)
    for scenario in options.scenario:
        for seed in options.seed:
            adapter, result = one_school(bench, scenario, seed, options.seconds, options.marks)
            one_offer(adapter, result)
            one_repair(bench, adapter, result, seed, options.repair_seconds)


if __name__ == "__main__":
    main()
