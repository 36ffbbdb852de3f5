"""Files on their way to a piece or a goal: whole in one request, or in parts that go on where they stopped.

Why it works as it does: docs/decisions/0018-files-in-parts.md.
"""

import datetime
import io
import shutil
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import School, Student, User
from accounts.tasks import remove_files
from portfolios import kinds
from portfolios.limits import limit_words, most_bytes
from portfolios.models import Attachment, Draft, Evidence, MediaFile, Upload, UploadPart, file_models
from portfolios.refusals import REASONS
from portfolios.tasks import prepare_soon

MOST_WAITING = 100  # files of one person that are part of nothing yet
MOST_PARTS = 4000  # of one file
SPARE_BYTES = 512 * 1024 * 1024  # of the disk, for everything else that the school does


class Elsewhere(Exception):
    """The part does not begin where the file ends so far; another tab may have sent it."""


def place_of(user):
    """The columns that say whose an upload is: of a student's record, or of staff at her school."""
    student = Student.objects.is_user(user).first()
    if student:
        return {"by": user, "student": student, "school_id": student.school_id}
    return {"by": user, "school": School.objects.staffed_by(user).where_she_is(user).get()}


def keep_uploads(user, files, *, form_key, part=Upload.Part.PIECE):
    """Store what has arrived with a form, whether or not the rest of the form is right.

    Raises ValidationError when it is more than one person may fill the disk with in a day.
    """
    if not files:
        return []
    check_day(user, sum(file.size for file in files))
    place = place_of(user)
    return [
        Upload.objects.create(
            **place,
            form_key=form_key,
            part=part,
            kind=kind_of_file(file),
            name=file.name[-120:],
            original=file,
            size=file.size,
            byte_count=file.size,
            finished_at=timezone.now(),
        )
        for file in files
    ]


def kind_of_file(file):
    """By its first bytes; a recording that the browser calls a sound may lie in a film's wrapping."""
    kind = kinds.kind_of(file) or ""
    announced = getattr(file, "content_type", None) or ""
    return "audio" if kind == "video" and announced.startswith("audio/") else kind


def check_day(user, arriving):
    if bytes_today(user) + arriving > settings.MAX_BYTES_A_DAY:
        raise ValidationError(_("That is a lot for one day. Please add these tomorrow."))


def bytes_today(user):
    since = timezone.now() - datetime.timedelta(days=1)
    total = Upload.objects.filter(by=user, added_at__gt=since).sum_of_bytes()
    for model in file_models():
        sent = model.objects.sent_by(user).filter(added_at__gt=since)
        total += sent.aggregate(sum=Sum("byte_count"))["sum"] or 0
    return total


@transaction.atomic
def start_upload(user, *, form_key, part, kind, name, size, fingerprint):
    """Agree to a file before a byte of it travels; the same file again goes on where it stopped.

    `size` is in bytes, None for a recording whose end is open. Raises ValidationError that says kindly why
    it cannot come.
    """
    # One at a time, so that two files cannot both take the last room.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    mine = Upload.objects.filter(by=user, form_key=form_key, part=part)
    begun = mine.filter(fingerprint=fingerprint, size=size).exclude(fingerprint="").first()
    if begun:
        return begun
    check_size(kind, size)
    check_room(mine, user, form_key, part)
    check_day(user, size or 0)
    check_disk(size or most_bytes(kind))
    return Upload.objects.create(
        **place_of(user),
        form_key=form_key,
        part=part,
        kind=kind,
        name=name,
        size=size,
        fingerprint="" if mine.filter(fingerprint=fingerprint).exists() else fingerprint,
    )


def check_size(kind, size):
    if size == 0:
        raise ValidationError(_("This file is empty. Please choose it again."))
    if (size or 0) > most_bytes(kind):
        raise ValidationError(_("This file is too large. %(limit)s") % {"limit": limit_words(kind)})


def check_room(mine, user, form_key, part):
    piece = Evidence.objects.filter(student__user=user, form_key=form_key)
    there = Attachment.objects.kept().filter(evidence__in=piece, part=part).count()
    if mine.count() + there >= settings.MAX_FILES:
        raise ValidationError(
            _("There is room for %(count)s files here. Take one off to make room.")
            % {"count": settings.MAX_FILES}
        )
    if Upload.objects.filter(by=user).count() >= MOST_WAITING:
        raise ValidationError(_("Many of your files wait to be added. Finish those pages first."))


def check_disk(size):
    """Where files lie on a disk of our own: it must not run full."""
    try:
        folder = Path(default_storage.path(""))
    except NotImplementedError:
        return
    here = next(place for place in (folder, *folder.parents) if place.exists())
    if shutil.disk_usage(here).free < size + SPARE_BYTES:
        raise ValidationError(_("There is no room for files at the moment. Please tell your teacher."))


def receive_part(upload, data, *, starts_at, is_last=False):
    """Keep the next stretch of a file, and put the whole together when it is the last.

    Of two tabs that send the same part one wins; the other is told where the file ends now (`Elsewhere`).
    """
    if upload.is_finished:
        return
    if starts_at != upload.byte_count:
        raise Elsewhere
    if data:
        check_part(upload, data)
        keep_part(upload, data)
    if is_last or upload.byte_count == upload.size:
        finish_upload(upload)


def check_part(upload, data):
    if upload.byte_count == 0:
        check_beginning(upload, data)
    most = upload.size or most_bytes(upload.kind)
    if upload.byte_count + len(data) > most or upload.part_count >= MOST_PARTS:
        raise ValidationError(_("This is as long as it can be. What has arrived is safe."))
    if upload.size is None:
        check_day(upload.by, len(data))


