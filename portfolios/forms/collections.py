from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolios import languages
from portfolios.circles import ICONS
from portfolios.models import Attachment, Collection, Entry, Evidence, Framework, Letter, Share

# value, icon, name, what it is. The title is offered where she gives none.
SHAPES = {
    "best": ("sparkles", gettext_lazy("My best work"), gettext_lazy("A few pieces that you are proud of")),
    "growth": (
        "git-compare-arrows",
        gettext_lazy("From my first week to now"),
        gettext_lazy("Two pieces side by side: then and now"),
    ),
    "letter": (
        "mail",
        gettext_lazy("It begins with a letter"),
        gettext_lazy("Your words first, then work that shows them"),
    ),
    "profile": (
        "compass",
        gettext_lazy("Our graduate profile"),
        gettext_lazy("A part for each thing that our school hopes for"),
    ),
    "empty": ("file", gettext_lazy("An empty page"), gettext_lazy("Make it your own way")),
}
# By the month: a collection without a name is called after the season.
SEASONS = [gettext_lazy("My best of winter")] * 2
SEASONS += [gettext_lazy("My best of spring")] * 3 + [gettext_lazy("My best of summer")] * 3
SEASONS += [gettext_lazy("My best of fall")] * 3 + SEASONS[:1]
KINDS = {"growth": "growth", "letter": "letter", "profile": "profile"}  # all others: a showcase


def audiences(*, panel):
    """Whom she may have in mind: each circle, or nobody yet."""
    circles = [(value, label) for value, label in Share.Circle.choices if panel or value != "panel"]
    return [*circles, ("", gettext_lazy("Just me for now"))]


class LanguageField(forms.ChoiceField):
    """The language that she writes in, each by its own name; she need not say."""

    def __init__(self, **options):
        blank = [("", gettext_lazy("The language is not said"))]
        super().__init__(
            label=gettext_lazy("Written in"),
            choices=lambda: [*blank, *languages.choices()],
            required=False,
            **options,
        )


