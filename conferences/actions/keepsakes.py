"""A booklet is asked for with a tap, made by a job, and thrown away when nobody has opened it for a while."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation

from accounts.audit import record
from accounts.tasks import remove_files
from conferences import booklets
from conferences.models import Conference, Keepsake
from conferences.tasks import make_keepsake

ASKED, GATHERED = 10, 40  # percent


@transaction.atomic
def ask_keepsake(conference, *, language, by):
    """The booklet of this reader, in the language that she reads now. A second tap asks for no other."""
    fresh = {"state": Keepsake.State.WAITING, "progress": ASKED, "asked_at": timezone.now()}
    said = {"language": language} | fresh
    keepsake, new = Keepsake.objects.get_or_create(
        conference=conference, reader=by, defaults=said | {"school_id": conference.school_id}
    )
    if not new and not Keepsake.objects.filter(pk=keepsake.pk).exclude(state="waiting").update(**said):
        return keepsake
    record("keepsake.asked", conference, by=by)
    make_keepsake.enqueue(keepsake.pk)
    return keepsake


def print_keepsake(pk):
    """Gather what the reader may see, print it, keep it. Gives the bytes, or None if nothing is owed."""
    owed = Keepsake.objects.owed().select_related("reader").filter(pk=pk).first()
    if owed is None:
        return None
    conference = (
        Conference.objects.visible_to(owed.reader).held().with_stage().filter(pk=owed.conference_id).first()
    )
    if conference is None:
        settle(owed, state=Keepsake.State.FAILED, progress=0)
        return None
    try:
        with translation.override(owed.language), timezone.override(conference.school.timezone):
            contents = booklets.contents(conference, owed.reader)
            digest = booklets.digest_of(contents)
            settle(owed, progress=GATHERED)
            pdf = booklets.press(conference, contents)
    except Exception:
        # Whatever it was, its page says so and offers another try; the log says what it was.
        settle(owed, state=Keepsake.State.FAILED, progress=0)
        raise
    return keep(owed, pdf, digest)


@transaction.atomic
def keep(keepsake, pdf, digest):
    """The new booklet takes the place of the old one, which is nobody's any more."""
    keepsake = Keepsake.objects.select_for_update().get(pk=keepsake.pk)
    old = keepsake.file.name
    keepsake.file.save("booklet.pdf", ContentFile(pdf), save=False)
    keepsake.state, keepsake.progress = Keepsake.State.READY, 100
    keepsake.byte_count, keepsake.digest, keepsake.made_at = len(pdf), digest, timezone.now()
    keepsake.save(update_fields=["file", "state", "progress", "byte_count", "digest", "made_at"])
    if old:
        remove_files.enqueue([old])
    return len(pdf)


def settle(keepsake, **fields):
    Keepsake.objects.filter(pk=keepsake.pk, state=Keepsake.State.WAITING).update(**fields)


def forget_keepsakes(keepsakes):
    """They can be made again at any time, so none is kept for long."""
    names = [name for name in keepsakes.values_list("file", flat=True) if name]
    keepsakes.delete()
    if names:
        remove_files.enqueue(names)
