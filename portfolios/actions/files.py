"""What the job does with a file that came: made showable once, tried again, kept without its secrets."""

from contextlib import ExitStack
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.tasks import remove_files
from portfolios import chambers, makers
from portfolios.models import MediaFile, file_models
from portfolios.refusals import HARD, MOST_TRIES, Unreadable
from portfolios.tasks import clean_original, named, prepare_soon


def prepare_file(file):
    """Make of one file what can be shown, and give its new state. Only the first of two runs is kept.

    What cannot be read, or is of no kind that is taken here, fails at once. After a crash it is tried again,
    three times in all; the try is counted before the work begins, so that a file which kills the worker
    counts too.
    """
    if file.tries >= MOST_TRIES:
        return fail_file(file, HARD[file.kind])
    type(file).objects.filter(pk=file.pk).update(tries=F("tries") + 1)
    with chambers.workshop() as folder:
        try:
            with file.original.open() as original:
                made = makers.make(original, Path(folder), edits=file.edits)
        except Unreadable as refusal:
            return fail_file(file, refusal.code)
        if made.columns.get("kind", file.kind) not in file.takes:
            return fail_file(file, "no_film")
        return keep_made(file, made)


def still_owed(file):
    """The file, unless it has been made ready, or has been cut or blurred since this work began."""
    return type(file).objects.owed().filter(pk=file.pk, key=file.key)


def keep_made(file, made):
    with ExitStack() as stack:
        for column, (name, content) in made.files.items():
            getattr(file, column).save(name, as_file(content, stack), save=False)
    columns = made.columns | {column: getattr(file, column).name for column in made.files}
    if is_more_than_was_said(file, made):
        columns["told_at"] = None
    if not still_owed(file).update(state=MediaFile.State.READY, **columns):
        for column in made.files:
            getattr(file, column).delete(save=False)
        return "done by another worker"
    clean_original.enqueue(*named(file))
    return MediaFile.State.READY


def is_more_than_was_said(file, made):
    """It came as a sound, and there is something to see in it: who can be seen has not been asked yet."""
    return file.kind == MediaFile.Kind.AUDIO and made.columns.get("kind") == MediaFile.Kind.VIDEO


def as_file(content, stack):
    """Bytes as they are; a path is read piece by piece, for a film may be large."""
    return (
        ContentFile(content) if isinstance(content, bytes) else File(stack.enter_context(content.open("rb")))
    )


def fail_file(file, reason):
    """The file stays, in case it can be read another time; the page says why (`portfolios.refusals`)."""
    still_owed(file).update(state=MediaFile.State.FAILED, reason=reason)
    return MediaFile.State.FAILED


@transaction.atomic
def retry_file(file, *, by):
    """Its student asks once more."""
    failed = type(file).objects.failed().filter(pk=file.pk)
    if not failed.update(state=MediaFile.State.WAITING, reason="", tries=0):
        raise ValidationError(_("We are already at it."))
    record(f"{file._meta.model_name}.retried", file, by=by, student=file.student)
    prepare_soon(file)


@transaction.atomic
def retry_what_may_pass():
    """What failed for want of time or memory is tried again without being asked."""
    for model in file_models():
        for file in model.objects.to_retry().select_for_update(skip_locked=True):
            model.objects.filter(pk=file.pk).update(state=MediaFile.State.WAITING, reason="")
            prepare_soon(file)


def replace_original(file):
    """Keep a clean copy instead of the file that came, which knows where it was made and by whom.

    A picture is cut and blurred from this one then. The old file goes with the transaction that says so.
    """
    type(file).objects.filter(pk=file.pk).update(tries=F("tries") + 1)
    old = file.original.name
    with chambers.workshop() as folder, ExitStack() as stack:
        try:
            clean = makers.clean(file, Path(folder))
        except Unreadable as refusal:
            return refusal.code
        file.original.save("original", as_file(clean, stack), save=False)
    new = file.original.name
    with transaction.atomic():
        same = type(file).objects.filter(pk=file.pk, original=old, original_clean=False)
        done = same.update(original=new, original_clean=True)
        remove_files.enqueue([old if done else new])
    return "clean" if done else "done by another worker"
