"""Why a file cannot be shown, in kind words. Rows keep the code, the page says it."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "unknown": _(
        "We do not know this kind of file. Photos, recordings, films, PDF and office documents work. "
        "Most programs can save or print as PDF."
    ),
    # Pictures.
    "not_a_picture": _(
        "We could not open this file as a picture. Photos saved as JPEG, HEIC, PNG, WebP, AVIF or GIF work."
    ),
    "broken": _("Part of this picture is missing. Sending it again often helps."),
    "too_big": _("This picture has more dots than we can open. A smaller copy of it will work."),
    "too_hard": _("This picture was too hard for us to open. A photo of it will work."),
    # Recordings and films.
    "no_recording": _(
        "We could not find any sound or moving picture in this file. Recording it again helps."
    ),
    "broken_recording": _("Part of this recording is missing. Sending it again often helps."),
    "empty_recording": _("This recording is too short to hear anything. Hold the button a little longer."),
    "no_film": _("Only a voice or a picture fits here. You can add a film to your work as a piece."),
    "long_recording": _("This recording is longer than we can take. A shorter part of it will work."),
    "hard_recording": _("This recording was too much for us to get ready. A shorter part of it works."),
    # Documents.
    "locked": _("This document asks for a password. Save it once more without one, and send that."),
    "old_office": _("This document has an old form, or is locked. Save it as a PDF, and send that."),
    "broken_document": _("We could not read this document. Save it as a PDF, and send that."),
    "empty_document": _("There is nothing on the pages of this document that we could show."),
    "long_document": _("This document has more pages than we can take. The ones that matter most will work."),
    "hard_document": _(
        "This document was too hard for us to open. Saved as a PDF, or as a photo, it will work."
    ),
}
# What failed for want of time or memory, which may be there another time.
MOST_TRIES = 3
MAY_PASS = ("too_hard", "hard_recording", "hard_document")
HARD = {
    "picture": "too_hard",
    "audio": "hard_recording",
    "video": "hard_recording",
    "document": "hard_document",
}


class Unreadable(Exception):
    """The file cannot be shown. `code` is for storing, `reason` says why in the reader's language."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code
        self.reason = REASONS[code]
