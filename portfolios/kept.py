"""What of `portfolios` belongs to a child's record (accounts/records.py)."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Guardianship
from accounts.records import Kept
from portfolios.models import Depiction
from portfolios.querysets.comments import at_home


def unname(rows):
    """In a schoolmate's picture she stays somebody whom nobody has agreed to show, without a name.

    Her own pictures have gone by now, and with them who can be seen there.
    """
    gone = rows.count()
    rows.filter(covered_at__isnull=False).delete()
    nameless = Depiction.objects.filter(who="other", attachment__in=rows.values("attachment"))
    # What was agreed or covered there was about somebody else.
    nameless.update(agreed_at=None, agreed_by=None, covered_at=None)
    rows.filter(attachment__in=nameless.values("attachment")).delete()
    rows.update(who="other", student=None)
    return {"portfolios.Depiction": gone}


def of_own_household(rows, reader):
    """What she and her household said, and people of the school; not another household of the child."""
    others = Guardianship.objects.filter(student=OuterRef("evidence__student"), adult=OuterRef("by"))
    return rows.filter(~Exists(others) | Q(by=reader.pk) | at_home(reader))


KEPT = [
    Kept("portfolios.Evidence", "student", _("Pieces of work")),
    Kept(
        "portfolios.Attachment",
        "evidence__student",
        _("Pictures, recordings and documents"),
        hidden=frozenset({"original_clean", "alt_by"}),
    ),
    Kept("portfolios.Captions", "attachment__evidence__student", _("What is said in recordings")),
    Kept(
        "portfolios.Vouch",
        "evidence__student",
        _("Who was asked to vouch for a piece"),
        hidden=frozenset({"declined_by", "declined_at"}),
    ),
    Kept("portfolios.Share", "evidence__student", _("Who may see a piece")),
    Kept(
        "portfolios.Comment",
        "evidence__student",
        _("What people said about a piece"),
        hidden=frozenset(
            {"language", "earlier", "worried_at", "settled_at", "settled_by", "taken_by", "taken_why"}
        ),
        seen=of_own_household,
    ),
    Kept("portfolios.Reflection", "evidence__student", _("Reflections")),
    Kept("portfolios.ReflectionVersion", "reflection__evidence__student", _("Earlier words of reflections")),
    Kept("portfolios.Placement", "evidence__student", _("Places on a continuum")),
    Kept(
        "portfolios.Upload",
        "student",
        _("Files that became part of no piece yet"),
        hidden=frozenset({"by", "fingerprint", "part_count"}),
    ),
    Kept(
        "portfolios.UploadPart",
        "upload__student",
        _("Parts of a file that is still arriving"),
        hidden=frozenset({"starts_at"}),
    ),
    Kept(
        "portfolios.EarlierPlacement",
        "placement__evidence__student",
        _("Earlier places on a continuum"),
    ),
    Kept("portfolios.Draft", "student", _("Words that became no piece yet")),
    Kept("portfolios.Collection", "student", _("Collections of work"), hidden=frozenset({"cover"})),
    Kept("portfolios.CollectionShare", "collection__student", _("Who may see a collection")),
    Kept(
        "portfolios.Entry",
        "collection__student",
        _("What is in a collection"),
        hidden=frozenset({"attachment", "target"}),
    ),
    Kept("portfolios.Letter", "student", _("Letters to the family")),
    Kept(
        "portfolios.Depiction",
        "student",
        _("Pictures in which your child can be seen"),
        hidden=frozenset({"attachment", "told_by", "agreed_by"}),
        forget=unname,
    ),
    Kept(
        "portfolios.Matters",
        "student",
        _("What matters to her: when it was written"),
        hidden=frozenset({"piece"}),
    ),
    Kept(
        "portfolios.SearchDocument",
        "evidence__student",
        _("Words by which pieces are found"),
        hidden=frozenset({"document"}),
    ),
    Kept("portfolios.Answer", "student", _("What matters to her: her answers")),
]

# Models that name people and yet are not about a child, each with its reason.
ELSEWHERE = {
    "portfolios.FrameworkImport": "a file of standards that the office brought; no child is in it",
    "portfolios.StreamMark": "up to where an advisor has read",
}
