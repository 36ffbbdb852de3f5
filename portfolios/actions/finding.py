from django.db import connection, transaction

from portfolios.models import Evidence

BATCH = 5_000  # pieces of one transaction


def rebuild_search():
    """Put the words of every piece together anew, and give back of how many pieces.

    The database's own triggers keep them; this is for a backup that came back without them, and for a
    new version of Postgres that knows a language better.
    """
    done, last = 0, 0
    while keys := list(
        Evidence.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        put_together(keys)
        done, last = done + len(keys), keys[-1]
    return done


@transaction.atomic
def put_together(keys):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portfolios_searchdocument (evidence_id, school_id, document)"
            " SELECT id, school_id, search_document(id) FROM portfolios_evidence"
            " WHERE id = ANY(%s) ORDER BY id"
            " ON CONFLICT (evidence_id) DO UPDATE SET document = EXCLUDED.document",
            [keys],
        )
