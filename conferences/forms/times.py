"""What somebody says about the time of a conference."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from conferences.models import Place


class PlaceForm(forms.Form):
    """The time a family chose. Whether it is still free is for the database to say."""

    place = forms.ModelChoiceField(
        queryset=Place.objects.none(),
        error_messages={"invalid_choice": _("Please choose one of these times.")},
    )

    def __init__(self, conference, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.fitting(conference)


class WishForm(forms.Form):
    """Times that others have now, and that would do."""

    times = forms.MultipleChoiceField(
        label=_("Which of these times would do?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one time that would do."),
            "invalid_choice": _("One of these times is not there any more. Please look once more."),
        },
    )
    line = forms.CharField(
        label=_("Why, if you like to say"),
        help_text=_("Only the school reads this."),
        required=False,
        max_length=300,
        widget=forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, moments, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["times"].choices = [(moment.isoformat(), moment) for moment in moments]

    def clean_times(self):
        return [datetime.datetime.fromisoformat(moment) for moment in self.cleaned_data["times"]]


class TogetherForm(forms.Form):
    """A time for each of several children, in one choice: `conference:place` for each, joined by a comma."""

    plan = forms.CharField(max_length=200)

    def __init__(self, conferences, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conferences = {conference.pk: conference for conference in conferences}

    def clean_plan(self):
        try:
            pairs = [tuple(map(int, pair.split(":"))) for pair in self.cleaned_data["plan"].split(",")]
            return [
                (self.conferences[conference], self.place(conference, place)) for conference, place in pairs
            ]
        except (ValueError, KeyError, OverflowError, Place.DoesNotExist):
            raise ValidationError(_("Please choose one of these times.")) from None

    def place(self, conference, place):
        return Place.objects.fitting(self.conferences[conference]).get(pk=place)
