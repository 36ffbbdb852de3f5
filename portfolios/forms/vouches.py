from django import forms
from django.utils.translation import gettext_lazy as _


def plain(words):
    return " ".join(words.split())


class VouchForm(forms.Form):
    """Who could vouch for it, and how she knows the student."""

    name = forms.CharField(
        label=_("Who could vouch for it?"),
        help_text=_("A grown-up who saw you do it, or who knows about it."),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
    )
    relation = forms.CharField(
        label=_("How does this person know you?"),
        help_text=_("Coach at the swim club, neighbor, grandfather …"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail, if you know it"),
        help_text=_("Without one, you can print a page with the link and hand it over."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def clean_name(self):
        return plain(self.cleaned_data["name"])

    def clean_relation(self):
        return plain(self.cleaned_data["relation"])

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class VouchAnswerForm(forms.Form):
    """A line or two from the adult who was asked."""

    words = forms.CharField(
        label=_("What would you like to say about it?"),
        help_text=_("A line or two is enough: what you saw, and what you liked."),
        max_length=600,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    saw = forms.BooleanField(label=_("I saw it happen myself"), required=False)
    signed = forms.CharField(
        label=_("Your name"), max_length=100, widget=forms.TextInput({"autocomplete": "name", "dir": "auto"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A browser would cut off what is too long without a word; the form says so instead.
        self.fields["words"].widget.attrs.pop("maxlength", None)

    def clean_signed(self):
        return plain(self.cleaned_data["signed"])
