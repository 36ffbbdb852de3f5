from django.db import migrations


def tell_first_looks(apps, schema_editor):
    """What was said about a promise before there were check-ins becomes its first, by whoever said it."""
    Commitment = apps.get_model("goals", "Commitment")
    CheckIn = apps.get_model("goals", "CommitmentCheckIn")
    Record = apps.get_model("accounts", "AuditRecord")
    looked = Commitment.objects.filter(checked_at__isnull=False, check_ins=None).select_related("student")
    for commitment in looked.iterator():
        said = Record.objects.filter(
            verb="commitment.checked", thing_id=str(commitment.pk), actor_id__isnull=False
        )
        newest = said.order_by("-at", "-pk").first()
        CheckIn.objects.create(
            school_id=commitment.school_id,
            commitment=commitment,
            by_id=newest.actor_id if newest else commitment.student.user_id,
            state=commitment.state,
            line=commitment.line,
            at=commitment.checked_at,
        )
    # What the student said that she will do has always been hers.
    for commitment in Commitment.objects.filter(party="student", owner=None).select_related("student"):
        Commitment.objects.filter(pk=commitment.pk).update(
            owner=commitment.student.user_id, accepted_at=commitment.made_at
        )


class Migration(migrations.Migration):
    dependencies = [("goals", "0006_imports"), ("accounts", "0009_panels")]

    operations = [migrations.RunPython(tell_first_looks, migrations.RunPython.noop)]
