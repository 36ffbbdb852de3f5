"""The pages of `portfolios` that are about one child, and its verbs in plain words (accounts/audit.py)."""

from django.utils.translation import gettext_lazy as _

# A picture itself is not among them: whoever is shown one is shown a page around it.
PAGES = {
    "portfolios:student_portfolio": ("accounts.Student", _("the portfolio")),
    "portfolios:evidence_detail": ("portfolios.Evidence", _("a piece of work")),
    "portfolios:evidence_pictures": ("portfolios.Evidence", _("a piece of work")),
    "portfolios:attachment_people": ("portfolios.Attachment", _("a picture")),
    "portfolios:attachment_edit": ("portfolios.Attachment", _("a picture")),
    "portfolios:placement_teach": ("portfolios.Evidence", _("a piece of work")),
}
