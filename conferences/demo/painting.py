"""Draws the demo's pictures on all cores, in processes that know no database."""

import io
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from portfolios.drawings import draw
from portfolios.images import render

SIZE = (1280, 960)  # pixels
VARIANTS = 3  # of each subject


def paint_all(subjects):
    """{(subject, variant): (JPEG, size, {rendition: WebP})}, some fifty pictures."""
    jobs = [(subject, variant) for subject in subjects for variant in range(VARIANTS)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return dict(zip(jobs, pool.map(paint, jobs, chunksize=3), strict=True))


def paint(job):
    subject, variant = job
    picture = draw(variant, subject, size=SIZE)
    original = io.BytesIO()
    picture.save(original, "JPEG", quality=85)
    return original.getvalue(), picture.size, render(picture)
