from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from portfolios import kinds
from portfolios.limits import most_bytes


class CappedUploadHandler(FileUploadHandler):
    """Stops storing what is over the limits, so that nobody fills the disk, and notes it for the form.

    `request.refused_files` counts, by reason, the files that the form will not find.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.count = self.total = 0
        self.most = settings.MAX_UPLOAD_BYTES
        request.refused_files = {"large": 0, "many": 0, "much": 0}

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.count += 1

    def receive_data_chunk(self, raw_data, start):
        # Not in new_file: a file skipped there would close the one before it.
        if start == 0:
            self.most = self.most_of(raw_data)
        if self.count > settings.MAX_FILES:
            self.refuse("many")
        if start + len(raw_data) > self.most:
            self.refuse("large")
        self.total += len(raw_data)
        if self.total > settings.MAX_MEDIA_BYTES:
            self.refuse("much")
        return raw_data

    def most_of(self, head):
        """By what its first bytes say; a roster is as long as a picture at most."""
        if head.startswith(b"PK\x03\x04"):
            return most_bytes("document")
        kind = kinds.look_at(head).kind
        return most_bytes(kind) if kind else settings.MAX_UPLOAD_BYTES

    def file_complete(self, file_size):
        return None

    def refuse(self, reason):
        self.request.refused_files[reason] += 1  # type: ignore[union-attr]
        raise SkipFile
