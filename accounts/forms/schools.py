"""The settings of a school, on one page."""

from itertools import pairwise
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts import colours
from accounts.forms.signin import PlainForm
from accounts.models import School, Student

LABELS = ("conference", "advisory")
COLOURS = {"accent": "accent", "accent_portfolio": "portfolio", "accent_goals": "goals"}
PLAIN = ("timezone", "language", "languages", "families_follow_adults", *COLOURS)
MOST_BANDS = 6


def timezone_choices(current):
    """Places of the world by continent; whatever a school has now stays to be chosen."""
    regions = {}
    for name in sorted(available_timezones() | {current}):
        region, _slash, place = name.partition("/")
        if (place and region not in ("Etc", "SystemV", "posix", "right")) or name == current:
            regions.setdefault(region, []).append((name, (place or name).replace("_", " ")))
    return list(regions.items())


class ColourInput(forms.TextInput):
    input_type = "color"


class ColourField(forms.CharField):
    """A color in which words can be read on light pages; Lectern's own is stored as no color."""

    def __init__(self, area, **kwargs):
        self.area, self.own = area, colours.OWN[area]
        super().__init__(
            required=False,
            max_length=7,
            widget=ColourInput(attrs={"class": "form-control form-control-color"}),
            **kwargs,
        )

    def prepare_value(self, value):
        return value or self.own

    def to_python(self, value):
        value = super().to_python(value).lower()
        return "" if value == self.own else value

    def validate(self, value):
        super().validate(value)
        if value and not colours.PLAIN.fullmatch(value):
            raise forms.ValidationError(_("A color is written like #6b3fa0."), code="plain")
        if value and not colours.passes(value, "light"):
            self.nearest = colours.nearest(value, "light")
            raise forms.ValidationError(
                _("Words in this color would be hard to read. The nearest one that works is %(nearest)s."),
                code="contrast",
                params={"nearest": self.nearest},
            )


class SchoolForm(PlainForm):
    timezone = forms.ChoiceField(label=_("Time zone"))
    languages = forms.MultipleChoiceField(
        label=_("Languages offered"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What everybody may choose at the foot of a page."),
    )
    language = forms.ChoiceField(
        label=_("Language of the school"),
        choices=settings.LANGUAGES,
        help_text=_("For whoever has not chosen one, and for letters."),
    )
    families_follow_adults = forms.BooleanField(
        label=_("Families go on seeing what a student shares after she turns 18"),
        required=False,
        help_text=_(
            "At 18 the rights over the record are hers. Without this, her family sees nothing any more "
            "until she says that it may."
        ),
    )
    accent = ColourField("accent", label=_("Your school, and conferences"))
    accent_portfolio = ColourField("portfolio", label=_("Portfolio"))
    accent_goals = ColourField("goals", label=_("Goals"))

    def __init__(self, *args, school, **kwargs):
        self.school = school
        initial = {name: getattr(school, name) for name in PLAIN}
        for code, _name in settings.LANGUAGES:
            for label in LABELS:
                initial[f"{label}_{code}"] = school.labels.get(code, {}).get(label, "")
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["timezone"].choices = timezone_choices(school.timezone)
        for name in ("timezone", "language"):
            self.fields[name].widget.attrs["class"] = "form-select"
        for code, _name in settings.LANGUAGES:
            for label in LABELS:
                self.fields[f"{label}_{code}"] = forms.CharField(
                    label=get_language_info(code)["name_local"],
                    required=False,
                    max_length=40,
                    widget=forms.TextInput(attrs={"class": "form-control", "lang": code, "dir": "auto"}),
                )

    def words_for(self, label):
        return [self[f"{label}_{code}"] for code, _name in settings.LANGUAGES]

    @property
    def conference_words(self):
        return self.words_for("conference")

    @property
    def advisory_words(self):
        return self.words_for("advisory")

    @property
    def colours(self):
        """Each color field with how it looks now, as [(field, samples by theme, nearest or None)]."""
        rows = []
        for name in COLOURS:
            value = self[name].value()
            value = value if colours.PLAIN.fullmatch(str(value)) else self.fields[name].own
            samples = [colours.sample(value, theme) for theme in ("light", "dark")]
            rows.append((self[name], samples, getattr(self.fields[name], "nearest", None)))
        return rows

    def clean(self):
        cleaned = super().clean()
        offered = cleaned.get("languages", [])
        if offered and cleaned.get("language") not in offered:
            self.add_error("language", _("Choose one of the languages that you offer."))
        return cleaned

    def changed(self):
        """What of the school is to be written, by field."""
        wanted = {name: self.cleaned_data[name] for name in PLAIN}
        wanted["labels"] = {
            code: words
            for code, _name in settings.LANGUAGES
            if (words := {la: word for la in LABELS if (word := self.cleaned_data[f"{la}_{code}"].strip())})
        }
        return {name: value for name, value in wanted.items() if value != getattr(self.school, name)}


class GradeBandForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    grade_low = forms.TypedChoiceField(label=_("From"), choices=Student.Grade.choices, coerce=int, initial=0)
    grade_high = forms.TypedChoiceField(label=_("To"), choices=Student.Grade.choices, coerce=int, initial=12)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            select = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if select else "form-control"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("name") and cleaned.get("grade_low", 0) > cleaned.get("grade_high", 12):
            self.add_error("grade_high", _("This grade comes before the first one."))
        return cleaned


class GradeBandFormSet(
    forms.formset_factory(GradeBandForm, extra=1, max_num=MOST_BANDS, absolute_max=MOST_BANDS)
):
    """All bands of a school; a row without a name is none."""

    def bands(self):
        named = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]
        return sorted(named, key=lambda band: band["grade_low"])

    def clean(self):
        if any(self.errors):
            return
        bands = self.bands()
        for one, other in pairwise(bands):
            if other["grade_low"] <= one["grade_high"]:
                words = _("“%(one)s” and “%(other)s” share a grade. Each grade belongs to one band.")
                raise forms.ValidationError(words, params={"one": one["name"], "other": other["name"]})
        names = [band["name"].casefold() for band in bands]
        if len(set(names)) < len(names):
            raise forms.ValidationError(_("Two bands have the same name."))


class SwitchForm(forms.Form):
    """Which of her schools."""

    school = forms.ModelChoiceField(School.objects.none())

    def __init__(self, *args, schools, required=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        self.fields["school"].required = required
