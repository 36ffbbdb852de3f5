import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """An upload belongs to whoever sends it, so that a teacher's voice arrives as a child's picture does."""

    dependencies = [
        ("accounts", "0009_panels"),
        ("portfolios", "0015_earlier_words"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="upload", name="upload_once_per_form"),
        migrations.RemoveConstraint(model_name="upload", name="upload_part_known"),
        migrations.RemoveIndex(model_name="upload", name="portfolios__student_dd03a7_idx"),
        migrations.AddField(
            model_name="upload",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uploads",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        # At once, for a table with checks that still wait cannot be changed.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(
            "UPDATE portfolios_upload SET by_id = student.user_id FROM accounts_student AS student"
            " WHERE student.id = portfolios_upload.student_id",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="upload",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uploads",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="upload",
            name="student",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uploads",
                to="accounts.student",
            ),
        ),
        migrations.AlterField(
            model_name="upload",
            name="part",
            field=models.CharField(
                choices=[
                    ("piece", "The piece itself"),
                    ("reflection", "Thinking about it"),
                    ("goal", "A goal"),
                ],
                default="piece",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["by", "form_key"], name="portfolios__by_id_840cb6_idx"),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fingerprint", ""), _negated=True),
                fields=("by", "form_key", "part", "fingerprint"),
                name="upload_once_per_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["piece", "reflection", "goal"])), name="upload_part_known"
            ),
        ),
    ]
