from django import forms
from django.utils.translation import gettext_lazy

from portfolios.models import Placement


class TargetSearchForm(forms.Form):
    q = forms.CharField(max_length=100, required=False, label=gettext_lazy("Find a target"))

    def words(self):
        return self.cleaned_data["q"] if self.is_valid() else ""


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
        self.steps = target.framework.levels.all()
        self.fields["level"].queryset = self.steps
        self.fields["level"].required = True
        self.fields["level"].error_messages["required"] = gettext_lazy("Choose the step that fits best.")

    def levels(self):
        """Each step with whether it is chosen, for radios as cards."""
        chosen = str(self["level"].value() or "")
        return [(level, str(level.pk) == chosen) for level in self.steps]
