"""What the adults of a room say: who is here, how it was, what becomes of one that was missed."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from conferences.forms.live import DateInput
from conferences.models import Conference, MakeUp, OtherWay, Place


def line(**kwargs):
    return forms.CharField(
        widget=forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}), **kwargs
    )


class HereForm(forms.Form):
    """Here, or said by mistake."""

    here = forms.BooleanField(required=False)


class StandInForm(forms.Form):
    name = line(label=_("Who stands in?"), max_length=100)

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())


class LaterTalkForm(forms.Form):
    line = line(label=_("What it is about, in a few words"), required=False, max_length=300)


class HeldAsForm(forms.Form):
    held_as = forms.ChoiceField(choices=Conference.HeldAs.choices)


class MissForm(forms.ModelForm):
    """Why it does not happen now, as far as anybody knows."""

    class Meta:
        model = MakeUp
        fields = ("reason", "line")
        widgets = {
            "reason": forms.RadioSelect,
            "line": forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}),
        }
        help_texts = {"line": _("Only the advisors and the office read this.")}


class SettleForm(forms.Form):
    """How she gets her audience after all."""

    how = forms.ChoiceField(label=_("What becomes of it?"), choices=MakeUp.How, widget=forms.RadioSelect)
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label=_("A new time"),
        required=False,
        empty_label=_("No new time yet"),
        widget=forms.Select({"class": "form-select"}),
        error_messages={"invalid_choice": _("That time has just been taken. Please choose another.")},
    )
    name = line(label=_("Who stands in?"), required=False, max_length=100)
    decide_by = forms.DateField(label=_("We’ll decide by"), required=False, widget=DateInput)

    def __init__(self, conference, *args, **kwargs):
        super().__init__(*args, **kwargs)
        free = Place.objects.fitting(conference).free().select_related("session")
        self.fields["place"].queryset = free.one_a_time()
        self.fields["place"].label_from_instance = place_words

    def clean(self):
        cleaned = super().clean()
        how = cleaned.get("how")
        cleaned["name"] = " ".join(cleaned.get("name", "").split())
        if how == MakeUp.How.NEW_TIME and not cleaned.get("place") and "place" not in self.errors:
            self.add_error("place", _("Choose the new time here."))
        if how == MakeUp.How.STAND_IN and not cleaned["name"]:
            self.add_error("name", _("Write who stands in."))
        day = cleaned.get("decide_by")
        if how == MakeUp.How.HELD and "decide_by" not in self.errors:
            if day is None:
                self.add_error("decide_by", _("Choose the day by which you write down what you agreed."))
            elif day < timezone.localdate():
                self.add_error("decide_by", _("Choose a day that is still to come."))
        return cleaned


def place_words(place):
    local = timezone.localtime(place.starts_at)
    return (
        f"{date_format(local, str(_('D, M j')))} {date_format(local, 'TIME_FORMAT')} · {place.session.room}"
    )


class WayForm(forms.ModelForm):
    """Another way of holding it, and why, for the advisor alone."""

    class Meta:
        model = OtherWay
        fields = ("way", "reason")
        widgets = {
            "way": forms.RadioSelect,
            "reason": forms.Textarea({"rows": 3, "class": "form-control", "dir": "auto"}),
        }

    def __init__(self, conference, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [
            choice for choice in Conference.Way.choices if choice[0] != conference.way
        ]
        self.fields["way"].initial = self.fields["way"].choices[0][0]


class DoubleForm(forms.Form):
    double = forms.BooleanField(required=False)


class ChooseWayForm(forms.Form):
    way = forms.ChoiceField(choices=Conference.Way.choices)


class AnswerWayForm(forms.Form):
    agreed = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")
    answer = line(label=_("Your answer"), required=False, max_length=300)