class NewCollectionForm(forms.Form):
    """Who it is for comes first; then its shape, and last its name."""

    circle = forms.ChoiceField(
        choices=[],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose one of these, please.")},
    )
    audience = forms.CharField(label=gettext_lazy("Say more, if you like"), max_length=200, required=False)
    shape = forms.ChoiceField(
        choices=[(value, name) for value, (_icon, name, _words) in SHAPES.items()],
        widget=forms.RadioSelect,
        initial="best",
        error_messages={"required": gettext_lazy("Choose a beginning. You can change everything later.")},
    )
    framework = forms.ModelChoiceField(
        label=gettext_lazy("Which one?"), queryset=Framework.objects.none(), required=False, empty_label=None
    )
    title = forms.CharField(label=gettext_lazy("Its name"), max_length=120, required=False)

    def __init__(self, *args, frameworks, panel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["circle"].choices = audiences(panel=panel)
        self.fields["framework"].queryset = frameworks
        self.frameworks = list(frameworks)
        if not self.frameworks:
            self.fields["shape"].choices = [
                choice for choice in self.fields["shape"].choices if choice[0] != "profile"
            ]

    def circles(self):
        """The circles as cards: value, words, icon and whether chosen."""
        chosen = self["circle"].value()
        return [
            (value, label, ICONS.get(value, "lock"), value == chosen)
            for value, label in self.fields["circle"].choices
        ]

    def shapes(self):
        chosen = self["shape"].value()
        return [(value, *SHAPES[value], value == chosen) for value, _name in self.fields["shape"].choices]

    def clean(self):
        cleaned = super().clean()
        if "circle" not in self.data and not cleaned.get("audience"):
            self.add_error("circle", _("Who is it for? One tap is enough."))
        if cleaned.get("shape") == "profile" and not cleaned.get("framework"):
            cleaned["framework"] = self.frameworks[0]
        return cleaned

    def title_of(self, shape):
        """A name for whoever gives none."""
        if shape == "best":
            return SEASONS[timezone.localdate().month - 1]
        names = {"letter": _("A letter, and my work"), "empty": _("My collection")}
        return names.get(shape, SHAPES[shape][1])

    def made(self):
        """What the collection begins with."""
        cleaned = self.cleaned_data
        shape = cleaned["shape"]
        circles = dict(self.fields["circle"].choices)
        return {
            "kind": KINDS.get(shape, "showcase"),
            "title": cleaned["title"] or str(self.title_of(shape)),
            "circle": cleaned["circle"],
            "audience": cleaned["audience"] or str(circles[cleaned["circle"]]),
            "framework": cleaned["framework"] if shape == "profile" else None,
        }


class CollectionForm(forms.ModelForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    language = LanguageField()

    class Meta:
        model = Collection
        fields = ["title", "audience", "words", "language"]
        labels = {"title": gettext_lazy("Its name"), "audience": gettext_lazy("Who is this for?")}
        error_messages = {
            "title": {"required": gettext_lazy("Give it a name, so that you find it again.")},
            "audience": {"required": gettext_lazy("Say who it is for.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        words.widget = forms.Textarea(attrs={"rows": 7, "dir": "auto"})
        words.label = {
            Collection.Kind.GROWTH: _("What do you notice?"),
            Collection.Kind.LETTER: _("My letter"),
        }.get(self.instance.kind, _("My words to begin with"))
        for name in ("title", "audience"):
            self.fields[name].widget.attrs |= {"dir": "auto", "class": "form-control"}


class EntryForm(forms.ModelForm):
    """Why a piece is here, or a heading with a few words."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Entry
        fields = ["heading", "words", "side_by_side", "attachment"]
        labels = {
            "words": gettext_lazy("Why it is here"),
            "side_by_side": gettext_lazy("Show the first and the last piece side by side"),
        }
        widgets = {
            "heading": forms.TextInput(attrs={"dir": "auto"}),
            "words": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs.pop("maxlength", None)
        if self.instance.is_heading:
            del self.fields["attachment"]
            self.fields["heading"].required = True
            self.fields["heading"].error_messages["required"] = _("A heading needs a word or two.")
            self.fields["words"].label = _("A few words about this part")
        else:
            del self.fields["heading"], self.fields["side_by_side"]
            self.choose_file()

    def choose_file(self):
        """Which of the piece's files is shown; a question only where there are several."""
        files = Attachment.objects.kept().filter(evidence=self.instance.evidence_id, part="piece")
        self.fields["attachment"].queryset = files
        self.files_shown = [file for file in self.instance.evidence.pictures if file.has_picture]
        if len(self.files_shown) < 2:
            del self.fields["attachment"]

    def pictures(self):
        chosen = self["attachment"].value() if "attachment" in self.fields else None
        first = self.files_shown[0].pk if self.files_shown else None
        return [(file, str(file.pk) == str(chosen or first)) for file in self.files_shown]

    def written(self):
        """Only what was on the page that was sent: an autosave sends no choice of picture."""
        return {
            name: self.cleaned_data[name]
            for name in self.fields
            if name != "revision" and (name != "attachment" or name in self.data)
        }


class HeadingForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=120,
        error_messages={"required": gettext_lazy("A heading needs a word or two.")},
    )


class OrderForm(forms.Form):
    """A whole new order, as dragging sends it, or one line a place up or down."""

    order = forms.CharField(required=False)
    up = forms.IntegerField(required=False)
    down = forms.IntegerField(required=False)

    def __init__(self, *args, order, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = list(order)

    def clean_order(self):
        try:
            return [int(pk) for pk in self.cleaned_data["order"].split(",") if pk]
        except ValueError:
            raise forms.ValidationError(_("This is not an order.")) from None

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("order"):
            cleaned["order"] = self.moved(cleaned.get("up"), -1) or self.moved(cleaned.get("down"), 1)
        return cleaned

    def moved(self, pk, step):
        """The order of now with one line a place further, as far as there is one."""
        if pk not in self.now:
            return []
        order = [other for other in self.now if other != pk]
        order.insert(max(0, self.now.index(pk) + step), pk)
        return order


class StepForm(forms.Form):
    step = forms.TypedChoiceField(choices=[(-1, "-1"), (1, "1")], coerce=int)


class ChoosePiecesForm(forms.Form):
    """Which of her pieces go in."""

    evidence = forms.ModelMultipleChoiceField(
        queryset=Evidence.objects.none(),
        error_messages={"required": gettext_lazy("Tick a piece first.")},
    )

    def __init__(self, *args, pieces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = pieces

    def in_order(self):
        """As they were ticked on the page; of a pair the earlier piece comes first."""
        found = {str(piece.pk): piece for piece in self.cleaned_data["evidence"]}
        return sorted(found.values(), key=lambda piece: (piece.made_on, piece.pk))


class PickFilter(forms.Form):
    """Which pieces of the list to choose from, and from which one on."""

    q = forms.CharField(label=gettext_lazy("Find a piece"), max_length=100, required=False)
    place = forms.ChoiceField(choices=Evidence.Place, required=False)
    start = forms.IntegerField(min_value=0, max_value=100_000, required=False)

    def asked(self):
        """What is asked for; what cannot be is left out."""
        self.is_valid()
        blank = {name: 0 if name == "start" else "" for name in self.fields}
        return blank | {name: value for name, value in self.cleaned_data.items() if value}

    def address(self):
        return urlencode({name: value for name, value in self.asked().items() if value})


class JourneyFilter(PickFilter):
    """Which pieces of the journey, and from which one on."""

    q = None  # type: ignore[assignment]
    kind = forms.ChoiceField(
        choices=[*Attachment.Kind.choices, ("text", gettext_lazy("Words")), ("link", gettext_lazy("Link"))],
        required=False,
    )


class ShareCollectionForm(forms.Form):
    """With the collection, which of its pieces the circle may see too."""

    pieces = forms.ModelMultipleChoiceField(queryset=Evidence.objects.none(), required=False)

    def __init__(self, *args, pieces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pieces"].queryset = pieces


class LetterForm(forms.ModelForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    language = LanguageField()

    class Meta:
        model = Letter
        fields = ["text", "language"]
        labels = {"text": gettext_lazy("My letter")}
        widgets = {"text": forms.Textarea(attrs={"rows": 14, "dir": "auto", "class": "letter-field"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.pop("maxlength", None)
