from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Student
from portfolios import squares


class NameSearchForm(forms.Form):
    """Somebody of her grade who is not in her advisory, by the beginning of a name."""

    q = forms.CharField(
        required=False, max_length=60, label=gettext_lazy("Somebody else in the grade: type the name")
    )

    def words(self):
        """What to look for; a single letter would only list the grade."""
        words = self.cleaned_data["q"].strip() if self.is_valid() else ""
        return words if len(words) > 1 else ""


class CoveredForm(forms.Form):
    """Which of the people who were named cannot be recognised any more."""

    covered = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, attachment, **kwargs):
        super().__init__(*args, **kwargs)
        self.attachment = attachment
        self.people = list(attachment.depictions.all())
        self.fields["covered"].choices = [(str(one.pk), one) for one in self.people]

    def covering(self):
        """Those who were named, each with whether the form says that she is hidden."""
        said = self["covered"].value()
        if not self.is_bound:
            said = [str(one.pk) for one in self.people if one.covered_at]
        return [(one, str(one.pk) in (said or [])) for one in self.people]


class PeopleForm(CoveredForm):
    """Who is in this picture? "Nobody" is an answer; ticking nothing is none."""

    me = forms.BooleanField(required=False)
    schoolmates = forms.ModelMultipleChoiceField(Student.objects.none(), required=False)
    other = forms.BooleanField(required=False)
    nobody = forms.BooleanField(required=False)

    def __init__(self, *args, schoolmates, listed, by, **kwargs):
        """`listed` are the schoolmates to tick, among all those whom she may name."""
        super().__init__(*args, **kwargs)
        self.listed, self.by = listed, by
        self.own = self.attachment.evidence.student
        self.named = {one.student_id: one for one in self.people}
        known = Student.objects.filter(pk__in=[pk for pk in self.named if pk])
        self.fields["schoolmates"].queryset = schoolmates | known

    def is_fixed(self, row):
        """The student does not take away what her advisor has said."""
        return row is not None and row.told_by_id != self.by.pk and self.by.pk == self.own.user_id

    def box(self, key, said):
        """How the box of one person stands: ticked by what was sent, else by what was said before."""
        row = self.named.get(key)
        fixed = self.is_fixed(row)
        return {"ticked": fixed or (said if self.is_bound else row is not None), "fixed": fixed}

    def mates(self):
        """Schoolmates to tick: those named already first."""
        said = set(self["schoolmates"].value() or [])
        rows = [one.student for one in self.people if one.who == "schoolmate"]
        rows += [student for student in self.listed if student.pk not in self.named]
        return [{"student": student} | self.box(student.pk, str(student.pk) in said) for student in rows]

    def me_box(self):
        return self.box(self.own.pk, self["me"].value())

    def other_box(self):
        return self.box(None, self["other"].value())

    def nobody_ticked(self):
        said = self["nobody"].value()
        return said if self.is_bound else bool(self.attachment.told_at) and not self.named

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        somebody = cleaned["me"] or cleaned["schoolmates"] or cleaned["other"]
        if cleaned["nobody"] and somebody:
            self.add_error(None, _("You chose somebody and “Nobody”. Which one is it?"))
        elif not (cleaned["nobody"] or somebody or any(map(self.is_fixed, self.people))):
            self.add_error(None, _("Choose everybody who is in it. If nobody is, choose “Nobody”."))
        return cleaned

    def said(self):
        """As the action wants it."""
        said = {name: self.cleaned_data[name] for name in ("me", "schoolmates", "other")}
        return said | {"covered": [int(pk) for pk in self.cleaned_data["covered"]]}


class EditPictureForm(CoveredForm):
    """Squares on the picture, and what happens there."""

    do = forms.ChoiceField(choices=[("blur", ""), ("crop", "")])
    columns = forms.TypedChoiceField(
        coerce=int, choices=[(squares.COARSE, ""), (squares.FINE, "")], widget=forms.HiddenInput
    )
    seen = forms.UUIDField(widget=forms.HiddenInput)
    squares = forms.MultipleChoiceField(
        error_messages={"required": gettext_lazy("Choose at least one square on the picture.")}
    )

    def __init__(self, *args, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = columns
        self.rows = squares.rows_of(self.attachment.width or 4, self.attachment.height or 3, columns)
        self.fields["squares"].choices = [(name, "") for name, _number in self.names()]
        self.initial |= {"columns": columns, "seen": self.attachment.key}

    def names(self):
        """Each square in reading order: its value, and its row and column counted from 1."""
        return [
            (f"{column}-{row}", {"column": column + 1, "row": row + 1})
            for row in range(self.rows)
            for column in range(self.columns)  # type: ignore[call-overload]
        ]

    def grid(self):
        chosen = self["squares"].value() or []
        return [(name, number, name in chosen) for name, number in self.names()]

    def clean_seen(self):
        if self.cleaned_data["seen"] != self.attachment.key or not self.attachment.is_ready:
            raise forms.ValidationError(_("This picture has changed meanwhile. Please look at it once more."))
        return self.cleaned_data["seen"]

    def step(self):
        chosen = [tuple(map(int, name.split("-"))) for name in self.cleaned_data["squares"]]
        make = squares.crop_to if self.cleaned_data["do"] == "crop" else squares.blur_of
        return make(chosen, self.columns, self.rows)

    def hidden(self):
        return [int(pk) for pk in self.cleaned_data["covered"]]
