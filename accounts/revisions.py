from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Stale(ValidationError):
    """The words were changed elsewhere since this page was opened; both versions are kept for a choice."""

    def __init__(self, *, theirs, revision):
        super().__init__(_("These words were changed in another place. Nothing is lost: choose one."))
        self.theirs = theirs  # field name to text, as it is saved now
        self.revision = revision


def show_both(form, stale):
    """The form again, with what she wrote and what is saved; having seen both, she may save hers."""
    form.data = form.data.copy()
    form.data["revision"] = stale.revision
    form.theirs = stale.theirs
