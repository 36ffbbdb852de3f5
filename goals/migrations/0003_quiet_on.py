from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("goals", "0002_formats_and_stories")]

    operations = [
        migrations.AddField(
            model_name="goal",
            name="quiet_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunSQL(
            "update goals_goal set quiet_on = (greatest(news_at, reviewed_at) + interval '21 days')::date "
            "where ended_at is null",
            migrations.RunSQL.noop,
        ),
    ]
