import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolios import kinds
from portfolios.forms import FilesForm
from portfolios.forms.files import ACCEPTED
from portfolios.forms.reflections import COLORS
from portfolios.limits import limit_words, most_bytes

LONGEST = 3  # minutes of a voice with a check-in or an answer


class OneFileForm(FilesForm):
    """One file of one kind; nothing, if nothing was sent."""

    kind: str
    wrong: Any  # in kind words, of a file of another kind

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs, room=1)
        self.fields["files"].widget.attrs["accept"] = ACCEPTED[self.kind]

    def is_welcome(self, kind, announced=""):
        return kind == self.kind

    def clean_files(self):
        arrived = super().clean_files()
        fits = [
            file
            for file in arrived
            if self.is_welcome(kinds.look(file).kind, getattr(file, "content_type", "") or "")
        ]
        if len(fits) < len(arrived):
            self.add_error("files", self.wrong)
        self.arrived = fits
        return fits

    def clean_kept(self):
        kept = super().clean_kept()
        fits = [upload for upload in kept if self.is_welcome(upload.kind)]
        if len(fits) < len(kept):
            self.add_error("files", self.wrong)
        return fits

    @property
    def limits(self):
        return [limit_words(self.kind)]

    @property
    def script_limits(self):
        return json.dumps({self.kind: [most_bytes(self.kind), limit_words(self.kind)]}, ensure_ascii=False)


class VoiceForm(OneFileForm):
    """A voice beside or instead of words: components/voice_record.html, inside the form of the words."""

    kind = "audio"
    wrong = gettext_lazy("This is no recording of a voice. Record it here, or choose a recording.")

    def is_welcome(self, kind, announced=""):
        """Some phones and browsers put a sound into the wrapping of a film; the job looks again."""
        return kind == "audio" or (kind == "video" and announced.startswith("audio/"))

    @property
    def minutes(self):
        return LONGEST


class PictureForm(OneFileForm):
    """A drawing made on the page, or a photo."""

    kind = "picture"
    wrong = gettext_lazy("This is no picture. Draw one, take a photo or choose one.")
    colors = COLORS

    drawn = forms.BooleanField(required=False)
    alt = forms.CharField(
        label=gettext_lazy("What is in the picture? (for people who cannot see it)"),
        max_length=300,
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.file_count:
            self.add_error("files", _("Nothing has arrived yet. Draw something, or take a photo first."))
        return cleaned

    def told(self):
        return {name: self.cleaned_data[name] for name in ("drawn", "alt")}


class PeopleForm(forms.Form):
    """Is anybody else in this picture?"""

    others = forms.TypedChoiceField(
        choices=[("no", gettext_lazy("Nobody else")), ("yes", gettext_lazy("Somebody else"))],
        coerce=lambda value: value == "yes",
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
