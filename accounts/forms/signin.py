from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.models import Student


class PlainForm(forms.Form):
    """A crispy form whose <form>, token and buttons stand in the template."""

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class SignInForm(PlainForm):
    name = forms.CharField(
        label=_("E-mail or user name"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CardCodeForm(PlainForm):
    code = forms.CharField(
        label=_("The code on your card"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "code-input",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "ACE-37K-MNPQ",
                "enterkeyhint": "go",
            }
        ),
    )


class AddressForm(PlainForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one where you get mail from school."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class DigitsField(forms.CharField):
    """Digits, with or without the spaces that a mail program or a thumb puts between."""

    def to_python(self, value):
        return "".join(super().to_python(value).split())


class MailCodeForm(PlainForm):
    code = DigitsField(
        label=_("The six digits from the mail"),
        max_length=6,
        validators=[RegexValidator(r"^[0-9]{6}$", _("Please type the six digits from the mail."))],
        widget=forms.TextInput(
            attrs={
                "class": "code-input",
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "enterkeyhint": "go",
            }
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["code"].widget.attrs["maxlength"]  # it would cut off a pasted "123 456"


class OnwardForm(forms.Form):
    """Where a person wanted to go before we asked who she is."""

    next = forms.CharField(required=False, max_length=2000)

    def address(self, request, *others):
        """The first of these that is an address of this site, or home."""
        wanted = self.cleaned_data["next"] if self.is_valid() else ""
        hosts, https = {request.get_host()}, request.is_secure()
        for address in (wanted, *others):
            # A bare word would be taken for the name of a page.
            if (
                address
                and "/" in address
                and url_has_allowed_host_and_scheme(address, hosts, require_https=https)
            ):
                return address
        return resolve_url("home")


class PreferencesForm(forms.Form):
    """How Lectern looks in this browser. An empty theme follows the device."""

    theme = forms.ChoiceField(choices=[("", ""), ("light", ""), ("dark", "")], required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class NewCardsForm(forms.Form):
    """Whose cards are made anew: students of one advisory."""

    students = forms.ModelMultipleChoiceField(
        Student.objects.none(), error_messages={"required": _("Choose at least one student.")}
    )

    def __init__(self, *args, students, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["students"].queryset = students
