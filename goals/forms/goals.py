"""A goal as a form: the questions of its format, all on one page or one at a time."""

import datetime
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from goals import formats
from goals.forms.common import pictured
from goals.models import Goal

AREA_ICONS = {
    Goal.Area.ACADEMIC: "book-open",
    Goal.Area.HABITS: "repeat-2",
    Goal.Area.WELLBEING: "heart",
    Goal.Area.COMMUNITY: "users",
}
SCALE_ICONS = {
    Goal.Scale.WORDS: "message-circle",
    Goal.Scale.TRAIL: "footprints",
    Goal.Scale.TEN: "ruler",
    Goal.Scale.COUNT: "hash",
}
TOPS = {Goal.Scale.WORDS: 4, Goal.Scale.TRAIL: 4, Goal.Scale.TEN: 10}
GROUPED = ("steps", "area", "scale", "until", "share")
DAY, OPEN = "day", ""
MOST_TARGETS = 300  # of one list; a school has as many for one grade as it has subjects
MOST_KEPT = 10_000  # letters of one box in a draft
WEEKS = {
    0: _("At the end of this week (%s)"),
    1: _("At the end of next week (%s)"),
    3: _("In three weeks (%s)"),
    9: _("In nine weeks (%s)"),
    18: _("In half a year (%s)"),
}


def in_weeks(weeks):
    """That many weeks from today; of this week and the next it is the Friday that is still to come."""
    today = timezone.localdate()
    if weeks > 1:
        return today + datetime.timedelta(weeks=weeks)
    return today + datetime.timedelta(days=(4 - today.weekday()) % 7, weeks=weeks)


