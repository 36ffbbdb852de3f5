"""What is written when a conference is over."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences import surveys
from conferences.models import LookBack
from goals.forms.files import LONGEST as LONGEST_VOICE
from goals.forms.files import OneFileForm
from portfolios import kinds
from portfolios.forms import FilesForm
from portfolios.forms.files import ACCEPTED
from portfolios.forms.reflections import COLORS
from portfolios.limits import limit_words, most_bytes

LONGEST = 2000


def words(rows):
    return forms.Textarea({"rows": rows, "class": "form-control", "dir": "auto"})


def limits_of(*kinds_of_file):
    """For the page's script: how large a file of each kind may be, and how that is said."""
    limits = {kind: [most_bytes(kind), limit_words(kind)] for kind in kinds_of_file}
    return json.dumps(limits, ensure_ascii=False)


class RevisedForm(forms.Form):
    """A form that saves itself; `revision` says which words the page has seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    theirs = None  # what is saved by now, when two versions meet


def line_of(label):
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=words(3))


class LookBackForm(RevisedForm):
    face = forms.TypedChoiceField(
        label=_("How did it go?"),
        choices=[(face, words) for face, (_name, words) in reversed(LookBack.FACES.items())],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    proud = line_of(_("I am proud that I …"))
    surprise = line_of(_("It surprised me that …"))
    next_time = line_of(_("Next time I will …"))
    shared_with_family = forms.BooleanField(label=_("My family may read this, too"), required=False)

    @classmethod
    def of(cls, look_back, *args):
        """The form, as it was last kept."""
        names = ("face", "proud", "surprise", "next_time", "shared_with_family", "revision")
        return cls(*args, initial={name: getattr(look_back or LookBack(), name) for name in names})

    @property
    def lines(self):
        return [self[name] for name in ("proud", "surprise", "next_time")]

    def said(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class WordsForm(RevisedForm):
    """A letter or a thank-you: words, or a voice or drawing beside them."""

    text = forms.CharField(label=_("My words"), required=False, max_length=LONGEST, widget=words(8))
    give = forms.BooleanField(required=False, widget=forms.HiddenInput)


class SurveyForm(forms.Form):
    """The sentences of one of the three surveys; each may be left out."""

    line = forms.CharField(label=_("Anything else?"), required=False, max_length=1000, widget=words(3))

    def __init__(self, who, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sentences = surveys.SENTENCES[who]
        answers = {
            name: forms.TypedChoiceField(
                label=sentence,
                choices=surveys.ANSWERS,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            for name, sentence in self.sentences.items()
        }
        self.fields = answers | self.fields

    @property
    def asked(self):
        """The fields of the sentences."""
        return [self[name] for name in self.sentences]

    def answers(self):
        """What was answered: {sentence: 1 to 4}."""
        said = {name: self.cleaned_data[name] for name in self.sentences}
        return {name: value for name, value in said.items() if value}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (self.answers() or cleaned.get("line")):
            self.add_error(None, _("Answer one of them, or write a line."))
        return cleaned


class TellForm(OneFileForm):
    """A voice, or a drawing made on the page, instead of words or beside them."""

    kind = "audio"
    minutes = LONGEST_VOICE
    colors = COLORS
    wrong = _("Say it, or draw it. This is neither a recording nor a drawing.")

    drawn = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = f"{ACCEPTED['audio']},{ACCEPTED['picture']}"

    def is_welcome(self, kind, announced=""):
        """Some phones and browsers put a sound into the wrapping of a film; the job looks again."""
        return kind in ("audio", "picture") or (kind == "video" and announced.startswith("audio/"))

    @property
    def script_limits(self):
        return limits_of("audio", "picture")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.file_count:
            self.add_error("files", _("Nothing has arrived yet. Say something, or draw it first."))
        return cleaned


class RecordingForm(FilesForm):
    """The conference as a film or as a sound, for adults who could not be there."""

    days = forms.TypedChoiceField(
        label=_("How long may it be watched?"),
        choices=[(7, _("One week")), (14, _("Two weeks")), (30, _("One month"))],
        coerce=int,
        initial=14,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs, room=1)
        self.fields["files"].widget.attrs["accept"] = f"{ACCEPTED['video']},{ACCEPTED['audio']}"

    @property
    def script_limits(self):
        return limits_of("video", "audio")

    @property
    def limits(self):
        return [limit_words("video")]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.file_count:
            self.add_error("files", _("Nothing has arrived yet. Choose the film or the sound first."))
        elif not self.errors and not self.kinds() <= {"video", "audio"}:
            self.add_error("files", _("This is neither a film nor a sound."))
        return cleaned

    def kinds(self):
        return {kinds.look(file).kind for file in self.arrived} | {
            upload.kind for upload in self.cleaned_data["kept"]
        }
