"""A school's own questions. What children answered to them stays, whatever becomes of the question."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from portfolios.models import Prompt


@transaction.atomic
def edit_prompt(prompt, *, by):
    """Add a question, or change one."""
    added = prompt.pk is None
    prompt.save()
    record("prompt.added" if added else "prompt.changed", prompt, by=by)


@transaction.atomic
def retire_prompt(prompt, *, by):
    """It is asked no more."""
    if Prompt.objects.filter(pk=prompt.pk, retired_at=None).update(retired_at=timezone.now()):
        record("prompt.retired", prompt, by=by)


@transaction.atomic
def restore_prompt(prompt, *, by):
    if Prompt.objects.filter(pk=prompt.pk, retired_at__isnull=False).update(retired_at=None):
        record("prompt.restored", prompt, by=by)
