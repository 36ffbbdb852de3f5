"""The notes that an adult goes on writing: one of each kind, under one key."""

from uuid import UUID
from zlib import crc32

OWN = UUID(int=0)  # the form key of the one that an adult keeps writing; others were sent one by one

TOLD = ("tell", "hope", "need")
HEARD = ("glow", "grow")


def revision_of(words):
    """The same for the same words; 0 for none."""
    return crc32(repr(sorted(words.items())).encode()) if any(words.values()) else 0


def kept_words(notes, kinds):
    """What an adult keeps in these kinds, found among her own notes, with its revision."""
    own = {note.kind: note.text for note in notes if note.form_key == OWN}
    words = {kind: own.get(kind, "") for kind in kinds}
    return words | {"revision": revision_of(words)}
