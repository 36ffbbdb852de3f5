"""What the office asks of the audit, and what a family asks of the office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.signin import PlainForm
from accounts.models import RecordRequest
from accounts.periods import days_at


class KeyForm(forms.Form):
    """Where a list goes on: the key of the last row that was shown."""

    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    @property
    def key(self):
        return self.cleaned_data.get("before") if self.is_valid() else None


class AuditForm(PlainForm):
    """Narrows the audit. What cannot be read narrows nothing."""

    child = forms.CharField(label=_("Child"), max_length=100, required=False)
    person = forms.CharField(label=_("Who"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("Everything")),
            ("changes", _("Changes")),
            ("seen", _("Looked at")),
            ("refusals", _("Refused")),
            ("sign-ins", _("Signing in")),
        ],
    )
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def asked(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class CorrectionForm(PlainForm):
    words = forms.CharField(
        label=_("What is not right, and how should it be?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DeletionForm(PlainForm):
    words = forms.CharField(
        label=_("Anything that the office should know"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    understood = forms.BooleanField(
        label=_("I know that what is deleted cannot be brought back."),
        error_messages={"required": _("Please tick this first.")},
    )


class DecisionForm(PlainForm):
    """The office's answer. To delete a record, the name is typed: a click alone is made too easily."""

    agreed = forms.TypedChoiceField(
        label=_("Decision"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Agree")), ("no", _("Do not agree"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer to the family"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = forms.CharField(label=_("Name of the student, to confirm"), max_length=300, required=False)

    def __init__(self, *args, asked: RecordRequest, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        if not asked.is_deletion:
            del self.fields["name"]

    def clean(self):
        cleaned = super().clean()
        typed = " ".join(cleaned.get("name", "").split()).casefold()
        if self.asked.is_deletion and cleaned.get("agreed") and typed != self.asked.student.name.casefold():
            self.add_error("name", _("Please type %(name)s.") % {"name": self.asked.student.name})
        if cleaned.get("agreed") is False and not cleaned.get("answer"):
            self.add_error("answer", _("Please tell the family why."))
        return cleaned


class FollowForm(PlainForm):
    follows = forms.BooleanField(required=False)


class RetentionForm(PlainForm):
    """One number of days for each class of data, between what Lectern allows."""

    def __init__(self, *args, school, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = days_at(school)
        for period, days in self.now:
            self.fields[period.kind] = forms.IntegerField(
                label=period.words,
                initial=days,
                min_value=period.low,
                max_value=period.high,
                help_text=_("Days, from %(low)s to %(high)s. Lectern’s own: %(days)s.")
                % {"low": period.low, "high": period.high, "days": period.days},
            )

    def changed(self):
        return [
            (period, self.cleaned_data[period.kind])
            for period, days in self.now
            if self.cleaned_data[period.kind] != days
        ]
