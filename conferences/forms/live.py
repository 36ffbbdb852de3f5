"""What is asked on the day."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models import Commitment


class SeenForm(forms.Form):
    """The revision of the page that was acted on."""

    seen = forms.IntegerField(min_value=0)


class BoardForm(forms.Form):
    """The room board that was acted on, to go back to."""

    board = forms.IntegerField(min_value=1)


def in_two_weeks():
    return timezone.localdate() + timedelta(days=14)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__({"class": "form-control"}, format="%Y-%m-%d")


class CloseForm(forms.Form):
    """I will, my family will, my teacher will; or the day by which they will decide."""

    student = forms.CharField(label=_("I will"), required=False, max_length=300)
    family = forms.CharField(label=_("My family will"), required=False, max_length=300)
    teacher = forms.CharField(label=_("My teacher will"), required=False, max_length=300)
    check_on = forms.DateField(
        label=_("We look at it together on"), required=False, widget=DateInput, initial=in_two_weeks
    )
    decide_by = forms.DateField(label=_("We’ll decide by"), required=False, widget=DateInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in Commitment.Party.values:
            self.fields[name].widget.attrs |= {"class": "form-control", "autocomplete": "off", "dir": "auto"}

    @property
    def promises(self):
        """What was promised, by party."""
        parties = Commitment.Party.values
        return {party: self.cleaned_data[party] for party in parties if self.cleaned_data.get(party)}

    def clean(self):
        cleaned = super().clean()
        if self.promises:
            self.ask_for("check_on", _("Choose the day on which you look at it together."))
        else:
            self.ask_for("decide_by", _("Write one thing above, or choose the day by which you will decide."))
        return cleaned

    def ask_for(self, name, words):
        """A day from today on, unless its field says already what is wrong with it."""
        day = self.cleaned_data.get(name)
        if name in self.errors:
            return
        if day is None:
            self.add_error(name, words)
        elif day < timezone.localdate():
            self.add_error(name, _("Choose a day that is still to come."))
