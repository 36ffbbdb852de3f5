"""A kindergartner's plan, drawn and spoken; and an idea of an advisor for one part of an agenda."""

import io
import uuid

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from conferences.actions import agendas, cards, files, offers
from conferences.demo.goal_files import PAPER, SIZE, bike, face, person, scooter, sun, tree
from conferences.demo.thinking import hum
from conferences.models import Card, Conference, ConferenceFile
from portfolios.actions import keep_uploads
from portfolios.images import render


def make_authoring(school, heroine):
    conferences = Conference.objects.filter(school=school, round__name="Fall").select_related("student__user")
    draw_plan(conferences.filter(student__grade=0).order_by("student").first())
    suggest_for_part(conferences.get(student__user__first_name=heroine))


def draw_plan(conference):
    """She drew the whole plan and two of its parts, said what she will say, and chose colors."""
    student = conference.student.user
    if conference.state == Conference.State.NOT_STARTED:
        agendas.start_agenda(conference, by=student)
        conference.refresh_from_db()
    keep(conference, "plan", whole_plan, alt="A bike, a house and my family, one after the other")
    parts = list(conference.cards.kept())
    keep(conference, "card", face, card=parts[0], alt="My face")
    keep(conference, "card", tree, card=parts[1], alt="A bike under a tree")
    cards.dress_card(parts[1], by=student, color="sun")
    Card.objects.filter(pk=parts[0].pk).update(
        talking_points="This is my mom. This is my grandpa. He can whistle.", dictated_to="Signe Lind"
    )
    for part in parts[:2]:
        voice = keep_uploads(
            student, [ContentFile(hum(), name="voice.wav")], form_key=uuid.uuid4(), part="conference"
        )
        files.keep_points(part, voice, by=student)


def suggest_for_part(conference):
    """Her agenda is still a plan in the story that the demo plays; others of her advisory have begun."""
    advisor = conference.student.advisory.advisors.first()
    for other in Conference.objects.filter(
        round=conference.round, student__advisory=conference.student.advisory, state__in=["building", "ready"]
    ).order_by("pk")[:2]:
        part = other.cards.kept().filter(kind=Card.Kind.EVIDENCE).first()
        text = "Point to the place where you changed your mind. It is the best part of it."
        offers.suggest(other, by=advisor, text=text, form_key=uuid.uuid4(), card=part)


def keep(conference, part, paint, *, alt, card=None):
    picture = Image.new("RGB", SIZE, PAPER)
    paint(ImageDraw.Draw(picture))
    original = io.BytesIO()
    picture.save(original, "JPEG", quality=85)
    file = ConferenceFile(
        school_id=conference.school_id,
        conference=conference,
        part=part,
        card=card,
        by=conference.student.user,
        drawn=True,
        alt=alt,
        state="ready",
        told_at=timezone.now(),
        width=SIZE[0],
        height=SIZE[1],
        byte_count=original.tell(),
        original_clean=True,
    )
    file.original.save("original", ContentFile(original.getvalue()), save=False)
    for name, content in render(picture).items():
        getattr(file, name).save(f"{name}.webp", ContentFile(content), save=False)
    file.save()


def whole_plan(pen):
    bike(pen)
    scooter(pen)
    person(pen, 680, 300)
    sun(pen)
