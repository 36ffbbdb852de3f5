"""How large a file may be, by its kind, in words too: they stand on the page before anything is sent."""

from django.conf import settings
from django.utils.translation import gettext as _

PART_BYTES = 1024 * 1024  # of one request: as much as a proxy lets through that nobody has set up


def most_bytes(kind):
    """How long a file of this kind may be; of a kind that is not known yet, the most of all."""
    return {
        "picture": settings.MAX_UPLOAD_BYTES,
        "document": settings.MAX_DOCUMENT_BYTES,
    }.get(kind, settings.MAX_MEDIA_BYTES)


def limit_words(kind):
    """What may be sent of one kind: "Films: up to 300 MB, or 15 minutes"."""
    size = most_bytes(kind) // settings.MEGABYTE
    if kind == "picture":
        return _("Photos: up to %(size)s MB each.") % {"size": size}
    if kind == "document":
        return _("PDF and office documents: up to %(size)s MB each.") % {"size": size}
    minutes = settings.MAX_MEDIA_MINUTES
    return _("Films and recordings: up to %(size)s MB, or %(minutes)s minutes each.") % {
        "size": size,
        "minutes": minutes,
    }


def all_limits():
    """Each in words, for a page that takes every kind."""
    return [limit_words(kind) for kind in ("picture", "video", "document")]


def for_scripts():
    """The same for the page's script, which looks before it sends."""
    return {kind: [most_bytes(kind), limit_words(kind)] for kind in ("picture", "audio", "video", "document")}
