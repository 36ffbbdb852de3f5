from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Student
from portfolios.models import Prompt


class PromptForm(forms.ModelForm):
    """A question of the school's own."""

    grade_low = forms.TypedChoiceField(
        label=gettext_lazy("From grade"), choices=Student.Grade.choices, coerce=int, initial=0
    )
    grade_high = forms.TypedChoiceField(
        label=gettext_lazy("Up to grade"), choices=Student.Grade.choices, coerce=int, initial=12
    )
    modes = forms.MultipleChoiceField(
        label=gettext_lazy("How it likes to be answered"),
        choices=Prompt.Mode.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Every other way stays open to the children."),
    )

    class Meta:
        model = Prompt
        fields = ["text", "function", "grade_low", "grade_high", "modes"]
        labels = {
            "text": gettext_lazy("The question"),
            "function": gettext_lazy("What it asks for"),
        }
        help_texts = {
            "text": gettext_lazy("Short, and in the words of the children who will meet it."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "dir": "auto"})}

    def __init__(self, *args, taken, **kwargs):
        """`taken`: the school's other questions."""
        super().__init__(*args, **kwargs)
        self.taken = taken

    def clean_text(self):
        text = " ".join(self.cleaned_data["text"].split())
        if self.taken.filter(text=text).exists():
            raise forms.ValidationError(_("Your school has this question already."))
        return text

    def clean(self):
        cleaned = super().clean()
        low, high = cleaned.get("grade_low"), cleaned.get("grade_high")
        if low is not None and high is not None and low > high:
            self.add_error("grade_high", _("This must not be before the first grade."))
        return cleaned
