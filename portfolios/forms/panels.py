import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Guest, User


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


class UntilField(forms.DateField):
    """The last day on which somebody on a panel sees anything."""

    def __init__(self):
        super().__init__(
            label=_("Until"),
            initial=lambda: in_days(Guest.PANEL_DAYS),
            widget=forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        )

    def validate(self, value):
        super().validate(value)
        if value and not timezone.localdate() <= value <= in_days(Guest.LONGEST_PANEL_DAYS):
            raise forms.ValidationError(_("Choose a day from today on, within a year."))


class PanelForm(forms.Form):
    """Whom to ask for a panel; the advisor may also choose a colleague and says until when."""

    colleague = forms.ModelChoiceField(
        User.objects.none(),
        label=_("A colleague"),
        required=False,
        empty_label=_("Somebody else, named below"),
        widget=forms.Select({"class": "form-select"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput({"class": "form-control", "autocomplete": "off"}),
    )
    relation = forms.CharField(
        label=_("Who is it?"),
        help_text=_("Biology teacher, engineer, last year’s graduate …"),
        max_length=60,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off", "dir": "auto"}),
    )
    until = UntilField()

    def __init__(self, *args, colleagues=None, **kwargs):
        super().__init__(*args, **kwargs)
        if colleagues is None:
            del self.fields["colleague"], self.fields["until"]
        else:
            self.fields["colleague"].queryset = colleagues

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("colleague"):
            for name, words in (("name", _("Who is it?")), ("email", _("Where do we send the invitation?"))):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        cleaned["name"] = " ".join(cleaned.get("name", "").split())
        cleaned["email"] = cleaned.get("email", "").lower()
        return cleaned


class AgreeForm(forms.Form):
    until = UntilField()


class NotThisTimeForm(forms.Form):
    reason = forms.CharField(
        label=_("Your reason, for you and the office"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"class": "form-control", "rows": 2, "dir": "auto"}),
    )
