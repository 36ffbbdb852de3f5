from django import forms
from django.utils.translation import gettext_lazy

from portfolios.models import Reflection


class ReflectionForm(forms.ModelForm):
    """A question, which she may change or leave empty, and her words."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    prompt = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Reflection
        fields = ["question", "text"]
        labels = {
            "question": gettext_lazy("A question to think with"),
            "text": gettext_lazy("My words"),
        }
        help_texts = {"question": gettext_lazy("Change it as you like, or make up your own.")}
        widgets = {
            "question": forms.Textarea(attrs={"rows": 1, "class": "question", "dir": "auto"}),
            "text": forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
        }

    def __init__(self, *args, reflection, prompts, **kwargs):
        self.prompts = prompts
        self.taken = None
        self.number = 0  # of her question among those offered
        words = {"revision": reflection.revision, "text": reflection.text} if reflection else {}
        super().__init__(*args, initial=words | self.question(reflection), **kwargs)
        # A browser would cut off what is too long without a word; the form says so instead.
        self.fields["text"].widget.attrs.pop("maxlength", None)

    def question(self, reflection):
        """As she chose or answered it, else the first of those offered, else none."""
        if reflection and reflection.is_begun:
            self.number = next((n for n, p in enumerate(self.prompts) if p.pk == reflection.prompt_id), -1)
            return {"question": reflection.question, "prompt": reflection.prompt_id}
        if not self.prompts:
            return {}
        prompt = self.prompts[0]
        return {"question": prompt.text, "prompt": prompt.pk}

    @property
    def another(self):
        """The number of the question to offer after this one."""
        return (self.number + 1) % len(self.prompts) if self.prompts else 0

    def take(self, number):
        """She wants this one of the offered questions instead of the one on her page."""
        self.taken = self.prompts[number % len(self.prompts)] if self.prompts else None

    def has_words(self):
        return bool((self["text"].value() or "").strip())

    def clean_question(self):
        return " ".join(self.cleaned_data["question"].split())

    def clean(self):
        """A changed question is hers and no longer the prompt that it began as."""
        cleaned = super().clean()
        if self.taken:
            return cleaned | {"question": self.taken.text, "prompt": self.taken}
        asked = (cleaned.get("prompt"), cleaned.get("question"))
        cleaned["prompt"] = next((p for p in self.prompts if (p.pk, p.text) == asked), None)
        return cleaned
