"""What people say about work: two homes of one child, her advisor and her coach, and a senior's panel."""

import datetime
import uuid

from django.utils import timezone, translation

from accounts.actions.panels import ask_panelist, seat_panelist
from accounts.models import Guest, Student, User
from portfolios.actions import add_comment, answer_comment, hide_comment, share_evidence, share_many
from portfolios.models import Evidence


def say(piece, by, glow, grow="", *, language="en"):
    with translation.override(language):
        return add_comment(piece, glow=glow, grow=grow, form_key=uuid.uuid4(), by=by)


def make_talk(school, heroine):
    """Her newest pieces: each home says something, and neither reads what the other said."""
    student = Student.objects.select_related("user", "advisory").get(school=school, user__first_name=heroine)
    pieces = list(Evidence.objects.of(student).in_stream().newest_first()[:3])
    share_many(pieces[:2], ["family", "advisor"], on=True, by=student.user)
    first, second = pieces[:2]
    guardians = student.guardianships.select_related("adult").order_by("pk")
    mother = guardians.exclude(adult__last_name="Owusu").first().adult
    father = guardians.get(adult__last_name="Owusu").adult
    answered = say(
        first,
        mother,
        "You did not give up when it fell over. I heard you try again in the kitchen.",
        "What would you build it from if you could choose anything?",
    )
    answer_comment(answered, answer="Wood! Cardboard gets soft when it is wet.", by=student.user)
    say(first, father, "I showed it to everybody at work.", "Will you show me how the arm moves on Saturday?")
    advisor = student.advisory.advisors.first()
    say(first, advisor, "You changed one thing at a time, as engineers do.", "How could you measure it?")
    coach = Guest.objects.at_conferences().current().of(student).first()
    share_evidence(first, "guests", by=student.user)
    say(first, coach.user, "The same patience as in practice.")
    hide_comment(say(second, mother, "Your cousin made one like this, only bigger."), by=student.user)


def make_panel(school):
    """The senior's exhibition: a colleague, somebody from the city, and one who waits for the answer."""
    student = Student.objects.select_related("user", "advisory").get(
        school=school, user__username="ravi.morales"
    )
    by = student.advisory.advisors.first()
    until = timezone.localdate() + datetime.timedelta(days=45)
    colleague = User.objects.working_at(school).exclude(pk=by.pk).first()
    seat_panelist(
        student, name="", email="", relation="teaches science", colleague=colleague, until=until, by=by
    )
    engineer = seat_panelist(
        student,
        name="Lena Marsh",
        email="lena.marsh@city.example",
        relation="engineer of the city",
        until=until,
        by=by,
    )
    ask_panelist(
        student,
        name="Tomás Vega",
        email="tomas.vega@college.example",
        relation="graduated last year",
        by=student.user,
    )
    capstone = Evidence.objects.of(student).get(title="Does the garden cool the street?")
    say(
        capstone,
        engineer.user,
        "You left the two broken thermometers in the table and said so.",
        "What would the city need to know before it planted a hundred of these?",
    )
    home = student.guardianships.select_related("adult").order_by("pk").first()
    if home:
        seen = "Todo el verano te vi salir con los termómetros."
        say(capstone, home.adult, seen, "¿Y en invierno?", language="es")
