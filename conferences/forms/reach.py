"""Whom the list is narrowed to, and what came of a call."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Student
from conferences.forms.live import DateInput
from conferences.models import OutreachCall
from conferences.reach import Show
from conferences.reports import language_name


def choice(label, choices=()):
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.Select({"class": "form-select"})
    )


class ReachForm(forms.Form):
    """What somebody looks for; the choices are those that there are."""

    show = choice(_("Show"))
    language = choice(_("Language"))
    grade = choice(_("Grade"))
    advisory = choice(_("Advisory"))
    words = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"class": "form-control", "type": "search", "autocomplete": "off"}),
    )

    def __init__(self, lines, *args, **kwargs):
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        rows = [row for line in lines for row in line.conferences]
        languages = sorted({line.family.language for line in lines if line.family.language})
        grades = sorted({row.student.grade for row in rows if row.student.grade is not None})
        advisories = {
            row.student.advisory_id: row.student.advisory.name for row in rows if row.student.advisory
        }
        known = dict(Student.Grade.choices)
        choices = {
            "show": Show.choices,
            "language": [(code, language_name(code)) for code in languages],
            "grade": [(grade, known[grade]) for grade in grades],
            "advisory": sorted(advisories.items(), key=lambda pair: pair[1]),
        }
        for name, found in choices.items():
            self.fields[name].choices = every + list(found)

    def asked(self):
        """What was asked for; what is no choice here is not asked."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return said | {name: int(said[name]) for name in ("grade", "advisory") if name in said}


class CallForm(forms.ModelForm):
    """How, and what came of it."""

    class Meta:
        model = OutreachCall
        fields = ("how", "outcome", "line", "again_on")
        widgets = {
            "how": forms.RadioSelect,
            "outcome": forms.RadioSelect,
            "line": forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}),
            "again_on": DateInput,
        }
        help_texts = {
            "line": _("Advisors of the children and the office read it: nothing about health or troubles."),
            "again_on": _("Leave it empty if nobody has to try again."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("how", "outcome"):
            self.fields[name].choices = getattr(OutreachCall, name.capitalize()).choices

    def clean_again_on(self):
        day = self.cleaned_data["again_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("Choose a day that is still to come."))
        return day
