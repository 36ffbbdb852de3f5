"""An agenda plan as a form: what it is, its cards in their order, and its words in another language."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import Advisory, Student
from conferences.models import AgendaTemplate, Card
from conferences.models.agendas import Color
from conferences.pictures import CHOICES
from conferences.said import WORDS, in_reader


def dressed(fields):
    """With the looks of our fields."""
    for field in fields.values():
        if not isinstance(field.widget, forms.HiddenInput):
            chosen = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if chosen else "form-control"


class TemplateCardForm(forms.Form):
    """One card of a plan. A reason makes it fixed; without one it is the student's to drop."""

    source = forms.IntegerField(required=False, widget=forms.HiddenInput)  # the card that it was
    kind = forms.ChoiceField(label=_("Kind"), choices=Card.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=120)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=60, initial=2)
    tip = forms.CharField(label=_("Idea for talking points"), max_length=300, required=False)
    listening = forms.CharField(label=_("Families could ask"), max_length=200, required=False)
    why = forms.CharField(
        label=_("Always there, because"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty, and a student may take this part off."),
    )
    picture = forms.ChoiceField(
        label=_("Picture"), choices=[("", _("That of its kind")), *CHOICES], required=False
    )
    color = forms.ChoiceField(
        label=_("Color"), choices=[("", _("That of its kind")), *Color.choices], required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dressed(self.fields)

    @property
    def as_card(self):
        """A card with these values, saved or not, for the head of its row."""
        values = {name: self[name].value() or "" for name in ("title", "tip", "why", "picture", "color")}
        kind = self["kind"].value()
        return Card(kind=kind if kind in Card.Kind.values else Card.Kind.MY_CHOICE, **values)


PARTS = [name for name in TemplateCardForm.base_fields if name != "source"]


class TemplateCardFormSet(
    forms.formset_factory(TemplateCardForm, extra=1, max_num=20, can_order=True, can_delete=True)
):
    """The cards of a plan in their order, with one empty row for a new one."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["ORDER"].widget.attrs["class"] = "form-control"
        form.fields["ORDER"].label = _("Number")
        form.fields["DELETE"].widget.attrs["class"] = "form-check-input"
        form.fields["DELETE"].label = _("Take this card off")

    def clean(self):
        if self.management_form.is_valid() and not any(self.errors) and not self.cards({}):
            raise forms.ValidationError(_("A plan needs at least one card."))

    def cards(self, sources):
        """As {part: value}; words in other languages stay with what they are a translation of.

        `sources` are the cards of the version that was changed, by their keys.
        """
        filled = [form.cleaned_data for form in self.ordered_forms if form.cleaned_data.get("title")]
        return [
            {part: data[part] for part in PARTS} | {"said_in": still_said(sources.get(data["source"]), data)}
            for data in filled
        ]

    def begun(self):
        """The values of the rows in which something stands, in the order of their numbers."""
        rows = [{name: form[name].value() for name in form.fields} for form in self]
        kept = [row for row in rows if row["title"] or row["tip"] or row["source"]]
        return sorted(kept, key=lambda row: int(row["ORDER"]) if str(row["ORDER"]).isdecimal() else len(rows))


def still_said(source, data):
    """The words of a card in other languages, but for what says something else now."""
    if source is None:
        return {}
    same = [word for word in WORDS if data[word] and getattr(source, word) == data[word]]
    said = {
        code: {word: words[word] for word in same if word in words} for code, words in source.said_in.items()
    }
    return {code: words for code, words in said.items() if words}


class ArrangeForm(forms.Form):
    """A row up or down (its place from 0), or one more empty row: the page again, and nothing is saved."""

    up = forms.IntegerField(required=False)
    down = forms.IntegerField(required=False)
    more = forms.BooleanField(required=False)

    @property
    def is_asked(self):
        return self.is_valid() and any(
            value is not None and value is not False for value in self.cleaned_data.values()
        )

    def arranged(self, rows):
        """The rows in their new order."""
        for name, step in (("up", -1), ("down", 1)):
            place = self.cleaned_data[name]
            if place is not None and 0 <= place < len(rows):
                row = rows.pop(place)
                rows.insert(max(0, place + step), row)
        return [row | {"ORDER": number} for number, row in enumerate(rows, 1)]


class TemplateForm(forms.Form):
    """What a plan is, and which version was on the screen when its cards were changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    change = forms.CharField(
        label=_("What is different?"),
        max_length=200,
        required=False,
        help_text=_("One line for your colleagues. You can leave it empty."),
    )
    look = forms.ChoiceField(label=_("Look"), choices=AgendaTemplate.Look.choices)
    grade_low = forms.TypedChoiceField(label=_("From grade"), choices=Student.Grade.choices, coerce=int)
    grade_high = forms.TypedChoiceField(label=_("To grade"), choices=Student.Grade.choices, coerce=int)

    def __init__(self, *args, template, **kwargs):
        begin = {name: getattr(template, name) for name in ("version", "look", "grade_low", "grade_high")}
        super().__init__(*args, initial=begin, **kwargs)
        dressed(self.fields)

    def clean(self):
        cleaned = super().clean()
        low, high = cleaned.get("grade_low"), cleaned.get("grade_high")
        if low is not None and high is not None and low > high:
            self.add_error("grade_high", _("This grade comes before the first one."))
        return cleaned


class CopyForm(forms.Form):
    """A plan of one's own: its name and whose it is."""

    name = forms.CharField(label=_("Name"), max_length=100)
    advisory = forms.ModelChoiceField(
        label=_("For whom"),
        queryset=Advisory.objects.none(),
        required=False,
        empty_label=_("The whole school"),
    )

    def __init__(self, *args, office, advisories, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["advisory"]
        field.queryset = Advisory.objects.filter(pk__in=[advisory.pk for advisory in advisories])
        field.required = not office
        field.empty_label = _("The whole school") if office else None
        if not office and advisories:
            field.initial = advisories[0]
        dressed(self.fields)


class KeyForm(forms.Form):
    """Made once for each page that was opened, so that a double click suggests once."""

    form_key = forms.UUIDField()


class WordsForm(forms.Form):
    """The words of a plan in one other language; what is left empty is said as before."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, cards, code, version, **kwargs):
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.cards, self.code = cards, code
        for card in cards:
            for word in WORDS:
                if getattr(card, word):
                    self.fields[f"{word}-{card.pk}"] = self.field_for(card, word)
        dressed(self.fields)

    def field_for(self, card, word):
        with override(self.code):
            shown = in_reader(getattr(card, word))
        attrs = {
            "lang": self.code,
            "dir": "auto",
            "placeholder": shown if shown != getattr(card, word) else "",
        }
        return forms.CharField(
            label=TemplateCardForm.base_fields[word].label,
            help_text=getattr(card, word),
            max_length=card._meta.get_field(word).max_length,
            required=False,
            initial=card.said_in.get(self.code, {}).get(word, ""),
            widget=forms.TextInput(attrs=attrs),
        )

    def groups(self):
        """Each card with its fields."""
        return [
            (card, [self[f"{word}-{card.pk}"] for word in WORDS if getattr(card, word)])
            for card in self.cards
        ]

    def said_in(self, card):
        """All that is said of a card in other languages, with what was written here."""
        words = {word: self.cleaned_data.get(f"{word}-{card.pk}") for word in WORDS}
        said = card.said_in | {self.code: {word: text for word, text in words.items() if text}}
        return {code: words for code, words in said.items() if words}
