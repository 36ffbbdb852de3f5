"""The pages of `portfolios` that are about one child, and its verbs in plain words (accounts/audit.py)."""

from django.utils.translation import gettext_lazy as _

# A picture itself is not among them: whoever is shown one is shown a page around it.
PAGES = {
    "portfolios:student_collections": ("accounts.Student", _("the collections")),
    "portfolios:collection_detail": ("portfolios.Collection", _("a collection")),
    "portfolios:letter_detail": ("portfolios.Letter", _("a letter")),
    "portfolios:student_timeline": ("accounts.Student", _("the journey")),
    "portfolios:student_portfolio": ("accounts.Student", _("the portfolio")),
    "portfolios:evidence_detail": ("portfolios.Evidence", _("a piece of work")),
    "portfolios:evidence_pictures": ("portfolios.Evidence", _("a piece of work")),
    "portfolios:attachment_people": ("portfolios.Attachment", _("a picture")),
    "portfolios:attachment_edit": ("portfolios.Attachment", _("a picture")),
    "portfolios:placement_teach": ("portfolios.Evidence", _("a piece of work")),
}

# What somebody did, after the name: "Bo Ortiz answered a goal".
VERBS = {
    "attachment.added": _("added a picture"),
    "attachment.described": _("described a picture"),
    "attachment.edit_undone": _("took back a change of a picture"),
    "attachment.edited": _("cut or blurred a picture"),
    "attachment.held": _("kept a picture from families"),
    "attachment.people_told": _("said who can be seen in a picture"),
    "attachment.released": _("stopped keeping a picture from families"),
    "attachment.removed": _("took a picture off"),
    "attachment.restored": _("put a picture back"),
    "collection.archived": _("put a collection away"),
    "collection.filled": _("put work into a collection"),
    "collection.made": _("made a collection"),
    "collection.restored": _("took a collection out again"),
    "collection.shared_with_advisor": _("shared a collection with the advisor"),
    "collection.shared_with_family": _("shared a collection with the family"),
    "collection.shared_with_guests": _("shared a collection with the guests"),
    "collection.shared_with_panel": _("shared a collection with the panel"),
    "collection.unshared_with_advisor": _("stopped sharing a collection with the advisor"),
    "collection.unshared_with_family": _("stopped sharing a collection with the family"),
    "collection.unshared_with_guests": _("stopped sharing a collection with the guests"),
    "collection.unshared_with_panel": _("stopped sharing a collection with the panel"),
    "depiction.agreed": _("noted that somebody agreed to be shown"),
    "evidence.added": _("added a piece of work"),
    "evidence.archived": _("put a piece of work away"),
    "evidence.changed": _("changed a piece of work"),
    "evidence.restored": _("took a piece of work out again"),
    "evidence.shared_with_advisor": _("shared a piece of work with the advisor"),
    "evidence.shared_with_family": _("shared a piece of work with the family"),
    "evidence.unshared_with_advisor": _("stopped sharing a piece of work with the advisor"),
    "evidence.unshared_with_family": _("stopped sharing a piece of work with the family"),
    "letter.closed": _("began a new letter"),
    "letter.given": _("gave a letter to the family"),
    "letter.taken_back": _("took a letter back"),
    "placement.made_by_student": _("placed a piece of work on a continuum"),
    "placement.made_by_teacher": _("placed a piece of work on a continuum as the teacher"),
    "placement.removed": _("took a piece of work off a continuum"),
    "reflection.saved": _("wrote a reflection"),
    "reflection.skipped": _("left a reflection out"),
}
