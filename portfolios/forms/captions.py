from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy

from portfolios.models import Captions


def languages():
    """Every language by the name that its speakers give it."""
    known = {code: info["name_local"] for code, info in LANG_INFO.items() if "name_local" in info}
    return sorted(known.items(), key=lambda language: language[1].casefold())


class CaptionsForm(forms.ModelForm):
    """What is said, a line a caption."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    language = forms.ChoiceField(label=gettext_lazy("In which language?"), choices=languages)

    class Meta:
        model = Captions
        fields = ["text", "language"]
        labels = {"text": gettext_lazy("What is said")}
        help_texts = {
            "text": gettext_lazy(
                "A line for each thing that is said. If you like, begin a line with its time: 0:04. "
                "Lines without a time are spread out by themselves."
            )
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 10, "dir": "auto", "spellcheck": "true"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A browser would cut off what is too long without a word; the form says so instead.
        self.fields["text"].widget.attrs.pop("maxlength", None)
