from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.grades import grade_words
from portfolios.case import MAX_BYTES
from portfolios.models import Framework, Level, Target
from portfolios.models.targets import HIGHEST, LOWEST

FRAMEWORK_FILES = ".json,.csv,.tsv,.txt"


def grade_choices():
    return [(grade, grade_words(grade, grade)) for grade in range(LOWEST, HIGHEST + 1)]


def dress(fields):
    """The look of our controls, for forms that are written out field by field."""
    for field in fields.values():
        plain = not isinstance(field.widget, (forms.RadioSelect, forms.CheckboxInput, forms.HiddenInput))
        if plain and not isinstance(field.widget, forms.FileInput):
            look = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs["class"] = look


class GradesMixin:
    """From grade to grade, as choices that a person can read; only forms of a grade range have both."""

    def make_grades(self):
        for name in ("grade_low", "grade_high"):
            if name in self.fields:
                self.fields[name] = forms.TypedChoiceField(
                    label=self.fields[name].label, choices=grade_choices, coerce=int
                )
                self.initial.setdefault(name, LOWEST if name == "grade_low" else HIGHEST)

    def check_grades(self, cleaned):
        low, high = cleaned.get("grade_low"), cleaned.get("grade_high")
        if low is not None and high is not None and low > high:
            self.add_error("grade_high", _("The last grade is below the first one."))


class FrameworkForm(GradesMixin, forms.ModelForm):
    """A framework of the school's own; of one from a file only what the file does not say."""

    class Meta:
        model = Framework
        fields = ["name", "kind", "about", "grade_low", "grade_high", "licence"]
        labels = {"licence": gettext_lazy("Whose words are these?")}
        help_texts = {
            "licence": gettext_lazy(
                "Whom to name and under which licence. Shown to everybody who reads the framework."
            )
        }
        widgets = {
            "kind": forms.RadioSelect,
            "about": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "licence": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.make_grades()
        self.fields["name"].widget.attrs["dir"] = "auto"
        if self.instance.is_imported:
            for name in ("name", "about", "grade_low", "grade_high"):
                del self.fields[name]
        dress(self.fields)

    def clean(self):
        cleaned = super().clean()
        self.check_grades(cleaned)
        return cleaned


class TargetForm(GradesMixin, forms.ModelForm):
    """A target: its words, and what each step means for it. One from a file keeps the words of the file."""

    class Meta:
        model = Target
        fields = [
            "student_words",
            "statement",
            "code",
            "area",
            "grade_low",
            "grade_high",
            "is_heading",
        ]
        labels = {
            "student_words": gettext_lazy("In student words"),
            "statement": gettext_lazy("The target"),
            "is_heading": gettext_lazy("This is a heading: others stand below it"),
        }
        help_texts = {
            "student_words": gettext_lazy("“I can …”, as a student would say it. It is shown first."),
        }
        widgets = {"statement": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}
        error_messages = {"statement": {"required": gettext_lazy("What is the target?")}}

    def __init__(self, *args, levels, **kwargs):
        super().__init__(*args, **kwargs)
        self.make_grades()
        self.levels = list(levels)
        for name in ("student_words", "area"):
            self.fields[name].widget.attrs["dir"] = "auto"
        if self.instance.source_id:
            for name in set(self.fields) - {"student_words"}:
                del self.fields[name]
        for level in self.levels:
            self.fields[f"level_{level.pk}"] = forms.CharField(
                label=level.name,
                max_length=300,
                required=False,
                initial=getattr(level, "own_words", "") or "",
                widget=forms.TextInput(attrs={"placeholder": level.statement, "dir": "auto"}),
            )
        dress(self.fields)

    def clean(self):
        cleaned = super().clean()
        self.check_grades(cleaned)
        return cleaned

    def words(self):
        """What is said of the target itself."""
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}

    def level_words(self):
        """What is said of each step: {level: words}."""
        return {level: self.cleaned_data[f"level_{level.pk}"] for level in self.levels}

    def step_fields(self):
        return [self[f"level_{level.pk}"] for level in self.levels]

    def word_fields(self):
        return [self[name] for name in self._meta.fields if name in self.fields]


class LevelForm(forms.ModelForm):
    class Meta:
        model = Level
        fields = ["name", "statement"]
        labels = {"name": gettext_lazy("Step"), "statement": gettext_lazy("What a student says there")}
        widgets = {
            "name": forms.TextInput(attrs={"dir": "auto"}),
            "statement": forms.TextInput(attrs={"dir": "auto"}),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Give this step a name.")},
            "statement": {"required": gettext_lazy("What does a student say on this step?")},
        }


class BaseLevelFormSet(forms.BaseModelFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["id"].queryset = self.queryset  # the steps of this framework, of no other school's
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = _("Number")
            form.fields["DELETE"].label = _("Leave this step out")
        dress(form.fields)

    def steps(self):
        """(level or None, name, statement) of each step that stays, lowest first."""
        kept = [form for form in self.ordered_forms if form.has_changed() or form.instance.pk]
        return [
            (
                form.instance if form.instance.pk else None,
                form.cleaned_data["name"],
                form.cleaned_data["statement"],
            )
            for form in kept
        ]


LevelFormSet = forms.modelformset_factory(
    Level, form=LevelForm, formset=BaseLevelFormSet, extra=1, can_order=True, can_delete=True, max_num=12
)


class TreeFilter(forms.Form):
    """Words to look for in a framework, and the line from which to show it."""

    q = forms.CharField(max_length=100, required=False, label=gettext_lazy("Find a target"))
    below = forms.IntegerField(required=False)

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()

    @property
    def words(self):
        return self.cleaned_data.get("q") or ""

    @property
    def line(self):
        return self.cleaned_data.get("below")


class FrameworkUploadForm(forms.Form):
    """A CASE package, or a CSV with a name for it. `refused` counts what was too large to arrive."""

    file = forms.FileField(
        label=gettext_lazy("The framework file"),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": FRAMEWORK_FILES}),
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "empty": gettext_lazy("This file is empty. Please choose another one."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=Framework.Kind.choices,
        initial=Framework.Kind.STANDARDS,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=gettext_lazy("Name of the framework"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only for a CSV file, which does not say it."),
        widget=forms.TextInput(attrs={"dir": "auto", "class": "form-control"}),
    )

    def __init__(self, *args, refused=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("CASE JSON or CSV, up to %(size)d MB.") % {
            "size": MAX_BYTES // 2**20
        }
        if refused and refused["large"]:
            self.fields["file"].error_messages["required"] = self.too_large()

    @property
    def max_bytes(self):
        return MAX_BYTES

    def too_large(self):
        return _("This file is larger than %(size)d MB.") % {"size": MAX_BYTES // 2**20}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(self.too_large())
        return file
