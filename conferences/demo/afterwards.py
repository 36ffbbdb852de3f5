"""What came after last spring's conferences: how it went, letters, thanks, and three short surveys."""

import datetime
import random

from accounts.models import Guardianship
from conferences.models import Card, Conference, LookBack, Note, SurveyAnswer
from conferences.surveys import SENTENCES, Who
from portfolios.models import Evidence

WORDS = {
    Note.Kind.LETTER: "I did not know how much you think about a story before you write it. "
    "I will ask you about the next one, and wait until you have thought.",
}
THANKS = "Thank you for listening to the end. I was nervous, and then I was not."
LINES = {
    Who.STUDENT: ["It was good that nobody interrupted me.", "A longer break would help."],
    Who.FAMILY: ["We talked about it all the way home.", "Please keep the interpreter."],
    Who.STAFF: [],
}


def make_afterwards(school, heroine):
    held = list(
        Conference.objects.filter(school=school, round__name="Spring", state="held")
        .select_related("student__user", "student__advisory", "round")
        .order_by("pk")
    )
    answer_all(held)
    one = next(conference for conference in held if conference.student.user.first_name == heroine)
    mother = mother_of(one)
    at = (one.ended_at or one.made_at) + datetime.timedelta(days=1)
    show_work(one)
    LookBack.objects.create(
        school=school,
        conference=one,
        face=4,
        proud="I waited until everybody was quiet, and then began.",
        surprise="My grandmother asked the best question.",
        next_time="I will show fewer pieces and tell more about each.",
        shared_with_family=True,
        revision=1,
    )
    about = {"school": school, "conference": one, "at": at}
    notes = [Note(**about, kind=kind, by=mother, text=text) for kind, text in WORDS.items()]
    notes.append(Note(**about, kind=Note.Kind.THANKS, by=one.student.user, text=THANKS))
    Note.objects.bulk_create(notes)


def mother_of(conference):
    first = Guardianship.objects.filter(student=conference.student).select_related("adult").order_by("pk")
    return first.first().adult


def show_work(conference):
    """The pieces that she had shared with her family by then."""
    shared = Evidence.objects.filter(student=conference.student, shares__circle="family").order_by("pk")
    card = Card.objects.get(conference=conference, kind="evidence")
    card.evidence.set(shared.distinct()[:3])


def answer_all(held):
    """Most students and families have answered, and their advisor."""
    chance = random.Random(7)
    adults = {}
    for one in Guardianship.objects.filter(student__in=[one.student_id for one in held]).order_by("-pk"):
        adults[one.student_id] = one.adult_id
    rows = []
    for number, one in enumerate(held):
        about = {"school_id": one.school_id, "round": one.round}
        people = [(Who.STUDENT, one.student.user_id), (Who.FAMILY, adults.get(one.student_id))]
        for who, by in people:
            if by and chance.random() < 0.8:
                rows.append(answer(who, by, line_of(who, number), chance, conference=one, **about))
    advisors = held[0].student.advisory.advisors.order_by("pk")
    rows += [
        answer(Who.STAFF, one.pk, "", chance, school_id=one.school_id, round=held[0].round)
        for one in advisors
    ]
    SurveyAnswer.objects.bulk_create(rows)


def line_of(who, number):
    return LINES[who][number] if number < len(LINES[who]) else ""


def answer(who, by, line, chance, **about):
    answers = {name: chance.choice([4, 4, 3, 3, 2]) for name in SENTENCES[who]}
    return SurveyAnswer(who=who, by_id=by, answers=answers, line=line, **about)
