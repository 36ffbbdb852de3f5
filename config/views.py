"""For the machines that watch over Lectern: no person, no school, no content."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse


@login_not_required
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def readyz(request):
    """The database answers and has every migration."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return HttpResponse(
        "migrations are waiting" if waiting else "ok",
        status=503 if waiting else 200,
        content_type="text/plain",
    )
