"""What a child of the demo did outside school: a recording with captions, and the word of who was there."""

import datetime
import io
import math
import struct
import uuid
import wave

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Student
from portfolios import actions
from portfolios.models import Attachment, Captions, Evidence, Upload

RATE = 16_000
# A slow tune that gets faster: (half-tones above A, seconds).
TUNE = [(0, 0.6), (3, 0.6), (7, 0.6), (12, 1.0), (10, 0.5), (7, 0.5), (3, 0.9)]
TUNE += [(0, 0.3), (3, 0.3), (7, 0.3), (8, 0.3), (10, 0.3), (12, 0.3), (15, 0.3), (12, 1.6)]
WORDS = (
    "I played at the **summer concert** of the music school.\n\n"
    "- three weeks of practice\n- one page by heart\n- 60 people in the hall\n\n"
    "> The fast page was the hardest, and now it is my favorite."
)
HEARD = "0:00 [A slow tune on the piano]\n0:05 [It gets faster]\n0:07 [The last note stays]"
SAID = (
    "I was there when she practiced the fast page for three weeks. She was afraid of it at first, and on the "
    "evening she smiled in the middle of it."
)


def make_outside(school, heroine):
    student = Student.objects.select_related("user").get(school=school, user__first_name=heroine)
    advisor = student.advisory.advisors.first()
    piece = play(student)
    actions.share_evidence(piece, "family", by=student.user)
    vouch = actions.ask_vouch(
        piece, name="Rosa Rivera", relation="my piano teacher", email="", by=student.user
    )
    actions.agree_vouch(vouch, by=advisor)
    actions.print_vouch(vouch, by=advisor)
    actions.answer_vouch(vouch, words=SAID, signed="Rosa Rivera", saw=True)
    wait_for_word(student)
    write_down(school)


def play(student):
    sound = tune()
    upload = Upload.objects.create(
        by=student.user,
        student=student,
        school_id=student.school_id,
        form_key=uuid.uuid4(),
        kind="audio",
        name="Concert",
        original=ContentFile(sound, name="original"),
        size=len(sound),
        byte_count=len(sound),
        finished_at=timezone.now(),
    )
    piece = actions.add_evidence(
        student,
        form_key=upload.form_key,
        uploads=[upload],
        title="Summer concert",
        text=WORDS,
        place=Evidence.Place.COMMUNITY,
        made_on=timezone.localdate() - datetime.timedelta(days=60),
        by=student.user,
    )
    recording = piece.attachments.get()
    # Nobody else is heard in it.
    Attachment.objects.filter(pk=recording.pk).update(told_at=timezone.now())
    actions.save_captions(recording, text=HEARD, language="en", seen_revision=0, by=student.user)
    return piece


def wait_for_word(heroine):
    """Somebody of her advisory has asked, and waits for the advisor."""
    near = Evidence.objects.in_stream().filter(student__advisory=heroine.advisory_id, place="community")
    piece = near.exclude(student=heroine).select_related("student__user").order_by("pk").first()
    if piece:
        actions.ask_vouch(
            piece,
            name="Martin Holm",
            relation="leads our garden group",
            email="martin.holm@garden.example",
            by=piece.student.user,
        )


def write_down(school):
    """What a kindergartner says in her recording, as her teacher heard it."""
    spoken = Attachment.objects.filter(school=school, kind="audio", evidence__student__grade=0)
    for recording in spoken.select_related("evidence__student__advisory"):
        advisory = recording.evidence.student.advisory
        teacher = advisory.advisors.first() if advisory else None
        if teacher:
            Captions.objects.create(
                school=school,
                attachment=recording,
                by=Captions.By.ADVISOR,
                written_by=teacher,
                language="en",
                text="I like it because it is my very own.\nAnd the colors are so bright!",
                revision=1,
            )


def tune():
    """The concert as a WAV."""
    frames = bytearray()
    for half_tones, seconds in TUNE:
        pitch = 220 * 2 ** (half_tones / 12)
        for n in range(int(RATE * seconds)):
            at = n / RATE
            tone = sum(math.sin(2 * math.pi * pitch * k * at) / k**1.6 for k in range(1, 6))
            frames += struct.pack("<h", int(7000 * tone * math.exp(-2.2 * at) * min(1, at * 90)))
    whole = io.BytesIO()
    with wave.open(whole, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(frames))
    return whole.getvalue()