def in_words(field):
    """What stands in a box, as somebody would say it."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return field.label if value else ""
    day = (
        field.field.to_python(value)
        if isinstance(field.field, forms.DateField) and not field.errors
        else None
    )
    if day:
        return date_format(day, "DATE_FORMAT")
    labels = {str(key): label for key, label in flat(getattr(field.field, "choices", ()))}
    return labels.get(str(value or ""), value)


def flat(choices):
    """Choices without their headings."""
    for key, label in choices:
        yield from label if isinstance(label, list) else [(key, label)]


@dataclass
class Asked:
    """A question of the format with the fields that answer it."""

    question: formats.Question
    fields: list[BoundField]

    @property
    def first(self):
        return self.fields[0]

    @property
    def is_grouped(self):
        """Several boxes or choices under one question."""
        return self.question.name in GROUPED

    @property
    def told(self):
        """Her answer in words, line by line; nothing while it is open."""
        fields = self.fields
        if self.question.name == "scale" and self.first.value() != Goal.Scale.COUNT:
            fields = fields[:1]
        elif self.question.name == "until":
            fields = fields[1:] if self.first.value() == DAY else fields[:1]
        return [words for field in fields if (words := in_words(field))]

    @property
    def has_errors(self):
        return any(field.errors for field in self.fields)

    @property
    def pictures(self):
        """The choices of this question, each with its icon."""
        return pictured(self.first, AREA_ICONS if self.question.name == "area" else SCALE_ICONS)


class GoalForm(forms.Form):
    """The questions of one format, as somebody of her grade is asked them; of these `only` one, if named.

    `targets` are those that a goal may belong to. `words` are what stands in the boxes at first.
    """

    def __init__(self, data=None, *, format, grade, targets=(), only=None, words=None):
        super().__init__(data, initial=words or {})
        self.format = formats.FORMATS[format]
        self.age = formats.age_of(grade)
        self.targets = targets
        self.names = {}
        for question in self.all_questions():
            if only in (None, question.name):
                before = set(self.fields)
                getattr(self, f"add_{question.name}", self.add_words)(question)
                self.names[question.name] = [name for name in self.fields if name not in before]
        if only in self.fields and only not in GROUPED:  # the heading of the page is its label
            self.fields[only].widget.attrs["aria-labelledby"] = "ask"

    def all_questions(self):
        """What this format asks her. Who hardly reads, or whose school has no targets, chooses none."""
        asked = self.format.questions(self.age)
        return [q for q in asked if q.name != "target" or (self.targets and self.age > 0)]

    @property
    def asked(self):
        """Every question with its fields, in their order."""
        return [
            Asked(question, [self[name] for name in self.names[question.name]])
            for question in self.all_questions()
            if question.name in self.names
        ]

    @property
    def sections(self):
        """The sections of its format with their questions, for one page."""
        asked = {one.question.name: one for one in self.asked}
        return [
            (section, [asked[q.name] for q in section.questions if q.name in asked])
            for section in self.format.sections
        ]

    def add_words(self, question):
        self.fields[question.name] = forms.CharField(
            label=question.asks,
            required=bool(question.missing),
            max_length=question.most,
            error_messages={"required": question.missing},
            widget=forms.Textarea({"rows": question.rows, "class": "form-control", "dir": "auto"}),
        )
        # A browser would cut off what is too long without a word; the form says so instead.
        self.fields[question.name].widget.attrs.pop("maxlength", None)

    def add_steps(self, question):
        for place in range(self.format.steps):
            self.fields[f"step_{place}"] = forms.CharField(
                label=_("Step %s") % (place + 1),
                required=False,
                max_length=300,
                widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
            )

    def add_area(self, question):
        self.fields["area"] = forms.ChoiceField(
            label=question.asks,
            choices=Goal.Area,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose what fits best. You can change it later.")},
        )

    def add_target(self, question):
        """Targets in student words, under their headings."""
        field = forms.ModelChoiceField(
            label=question.asks,
            queryset=self.targets,
            required=False,
            widget=forms.Select({"class": "form-select"}),
        )
        headings = {}
        for target in self.targets[:MOST_TARGETS]:
            headings.setdefault(target.area_name, []).append((target.pk, target.words))
        field.choices = [("", _("None of them")), *headings.items()]
        self.fields["target"] = field

    def add_until(self, question):
        weeks = self.format.weeks
        days = [(str(n), WEEKS[n] % date_format(in_weeks(n), "MONTH_DAY_FORMAT")) for n in weeks]
        self.fields["when"] = forms.ChoiceField(
            label=question.asks,
            required=False,
            widget=forms.RadioSelect,
            choices=[*days, (DAY, _("On another day")), (OPEN, _("I do not know yet"))],
            initial=str(9 if 9 in weeks else weeks[0]),
        )
        self.fields["day"] = forms.DateField(
            label=_("The day"),
            required=False,
            widget=forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        )

    def add_scale(self, question):
        scales = [scale for scale in Goal.Scale if self.age < 2 or scale != Goal.Scale.TRAIL]
        if self.initial.get("scale") == Goal.Scale.TRAIL:
            scales = list(Goal.Scale)
        self.fields["scale"] = forms.ChoiceField(
            label=question.asks,
            choices=[(scale.value, scale.label) for scale in scales],
            initial=Goal.Scale.WORDS,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields["top"] = forms.IntegerField(
            label=_("How many will it be?"),
            required=False,
            min_value=1,
            max_value=1000,
            widget=forms.NumberInput({"class": "form-control", "inputmode": "numeric"}),
        )
        self.fields["unit"] = forms.CharField(
            label=_("Of what?"),
            help_text=_("Books, pages, minutes …"),
            required=False,
            max_length=40,
            widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
        )

    def add_share(self, question):
        self.fields["shared_with_family"] = forms.BooleanField(
            label=_("My family may see it"), required=False
        )

    def clean(self):
        data = super().clean()
        if "when" in self.fields:
            data["until"] = self.chosen_day(data)
        if "scale" in self.fields and "scale" not in self.errors:
            data["scale"] = data["scale"] or Goal.Scale.WORDS
            self.set_top(data)
        return data

    def chosen_day(self, data):
        when, day = data.get("when"), data.get("day")
        if when and when != DAY:
            return in_weeks(int(when))
        if when != DAY or "day" in self.errors:
            return None
        if day is None:
            self.add_error("day", _("Choose a day, or say that you do not know yet."))
        elif day < timezone.localdate() and str(day) != str(self.initial.get("day")):
            self.add_error("day", _("This day is over. Choose one that is still to come."))
        return day

    def set_top(self, data):
        """Who counts says up to where; the other scales have an end of their own."""
        if data["scale"] != Goal.Scale.COUNT:
            data |= {"top": TOPS[data["scale"]], "unit": ""}
        elif data.get("top") is None and "top" not in self.errors:
            self.add_error("top", _("Write a number: how many will it be when you are there?"))

    def columns(self):
        """What the actions write: the columns of the goal that its format asks for, and its steps."""
        data = self.cleaned_data
        asked = [*formats.COLUMNS, "area", "target", "scale", "top", "unit", "shared_with_family"]
        columns = {name: data[name] for name in asked if name in self.fields}
        columns["format"] = self.format.key
        columns["want"] = columns["want"] or _("My picture goal")
        columns["answers"] = {name: data[name] for name in self.format.names if data[name]}
        if "when" in self.fields:
            columns["until"] = data["until"]
        if self.format.scale:
            columns |= {"scale": self.format.scale, "top": TOPS[self.format.scale], "unit": ""}
        if "step_0" in self.fields:
            steps = [data[f"step_{place}"] or self.unsaid(place) for place in range(self.format.steps)]
            columns["steps"] = steps
        return columns

    def unsaid(self, place):
        """The name of a step that will be a picture, where nobody has said it in words."""
        if self.format.key != Goal.Format.PICTURE:
            return ""
        return (_("First small step"), _("Second small step"))[place]

    def texts(self, words):
        """Of these words those that stand in text boxes of this form, to be shown beside what she wrote."""
        return {
            name: words.get(name) or "" for name, box in self.fields.items() if type(box) is forms.CharField
        }

    def boxes(self):
        """What stands in the boxes, right or wrong, for a draft."""
        return {name: self.data.get(name, "").replace("\0", "")[:MOST_KEPT] for name in self.fields}


class DraftForm(forms.Form):
    """What a page of a goal being written says about itself, and where its writer wants to go."""

    class Go:
        NEXT, BACK, LATER = "next", "back", "later"

    form_key = forms.UUIDField()
    revision = forms.IntegerField(min_value=0)
    go = forms.ChoiceField(
        choices=[(go, go) for go in (Go.NEXT, Go.BACK, Go.LATER)], required=False, initial=Go.NEXT
    )


class GoalEditForm(GoalForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def words_of(goal):
    """A goal as the first words of its form."""
    names = [*formats.COLUMNS, "area", "scale", "unit", "shared_with_family"]
    words = {name: getattr(goal, name) for name in names} | goal.answers
    words |= {"target": goal.target_id, "top": goal.top}
    words |= {"day": goal.until, "when": DAY if goal.until else OPEN}
    words |= {f"step_{step.position}": step.text for step in goal.steps.all()}
    return words | {"revision": goal.revision}


class StepForm(forms.Form):
    """The state asked for, so that two clicks on one tick are one tick."""

    done = forms.BooleanField(required=False)


class GoalShareForm(forms.Form):
    """What she asks for: her family sees it, or does not."""

    shared = forms.BooleanField(required=False)
