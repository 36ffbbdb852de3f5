"""How long what of `portfolios` is kept (accounts/periods.py)."""

from django.utils.translation import gettext_lazy as _

from accounts.periods import Fixed, Period
from accounts.records import lines
from accounts.tasks import remove_files
from portfolios.models import Attachment


def forget_attachments(attachments):
    names = lines()["portfolios.attachment"].file_names(attachments.values("pk"))
    attachments.delete()
    if names:
        remove_files.enqueue(names)


def forget_pieces(pieces):
    forget_attachments(Attachment.objects.filter(evidence__in=pieces))
    pieces.delete()


PERIODS = [
    Period(
        "put_away",
        _("Pieces of work that a student has put away"),
        "portfolios.Evidence",
        since="archived_at",
        school="school",
        days=1095,
        low=180,
        high=3650,
        forget=forget_pieces,
        batch=100,
    ),
    Period(
        "taken_off",
        _("Pictures and recordings that a student took off a piece"),
        "portfolios.Attachment",
        since="removed_at",
        school="school",
        days=90,
        low=30,
        high=365,
        forget=forget_attachments,
    ),
]

FIXED = [
    Fixed(_("Pictures and recordings of a piece that was never finished"), _("1 day")),
    Fixed(_("Words of a piece that was never finished"), _("1 week")),
    Fixed(_("E-mail address of somebody who was asked to vouch"), _("14 days")),
]
