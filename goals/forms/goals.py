import datetime

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from goals.forms.common import form_key, pictured
from goals.models import Goal

STEPS = 5
AREA_ICONS = {
    Goal.Area.ACADEMIC: "book-open",
    Goal.Area.HABITS: "repeat-2",
    Goal.Area.WELLBEING: "heart",
    Goal.Area.COMMUNITY: "users",
}


def in_weeks(weeks):
    return timezone.localdate() + datetime.timedelta(weeks=weeks)


class GoalForm(forms.ModelForm):
    """I want / I will / I need."""

    THREE, NINE, DAY, OPEN = "3", "9", "day", ""

    when = forms.ChoiceField(label=_("Until when?"), required=False, widget=forms.RadioSelect)
    day = forms.DateField(
        label=_("The day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = Goal
        fields = ["want", "will", "need_from_family", "need_from_teacher", "area", "shared_with_family"]
        widgets = {
            "want": forms.Textarea({"rows": 2}),
            "will": forms.Textarea({"rows": 3}),
            "need_from_family": forms.Textarea({"rows": 2}),
            "need_from_teacher": forms.Textarea({"rows": 2}),
            "area": forms.RadioSelect,
        }
        labels = {"want": _("My goal, in my words"), "will": _("What I will do")}
        error_messages = {"want": {"required": _("Write what you want first. A few words are enough.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["when"].choices = [
            (self.THREE, _("In three weeks (%s)") % date_format(in_weeks(3), "MONTH_DAY_FORMAT")),
            (self.NINE, _("In nine weeks (%s)") % date_format(in_weeks(9), "MONTH_DAY_FORMAT")),
            (self.DAY, _("On another day")),
            (self.OPEN, _("I do not know yet")),
        ]
        for place in range(STEPS):
            self.fields[f"step_{place}"] = forms.CharField(
                label=_("Step %s") % (place + 1),
                required=False,
                max_length=300,
            )

    @property
    def areas(self):
        return pictured(self["area"], AREA_ICONS)

    @property
    def steps(self):
        return [self[f"step_{place}"] for place in range(STEPS)]

    def clean(self):
        data = super().clean()
        when = data.get("when")
        data["until"] = in_weeks(int(when)) if when in (self.THREE, self.NINE) else None
        if when == self.DAY and "day" not in self.errors:
            data["until"] = self.clean_chosen_day(data["day"])
        return data

    def clean_chosen_day(self, day):
        if day is None:
            self.add_error("day", _("Choose a day, or say that you do not know yet."))
        elif "day" in self.changed_data and day < timezone.localdate():
            self.add_error("day", _("This day is over. Choose one that is still to come."))
        return day

    def words(self):
        """What the actions write: the goal's columns and its steps."""
        columns = [*self.Meta.fields, "until"]
        steps = [self.cleaned_data[f"step_{place}"] for place in range(STEPS)]
        return {name: self.cleaned_data[name] for name in columns} | {"steps": steps}


class GoalAddForm(GoalForm):
    form_key = form_key()


class GoalEditForm(GoalForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)


def words_of(goal):
    """A goal as the initial values of its form."""
    words = {name: getattr(goal, name) for name in GoalForm.Meta.fields}
    words |= {"day": goal.until, "when": GoalForm.DAY if goal.until else GoalForm.OPEN}
    words |= {f"step_{step.position}": step.text for step in goal.steps.all()}
    return words | {"revision": goal.revision}


class StepForm(forms.Form):
    """The state asked for, so that two clicks on one tick are one tick."""

    done = forms.BooleanField(required=False)
