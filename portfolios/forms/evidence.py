from urllib.parse import urlsplit

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolios.forms.files import FilesForm
from portfolios.kinds import kind_of
from portfolios.models import Evidence

PLACE_ICONS = {"school": "school", "home": "house", "community": "trees"}


class EvidenceForm(forms.ModelForm):
    """Words, link, title, where and when of a piece."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    class Meta:
        model = Evidence
        fields = ["title", "text", "link", "place", "made_on"]
        labels = {
            "title": gettext_lazy("What is it called?"),
            "text": gettext_lazy("Write about it"),
            "link": gettext_lazy("Link to it"),
            "place": gettext_lazy("Where did you make it?"),
            "made_on": gettext_lazy("When?"),
        }
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "text": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            # Not type=url: a browser would refuse "example.org" with words of its own.
            "link": forms.TextInput(
                attrs={"inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}
            ),
            "place": forms.RadioSelect,
            "made_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {
            "title": {"required": gettext_lazy("Give it a name, so that you find it again.")},
            "made_on": {"required": gettext_lazy("Choose a day. A guess is fine.")},
            "link": {
                "invalid": gettext_lazy("This does not look like a web address. It starts with https://")
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["made_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        # A browser would cut off what is too long without a word; the form says so instead.
        self.fields["text"].widget.attrs.pop("maxlength", None)

    def places(self):
        """The three radios as cards: value, words, icon and whether chosen."""
        chosen = self["place"].value()
        return [
            (value, label, PLACE_ICONS[value], value == chosen) for value, label in Evidence.Place.choices
        ]

    def clean_link(self):
        """An address with a name before its host pretends to lead elsewhere."""
        link = self.cleaned_data["link"]
        if "@" in urlsplit(link).netloc:
            raise forms.ValidationError(_("This does not look like a web address. It starts with https://"))
        return link

    def clean_made_on(self):
        day = self.cleaned_data["made_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return day

    def words(self):
        """What is typed, valid or not, to be kept as a draft."""
        return {name: self[name].value() or "" for name in self.Meta.fields}

    def written(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewEvidenceForm(FilesForm, EvidenceForm):
    """A new piece: files, words, a link or a mix of them; at least one.

    `young`: who does not write yet need not type a name. The piece is called what it is until somebody
    writes down another name.
    """

    def __init__(self, *args, young=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = not young

    def clean(self):
        cleaned = super().clean()
        if "title" in cleaned and not cleaned["title"]:
            cleaned["title"] = self.name_of_its_kind(cleaned)
        something = self.file_count or cleaned.get("text") or cleaned.get("link")
        if not something and not {"files", "text", "link"} & set(self.errors):
            self.add_error(
                "files", _("Add a picture, a recording, some words or a link. One of them is enough.")
            )
        return cleaned

    def name_of_its_kind(self, cleaned):
        """As the button was called that began it."""
        names = {"picture": _("Photo"), "video": _("Film"), "audio": _("Voice")}
        kinds = [upload.kind for upload in cleaned.get("kept", [])] + [kind_of(file) for file in self.arrived]
        if kinds:
            return names.get(kinds[0], _("File"))
        return _("Words") if cleaned.get("text") else _("Link")


class PlaceFilter(forms.Form):
    """Which pieces of a list, and from which one on."""

    place = forms.ChoiceField(choices=Evidence.Place, required=False)
    start = forms.IntegerField(min_value=0, required=False)
