from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portfolios.models import Attachment

# First bytes of the pictures we read. A cheap look that answers at once when a child sends a film or a
# document; whether the picture is sound is decided later, by the decoder, in the job.
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")


def looks_like_a_picture(file):
    head = file.read(12)
    file.seek(0)
    return (
        head.startswith(STARTS)
        or (head[:4] == b"RIFF" and head[8:] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:] in BRANDS)
    )


class PicturesInput(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several files; which of them are welcome is sorted out by the form, one by one."""

    widget = PicturesInput(attrs={"accept": "image/*,.heic,.heif", "multiple": True})

    def clean(self, data, initial=None):
        return [file for file in data or [] if file]


class PicturesForm(forms.Form):
    """Choose pictures. Good ones among those that came are kept even when the form is refused."""

    pictures = PicturesField(required=False, label=gettext_lazy("Choose pictures"))

    def __init__(self, *args, refused=None, room=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.refused = refused or {"large": 0, "many": 0}
        self.room = settings.MAX_PICTURES if room is None else room
        self.arrived = []
        self.fields["pictures"].help_text = _(
            "JPEG, PNG or HEIC from a phone or tablet. Up to %(count)s pictures, %(size)s MB each."
        ) % {"count": self.room, "size": settings.MAX_UPLOAD_BYTES // 2**20}

    def clean_pictures(self):
        sent = self.cleaned_data["pictures"]
        self.arrived = [file for file in sent if looks_like_a_picture(file)]
        strange = len(sent) - len(self.arrived)
        if strange:
            self.add_error(
                "pictures",
                ngettext(
                    "One file is not a picture we can read. Photos work best: JPEG, PNG or HEIC.",
                    "%(count)s files are not pictures we can read. Photos work best: JPEG, PNG or HEIC.",
                    strange,
                )
                % {"count": strange},
            )
        if self.refused["large"]:
            self.add_error(
                "pictures",
                ngettext(
                    "One picture is larger than %(size)s MB. Please send a smaller one.",
                    "%(count)s pictures are larger than %(size)s MB. Please send smaller ones.",
                    self.refused["large"],
                )
                % {"count": self.refused["large"], "size": settings.MAX_UPLOAD_BYTES // 2**20},
            )
        return self.arrived

    def clean(self):
        cleaned = super().clean()
        if self.refused["many"] or self.picture_count > self.room:
            self.add_error(
                "pictures",
                ngettext(
                    "There is room for one picture. Choose the one you want most.",
                    "There is room for %(count)s pictures. Choose the ones you want most.",
                    self.room,
                )
                % {"count": self.room},
            )
            self.arrived = self.arrived[: max(self.room - self.picture_count + len(self.arrived), 0)]
        return cleaned

    @property
    def picture_count(self):
        return len(self.arrived)

    @property
    def max_bytes(self):
        return settings.MAX_UPLOAD_BYTES


class DescribeForm(forms.ModelForm):
    """Alternative text, asked in the child's words."""

    class Meta:
        model = Attachment
        fields = ["alt"]
        labels = {"alt": gettext_lazy("What would you tell somebody who cannot see the picture?")}
        widgets = {"alt": forms.Textarea(attrs={"rows": 2, "dir": "auto"})}
