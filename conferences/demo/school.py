"""Fills the demo's database: a school, its people from a roster, two rounds, work, goals, conferences.

The same school every time: all chance comes from one seed. Times hang on now, so that there is
always a conference day going on.
"""

import datetime
import random
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.actions import schools
from accounts.actions.cards import issue_cards
from accounts.actions.invitations import invite
from accounts.actions.pictures import set_picture
from accounts.actions.rosters import import_roster
from accounts.emblems import PICTURES
from accounts.models import Advisory, Guardianship, Household, Membership, School, Student, User
from accounts.oneroster.reading import read_roster
from conferences.actions import agendas, rounds, states
from conferences.actions.templates import ship_templates
from conferences.demo import words
from conferences.demo.afterwards import make_afterwards
from conferences.demo.asking import make_asking
from conferences.demo.authoring import make_authoring
from conferences.demo.consent import make_answers, make_depictions
from conferences.demo.day import make_door
from conferences.demo.families import make_apart, make_guests
from conferences.demo.finding import make_matters
from conferences.demo.formats import write_in_many_formats
from conferences.demo.frameworks import levels_by_framework, make_frameworks, make_way
from conferences.demo.goal_files import make_goal_files
from conferences.demo.habits import make_habits
from conferences.demo.journeys import make_journey
from conferences.demo.looks import make_looks
from conferences.demo.newcomers import bring_newer
from conferences.demo.outside import make_outside
from conferences.demo.painting import VARIANTS, paint_all
from conferences.demo.plans import make_plans
from conferences.demo.practicing import make_practices
from conferences.demo.preferences import make_preferences
from conferences.demo.promises import make_promises
from conferences.demo.reaching import make_reaching
from conferences.demo.recordings import make_recordings
from conferences.demo.room import make_evening
from conferences.demo.stories import make_stories
from conferences.demo.talk import make_panel, make_talk
from conferences.demo.telling import make_telling
from conferences.demo.thinking import make_thinking
from conferences.demo.times import make_times
from conferences.demo.timetables import make_proposal
from conferences.demo.told import make_told
from conferences.models import (
    AgendaTemplate,
    Card,
    Conference,
    Note,
    Participant,
    Place,
    Round,
    Session,
    Signal,
)
from goals.actions.rhythms import keep_days_of
from goals.models import CheckIn, Commitment, Goal, Step
from portfolios.models import (
    Attachment,
    Evidence,
    Placement,
    Prompt,
    Reflection,
    Share,
)

ROSTER = Path(__file__).parent / "roster"
HEROINE = "Amara"
chance = random.Random(2026)


def is_filled():
    return School.objects.filter(source_id="maple").exists()


def fill(*, say):
    """Make the whole school; `say` is told what is being done."""
    say("Drawing what the children made")
    fill_database(paint_all([work[0] for work in words.WORK]), say)


@transaction.atomic
def fill_database(pictures, say):
    """All of it or nothing, so that a demo that was interrupted begins anew."""
    say("Reading the roster of Maple Street School")
    import_roster(read_roster(ROSTER), name="demo roster")
    school = School.objects.get(source_id="maple")
    # Whoever looks around may do so at night.
    School.objects.filter(pk=school.pk).update(cards_from=None, cards_until=None)
    cora = User.objects.get(first_name="Cora", last_name="Reyes")
    make_households(school)
    make_apart(school, HEROINE, by=cora)
    make_looks(school, HEROINE)
    ship_templates(school, by=cora)
    make_plans(school)
    make_cards(school, by=cora)
    targets = make_frameworks(school, by=cora)
    say("Filling the portfolios")
    make_work(school, targets, pictures)
    heroine = Student.objects.get(school=school, user__first_name=HEROINE)
    make_way(heroine, heroine.advisory.advisors.first(), targets)
    make_journey(school, pictures, attach)
    make_thinking(school, HEROINE)
    make_recordings(school, HEROINE, pictures)
    make_matters(school, HEROINE)
    make_answers(school, cora)
    make_depictions(school, HEROINE)
    make_outside(school, HEROINE)
    make_goals(school)
    write_in_many_formats(school, HEROINE)
    make_stories(school, HEROINE)
    make_goal_files(school, HEROINE)
    make_habits(school, HEROINE)
    say("Remembering last spring")
    make_last_round(school, cora)
    make_promises(school, HEROINE)
    make_afterwards(school, HEROINE)
    say("Opening the fall round")
    make_round(school, cora)
    make_told(school, sit, by=cora)
    make_practices(school, HEROINE)
    make_authoring(school, HEROINE)
    make_talk(school, HEROINE)
    make_asking(school, HEROINE)
    make_telling(school, HEROINE)
    make_reaching(school, by=cora)
    make_panel(school)
    make_preferences(school, by=cora)
    make_proposal(school, by=cora)
    make_district(school)
    bring_newer(school, ROSTER, by=cora)


