"""What the office writes down about households and the adults of a child, and whom it sends letters."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.births import check_birth_date
from accounts.forms.signin import PlainForm
from accounts.models import Guardianship, Household


class PeopleSearch(forms.Form):
    words = forms.CharField(
        label=_("Name or e-mail"),
        required=False,
        max_length=100,
        widget=forms.SearchInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


class HouseholdForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language of letters and mail"), choices=settings.LANGUAGES)
    adults = forms.ModelMultipleChoiceField(
        Guardianship.objects.none(),
        label=_("Who lives there"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Household
        fields = ["name", "language", "reach", "address", "needs_interpreter", "interpreter_language"]
        labels = {
            "name": _("Name of the household"),
            "needs_interpreter": _("Needs an interpreter"),
            "interpreter_language": _("Which language?"),
        }
        help_texts = {"name": _("As the office calls it. Families do not see it.")}
        widgets = {"reach": forms.RadioSelect, "address": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, adults=None, **kwargs):
        super().__init__(*args, **kwargs)
        if adults is None:
            del self.fields["adults"]
        else:
            self.fields["adults"].queryset = adults
            self.fields["adults"].label_from_instance = lambda row: str(row.adult)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("needs_interpreter"):
            cleaned["interpreter_language"] = ""
        elif not cleaned.get("interpreter_language"):
            self.add_error("interpreter_language", _("Which language should the interpreter speak?"))
        if cleaned.get("reach") == Household.Reach.LETTER and not cleaned.get("address"):
            self.add_error("address", _("A letter needs an address. It is printed on the letter only."))
        return cleaned


class GuardianshipForm(forms.ModelForm):
    """What one adult may do for one child, and when."""

    class Meta:
        model = Guardianship
        fields = ["relation", "household", "may_see", "may_attend", "may_decide", "starts_on", "ends_on"]
        labels = {
            "relation": _("Relation to the child"),
            "household": _("Household"),
            "may_see": _("May see what the child shares with the family"),
            "may_attend": _("May be at the conference, and see its time and place"),
            "may_decide": _("May decide: the time, permissions, corrections"),
            "starts_on": _("From"),
            "ends_on": _("Until"),
        }
        help_texts = {
            "relation": _("Mother, stepfather, foster carer …"),
            "starts_on": _("Empty: from the beginning."),
            "ends_on": _("Empty: without an end. The last day counts."),
        }
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, households, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["household"].queryset = households
        self.fields["household"].empty_label = _("None yet")

    def clean(self):
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("This day is before the first one."))
        if not cleaned.get("may_see") and (cleaned.get("may_attend") or cleaned.get("may_decide")):
            self.add_error(
                "may_see", _("Who may attend or decide has to see. To keep an adult away, restrict.")
            )
        return cleaned

    def _post_clean(self):
        """The database has the last word; its constraints are said above in plain words."""


class BirthForm(PlainForm):
    born_on = forms.DateField(
        label=_("Date of birth"),
        required=False,
        validators=[check_birth_date],
        help_text=_("At 18 the rights over the record become her own. Empty: not known."),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )


class NewGuardianshipForm(GuardianshipForm):
    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Without one, print a letter with a QR code.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    field_order = ["first_name", "last_name", "email", "language"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class RestrictForm(PlainForm):
    reason = forms.CharField(
        label=_("Why, and on what paper?"),
        help_text=_("Only the office can read this. Nobody else learns of a reason."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LetterCodeForm(PlainForm):
    code = forms.CharField(
        label=_("The code on your letter"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "code-input",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "ACE3-7KMN",
                "enterkeyhint": "go",
            }
        ),
    )


class PersonForm(forms.Form):
    """Which of those who share a mailbox she is."""

    person = forms.ModelChoiceField(queryset=None)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


MOST_LETTERS = 40  # of one print: about as many as fit into the time that a browser waits


class LettersForm(forms.Form):
    """Whom to print letters for."""

    adults = forms.ModelMultipleChoiceField(
        Guardianship.objects.none(), error_messages={"required": _("Choose at least one adult.")}
    )

    def __init__(self, *args, adults, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adults"].queryset = adults

    def clean_adults(self):
        adults = self.cleaned_data["adults"]
        if len(adults) > MOST_LETTERS:
            raise ValidationError(_("Up to %(most)s letters at once, please."), params={"most": MOST_LETTERS})
        return adults
