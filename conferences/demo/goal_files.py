"""A kindergartner's goal in pictures that she drew, with her voice, and an advisor who answers by voice."""

import datetime
import io
import uuid

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import Student
from conferences.demo.thinking import hum
from goals import actions
from goals.models import Goal, GoalFile, GoalReply, Step
from portfolios.actions import keep_uploads
from portfolios.images import render

SIZE = (800, 600)  # pixels
PAPER, INK, SKIN, RED, BLUE, GREEN = "#fffdfa", "#1d2440", "#e3b58e", "#d12f3f", "#2563c9", "#1f8a4c"


def make_goal_files(school, heroine):
    at_school = Student.objects.filter(school=school).select_related("user").order_by("pk")
    draw_goal(at_school.filter(grade=0).first())
    speak(at_school.get(user__first_name=heroine))


def draw_goal(student):
    """She wants to ride a bike, and is half way along the trail."""
    goal = Goal.objects.open().of(student).order_by("-set_at").first()
    Goal.objects.filter(pk=goal.pk).update(
        format="picture",
        want="I want to ride a bike",
        will="",
        need_from_family="Hold my bike on Saturdays",
        scale="trail",
        progress=2,
        shared_with_family=True,
    )
    goal.check_ins.update(line="I pushed all the way to the gate!")
    Step.objects.filter(goal=goal).delete()
    steps = [
        Step.objects.create(goal=goal, position=place, text=text)
        for place, text in enumerate(("Push with my feet", "Ride to the tree"))
    ]
    Step.objects.filter(pk=steps[0].pk).update(done_at=timezone.now() - datetime.timedelta(days=3))
    keep(goal, "want", bike, alt="A red bike with two big wheels")
    keep(goal, "can", scooter, alt="Me on my scooter")
    keep(goal, "me", face, alt="My face")
    keep(goal, "step", feet, step=steps[0], alt="Two feet push the bike")
    keep(goal, "step", tree, step=steps[1], alt="A bike and a tree far away")
    entry = goal.check_ins.first()
    if entry:
        actions.keep_voice(goal, voice(student.user), check_in=entry, by=student.user)


def speak(student):
    """Her advisor's newest answer, in her own voice."""
    reply = GoalReply.objects.filter(goal__student=student, kind="answer").first()
    if reply:
        actions.keep_voice(reply.goal, voice(reply.by), reply=reply, by=reply.by)


def voice(user):
    content = ContentFile(hum(), name="voice.wav")
    return keep_uploads(user, [content], form_key=uuid.uuid4(), part="goal")


def keep(goal, part, paint, *, alt, step=None):
    picture = Image.new("RGB", SIZE, PAPER)
    paint(ImageDraw.Draw(picture))
    original = io.BytesIO()
    picture.save(original, "JPEG", quality=85)
    file = GoalFile(
        school_id=goal.school_id,
        goal=goal,
        part=part,
        step=step,
        by=goal.student.user,
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


def wheels(pen, left, right, size, y=430):
    for x in (left, right):
        pen.ellipse([x - size, y - size, x + size, y + size], outline=INK, width=14)


def frame(pen, left, right, y=430):
    middle, top = (left + right) // 2, y - 150
    ways = [(left, y), (left + 60, top), (right - 50, top), (middle, y), (left, y)]
    pen.line(ways, fill=RED, width=18, joint="curve")
    pen.line([(right, y), (right - 70, top - 70), (right - 130, top - 80)], fill=RED, width=18, joint="curve")
    pen.line([(left + 60, top), (left + 40, top - 50)], fill=INK, width=16)


def bike(pen):
    wheels(pen, 230, 570, 110)
    frame(pen, 230, 570)
    sun(pen)


def scooter(pen):
    wheels(pen, 280, 540, 50, y=480)
    pen.line([(280, 470), (540, 470), (580, 210), (520, 200)], fill=BLUE, width=20, joint="curve")
    person(pen, 400, 190)


def face(pen):
    pen.ellipse([220, 120, 580, 500], fill=SKIN, outline=INK, width=12)
    for x in (330, 470):
        pen.ellipse([x - 22, 240, x + 22, 300], fill=INK)
    pen.arc([300, 270, 500, 440], 20, 160, fill=RED, width=16)
    for x in range(240, 580, 34):
        pen.line([(400, 150), (x, 90)], fill="#80512c", width=14)


def feet(pen):
    wheels(pen, 230, 570, 90)
    frame(pen, 230, 570)
    for x in (330, 420):
        pen.line([(x, 300), (x + 10, 540), (x + 60, 545)], fill=BLUE, width=22, joint="curve")


def tree(pen):
    pen.line([(640, 560), (640, 260)], fill="#80512c", width=40)
    pen.ellipse([530, 60, 750, 320], fill=GREEN)
    wheels(pen, 130, 310, 60, y=500)
    pen.line([(130, 500), (170, 420), (280, 420), (220, 500), (130, 500)], fill=RED, width=12, joint="curve")
    pen.line([(370, 540), (470, 540)], fill=INK, width=8)


def sun(pen):
    pen.ellipse([640, 40, 760, 160], fill="#f5c518")


def person(pen, x, y):
    pen.ellipse([x - 50, y - 90, x + 50, y + 10], fill=SKIN, outline=INK, width=8)
    pen.line([(x, y + 10), (x, y + 180), (x - 30, y + 270)], fill=GREEN, width=24, joint="curve")
    pen.line([(x, y + 60), (x + 120, y + 30)], fill=SKIN, width=16)