def make_district(school):
    """A second school with its own words and colors, and somebody who works at both and for the district."""
    harbor = School.objects.create(name="Harbor Point School", source_id="harbor")
    iris = User(first_name="Iris", last_name="Holm", username="iris.holm", school=harbor, is_active=True)
    iris.set_unusable_password()
    iris.save()
    for place in (school, harbor):
        Membership.objects.create(user=iris, school=place, role="coordinator")
        schools.join_district(place, schools.make_district("Green Valley Schools"), by=iris)
    schools.add_to_district(iris, schools.make_district("Green Valley Schools"), by=iris)
    schools.edit_school(
        harbor,
        by=iris,
        bands=[
            {"name": "Lower middle", "grade_low": 5, "grade_high": 6},
            {"name": "Upper middle", "grade_low": 7, "grade_high": 8},
        ],
        languages=["en", "es"],
        labels={"en": {"conference": "Learning review", "advisory": "Crew"}},
        accent="#0b5c7d",
    )


def make_households(school):
    """Families by last name; some speak Spanish or Arabic at home, one pair of parents lives apart."""
    languages = {"Silva": "es", "Garcia": "es", "Haddad": "ar", "Hassan": "ar", "Torres": "es", "Amari": "ar"}
    names = Guardianship.objects.filter(student__school=school).order_by("adult__last_name")
    for name in names.values_list("adult__last_name", flat=True).distinct():
        language = languages.get(name, "en")
        household = Household.objects.create(
            school=school, name=name, language=language, needs_interpreter=language == "ar"
        )
        mine = Guardianship.objects.filter(student__school=school, adult__last_name=name)
        mine.update(household=household)
        User.objects.filter(guardianships__in=mine).update(language=language)


def make_cards(school, *, by):
    """Two advisories have theirs, but for one child; half of the kindergarten has chosen its picture."""
    students = Student.objects.current().filter(school=school).order_by("pk")
    issue_cards(students.filter(advisory__name__in=["Advisory 8A", "Advisory 12A"])[1:], by=by)
    youngest = students.filter(grade=0).order_by("user__first_name", "pk")
    for number, student in enumerate(youngest[1::2]):
        set_picture(student, list(PICTURES)[number % len(PICTURES)], by=by)


def make_work(school, targets, pictures):
    """Three to six pieces a child: most with a picture and a reflection, some still without."""
    today = timezone.localdate()
    levels = levels_by_framework(school)
    advisor_of = {
        advisory.pk: advisory.advisors.first() for advisory in Advisory.objects.filter(school=school)
    }
    prompts = list(Prompt.objects.filter(grade_low__lte=5, grade_high__gte=5))
    for student in Student.objects.filter(school=school).select_related("user").order_by("pk"):
        heroine = student.user.first_name == HEROINE
        chosen = words.WORK[:5] if heroine else chance.sample(words.WORK, chance.randint(3, 5))
        for number, (subject, title, place, text, thought) in enumerate(chosen):
            piece = Evidence.objects.create(
                school=school,
                student=student,
                title=title,
                text=text,
                place=place,
                made_on=today - datetime.timedelta(days=4 + number * 9 + chance.randint(0, 5)),
            )
            attach(piece, *pictures[subject, 0 if heroine else chance.randrange(VARIANTS)])
            Share.objects.create(evidence=piece, circle="advisor")
            if heroine or chance.random() < 0.7:
                question = chance.choice(words.QUESTIONS)
                Reflection.objects.create(
                    school=school,
                    evidence=piece,
                    question=question,
                    text=thought,
                    prompt=chance.choice(prompts) if prompts else None,
                    revision=1,
                )
            if number < 2:
                target = chance.choice(targets)
                place_piece(piece, target, levels[target.framework_id], advisor_of.get(student.advisory_id))


def attach(piece, original, size, renditions):
    attachment = Attachment(
        school_id=piece.school_id,
        evidence=piece,
        state="ready",
        told_at=timezone.now(),
        width=size[0],
        height=size[1],
        byte_count=len(original),
        original_clean=True,
        alt=f"A picture of: {piece.title}",
    )
    attachment.original.save("original", ContentFile(original), save=False)
    for name, content in renditions.items():
        getattr(attachment, name).save(f"{name}.webp", ContentFile(content), save=False)
    attachment.save()


def place_piece(piece, target, levels, advisor):
    mine = chance.randint(0, 2)
    Placement.objects.create(
        school_id=piece.school_id,
        evidence=piece,
        target=target,
        by="student",
        placed_by=piece.student.user,
        level=levels[mine],
        why="I did most of it alone, and asked once.",
    )
    if advisor and chance.random() < 0.5:
        Placement.objects.create(
            school_id=piece.school_id,
            evidence=piece,
            target=target,
            by="teacher",
            placed_by=advisor,
            level=levels[min(3, mine + chance.randint(0, 1))],
            why="Your explanation shows that you understand it.",
        )


