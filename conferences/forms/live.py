"""What is asked on the day."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models import Commitment, Goal


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


MOST_LETTERS = 300  # of one promise


class CloseForm(forms.Form):
    """I will, my family will, my teacher will; or the day by which they will decide."""

    student = forms.CharField(label=_("I will"), required=False, max_length=MOST_LETTERS)
    family = forms.CharField(label=_("My family will"), required=False, max_length=MOST_LETTERS)
    teacher = forms.CharField(label=_("My teacher will"), required=False, max_length=MOST_LETTERS)
    check_on = forms.DateField(
        label=_("We look at it together on"), required=False, widget=DateInput, initial=in_two_weeks
    )
    ends_on = forms.DateField(
        label=_("Until (empty: until our next conference)"), required=False, widget=DateInput
    )
    # Her whole family may look at this screen: only goals that are shared with them are offered.
    goal = forms.ModelChoiceField(
        Goal.objects.none(),
        label=_("It helps with this goal"),
        required=False,
        empty_label=_("No goal in particular"),
        widget=forms.Select({"class": "form-select"}),
    )
    decide_by = forms.DateField(label=_("We’ll decide by"), required=False, widget=DateInput)

    @classmethod
    def of(cls, conference, data=None):
        """With what has been written and not agreed yet."""
        form = cls(conference.student, data, initial=conference.closing)
        form.revision = conference.closing_revision
        return form

    def __init__(self, student, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = Goal.objects.of(student).open().shared().order_by("-set_at")
        for name in Commitment.Party.values:
            self.fields[name].widget.attrs |= {"class": "form-control", "autocomplete": "off", "dir": "auto"}

    def words(self):
        """What is written so far, right or not, to be kept."""
        return {name: self.data.get(name, "")[:MOST_LETTERS].replace("\x00", "") for name in self.fields}

    @property
    def seen(self):
        """The revision that the page knew."""
        said = self.data.get("revision", "")
        return int(said) if said.isdecimal() else -1

    def says_more(self, conference):
        """Whether something is written here that is not among what was agreed already."""
        agreed = set(conference.commitments.values_list("party", "text"))
        said = {(party, (self.data.get(party) or "").strip()) for party in Commitment.Party.values}
        return any(text for _party, text in said - agreed)

    def show_both(self, stale):
        """The form again with what was written here, beside what was written elsewhere."""
        self.theirs, self.revision = stale.theirs, stale.revision

    @property
    def promises(self):
        """What was promised, by party."""
        parties = Commitment.Party.values
        return {party: self.cleaned_data[party] for party in parties if self.cleaned_data.get(party)}

    def clean(self):
        cleaned = super().clean()
        if self.promises:
            self.ask_for("check_on", _("Choose the day on which you look at it together."))
            self.in_order()
        else:
            self.ask_for("decide_by", _("Write one thing above, or choose the day by which you will decide."))
        return cleaned

    def in_order(self):
        """It ends after they have looked at it."""
        first, end = self.cleaned_data.get("check_on"), self.cleaned_data.get("ends_on")
        if first and end and end < first:
            self.add_error("ends_on", _("Choose a day after the one on which you look at it."))

    def ask_for(self, name, words):
        """A day from today on, unless its field says already what is wrong with it."""
        day = self.cleaned_data.get(name)
        if name in self.errors:
            return
        if day is None:
            self.add_error(name, words)
        elif day < timezone.localdate():
            self.add_error(name, _("Choose a day that is still to come."))
