from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Advisory, Guardianship, User


class AskTeacherForm(forms.Form):
    """Which teacher of her school looks at it too: not her advisors, for they see it anyway.

    Nor an adult of her family who teaches there and whom the school keeps away from her.
    """

    teacher = forms.ModelChoiceField(
        label=_("Which teacher?"), queryset=User.objects.none(), empty_label=_("Choose a teacher")
    )

    def __init__(self, *args, goal, **kwargs):
        super().__init__(*args, **kwargs)
        advisors = Advisory.objects.filter(pk=goal.student.advisory_id, advisors__isnull=False)
        kept_away = Guardianship.objects.filter(student=goal.student_id, restricted=True)
        teachers = User.objects.teaching_at(goal.school_id).exclude(pk__in=advisors.values("advisors"))
        self.fields["teacher"].queryset = teachers.exclude(pk__in=kept_away.values("adult"))


class NoteForm(forms.Form):
    """What a teacher of another subject sees, in a few lines."""

    form_key = forms.UUIDField()
    text = forms.CharField(max_length=2000, error_messages={"required": _("Write a line first.")})
