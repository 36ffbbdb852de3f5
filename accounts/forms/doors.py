"""What grown-ups type and show to come in, and what the office tells of its own accounts."""

import json

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from accounts.forms.signin import DigitsField, PlainForm
from accounts.models import SignInService
from accounts.secrets import unseal

SETUP_MINUTES = 15
NOTHING_CAME = _("Nothing came from your device.")


def digits_input(**attrs):
    return forms.TextInput(
        attrs={
            "class": "code-input",
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "enterkeyhint": "go",
        }
        | attrs
    )


class StepCodeForm(PlainForm):
    code = DigitsField(
        label=_("The digits in your app, or a recovery code"), max_length=20, widget=digits_input()
    )


class PasskeyForm(forms.Form):
    """What the browser brings back from a passkey. Only its shape is checked here."""

    credential = forms.CharField(max_length=20_000, error_messages={"required": NOTHING_CAME})

    def clean_credential(self):
        try:
            credential = json.loads(self.cleaned_data["credential"])
        except (ValueError, RecursionError):
            credential = None
        if not (isinstance(credential, dict) and isinstance(credential.get("response"), dict)):
            raise forms.ValidationError(NOTHING_CAME)
        return credential


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(max_length=60)


class PasskeyNameForm(PlainForm):
    name = forms.CharField(label=_("What do you call it?"), max_length=60)


class AppForm(PlainForm):
    """The first digits of a new app. The secret travels sealed, for a quarter of an hour, for this person."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    code = DigitsField(label=_("The six digits in your app"), max_length=6, widget=digits_input())

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_sealed(self):
        owner, _colon, secret = (unseal(self.cleaned_data["sealed"], minutes=SETUP_MINUTES) or "").partition(
            ":"
        )
        if owner != str(self.user.pk):
            raise forms.ValidationError(_("This took a little long. Please begin again."))
        return secret


class PasswordForm(PlainForm):
    password = forms.CharField(
        label=_("Your new password"),
        max_length=1000,
        strip=False,
        help_text=_("At least 12 characters. A few words that only you would put together are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        password_validation.validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]


class LanguageForm(PlainForm):
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES


class SignInServiceForm(forms.ModelForm, PlainForm):
    """The secret is written here and never read back: empty means it stays."""

    secret = forms.CharField(
        label=_("Client secret"),
        max_length=400,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = SignInService
        fields = ["school", "kind", "domain", "client_id", "secret", "tenant", "students_too"]
        help_texts = {
            "domain": _("What stands behind the @, such as maplestreet.org. Other accounts are not let in."),
            "tenant": _("Microsoft alone: “Directory (tenant) ID” of your registration."),
        }

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        self.fields["school"].empty_label = None
        if self.instance.pk:
            del self.fields["school"], self.fields["kind"]
            if self.instance.kind == SignInService.Kind.GOOGLE:
                del self.fields["tenant"]
            self.fields["secret"].help_text = _("Kept, and shown to nobody. Type a new one to replace it.")
        else:
            self.fields["secret"].required = True

    def clean_domain(self):
        return self.cleaned_data["domain"].strip().lower().removeprefix("@")

    def clean(self):
        cleaned = super().clean()
        microsoft = cleaned.get("kind", self.instance.kind) == SignInService.Kind.MICROSOFT
        if not microsoft:
            cleaned["tenant"] = ""
        elif not cleaned.get("tenant") and "tenant" not in self.errors:
            self.add_error("tenant", _("Please copy the tenant ID from Microsoft."))
        return cleaned


class ServiceSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Your school, or what stands behind the @ of your address"), max_length=100, required=False
    )
