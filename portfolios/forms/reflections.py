from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolios import bank
from portfolios.forms.files import FilesForm
from portfolios.models import Prompt, Reflection
from portfolios.models.reflections import PARTS, part_of

THIRDS = (167, 500, 833)  # the middle of each third, in thousandths
SHOWN = 4  # pictures that she can show the best part of
COLORS = [
    ("black", gettext_lazy("Black")),
    ("blue", gettext_lazy("Blue")),
    ("green", gettext_lazy("Green")),
    ("yellow", gettext_lazy("Yellow")),
    ("orange", gettext_lazy("Orange")),
    ("red", gettext_lazy("Red")),
    ("pink", gettext_lazy("Pink")),
    ("purple", gettext_lazy("Purple")),
    ("brown", gettext_lazy("Brown")),
]


class ReflectionForm(forms.ModelForm):
    """A question, which she may change or leave empty, and what she tells: in words, with a face, by a spot.

    With `anew` it is empty: what she told before becomes an earlier thought once she tells something.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    prompt = forms.IntegerField(widget=forms.HiddenInput, required=False)
    again = forms.IntegerField(widget=forms.HiddenInput, required=False)
    spot = forms.CharField(required=False)

    class Meta:
        model = Reflection
        fields = ["question", "text", "dictated_to", "face"]
        labels = {
            "question": gettext_lazy("A question to think with"),
            "text": gettext_lazy("My words"),
            "dictated_to": gettext_lazy("Somebody else writes this down for me. It is:"),
            "face": gettext_lazy("How did it feel?"),
        }
        help_texts = {
            "question": gettext_lazy("Change it as you like, or make up your own."),
            "dictated_to": gettext_lazy("Then everybody sees that these are your words, and who wrote them."),
        }
        widgets = {
            "question": forms.Textarea(attrs={"rows": 1, "class": "question", "dir": "auto"}),
            "text": forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
            "dictated_to": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        }

    def __init__(self, *args, evidence, prompts, again=None, **kwargs):
        self.evidence, self.prompts = evidence, prompts
        self.reflection = getattr(evidence, "reflection", None)
        self.grade = evidence.student.grade
        self.pictures = [one for one in evidence.pictures if one.is_ready and one.kind == "picture"][:SHOWN]
        self.passing = None
        self.taken = None
        self.frame = None
        self.number = 0  # of her question among those offered
        self.anew = self.reflection is not None and again == self.reflection.revision
        super().__init__(*args, initial=self.begun(), **kwargs)
        # A browser would cut off what is too long without a word; the form says so instead.
        self.fields["text"].widget.attrs.pop("maxlength", None)

    def begun(self):
        """What she has told, or an empty page for a new thought, with the question."""
        told = self.reflection
        if told is None:
            return self.question()
        words = {"revision": told.revision}
        if self.anew:
            return words | {"again": told.revision} | self.question()
        spot = spot_value(told.spot_key, told.spot_x, told.spot_y) if told.spot_key else ""
        words |= {"text": told.text, "dictated_to": told.dictated_to, "face": told.face, "spot": spot}
        return words | self.question(told)

    def question(self, told=None):
        """As she chose or answered it, else the first of those offered, else none."""
        if told and told.is_begun:
            self.number = next((n for n, p in enumerate(self.prompts) if p.pk == told.prompt_id), -1)
            return {"question": told.asked, "prompt": told.prompt_id}
        prompt = self.first()
        return {"question": prompt.words, "prompt": prompt.pk} if prompt else {}

    def first(self):
        """The question to begin with; a new thought about an old piece begins with how she grew."""
        growing = [p for p in self.prompts if p.function == Prompt.Function.GROWTH] if self.anew else []
        first = next(iter(growing or self.prompts), None)
        self.number = self.prompts.index(first) if first else 0
        return first

    @property
    def asked(self):
        """The prompt on the page, if it is one."""
        asked = str(self["prompt"].value() or "")
        return next((p for p in self.prompts if str(p.pk) == asked), None)

    @property
    def is_young(self):
        """Of an age at which few read: she answers by voice, face, finger and drawing."""
        return self.evidence.student.is_young

    @property
    def way(self):
        """How the question on the page likes to be answered."""
        modes = self.asked.modes if self.asked else ["speak" if self.is_young else "write"]
        return "speak" if modes[0] == "show" and not self.pictures else modes[0]

    @property
    def another(self):
        """The number of the question to offer after this one."""
        return (self.number + 1) % len(self.prompts) if self.prompts else 0

    @property
    def frames(self):
        return [frame for frame in bank.FRAMES if frame.fits(self.grade)]

    colors = COLORS

    @property
    def faces(self):
        return [(value, label, self["face"].value() == value) for value, label in Reflection.Face.choices]

    @property
    def told_files(self):
        """Her recordings and drawings that belong to what she thinks now."""
        told = self.evidence.reflection_files
        return [] if self.anew else [one for one in told if one.thought_id is None]

    @property
    def views(self):
        """Each picture with its nine parts. The spot that she chose is exact in its part."""
        chosen = read_spot(self["spot"].value())
        return [(picture, list(parts_of(picture, chosen))) for picture in self.pictures]

    def take(self, number):
        """She wants this one of the offered questions instead of the one on her page."""
        self.taken = self.prompts[number % len(self.prompts)] if self.prompts else None

    def show_taken(self):
        """The page again with that question, while there is nothing to save yet."""
        self.number = self.prompts.index(self.taken)
        self.data = self.data.copy()
        self.data["question"], self.data["prompt"] = self.taken.words, self.taken.pk

    def hang_on(self, key):
        """She wants the beginnings of a frame below her words."""
        self.frame = next((frame for frame in self.frames if frame.key == key), None)

    def has_words(self):
        return any((self[name].value() or "").strip() for name in ("text", "face", "spot"))

    def clean_question(self):
        return " ".join(self.cleaned_data["question"].split())

    def clean_dictated_to(self):
        return " ".join(self.cleaned_data["dictated_to"].split())

    def clean_text(self):
        text = self.cleaned_data["text"]
        return "\n\n".join(filter(None, [text.rstrip(), self.frame.text])) if self.frame else text

    def clean(self):
        """A changed question is hers and no longer the prompt that it began as."""
        cleaned = super().clean()
        words = cleaned.get("question")
        same = same_prompt(self.prompts, cleaned.get("prompt"), words)
        if self.taken:
            self.passing, same = (same.pk if same else None), self.taken
        return cleaned | {"prompt": same, "question": same.text if same else words}

    def told(self):
        """The columns of `Told`, as the action takes them."""
        cleaned = self.cleaned_data
        key, x, y = self.spot_told()
        prompt = cleaned["prompt"]
        told = {name: cleaned[name] for name in ("text", "question", "dictated_to", "face")}
        return told | {"prompt_id": prompt.pk if prompt else None, "spot_key": key, "spot_x": x, "spot_y": y}

    def spot_told(self):
        """The spot, if its picture is still there; one on a picture changed since stays as it was."""
        key, x, y = read_spot(self.cleaned_data["spot"])
        there = {picture.key for picture in self.pictures}
        if key in there:
            return key, x, y
        kept = None if self.anew else self.reflection
        if kept and kept.spot_key and kept.spot_key not in there:
            return kept.spot_key, kept.spot_x, kept.spot_y
        return None, None, None

    @property
    def begins_anew(self):
        """This save is the first of a new thought."""
        cleaned = self.cleaned_data
        return cleaned.get("again") is not None and cleaned["again"] == cleaned["revision"]

    @property
    def is_empty_page(self):
        """A new thought of which nothing is told yet: what she thought before stays what she thinks."""
        told = self.told()
        return self.begins_anew and not (told["text"].strip() or told["face"] or told["spot_key"])


def same_prompt(prompts, key, words):
    """The prompt that this question still is: unchanged, in her language or in ours."""
    return next((p for p in prompts if p.pk == key and words in (p.words, p.text)), None)


def parts_of(picture, chosen):
    key, x, y = chosen
    here = part_of(x, y) if picture.key == key else None
    for number, words in enumerate(PARTS):
        across, down = THIRDS[number % 3], THIRDS[number // 3]
        place = (x, y) if number == here else (across, down)
        yield {
            "value": spot_value(picture.key, *place),
            "middle": spot_value(picture.key, across, down),
            "words": words,
            "chosen": number == here,
            "x": place[0],
            "y": place[1],
        }


def spot_value(key, x, y):
    return f"{key}/{x}/{y}"


def read_spot(value):
    """The picture and the place in thousandths; nothing for what is none."""
    try:
        key, x, y = (value or "").split("/")
        key, x, y = UUID(key), int(x), int(y)
    except ValueError:
        return None, None, None
    return (key, x, y) if 0 <= x <= 1000 and 0 <= y <= 1000 else (None, None, None)


class AgainForm(forms.Form):
    """From which revision she begins a new thought, if she does."""

    again = forms.IntegerField(required=False, min_value=0)

    def number(self):
        return self.cleaned_data["again"] if self.is_valid() else None


class TellForm(FilesForm):
    """Recordings or drawings instead of words, with the question that they answer."""

    question = forms.CharField(required=False)
    prompt = forms.IntegerField(required=False)
    again = forms.IntegerField(required=False)
    revision = forms.IntegerField(required=False)
    drawn = forms.BooleanField(required=False)

    def __init__(self, *args, prompts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.prompts = prompts

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.file_count:
            self.add_error("files", _("Nothing has arrived yet. Record, draw or choose something first."))
        return cleaned

    def told(self):
        """As the action takes it."""
        cleaned = self.cleaned_data
        words = " ".join(cleaned["question"].split())[:300]
        same = same_prompt(self.prompts, cleaned["prompt"], words)
        return {
            "drawn_here": cleaned["drawn"],
            "question": same.text if same else words,
            "prompt": same,
            "anew": cleaned["again"] is not None and cleaned["again"] == cleaned["revision"],
        }
