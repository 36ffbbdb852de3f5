import json

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portfolios import kinds
from portfolios.limits import all_limits, for_scripts
from portfolios.models import Upload
from portfolios.refusals import REASONS

# What a browser offers to choose from. What a file is, its first bytes say.
ACCEPTED = {
    "picture": "image/*,.heic,.heif",
    "video": "video/*",
    "audio": "audio/*",
    "document": ".pdf,.docx,.pptx,.xlsx,.odt,.odp,.ods",
}
EXTENSIONS = {".heic": "picture", ".heif": "picture", ".mov": "video", ".mkv": "video", ".m4a": "audio"}


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; which of them are welcome is sorted out by the form, one by one."""

    widget = FilesInput(attrs={"accept": ",".join(ACCEPTED.values()), "multiple": True})

    def clean(self, data, initial=None):
        return [file for file in data or [] if file]


class FilesForm(forms.Form):
    """Choose or make files. Good ones among those that came are kept even when the form is refused.

    `kept` names those that came before: in parts by the page's script, or with a form that was refused.
    """

    files = FilesField(required=False, label=gettext_lazy("Choose files"))  # type: ignore[assignment]
    kept = forms.Field(widget=forms.MultipleHiddenInput, required=False)

    def __init__(self, *args, uploads=(), refused=None, room=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.refused = refused or {"large": 0, "many": 0, "much": 0}
        self.room = settings.MAX_FILES if room is None else room
        self.uploads = list(uploads)
        self.wanted = self.data.getlist("kept") if self.is_bound else self.keys_of(self.uploads)
        self.arrived = []
        self.fields["files"].help_text = " ".join(self.limits)

    @staticmethod
    def keys_of(uploads):
        return [str(upload.key) for upload in uploads]

    def clean_files(self):
        sent = self.cleaned_data["files"]
        looks = [(file, kinds.look(file)) for file in sent]
        self.arrived = [file for file, seen in looks if seen.kind]
        for reason in dict.fromkeys(seen.opener for _file, seen in looks if not seen.kind):
            self.add_error("files", REASONS[reason])
        if self.refused["large"]:
            self.add_error(
                "files",
                ngettext(
                    "One file is too large, so it was left out. %(limits)s",
                    "%(count)s files are too large, so they were left out. %(limits)s",
                    self.refused["large"],
                )
                % {"count": self.refused["large"], "limits": " ".join(self.limits)},
            )
        if self.refused["much"]:
            self.add_error("files", _("That was too much for one go. Please add the other files one by one."))
        return self.arrived

    def clean_kept(self):
        """Files that came earlier, in her order. One that has been used meanwhile is no mistake of hers."""
        usable = {str(upload.key): upload for upload in self.uploads if upload.is_usable}
        return [usable[key] for key in dict.fromkeys(self.wanted) if key in usable]

    def clean(self):
        cleaned = super().clean()
        if self.refused["many"] or self.file_count > self.room:
            self.add_error(
                "files",
                ngettext(
                    "There is room for one file. Choose the one you want most.",
                    "There is room for %(count)s files. Choose the ones you want most.",
                    self.room,
                )
                % {"count": self.room},
            )
            self.arrived = self.arrived[: max(self.room - self.file_count + len(self.arrived), 0)]
        return cleaned

    def keep(self, fresh):
        """Show the files that have just come beside those from before."""
        self.uploads = [*self.uploads, *fresh]
        self.wanted = [*self.wanted, *self.keys_of(fresh)]

    def forget(self, taken):
        """Those that became part of the piece."""
        self.uploads = [upload for upload in self.uploads if upload not in taken]

    @property
    def kept_uploads(self):
        """What is here, and whether it is wanted: the first ones in her order."""
        place = {key: number for number, key in enumerate(self.wanted)}
        usable = [upload for upload in self.uploads if upload.is_usable]
        ordered = sorted(usable, key=lambda upload: place.get(str(upload.key), len(place)))
        return [(upload, str(upload.key) in place) for upload in ordered]

    @property
    def half_here(self):
        """Files that stopped on their way. She chooses the same one again, and it goes on."""
        return [upload for upload in self.uploads if not upload.is_usable and upload.size]

    @property
    def file_count(self):
        return len(self.arrived) + len(self.cleaned_data.get("kept", []))

    @property
    def limits(self):
        return all_limits()

    @property
    def script_limits(self):
        return json.dumps(for_scripts(), ensure_ascii=False)

    @property
    def minutes(self):
        return settings.MAX_MEDIA_MINUTES


class StartForm(forms.Form):
    """What the page's script says about a file before it sends it."""

    part = forms.ChoiceField(choices=Upload.Part, required=False)
    type = forms.CharField(max_length=200, required=False)
    name = forms.CharField(required=False)
    size = forms.IntegerField(min_value=0, max_value=2**60, required=False)
    fingerprint = forms.RegexField(r"^[0-9a-f]{64}$", required=False)

    def clean_part(self):
        return self.cleaned_data["part"] or Upload.Part.PIECE

    def clean_name(self):
        """The end of it, where the number of a photograph stands."""
        return self.cleaned_data["name"][-120:]

    def told(self):
        fields = ("part", "name", "size", "fingerprint")
        return {name: self.cleaned_data[name] for name in fields} | {"kind": self.kind()}

    def kind(self):
        """As the browser calls it; some know nothing of a HEIC."""
        family = self.cleaned_data["type"].partition("/")[0]
        ending = "." + self.cleaned_data["name"].rpartition(".")[2].lower()
        known = {"image": "picture", "audio": "audio", "video": "video"}.get(family)
        return known or EXTENSIONS.get(ending) or ("document" if self.cleaned_data["type"] else "")


class PartForm(forms.Form):
    """Where a part begins, in bytes, and whether it ends a recording."""

    offset = forms.IntegerField(min_value=0, max_value=2**60)
    ends = forms.BooleanField(required=False)
