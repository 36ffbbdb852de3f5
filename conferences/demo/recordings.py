"""Work of the demo that is not a photograph: a voice, a film, a PDF and an office document.

They come in like any child's, and are made ready by the same jobs while the demo is looked at.
"""

import datetime
import io
import subprocess
import uuid
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from accounts.models import Student
from conferences.demo.thinking import hum
from portfolios import actions, kinds
from portfolios.models import Share, Upload
from portfolios.recordings import ffmpeg

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ESSAY = (
    "# What the shelter taught me",
    "For eight weeks I cooked supper at the shelter on Thursdays. I thought that I would learn to cook. "
    "I learned to plan.",
    "# A table that saved us",
    "Forty people eat four kilograms of rice. I wrote that down for every dish, and we never ran out again.",
    "# What I would tell a ninth grader",
    "Look into the store yourself. Ask early. And stay for the dishes: that is when people talk.",
)


def make_recordings(school, heroine, pictures):
    at_school = Student.objects.filter(school=school).select_related("user").order_by("pk")
    amara, senior = at_school.get(user__first_name=heroine), at_school.filter(grade=12).first()
    add(amara, "How my robot sorts", "home", 27, film(pictures), "I filmed it at our kitchen table.")
    add(
        amara,
        "I read my poem aloud",
        "school",
        34,
        hum(),
        "I read it three times before.",
    )
    add(senior, "What the shelter taught me", "community", 21, essay(), "My essay for the panel.")
    add(senior, "My sketches for the garden", "school", 30, sketches(pictures), "Two pages of my notebook.")


def add(student, title, place, days_ago, content, text):
    key, by = uuid.uuid4(), student.user
    upload = Upload.objects.create(
        by=by,
        student=student,
        school_id=student.school_id,
        form_key=key,
        kind=kinds.kind_of(io.BytesIO(content)),
        name=title,
        original=ContentFile(content, name="original"),
        size=len(content),
        byte_count=len(content),
        finished_at=timezone.now(),
    )
    made_on = timezone.localdate() - datetime.timedelta(days=days_ago)
    words = {"title": title, "place": place, "made_on": made_on, "text": text}
    piece = actions.add_evidence(student, form_key=key, uploads=[upload], by=by, **words)
    for circle in ("advisor", "family"):
        Share.objects.create(evidence=piece, circle=circle)
    actions.tell_people(piece.attachments.get(), me=True, schoolmates=[], other=False, by=by)


def film(pictures):
    """Some seconds: three pictures one after the other, and a voice."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "voice.wav").write_bytes(hum())
        command = [ffmpeg(), "-v", "error", "-y", "-i", "voice.wav"]
        for number, (original, _size, _renditions) in enumerate(scenes(pictures, "robot")):
            (folder / f"{number}.jpg").write_bytes(original)
            command += ["-loop", "1", "-framerate", "10", "-t", "2", "-i", f"{number}.jpg"]
        whole = "[1][2][3]concat=n=3,scale=960:-2,format=yuv420p[v]"
        command += [
            "-filter_complex",
            whole,
            "-map",
            "[v]",
            "-map",
            "0:a",
            "-shortest",
            "-preset",
            "ultrafast",
        ]
        subprocess.run([*command, "film.mp4"], cwd=folder, check=True)  # noqa: S603
        return (folder / "film.mp4").read_bytes()


def scenes(pictures, subject):
    return [pictures[key] for key in sorted(pictures) if key[0] == subject]


def sketches(pictures):
    pages = [
        Image.open(io.BytesIO(original)) for original, _size, _renditions in scenes(pictures, "garden")[:2]
    ]
    file = io.BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=110)
    return file.getvalue()


def run(line):
    """A line of the essay; one that begins with # is its heading."""
    look = '<w:b/><w:sz w:val="36"/>' if line.startswith("# ") else '<w:sz w:val="24"/>'
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{line.removeprefix('# ')}</w:t></w:r>"


def essay():
    """A document as an office program saves it."""
    body = "".join(f"<w:p>{run(line)}</w:p>" for line in ESSAY)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", TYPES)
        parts.writestr("_rels/.rels", RELATIONS)
        parts.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return file.getvalue()


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
