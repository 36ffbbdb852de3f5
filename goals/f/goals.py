import datetime
import uuid

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from goals.models import CheckIn, Commitment, Goal, HowFar

STEPS = 5
AREA_ICONS = {
    Goal.Area.ACADEMIC: "book-open",
    Goal.Area.HABITS: "repeat-2",
    Goal.Area.WELLBEING: "heart",
    Goal.Area.COMMUNITY: "users",
}
STILL_ICONS = {
    CheckIn.Still.KEEP: "footprints",
    CheckIn.Still.CHANGE: "pencil",
    CheckIn.Still.DONE: "flag",
    CheckIn.Still.DROP: "archive",
}
STATE_ICONS = {
    Commitment.State.KEPT: "check",
    Commitment.State.OPEN: "footprints",
    Commitment.State.CHANGED: "pencil",
    Commitment.State.LET_GO: "archive",
}


def form_key():
    """Made once for each form that is opened, so that a double click makes one thing."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def pictured(field, icons):
    """Radios with their icons, for choices drawn as cards."""
    return [(radio, icons[radio.data["value"]]) for radio in field]


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


class CheckInForm(forms.Form):
    """Two minutes: still mine, how far, one line, help."""

    form_key = form_key()
    still = forms.ChoiceField(
        label=_("Is it still your goal?"),
        choices=CheckIn.Still,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. Each of them is a good answer.")},
    )
    progress = forms.TypedChoiceField(
        label=_("How far are you?"), choices=HowFar, coerce=int, widget=forms.RadioSelect
    )
    line = forms.CharField(
        label=_("One line about it"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
    wants_help = forms.BooleanField(label=_("I would like help"), required=False)

    @property
    def answers(self):
        return pictured(self["still"], STILL_ICONS)

    def clean(self):
        """Changing or setting aside is a decision, and a decision has a reason."""
        data = super().clean()
        decided = data.get("still") in (CheckIn.Still.CHANGE, CheckIn.Still.DROP)
        if decided and not data.get("line") and "line" not in self.errors:
            self.add_error("line", _("Write one line why. It helps you to remember what you decided."))
        return data


class ReplyForm(forms.Form):
    """Words for the student, or only "I have read it"."""

    form_key = forms.UUIDField()
    seen_news_at = forms.DateTimeField()
    text = forms.CharField(required=False, max_length=2000)
    read = forms.BooleanField(required=False)
    place = forms.IntegerField(required=False)

    def clean(self):
        data = super().clean()
        if not data.get("text") and not data.get("read") and "text" not in self.errors:
            self.add_error("text", _("Write a line first, or choose “I have read it”."))
        return data


class CommitmentForm(forms.Form):
    """Did it happen? Four kind answers and one line."""

    STATES = [
        (Commitment.State.KEPT, _("It happened")),
        (Commitment.State.OPEN, _("Under way")),
        (Commitment.State.CHANGED, _("We changed it")),
        (Commitment.State.LET_GO, _("We let it go")),
    ]
    seen = forms.DateTimeField(required=False)  # when it was last checked, as the page knew it
    state = forms.ChoiceField(
        label=_("How did it go?"),
        choices=STATES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. Each of them is a good answer.")},
    )
    line = forms.CharField(
        label=_("One line about it"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )

    @property
    def answers(self):
        return pictured(self["state"], STATE_ICONS)
