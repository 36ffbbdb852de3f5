"""Who listens, which card, how it went."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Student
from conferences.models import Practice
from conferences.rubric import CHECKLIST, LEVELS, RUBRIC


class StartForm(forms.Form):
    """Alone, with somebody at the same screen, or with a classmate who has a page of her own."""

    mode = forms.ChoiceField(choices=Practice.Mode.choices)
    partner = forms.ModelChoiceField(Student.objects.none(), required=False, label=_("Who listens?"))
    partner_name = forms.CharField(label=_("Who listens?"), max_length=100, required=False)

    def __init__(self, *args, classmates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = classmates

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("mode") == Practice.Mode.PARTNER and not cleaned.get("partner"):
            self.add_error("partner", _("Choose who listens to you."))
        return cleaned


class TurnForm(forms.Form):
    """The card to turn to, and the revision of the page that was acted on."""

    card = forms.IntegerField(min_value=1)
    seen = forms.IntegerField(min_value=0)


class SettleForm(forms.Form):
    settled = forms.BooleanField(required=False)


class ChecklistMixin(forms.Form):
    """What a listener ticks and says. No score: a list of what was seen."""

    ticks = forms.MultipleChoiceField(
        choices=[(item.key, item.says) for item in CHECKLIST],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partner_words = forms.CharField(
        label=_("One thing that I liked, and one to try"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3, "dir": "auto"}),
    )

    def ticked(self):
        """Those of now: as sent, else as saved."""
        return set(self["ticks"].value() or ())

    def checklist(self, young):
        return [(item, item.words(young), item.key in self.ticked()) for item in CHECKLIST]


class ListenForm(ChecklistMixin):
    """The page of a classmate."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, practice, **kwargs):
        initial = {
            "revision": practice.partner_revision,
            "ticks": practice.ticks,
            "partner_words": practice.partner_words,
        }
        super().__init__(*args, initial=initial, **kwargs)


class LookForm(ChecklistMixin):
    """How she sees it herself, and what she changes; with a listener at her screen the checklist too."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    change = forms.CharField(
        label=_("What I change next"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, practice, **kwargs):
        initial = {
            "revision": practice.revision,
            "ticks": practice.ticks,
            "partner_words": practice.partner_words,
            "change": practice.change,
        }
        super().__init__(*args, initial=initial, **kwargs)
        if not practice.takes_checklist_here:
            del self.fields["ticks"], self.fields["partner_words"]
        for item in RUBRIC:
            self.fields[f"rate_{item.key}"] = forms.TypedChoiceField(
                choices=[("", ""), *((level, words) for level, _face, words in LEVELS)],
                coerce=int,
                empty_value=None,
                required=False,
                initial=practice.ratings.get(item.key),
            )

    def rubric(self, young):
        """Each part with its words and its levels: (item, words, name, [(level, face, words, chosen)])."""
        for item in RUBRIC:
            name = f"rate_{item.key}"
            now = str(self[name].value() or "")
            levels = [(level, face, words, str(level) == now) for level, face, words in LEVELS]
            yield item, item.words(young), name, levels

    @property
    def words(self):
        """What `look_at_practice` takes."""
        cleaned = self.cleaned_data
        ratings = {
            item.key: cleaned[f"rate_{item.key}"] for item in RUBRIC if cleaned.get(f"rate_{item.key}")
        }
        rest = {name: cleaned[name] for name in ("change", "ticks", "partner_words") if name in cleaned}
        return {"revision": cleaned["revision"], "ratings": ratings, **rest}
