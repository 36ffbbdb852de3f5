from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.signin import PlainForm
from accounts.models import Advisory, MediaConsent, User

YES, NO = "yes", "no"


class ConsentForm(PlainForm):
    """Yes or no to each kind; what is left open stays as it was."""

    def __init__(self, *args, student, **kwargs):
        super().__init__(*args, **kwargs)
        self.student = student
        for kind in MediaConsent.Kind:
            self.fields[kind.value] = forms.ChoiceField(
                choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))],
                widget=forms.RadioSelect,
                required=False,
                label=kind.label,
                initial=self.begins_with(getattr(student, kind.value)),
            )

    def begins_with(self, now):
        """Her family sees the answer that counts now, and may change it."""
        return None if now is None else YES if now else NO

    def kinds(self):
        """Each kind as its field, what a yes means in the family's words, and the answer that counts now."""
        return [
            (self[kind.value], meaning, getattr(self.student, kind.value))
            for kind, (_label, meaning) in zip(MediaConsent.MEANING, self.student.meanings, strict=True)
        ]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.answers():
            self.add_error(None, _("Choose yes or no for at least one of the three."))
        return cleaned

    def answers(self):
        kinds = [kind.value for kind in MediaConsent.Kind]
        return {kind: self.cleaned_data[kind] == YES for kind in kinds if self.cleaned_data.get(kind)}


class PaperConsentForm(ConsentForm):
    """The school's paper form, typed in by the office."""

    adult = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who signed it"),
        empty_label=gettext_lazy("Choose an adult"),
        error_messages={"required": gettext_lazy("Choose who signed the form.")},
    )
    signed_on = forms.DateField(
        label=gettext_lazy("Day on the form"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose the day that is on the form.")},
    )

    def __init__(self, *args, adults, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adult"].queryset = adults
        self.fields["signed_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def begins_with(self, now):
        """What the form says is typed in, and nothing else."""

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return day


class ConsentFilter(PlainForm):
    """Whose answers to look at."""

    advisory = forms.ModelChoiceField(
        Advisory.objects.none(),
        required=False,
        label=gettext_lazy("Advisory"),
        empty_label=gettext_lazy("All"),
    )
    missing = forms.BooleanField(required=False, label=gettext_lazy("Only where an answer is missing"))

    def __init__(self, *args, advisories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["advisory"].queryset = advisories

    def chosen(self):
        """Advisory or None, and whether only missing answers are asked for; nonsense asks for all."""
        self.full_clean()
        return self.cleaned_data.get("advisory"), bool(self.cleaned_data.get("missing"))
