import accounts.models.schools
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models


def keep_words(apps, schema_editor):
    """A school's own words stay; what was only the default becomes Lectern's, said in each language."""
    for school in apps.get_model("accounts", "School").objects.all():
        own = {"conference": school.conference_label, "advisory": school.advisory_label}
        words = {name: word for name, word in own.items() if word and word != name.capitalize()}
        if words:
            school.labels = {school.language: words}
            school.save(update_fields=["labels"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_cards_and_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="District",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
            ],
        ),
        migrations.AddField(
            model_name="school",
            name="accent",
            field=models.CharField(
                blank=True,
                max_length=7,
                validators=[django.core.validators.RegexValidator("^#[0-9a-f]{6}$")],
                verbose_name="color of the school",
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="accent_goals",
            field=models.CharField(
                blank=True,
                max_length=7,
                validators=[django.core.validators.RegexValidator("^#[0-9a-f]{6}$")],
                verbose_name="color of goals",
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="accent_portfolio",
            field=models.CharField(
                blank=True,
                max_length=7,
                validators=[django.core.validators.RegexValidator("^#[0-9a-f]{6}$")],
                verbose_name="color of the portfolio",
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="labels",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="school",
            name="advisory_label",
        ),
        migrations.RemoveField(
            model_name="school",
            name="conference_label",
        ),
        migrations.AddField(
            model_name="school",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=10),
                default=accounts.models.schools.every_language,
                verbose_name="languages",
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="district",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="schools",
                to="accounts.district",
            ),
        ),
        migrations.CreateModel(
            name="DistrictMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.district",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="district_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GradeBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("grade_low", models.SmallIntegerField(verbose_name="from grade")),
                ("grade_high", models.SmallIntegerField(verbose_name="to grade")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grade_bands",
                        to="accounts.school",
                    ),
                ),
            ],
            options={
                "ordering": ["grade_low"],
            },
        ),
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("image", models.FileField(max_length=200, upload_to="logos")),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.school"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="school",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="accounts.logo",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(("languages__contains", [models.F("language")])),
                name="school_language_offered",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accent", ""), ("accent__regex", "^#[0-9a-f]{6}$"), _connector="OR"),
                    models.Q(
                        ("accent_portfolio", ""),
                        ("accent_portfolio__regex", "^#[0-9a-f]{6}$"),
                        _connector="OR",
                    ),
                    models.Q(
                        ("accent_goals", ""), ("accent_goals__regex", "^#[0-9a-f]{6}$"), _connector="OR"
                    ),
                ),
                name="school_colors_plain",
            ),
        ),
        migrations.AddConstraint(
            model_name="districtmembership",
            constraint=models.UniqueConstraint(fields=("user", "district"), name="district_membership_once"),
        ),
        migrations.AddConstraint(
            model_name="gradeband",
            constraint=models.UniqueConstraint(fields=("school", "name"), name="grade_band_name_once"),
        ),
        migrations.AddConstraint(
            model_name="gradeband",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("grade_high__gte", models.F("grade_low")), ("grade_high__lte", 12), ("grade_low__gte", 0)
                ),
                name="grade_band_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="gradeband",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("school"), "*", models.Value(100)
                                ),
                                "+",
                                models.F("grade_low"),
                            ),
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("school"), "*", models.Value(100)
                                ),
                                "+",
                                models.F("grade_high"),
                            ),
                            models.Value("[]"),
                            function="int8range",
                        ),
                        "&&",
                    )
                ],
                name="grade_band_without_overlap",
            ),
        ),
    ]
