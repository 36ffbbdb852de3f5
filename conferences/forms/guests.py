from django import forms
from django.utils.translation import gettext_lazy as _

from portfolios.models import Evidence


class GuestForm(forms.Form):
    """Whom the student would like to have at her conference."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Ask your guest, or look it up with somebody."),
        widget=forms.EmailInput({"class": "form-control", "autocomplete": "off"}),
    )
    relation = forms.CharField(
        label=_("Who is it to you?"),
        help_text=_("Grandmother, coach, mentor …"),
        max_length=60,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off", "dir": "auto"}),
    )

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class GuestShareForm(forms.Form):
    """Which pieces of her agenda her guests see; none is an answer, too."""

    pieces = forms.ModelMultipleChoiceField(Evidence.objects.none(), required=False)

    def __init__(self, *args, pieces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pieces"].queryset = pieces


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Your reason, for you and the office"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"class": "form-control", "rows": 2, "dir": "auto"}),
    )
