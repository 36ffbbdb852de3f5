"""The pages of `accounts` that are about one child, and its verbs in plain words (accounts/audit.py)."""

from django.utils.translation import gettext_lazy as _

# Name of the page: the model that its address names, and what the page shows.
PAGES = {
    "accounts:consent_edit": ("accounts.Student", _("the answers about photos, voice and video")),
    "accounts:child_record": ("accounts.Student", _("everything that is kept")),
    "accounts:child_record_kind": ("accounts.Student", _("everything that is kept")),
}
# Pages on which a family uses its right to see everything: written down for the child to see.
EVERYTHING = dict.fromkeys(["accounts:child_record", "accounts:child_record_kind"])
