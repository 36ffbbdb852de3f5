from django import forms
from django.utils.translation import gettext_lazy as _

from portfolios.models import Answer

# What the questions sound like for the youngest, for most, and for the oldest.
YOUNG, OLD = 2, 6
ASKED = {
    "care": (
        _("What do you love?"),
        _("What do you care about?"),
        _("What do you care about, in and out of school?"),
    ),
    "helps": (
        _("What helps you when you learn?"),
        _("What helps you learn? What gets in the way?"),
        _("What helps you learn, and what gets in the way?"),
    ),
    "talk": (
        _("How should grown-ups talk to you?"),
        _("How do you like to be talked to, when it goes well and when it does not?"),
        _("How do you want to be talked to, above all when something is hard?"),
    ),
    "people": (_("Who is important to you?"), _("Which people matter to you?"), _("Who matters to you?")),
    "languages": (
        _("Which languages do you speak, and with whom?"),
        _("Which languages do you speak, and with whom?"),
        _("Which languages live in your days, and where?"),
    ),
    "know": (
        _("What should your teacher know about you?"),
        _("What do you want us to know about you?"),
        _("What do you want us to know, also about your name and what we should ask before we guess?"),
    ),
}
ICONS = {
    "care": "heart",
    "helps": "lightbulb",
    "talk": "message-circle",
    "people": "users-round",
    "languages": "languages",
    "know": "hand",
}


def age_of(grade):
    """Which of the three ways to ask fits a grade; the middle one where the school knows none."""
    return 1 if grade is None else 0 if grade <= YOUNG else 1 if grade < OLD else 2


class MattersForm(forms.Form):
    """What matters to me: each answer may stay empty, and says who reads it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    piece = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("A picture or recording of mine that shows it"),
        empty_label=_("None"),
        help_text=_("Whoever sees that piece sees it here. You choose that with the piece itself."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data=None, *, student, answers, matters, pieces):
        said = {answer.question: answer for answer in answers}
        initial = {"revision": matters.revision, "piece": matters.piece_id} if matters else {}
        for question, answer in said.items():
            initial |= {question: answer.text, f"{question}_family": answer.for_family}
        super().__init__(data, initial=initial)
        self.fields["piece"].queryset = pieces
        for question in Answer.Question.values:
            self.add_question(question, ASKED[question][age_of(student.grade)])

    def add_question(self, question, words):
        attrs = {"rows": 3, "class": "form-control", "dir": "auto"}
        self.fields[question] = forms.CharField(
            label=words, required=False, max_length=2000, widget=forms.Textarea(attrs)
        )
        # A browser would cut off what is too long without a word; the form says so instead.
        self.fields[question].widget.attrs.pop("maxlength", None)
        self.fields[f"{question}_family"] = forms.BooleanField(required=False)

    def questions(self):
        """(the answer's field, whether her family reads it, an icon) in their order."""
        return [
            (self[question], self[f"{question}_family"], ICONS[question])
            for question in Answer.Question.values
        ]

    def answers(self):
        """Each question with (her words, whether her family reads them)."""
        said = self.cleaned_data
        return {name: (said[name], said[f"{name}_family"]) for name in Answer.Question.values}
