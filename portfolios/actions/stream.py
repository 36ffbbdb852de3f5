from django.db import transaction
from django.utils import timezone

from portfolios.models import StreamMark


@transaction.atomic
def mark_stream_seen(*, until, by):
    """The advisor has seen all new work up to this moment. A page from before takes nothing back.

    It is her own bookmark and about no child, so the audit has no line of it.
    """
    until = min(until, timezone.now())
    mark, begun = StreamMark.objects.get_or_create(user=by, defaults={"seen_until": until})
    if not begun:
        StreamMark.objects.filter(pk=mark.pk, seen_until__lt=until).update(seen_until=until)