def make_goals(school):
    """One or two goals a child, with check-ins; some wait for their advisor's answer."""
    now = timezone.now()
    for student in Student.objects.filter(school=school).order_by("pk"):
        heroine = student.user.first_name == HEROINE
        chosen = words.GOALS[:1] if heroine else chance.sample(words.GOALS, chance.randint(1, 2))
        for area, want, will, steps, family, teacher, line in chosen:
            set_at = now - datetime.timedelta(days=chance.randint(30, 60))
            progress = chance.randint(1, 3)
            stuck = not heroine and chance.random() < 0.15
            goal = Goal.objects.create(
                school=school,
                student=student,
                area=area,
                want=f"To {want}",
                will=will,
                need_from_family=family,
                need_from_teacher=teacher,
                state="stuck" if stuck else "under_way",
                progress=progress,
                until=timezone.localdate() + datetime.timedelta(days=40),
                shared_with_family=True,
            )
            Step.objects.bulk_create(
                Step(goal=goal, text=text, position=n, done_at=set_at if n == 0 else None)
                for n, text in enumerate(steps)
            )
            last = now - datetime.timedelta(
                days=20 if heroine else chance.randint(0, 24), hours=chance.randint(0, 9)
            )
            for part, at in ((max(progress - 1, 0), set_at + datetime.timedelta(days=9)), (progress, last)):
                made = CheckIn.objects.create(
                    school=school,
                    goal=goal,
                    progress=part,
                    line=line,
                    wants_help=stuck and part == progress,
                    still="keep",
                )
                CheckIn.objects.filter(pk=made.pk).update(at=at)
            answered = last + datetime.timedelta(days=1) if heroine or chance.random() < 0.6 else None
            Goal.objects.filter(pk=goal.pk).update(set_at=set_at, news_at=last, reviewed_at=answered)
    keep_days_of(Goal.objects.filter(school=school), school.pk)


def make_last_round(school, cora):
    """Last spring's conferences of 5B, with what was agreed then and still waits."""
    round_ = Round.objects.create(school=school, name="Spring", state="closed", grade_low=0, grade_high=12)
    then = timezone.now() - datetime.timedelta(days=200)
    for student in Student.objects.filter(school=school, advisory__name="Advisory 5B").select_related("user"):
        conference = Conference.objects.create(
            school=school,
            round=round_,
            student=student,
            state="held",
            started_at=then,
            ended_at=then + datetime.timedelta(minutes=21),
            ready_at=then,
            made_at=then,
            template=AgendaTemplate.objects.for_student(student).first(),
        )
        family = Guardianship.objects.filter(student=student).first()
        advisor = student.advisory.advisors.first()
        Card.objects.bulk_create(
            Card(
                conference=conference,
                kind=kind,
                title=title,
                minutes=minutes,
                position=n,
                state="shown",
                seconds=minutes * 62,
            )
            for n, (kind, title, minutes) in enumerate(
                [
                    ("welcome", "Welcome", 2),
                    ("evidence", "My learning story", 12),
                    ("closing", "What we will do", 4),
                ]
            )
        )
        heroine = student.user.first_name == HEROINE
        if heroine or chance.random() < 0.3:
            for party, text in words.COMMITMENTS:
                by = {
                    "student": student.user,
                    "family": family.adult if family else cora,
                    "teacher": advisor,
                }[party]
                text = text.replace(HEROINE, student.user.first_name)
                conference.commitments.add(
                    Commitment.objects.create(
                        school=school,
                        student=student,
                        party=party,
                        text=text,
                        made_by=by,
                        made_at=then,
                        check_on=(then + datetime.timedelta(days=14)).date(),
                    )
                )
        if family:
            for kind, texts in (("glow", words.GLOWS), ("grow", words.GROWS)):
                Note.objects.create(
                    school=school,
                    conference=conference,
                    by=family.adult,
                    kind=kind,
                    text=chance.choice(texts),
                )