def check_beginning(upload, data):
    """Its first bytes say what it is; what we do not take goes at once, before more of it travels."""
    seen = kinds.look(io.BytesIO(data))
    archive = data.startswith(b"PK\x03\x04") and len(data) < (upload.size or 0)
    kind = "document" if archive and not seen.kind else seen.kind
    if not kind:
        drop_upload(upload)
        raise ValidationError(REASONS[seen.opener])
    upload.kind = "audio" if kind == "video" and upload.kind == "audio" else kind
    if (upload.size or 0) > most_bytes(upload.kind):
        drop_upload(upload)
        check_size(upload.kind, upload.size)


def keep_part(upload, data):
    starts_at = upload.byte_count
    part = UploadPart(upload=upload, school_id=upload.school_id, starts_at=starts_at, byte_count=len(data))
    part.file.save("part", ContentFile(data), save=False)
    with transaction.atomic():
        here = Upload.objects.filter(pk=upload.pk, byte_count=starts_at, finished_at=None)
        kept = here.update(
            byte_count=F("byte_count") + len(data), part_count=F("part_count") + 1, kind=upload.kind
        )
        if kept:
            part.save()
    if not kept:
        part.file.delete(save=False)
        raise Elsewhere
    upload.byte_count += len(data)
    upload.part_count += 1


def finish_upload(upload):
    """Put the parts together, a part in memory at a time. Of two that do so, one file stays."""
    parts = list(upload.parts.all())
    with File(Joined([part.file for part in parts])) as whole:  # type: ignore[arg-type]
        upload.original.save("original", whole, save=False)
    with transaction.atomic():
        here = Upload.objects.filter(pk=upload.pk, byte_count=upload.byte_count, finished_at=None)
        done = here.update(original=upload.original.name, size=upload.byte_count, finished_at=timezone.now())
        if done:
            UploadPart.objects.filter(upload=upload).delete()
            remove_files.enqueue([part.file.name for part in parts])
        else:
            remove_files.enqueue([upload.original.name])
    if done:
        upload.refresh_from_db()


class Joined(io.RawIOBase):
    """Files one after the other, read as one; it can be read again from its beginning, as storages ask."""

    def __init__(self, files):
        self.files = files
        self.number = 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=io.SEEK_SET):
        if (offset, whence) != (0, io.SEEK_SET):
            raise io.UnsupportedOperation
        if self.number < len(self.files):
            self.files[self.number].close()
        self.number = 0
        return 0

    def readinto(self, buffer):
        while self.number < len(self.files):
            file = self.files[self.number]
            if file.closed:
                file.open()
            read = file.read(len(buffer))
            if read:
                buffer[: len(read)] = read
                return len(read)
            file.close()
            self.number += 1
        return 0


@transaction.atomic
def drop_upload(upload):
    """The child takes it back, or nobody came for it."""
    names = [part.file.name for part in upload.parts.all()] + [upload.original.name]
    _all, gone = Upload.objects.filter(pk=upload.pk).delete()
    if gone.get("portfolios.Upload"):
        remove_files.enqueue([name for name in names if name])


@transaction.atomic
def add_files(evidence, uploads, *, by):
    """More files on a piece that is there."""
    for attachment in attach_uploads(evidence, uploads):
        record("attachment.added", attachment, by=by, student=evidence.student)


def finish_stopped(uploads):
    """A recording whose end never came is used as far as it came."""
    for upload in uploads:
        if not upload.is_finished:
            finish_upload(upload)


def attach_uploads(evidence, uploads):
    """Make uploads the files of a piece, each once however many requests try, and order their jobs.

    In the order in which they are given. One that has not arrived whole stays what it is.
    """
    pieces = Upload.objects.filter(student=evidence.student_id).filter(part__in=Upload.Part.of_pieces())
    taken = take_uploads(pieces, uploads)
    last = evidence.attachments.aggregate(last=Max("position"))["last"] or 0
    attachments = [
        Attachment.objects.create(
            school_id=evidence.school_id,
            evidence=evidence,
            part=upload.part,
            position=position,
            **what_came(upload),
        )
        for position, upload in enumerate(taken, start=last + 1)
    ]
    for attachment in attachments:
        prepare_soon(attachment)
    return attachments


def take_uploads(mine, uploads):
    """Those of `mine` that are here whole, in this order. They are uploads no more; each is given once."""
    order = {upload.pk: number for number, upload in enumerate(uploads)}
    here = mine.select_for_update().filter(pk__in=order).exclude(finished_at=None)
    taken = sorted(here, key=lambda upload: order[upload.pk])
    Upload.objects.filter(pk__in=order.keys() & {upload.pk for upload in taken}).delete()
    return taken


def what_came(upload):
    """The columns of a file that was an upload."""
    return {
        "key": upload.key,
        "kind": upload.kind or MediaFile.Kind.PICTURE,
        "original": upload.original.name,
        "byte_count": upload.byte_count,
    }


@transaction.atomic
def order_files(evidence, *, order, by):
    """Put the files of a piece in this order: the keys of all that are on it."""
    Evidence.objects.select_for_update().get(pk=evidence.pk)
    files = {file.pk: file for file in evidence.attachments.kept().filter(part=Attachment.Part.PIECE)}
    if sorted(order) != sorted(files):
        raise ValidationError(_("The files were changed in another window. Here they are as they are now."))
    for position, pk in enumerate(order, start=1):
        files[pk].position = position
    Attachment.objects.bulk_update(files.values(), ["position"])


def sweep_unfinished():
    """What was begun and never finished: files go after a day, words after a week."""
    for upload in Upload.objects.forgotten():
        drop_upload(upload)
    Draft.objects.forgotten().delete()
