"""The whole job, played by four people at once in real Chromium against `manage.py demo`.

Cora runs the office, Marisol advises 5B, Amara is in it, and Ana is her mother. Nothing is prepared
behind the scenes: the server, the worker, the mail and the database are those that a new user gets.
"""

import time
from contextlib import contextmanager

import pytest

from tests.e2e.demo import ROOT
from tests.e2e.people import DESKTOP, PHONE, TABLET
from tests.e2e.story import agenda, day, family, goals, office, plain, portfolio, signin, times

pytestmark = pytest.mark.e2e

TOLD = ROOT / "test-results" / "story.txt"


class Clock:
    """Tells what took how long; nothing depends on it, for other tests share the machine."""

    def __init__(self):
        TOLD.parent.mkdir(exist_ok=True)
        TOLD.write_text("")

    @contextmanager
    def times(self, what):
        start = time.monotonic()
        yield
        line = f"{time.monotonic() - start:6.1f} s  {what}"
        print(line)
        with TOLD.open("a") as told:
            told.write(line + "\n")


@pytest.fixture
def clock():
    return Clock()


def test_a_student_prepares_and_leads_her_conference(meet, clock):
    cora, marisol = meet("Cora", DESKTOP), meet("Marisol", DESKTOP)
    amara, ana = meet("Amara", TABLET), meet("Ana", PHONE)

    with clock.times("the office sees its school and the round"):
        office.the_office_sees_its_school(cora)
        office.the_office_sees_the_round(cora)
    with clock.times("the advisor prints cards, the student signs in with hers"):
        card = signin.the_advisor_prints_cards(marisol)
        signin.the_student_signs_in(amara, card)
    with clock.times("the student adds three pieces and reflects"):
        portfolio.she_adds_photographs_from_home(amara)
        portfolio.her_words_save_themselves(amara)
        portfolio.her_photographs_are_upright_and_silent(amara)
        portfolio.she_says_what_the_piece_shows(amara)
        portfolio.she_adds_a_text_and_skips_the_question(amara)
        portfolio.she_adds_a_link(amara)
    with clock.times("goals"):
        goals.she_checks_in_on_her_goal(amara)
        goals.she_sets_a_goal(amara)
    with clock.times("the agenda"):
        agenda.she_starts_from_the_plan(amara)
        agenda.she_shapes_it(amara)
        agenda.she_moves_parts_by_keyboard_mouse_and_finger(amara)
        agenda.she_writes_talking_points_without_a_network(amara)
        agenda.she_chooses_work_and_goals(amara)
    with clock.times("the family comes in by the mailed code"):
        signin.the_family_opens_the_invitation(ana)
    with clock.times("the family answers"):
        family.the_family_says_who_comes_and_when(ana)
        family.the_family_asks_a_question(ana)
    with clock.times("the student is ready"):
        agenda.the_question_is_an_offer(amara)
        agenda.she_practices(amara)
        agenda.she_previews_and_is_ready(amara, ana)
        agenda.her_advisor_sees_that_she_is_ready(marisol)
    with clock.times("the day"):
        board = day.the_advisor_watches_the_room(marisol)
        day.she_leads_and_her_family_follows(amara, ana, clock)
        day.somebody_please_come_over(ana, amara, marisol, board)
        day.they_agree_on_what_comes_next(amara, ana)
        day.her_family_makes_it_hers(ana)
        day.her_advisor_reads_the_record(marisol, amara)
    with clock.times("after"):
        family.the_family_leaves_a_glow_and_a_grow(ana, amara)
        day.she_checks_in_on_what_she_promised(amara)
        goals.the_advisor_answers_in_one_sitting(marisol, amara)
    with clock.times("the next round"):
        office.the_office_makes_the_next_round(cora)
        agenda.what_they_agreed_is_the_first_card(amara)


def test_a_round_of_times_from_what_families_say_to_the_door(meet, clock):
    cora, mother = meet("Cora", DESKTOP), meet("Mother", PHONE)
    with clock.times("the office prepares times"):
        winter = times.the_office_opens_winter(cora)
        times.the_office_prepares(cora, winter)
    with clock.times("a family says when it can come"):
        page = times.a_family_says_when_it_can_come(mother)
    with clock.times("a timetable is made and published"):
        times.the_office_makes_a_timetable(cora, winter)
    with clock.times("the family has its time"):
        times.the_family_has_a_time(mother, page)
        times.the_door_on_the_day(cora)


def test_without_javascript_nothing_is_out_of_reach(meet):
    nothing = {"java_script_enabled": False}
    name = somebody(meet, "no time yet")
    student, mother = meet("Student", TABLET, **nothing), meet("Mother", PHONE, **nothing)
    student.enters_as_student(name)
    plain.she_adds_a_piece_plainly(student)
    plain.she_builds_her_agenda_plainly(student)
    mother.enters_as_family(name)
    mother.reads("agenda")
    plain.they_lead_and_follow_plainly(student, mother)


def somebody(meet, when):
    """A student of 5B who has no time yet, or leads just now; not Amara, who plays the story."""
    marisol = meet("Marisol", DESKTOP)
    marisol.enters_as("Marisol")
    rows = marisol.page.get_by_role("row").filter(has_text=when).filter(has_not_text="Amara")
    return rows.first.get_by_role("link").inner_text()


def test_in_the_dark_and_from_right_to_left(meet):
    """Arabic on a dark screen: readable by axe's measure, and never wider than a phone."""
    name = somebody(meet, "now")
    student, mother = meet("Student", TABLET), meet("Mother", PHONE)
    marisol, cora = meet("Marisol", DESKTOP), meet("Cora", DESKTOP)
    student.enters_as_student(name)
    mother.enters_as_family(name)
    marisol.enters_as("Marisol")
    cora.enters_as("Cora")
    stage = student.page.locator("a[href*='/present/']").first.get_attribute("href")
    board = marisol.page.locator("a[href*='/board/']").first.get_attribute("href")
    for person, pages in (
        (student, ["/", "/portfolio/", "/portfolio/add/", "/goals/", "/goals/add/", "/conference/", stage]),
        (mother, [mother.page.url]),
        (marisol, ["/advisory/", "/goals/review/", board]),
        (cora, ["/rounds/", "/accounts/roster/"]),
    ):
        person.prefers(theme="dark", language="ar")
        for number, address in enumerate(pages):
            person.goes(address)
            assert person.page.locator("html").get_attribute("dir") == "rtl"
            assert person.page.locator("html").get_attribute("data-bs-theme") == "dark"
            person.looks(f"arabic-dark-{person.name.lower()}-{number}")
