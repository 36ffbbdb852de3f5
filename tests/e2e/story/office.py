"""The office: the school from its roster, the round, and the next one."""

from playwright.sync_api import expect

from tests.e2e.people import in_days


def the_office_sees_its_school(cora):
    cora.goes("/demo/")
    cora.reads("Be anybody, for a while")
    cora.looks("people")
    cora.enters_as("Cora")
    cora.reads("Rounds")
    cora.looks("rounds")
    cora.follows("People")
    cora.reads("Maple Street School")
    cora.opens("Advisory 5B")
    cora.sees("Amara Mensah")
    cora.looks("roster")


def the_office_sees_the_round(cora):
    cora.follows("Rounds")
    cora.follows("Fall", exact=True)
    cora.sees("Room 12", exact=True)
    cora.sees("Library", exact=True)
    cora.sees("12 conferences at once")
    cora.sees("6 conferences at once")
    cora.looks("round")
    cora.follows("Change: Room 12")
    expect(cora.field("Conferences at once")).to_have_value("12")
    cora.looks("session")
    cora.follows("Back")
    cora.follows("Invite families")
    cora.reads("Invite families")
    cora.looks("invitations")
    cora.follows("Back")
    cora.opens("Agendas start from")
    cora.follows("Agenda plans")
    cora.reads("My learning story")
    cora.looks("plans")
    cora.follows("My learning story")
    cora.reads("What changed")
    cora.looks("plan-read")
    cora.follows("Change it")
    cora.opens("Welcome and introductions")
    expect(cora.field("Always there, because").first).to_be_visible()
    cora.looks("plan")


def the_office_makes_the_next_round(cora):
    cora.follows("Rounds")
    cora.follows("New round")
    cora.looks("round-add")
    cora.writes("Name", "Spring 2")
    cora.presses("Save")
    cora.reads("Spring 2")
    cora.link("Add a day").first.click()
    cora.writes("Room*", "Gym", exact=True)
    cora.writes("Day*", in_days(90), exact=True)
    cora.writes("From*", "16:00", exact=True)
    cora.writes("Until*", "19:00", exact=True)
    cora.presses("Save")
    cora.sees("Gym", exact=True)
    cora.presses("Publish")
    cora.sees("Students plan. Next, families say when they can come")
