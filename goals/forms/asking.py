from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class AskTeacherForm(forms.Form):
    """Which teacher of her school looks at it too: not her advisors, for they see it anyway."""

    teacher = forms.ModelChoiceField(
        label=_("Which teacher?"), queryset=User.objects.none(), empty_label=_("Choose a teacher")
    )

    def __init__(self, *args, goal, **kwargs):
        super().__init__(*args, **kwargs)
        teachers = User.objects.teaching_at(goal.school_id)
        self.fields["teacher"].queryset = teachers.exclude(advisories=goal.student.advisory_id)  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What a teacher of another subject sees, in a few lines."""

    form_key = forms.UUIDField()
    text = forms.CharField(max_length=2000, error_messages={"required": _("Write a line first.")})
