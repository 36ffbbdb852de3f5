from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class CappedUploadHandler(FileUploadHandler):
    """Stops storing what is over the limits, so that nobody fills the disk, and notes it for the form.

    `request.refused_files` counts, by reason, the files that the form will not find.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.count = 0
        request.refused_files = {"large": 0, "many": 0}

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.count += 1

    def receive_data_chunk(self, raw_data, start):
        # Not in new_file: a file skipped there would close the one before it.
        if self.count > settings.MAX_PICTURES:
            self.refuse("many")
        if start + len(raw_data) > settings.MAX_UPLOAD_BYTES:
            self.refuse("large")
        return raw_data

    def file_complete(self, file_size):
        return None

    def refuse(self, reason):
        self.request.refused_files[reason] += 1  # type: ignore[union-attr]
        raise SkipFile
