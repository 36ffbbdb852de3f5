"""What a family says about a goal, and what the student makes of it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.forms.common import form_key

MOST_YEARS = 20  # longer ago nobody saw it; a piece made of it would open a school year of its own
WORDS = {"rows": 3, "class": "form-control", "dir": "auto"}


class HelpForm(forms.Form):
    """How can I help? The question alone is enough."""

    form_key = form_key()
    text = forms.CharField(
        label=_("Say more, if you like"), required=False, max_length=2000, widget=forms.Textarea(WORDS)
    )


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__({"class": "form-control"}, format="%Y-%m-%d")


class HomeNoteForm(forms.Form):
    """What happened at home, and when."""

    form_key = form_key()
    text = forms.CharField(
        label=_("What did you see?"),
        max_length=2000,
        widget=forms.Textarea(WORDS),
        error_messages={"required": _("Write a line about what you saw.")},
    )
    seen_on = forms.DateField(label=_("When?"), widget=DayInput, initial=timezone.localdate)

    def clean_seen_on(self):
        day = self.cleaned_data["seen_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Choose today, or a day before."))
        if day.year < timezone.localdate().year - MOST_YEARS:
            raise forms.ValidationError(self.fields["seen_on"].error_messages["invalid"])
        return day


class AnswerTalkForm(forms.Form):
    form_key = form_key()
    text = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(WORDS),
        error_messages={"required": _("Write a line first. A few words are enough.")},
    )


class CollectForm(forms.Form):
    """The student's own title for what was seen at home."""

    title = forms.CharField(
        label=_("My title for it"),
        max_length=120,
        widget=forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Give it a title in your own words.")},
    )
