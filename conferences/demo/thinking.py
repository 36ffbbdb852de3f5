"""How children of the demo think about their work: a kindergartner by voice and face, another by drawing,
a senior in six steps, and the heroine twice about the same piece."""

import datetime
import io
import math
import struct
import wave

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import Student
from portfolios import actions
from portfolios.models import Evidence, Prompt, Reflection, Upload

VOWELS = [(730, 1090), (530, 1840), (390, 1990), (570, 840)]  # Hz: where "a", "e", "i" and "o" ring
RATE, SECONDS = 16_000, 5

GIBBS = (
    "What happened:\nTwo days before the fair, half of our team wanted a different poster.\n\n"
    "What I thought and felt:\nI had drawn all evening, and I wanted to go home.\n\n"
    "What was good, and what was not:\nI listened first. But I had never asked them before I began.\n\n"
    "Why it went like that:\nI thought that whoever is fastest may decide.\n\n"
    "What else I could have done:\nShow three small sketches, and let everybody choose.\n\n"
    "What I will do next time:\nAsk on the first day, and keep a corner free for each of us."
)
BEFORE = "My robot works! I am glad that it is done."


def make_thinking(school, heroine):
    at_school = Student.objects.filter(school=school).select_related("user").order_by("pk")
    first, second = at_school.filter(grade=0)[:2]
    say_it(newest_of(first))
    draw_it(newest_of(second))
    posters = Evidence.objects.filter(student__in=at_school.filter(grade=12), title="Team poster")
    write_in_six_steps(posters.order_by("pk").first())
    think_again(newest_of(at_school.get(user__first_name=heroine)))
    Prompt.objects.create(
        school=school,
        function="habits",
        text="Where did you help our school grow?",
        grade_low=3,
        grade_high=8,
    )


def newest_of(student):
    return Evidence.objects.of(student).in_stream().newest_first().first()


def forget_words(piece):
    Reflection.objects.filter(evidence=piece).delete()


def say_it(piece):
    """Her voice, a face, and the best part of her picture."""
    forget_words(piece)
    by, picture = piece.student.user, piece.attachments.first()
    tell(piece, "My voice", "audio", hum(), by=by, question="Why do you like this one?")
    spot = {"spot_key": picture.key, "spot_x": 520, "spot_y": 430}
    actions.save_reflection(piece, seen_revision=0, face="proud", **spot, by=by)


def draw_it(piece):
    """A drawing, and what she said about it, written down by her teacher."""
    forget_words(piece)
    by = piece.student.user
    tell(piece, "My drawing", "picture", drawing(), by=by, question="Draw yourself while you made this.")
    teacher = piece.student.advisory.advisors.first() if piece.student.advisory else None
    words = {"text": "This is me. The sun is out. I did it all with my own hands.", "face": "wow"}
    actions.save_reflection(piece, seen_revision=0, **words, dictated_to=str(teacher or ""), by=by)


def write_in_six_steps(piece):
    forget_words(piece)
    question = "When did I want to give up, and what kept me going?"
    prompt = Prompt.objects.get(school=None, text=question)
    told = {"text": GIBBS, "question": question, "prompt_id": prompt.pk}
    actions.save_reflection(piece, seen_revision=0, **told, by=piece.student.user)


def think_again(piece):
    """What she thought when it was new stands before what she thinks now."""
    reflection = Reflection.objects.get(evidence=piece)
    then = timezone.now() - datetime.timedelta(days=120)
    reflection.versions.create(
        school_id=piece.school_id, text=BEFORE, face="proud", is_thought=True, written_at=then
    )
    Reflection.objects.filter(pk=reflection.pk).update(question="I used to think … Now I think …")


def tell(piece, name, kind, content, *, question, by):
    prompt = Prompt.objects.get(school=None, text=question)
    upload = Upload.objects.create(
        by=piece.student.user,
        student=piece.student,
        school_id=piece.school_id,
        form_key=piece.form_key,
        part="reflection",
        kind=kind,
        name=name,
        original=ContentFile(content, name="original"),
        size=len(content),
        byte_count=len(content),
        finished_at=timezone.now(),
    )
    actions.tell_reflection(piece, [upload], drawn_here=True, question=question, prompt=prompt, by=by)


def hum():
    """Some seconds of a small voice without words, as a WAV."""
    frames = bytearray()
    for n in range(RATE * SECONDS):
        at = n / RATE
        pitch = 260 + 30 * math.sin(at * 2.1) + 6 * math.sin(at * 34)
        first, second = VOWELS[int(at * 2.6) % len(VOWELS)]
        beat = (at * 2.6) % 1
        loud = math.sin(math.pi * beat) ** 0.6 * (0.35 if int(at) % 3 == 2 else 0.8)
        tone = sum(
            math.sin(2 * math.pi * pitch * k * at)
            / (1 + min(abs(pitch * k - f) for f in (first, second)) / 160)
            for k in range(1, 9)
        )
        frames += struct.pack("<h", int(5200 * loud * tone / 2.4))
    whole = io.BytesIO()
    with wave.open(whole, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(frames))
    return whole.getvalue()


def drawing():
    """A child with a big sun, as a kindergartner draws on the page."""
    sheet = Image.new("RGB", (1200, 900), "#fffdfa")
    pen = ImageDraw.Draw(sheet)

    def line(points, color, width=14):
        pen.line(points, fill=color, width=width, joint="curve")
        for x, y in points:
            pen.circle((x, y), width / 2, fill=color)

    def ring(x, y, r, color):
        wobbly = [
            (
                x + (r + 7 * math.sin(a / 3)) * math.cos(a / 8),
                y + (r + 5 * math.cos(a / 4)) * math.sin(a / 8),
            )
            for a in range(52)
        ]
        line([*wobbly, wobbly[0]], color)

    ring(980, 180, 90, "#f5c518")
    for a in range(0, 360, 40):
        c, s = math.cos(math.radians(a)), math.sin(math.radians(a))
        line([(980 + 130 * c, 180 + 130 * s), (980 + 185 * c, 180 + 185 * s)], "#f5c518")
    ring(460, 300, 110, "#1d2440")
    line([(420, 275), (421, 279)], "#1d2440", 22)
    line([(500, 272), (501, 276)], "#1d2440", 22)
    line([(405, 335), (430, 362), (462, 371), (495, 360), (515, 333)], "#d12f3f")
    line([(460, 415), (466, 520), (458, 620)], "#2563c9", 34)
    line([(462, 470), (360, 430), (290, 350)], "#2563c9")
    line([(464, 470), (570, 440), (655, 380)], "#2563c9")
    line([(458, 620), (400, 730), (390, 790)], "#1d2440")
    line([(458, 620), (530, 720), (545, 792)], "#1d2440")
    line([(60, 805), (300, 812), (640, 800), (900, 812), (1140, 803)], "#1f8a4c", 34)
    file = io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()
