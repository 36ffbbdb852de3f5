"""Under which key the files of a form wait until the form is saved (portfolios/models/uploads.py)."""

import uuid


def slot_key(form_key, name):
    """Each picture of a goal has a place of its own, named "want", "can", "me" or "step-7"."""
    return uuid.uuid5(form_key, name)