def half_hour(moment):
    return moment.replace(minute=30 * (moment.minute // 30), second=0, microsecond=0)


def make_round(school, cora):
    """Two sessions: one is going on now in Room 12, the other is in six days."""
    round_ = rounds.add_round(
        school, by=cora, name="Fall", grade_low=0, grade_high=12, minutes=20, turnover=5
    )
    now = half_hour(timezone.localtime(timezone.now(), datetime.UTC))
    hours = datetime.timedelta(hours=1)
    advisories = list(Advisory.objects.filter(school=school, name__in=["Advisory 5B", "Advisory 5C"]))
    today = rounds.add_session(
        round_,
        by=cora,
        room="Room 12",
        starts_at=now - hours,
        ends_at=now + 3 * hours,
        capacity=12,
        advisories=advisories,
    )
    rounds.add_session(
        round_,
        by=cora,
        room="Library",
        capacity=6,
        starts_at=now + datetime.timedelta(days=6),
        ends_at=now + datetime.timedelta(days=6) + 3 * hours,
    )
    states.publish_round(round_, by=cora)
    states.open_round(round_, by=cora)
    conferences = Conference.objects.filter(round=round_).select_related("student__user", "student__advisory")
    for conference in conferences.order_by("pk"):
        if conference.student.user.first_name == HEROINE:
            continue
        prepare(conference)
    heroine = conferences.get(student__user__first_name=HEROINE)
    make_guests(heroine, by=heroine.student.advisory.advisors.first())
    invite_families(round_, cora)
    hold_today(today, conferences)
    make_times(round_, besides=today)


def prepare(conference):
    """Some have just begun, some have built, many are ready, a few would like help."""
    stage = chance.random()
    if stage < 0.12:
        return
    student = conference.student.user
    agendas.start_agenda(conference, by=student)
    pieces = list(Evidence.objects.filter(student=conference.student))
    goals = list(Goal.objects.filter(student=conference.student))
    if stage > 0.3:
        for card in conference.cards.kept():
            fill_card(card, pieces, goals)
    if stage > 0.45:
        agendas.mark_ready(conference, by=student)
    elif stage > 0.38:
        agendas.ask_for_help(conference, by=student, line="I do not know how to begin.")


def fill_card(card, pieces, goals):
    card.talking_points = words.TALKING_POINTS.get(card.kind, "")
    card.save(update_fields=["talking_points"])
    if card.kind in (Card.Kind.EVIDENCE, Card.Kind.SHOW_ME) and pieces:
        card.evidence.set([pieces.pop(0)])
    if card.kind == Card.Kind.GROWTH:
        card.evidence.set(pieces[:2])
    if card.kind == Card.Kind.GOAL:
        card.goals.set(goals)


def invite_families(round_, cora):
    until = timezone.now() + datetime.timedelta(days=60)
    students = Student.objects.filter(
        conferences__round=round_, advisory__name__in=["Advisory 5B", "Advisory 5C"]
    )
    for guardianship in Guardianship.objects.filter(student__in=students).select_related("adult", "student"):
        invite(guardianship, by=cora, until=until)


def hold_today(session, conferences):
    """Eight conferences run, two have ended, the next ones wait; one would like the advisor to come over."""
    now = timezone.now()
    ready = list(
        conferences.filter(state="ready", student__advisory__in=session.advisories.all()).order_by("pk")
    )
    places = Place.objects.filter(session=session)
    running = places.filter(starts_at__lte=now).order_by("-starts_at", "table")
    coming = places.filter(starts_at__gt=now).order_by("starts_at", "table")
    for conference, place in zip(ready[:10], running, strict=False):
        sit(conference, place)
        start(conference, minutes_ago=chance.randint(2, 19))
    for conference, place in zip(ready[10:14], coming, strict=False):
        sit(conference, place)
    for conference in ready[8:10]:
        hold(conference)
    calling = ready[2]
    Signal.objects.create(conference=calling, by=calling.student.user)
    make_evening(session, HEROINE)
    make_door(session)
    Session.objects.filter(pk=session.pk).update(revision=1)


def sit(conference, place):
    Place.objects.filter(pk=place.pk).update(conference=conference, taken_at=timezone.now())
    for guardianship in Guardianship.objects.filter(student=conference.student).select_related("adult"):
        Participant.objects.create(
            conference=conference,
            user=guardianship.adult,
            name=str(guardianship.adult),
            coming=chance.choice(["yes", "yes", "video"]),
        )


def start(conference, *, minutes_ago):
    cards = list(conference.cards.kept())
    now = timezone.now()
    shown = min(len(cards) - 1, minutes_ago * len(cards) // 20)
    Card.objects.filter(pk__in=[card.pk for card in cards[:shown]]).update(state="shown", seconds=130)
    Conference.objects.filter(pk=conference.pk).update(
        state="live",
        started_at=now - datetime.timedelta(minutes=minutes_ago),
        card=cards[shown],
        card_shown_at=now - datetime.timedelta(seconds=chance.randint(10, 150)),
        revision=shown + 2,
    )


def hold(conference):
    now = timezone.now()
    Card.objects.filter(conference=conference).update(state="shown")
    Conference.objects.filter(pk=conference.pk).update(
        state="held",
        ended_at=now,
        card=None,
        card_shown_at=None,
        decide_by=timezone.localdate() + datetime.timedelta(days=7),
    )
