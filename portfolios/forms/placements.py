from django import forms
from django.utils.translation import gettext_lazy

from accounts.grades import grade_words
from portfolios.models import Placement
from portfolios.models.targets import HIGHEST, LOWEST


class TargetSearchForm(forms.Form):
    """How the targets to choose from are narrowed; `grade` is the student's own, where it begins."""

    q = forms.CharField(max_length=100, required=False, label=gettext_lazy("Find a target"))
    grade = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=gettext_lazy("Grade"))
    framework = forms.IntegerField(required=False)
    area = forms.CharField(max_length=200, required=False, strip=False)

    def __init__(self, data, *, grade, **kwargs):
        super().__init__(data, **kwargs)
        self.own = grade
        grades = [(n, grade_words(n, n)) for n in range(LOWEST, HIGHEST + 1)]
        self.fields["grade"].choices = [("", gettext_lazy("Any grade")), *grades]
        self.is_valid()

    @property
    def words(self):
        return self.cleaned_data.get("q") or ""

    @property
    def grade_wanted(self):
        """Hers until she asks for another one; words are looked for in every grade."""
        if "grade" in self.data:
            return self.cleaned_data.get("grade")
        return None if self.words else self.own

    @property
    def heading(self):
        """The framework and area that were opened, or nothing."""
        framework = self.cleaned_data.get("framework")
        return (framework, self.cleaned_data.get("area") or "") if framework else None

    def grades(self):
        """(value, label, whether it is the one shown) for the choice of a grade."""
        shown = "" if self.grade_wanted is None else self.grade_wanted
        return [(value, label, value == shown) for value, label in self.fields["grade"].choices]


class PlacementForm(forms.ModelForm):
    """A step of the continuum, and why."""

    class Meta:
        model = Placement
        fields = ["level", "why"]
        labels = {
            "level": gettext_lazy("Where does this piece show you?"),
            "why": gettext_lazy("How can somebody see it?"),
        }
        widgets = {"why": forms.Textarea(attrs={"rows": 2, "dir": "auto"})}

    def __init__(self, *args, target, **kwargs):
        super().__init__(*args, **kwargs)
        self.steps = target.steps
        self.fields["level"].queryset = target.framework.levels.in_use()
        self.fields["level"].required = True
        self.fields["level"].error_messages["required"] = gettext_lazy("Choose the step that fits best.")

    def levels(self):
        """Each step with whether it is chosen, for radios as cards."""
        chosen = str(self["level"].value() or "")
        return [(step, str(step.pk) == chosen) for step in self.steps]
