"""Draws the pictures of the demo and attaches them, on all cores."""

import io
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.core.files.base import ContentFile

from portfolios.drawings import draw
from portfolios.images import render
from portfolios.models import Attachment


def attach(pieces, *, say):
    """One drawing for each (evidence, subject), with the same renditions that an upload gets."""
    jobs = [(number, subject) for number, (_piece, subject) in enumerate(pieces)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for (piece, _subject), made in zip(pieces, pool.map(paint, jobs, chunksize=4), strict=True):
            save(piece, *made)
            if not piece.pk % 50:
                say("… drawing pictures")


def paint(job):
    """The drawing as a JPEG and its renditions; runs in a process of its own."""
    seed, subject = job
    picture = draw(seed, subject, size=(1280, 960))
    original = io.BytesIO()
    picture.save(original, "JPEG", quality=85)
    return original.getvalue(), picture.size, render(picture)


def save(piece, original, size, renditions):
    attachment = Attachment(
        school_id=piece.school_id,
        evidence=piece,
        state="ready",
        width=size[0],
        height=size[1],
        byte_count=len(original),
        alt=f"A picture of: {piece.title}",
    )
    attachment.original.save("original", ContentFile(original), save=False)
    for name, rendition in renditions.items():
        getattr(attachment, name).save(f"{name}.webp", ContentFile(rendition), save=False)
    attachment.save()
