"""Her family's one page, before and after."""

import datetime

import icalendar

from tests.e2e.story.day import PROMISES


def the_family_says_who_comes_and_when(ana):
    ana.sees("Amara is preparing")
    ana.looks("family-before")
    ana.follows("See the free times")
    times = ana.page.locator(".times button:enabled")
    first = times.first.inner_text()
    times.first.click()
    ana.sees("Kept for you while you decide")
    ana.looks("times")
    ana.presses("Yes, take it")
    ana.sees("Your time is")
    ana.sees("Room 12")
    ana.sees(first)
    with ana.page.expect_download() as download:
        ana.follows("Add to my calendar")
    calendar = icalendar.Calendar.from_ical(download.value.path().read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert "Amara" in event["SUMMARY"]
    assert "Room 12" in event["LOCATION"]
    assert event.duration == datetime.timedelta(minutes=20)
    ana.follows("Change this")
    ana.field("I will come").check()
    ana.writes("Who comes with you?", "Grandpa Kwame")
    ana.presses("Save")
    ana.sees("Thank you. We have written that down.")
    ana.sees("Grandpa Kwame")


def the_family_asks_a_question(ana):
    ana.page.get_by_text("Ask something beforehand").click()
    ana.writes("A question or a wish for the conference", "May we put a book on the bridge?")
    ana.presses("Send to Amara")
    ana.sees("Amara has your question.")
    ana.looks("family-booked")


def the_family_leaves_a_glow_and_a_grow(ana, amara):
    ana.page.get_by_text("Leave Amara a note").click()
    ana.writes("Glow: something that shone", "You looked at us while you spoke.")
    ana.writes("Grow: something to work on next", "Give us a moment with each picture.")
    ana.presses("Send note")
    ana.sees("Amara will read your words.")
    ana.looks("family-after")
    ana.follows("See and print the record")
    ana.sees("You looked at us while you spoke.")
    for words in PROMISES.values():
        ana.sees(words)
    ana.looks("family-record")
    amara.looks_again()
    amara.sees("Give us a moment with each picture.")
