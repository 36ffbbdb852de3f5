import uuid

from django import forms


def form_key():
    """Made once for each form that is opened, so that a double click makes one thing."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def pictured(field, icons):
    """Radios with their icons, for choices drawn as cards."""
    return [(radio, icons[radio.data["value"]]) for radio in field]
