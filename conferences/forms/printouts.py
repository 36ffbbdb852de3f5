from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.models import Printout

OF_THE_OFFICE = [choice for choice in Printout.What.choices if choice[0] != Printout.What.OWN]


class PrintoutForm(forms.Form):
    """What is to be printed, and of which of the days that the round has."""

    what = forms.ChoiceField(label=_("what"), choices=OF_THE_OFFICE)
    day = forms.TypedChoiceField(label=_("day"), required=False, coerce=str, empty_value=None)

    def __init__(self, days, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.days = {day.isoformat(): day for day in days}
        self.fields["day"].choices = [("", _("all days")), *((key, key) for key in self.days)]

    def clean_day(self):
        return self.days.get(self.cleaned_data["day"])
