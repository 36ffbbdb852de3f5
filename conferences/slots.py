"""Under which key the files of a conference wait until their form is saved (portfolios/models/uploads.py)."""

import uuid

SPACE = uuid.UUID("5f0f6f0e-9a51-4c0b-8f4f-3d1f4a1f2f60")


def slot_key(name):
    """Each drawing and each voice has a place of its own, named "plan-3", "points-7" or "card-7"."""
    return uuid.uuid5(SPACE, name)
