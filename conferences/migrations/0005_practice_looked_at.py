import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_panels"),
        ("conferences", "0004_keepsakes"),
    ]

    operations = [
        migrations.AddField(
            model_name="practice",
            name="joined_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="practice",
            name="minutes_before",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="practice",
            name="partner_revision",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="practice",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="practice",
            name="settled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="practice",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="practices_watched",
                to="accounts.student",
            ),
        ),
    ]
