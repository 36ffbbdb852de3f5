import conferences.models.rounds
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


END = """
UPDATE conferences_place AS place
SET ends_at = place.starts_at + make_interval(mins => coalesce(conference.minutes, round.minutes)::int)
FROM conferences_place AS own
JOIN conferences_session AS session ON session.id = own.session_id
JOIN conferences_round AS round ON round.id = session.round_id
LEFT JOIN conferences_conference AS conference ON conference.id = own.conference_id
WHERE own.id = place.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_panels"),
        ("conferences", "0007_dictated_words"),
        ("goals", "0007_first_looks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["starts_at"],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("table", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("because", models.JSONField(blank=True, default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Break",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["starts_at"],
            },
        ),
        migrations.CreateModel(
            name="Busy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                ("line", models.CharField(blank=True, max_length=100, verbose_name="what it is")),
            ],
            options={
                "ordering": ["starts_at"],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Interpreter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), verbose_name="languages"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                (
                    "by_video",
                    models.BooleanField(default=False, verbose_name="interprets by video or telephone"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("link_digest", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ("link_until", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Length",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grade_low", models.SmallIntegerField(verbose_name="from grade")),
                ("grade_high", models.SmallIntegerField(verbose_name="to grade")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes for each conference")),
            ],
            options={
                "ordering": ["grade_low"],
            },
        ),
        migrations.CreateModel(
            name="Load",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at_once", models.PositiveSmallIntegerField(verbose_name="conferences at once")),
            ],
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("letter", "Families read what a conference is"),
                            ("invite", "Invitations leave"),
                            ("ask", "Families say when they can come"),
                            ("answer", "Last day to answer"),
                            ("lessons", "Lessons: good evidence, good reflection"),
                            ("times", "Times are announced"),
                            ("confirm", "Families confirm or ask for another time"),
                            ("agendas", "Agendas are built"),
                            ("practice", "Practice"),
                            ("stays", "From here on times stay"),
                            ("days", "Conference days"),
                            ("thanks", "Thanks, letters, how it went"),
                            ("make_ups", "Make-ups are over"),
                            ("check_in", "First check-ins"),
                            ("said_did", "You said, we did"),
                        ],
                        max_length=10,
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("line", models.CharField(blank=True, max_length=200, verbose_name="what the school adds")),
            ],
            options={
                "ordering": ["day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asked", "Please say when you can come"),
                            ("time", "Your time"),
                            ("confirmed", "Your time is confirmed"),
                            ("moved", "Your time has changed"),
                            ("called_off", "Your time falls away"),
                            ("offered", "Another time is free"),
                            ("reminder", "Soon"),
                            ("tomorrow", "Tomorrow"),
                            ("make_up", "A new time after all"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField(blank=True, null=True)),
                ("before", models.DateTimeField(blank=True, null=True)),
                ("room", models.CharField(blank=True, max_length=100)),
                ("line", models.CharField(blank=True, max_length=200)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("due_at", models.DateTimeField()),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mail", "By e-mail"),
                            ("paper", "Printed"),
                            ("person", "By the school, in person"),
                        ],
                        max_length=6,
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["due_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OutreachCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("phone", "Telephone"),
                            ("message", "Message"),
                            ("letter", "Letter"),
                            ("visit", "Visit"),
                            ("gate", "At the school gate"),
                        ],
                        default="phone",
                        max_length=7,
                        verbose_name="how",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("reached", "Spoken with"),
                            ("no_answer", "Nobody answered"),
                            ("left_word", "Left word"),
                            ("wrong", "The number or address is wrong"),
                        ],
                        max_length=9,
                        verbose_name="what came of it",
                    ),
                ),
                ("line", models.CharField(blank=True, max_length=300, verbose_name="in a line")),
                ("again_on", models.DateField(blank=True, null=True, verbose_name="again on")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("any_time", models.BooleanField(default=False, verbose_name="any time is fine")),
                ("not_before", models.TimeField(blank=True, null=True, verbose_name="never before")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("school", "At school"),
                            ("remote", "By video"),
                            ("either", "Either is fine"),
                        ],
                        default="school",
                        max_length=6,
                        verbose_name="where",
                    ),
                ),
                (
                    "siblings",
                    models.CharField(
                        choices=[
                            ("row", "One after the other"),
                            ("at_once", "At the same time: we are two adults"),
                            ("any", "As it comes"),
                        ],
                        default="row",
                        max_length=7,
                        verbose_name="several children",
                    ),
                ),
                (
                    "joint",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("joint", "Together with the other household"),
                            ("separate", "A conference of our own"),
                        ],
                        max_length=8,
                        verbose_name="two households",
                    ),
                ),
                ("interpreter", models.BooleanField(default=False, verbose_name="an interpreter")),
                (
                    "interpreter_language",
                    models.CharField(blank=True, max_length=60, verbose_name="interpreter’s language"),
                ),
                ("access", models.CharField(blank=True, max_length=300, verbose_name="what would help you")),
                (
                    "line",
                    models.CharField(blank=True, max_length=300, verbose_name="anything else about the time"),
                ),
                ("at", models.DateTimeField(auto_now=True)),
                ("by_office", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
            ],
            options={
                "ordering": ["starts_at"],
            },
        ),
        migrations.CreateModel(
            name="Timetable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Being made"),
                            ("done", "Made"),
                            ("failed", "Not made"),
                            ("published", "Published"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("repairs", models.BooleanField(default=False)),
                ("seconds", models.PositiveSmallIntegerField(default=60, verbose_name="seconds")),
                ("weights", models.JSONField(blank=True, default=dict)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("began_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("stop_asked_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("cost", models.FloatField(blank=True, null=True)),
                ("bound", models.FloatField(blank=True, null=True)),
                ("placed", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("progress", models.JSONField(blank=True, default=dict)),
                ("figures", models.JSONField(blank=True, default=dict)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("revision", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="TimeWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("offered", "A time is offered"),
                            ("met", "Has another time"),
                            ("taken_back", "Taken back"),
                            ("ended", "Ended"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "line",
                    models.CharField(blank=True, max_length=300, verbose_name="why, if you like to say"),
                ),
                ("offered_until", models.DateTimeField(blank=True, null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Window",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("best", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["starts_at"],
            },
        ),
        migrations.CreateModel(
            name="WishedTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["starts_at"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="conference",
            name="conference_once_per_round",
        ),
        migrations.AddField(
            model_name="conference",
            name="household",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conferences",
                to="accounts.household",
            ),
        ),
        migrations.AddField(
            model_name="conference",
            name="please_meet",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="place",
            name="because",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="place",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="place",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="ends_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(END, migrations.RunSQL.noop),
        # Checks that wait for the end of the transaction would hold up what follows.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(model_name="place", name="ends_at", field=models.DateTimeField()),
        migrations.AddField(
            model_name="place",
            name="held_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="conferences.conference",
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="held_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="place",
            name="locked",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="place",
            name="source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("family", "Chosen by the family"),
                    ("timetable", "From the timetable"),
                    ("office", "Given by the school"),
                    ("swap", "Exchanged with another family"),
                ],
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="asks_first",
            field=models.BooleanField(
                default=False, verbose_name="ask families first, then make a fair timetable"
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="at_once",
            field=models.PositiveSmallIntegerField(
                default=4, verbose_name="conferences at once for each advisor"
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="changes",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="changes for each household"),
        ),
        migrations.AddField(
            model_name="round",
            name="last_change",
            field=models.PositiveSmallIntegerField(
                default=1, verbose_name="days before, from when a time stays"
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="travel",
            field=models.PositiveSmallIntegerField(
                default=5, verbose_name="minutes to walk between two rooms"
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="weights",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="session",
            name="called_off_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="for_make_ups",
            field=models.BooleanField(default=False, verbose_name="for make-ups alone"),
        ),
        migrations.AddField(
            model_name="session",
            name="kind",
            field=models.CharField(
                choices=[
                    ("tables", "Several tables in one room"),
                    ("solo", "One at a time, with the door shut"),
                    ("remote", "By video"),
                    ("stations", "Stations around the room"),
                ],
                default="tables",
                max_length=8,
                verbose_name="how they meet here",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="minutes",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="minutes for each conference"
            ),
        ),
        migrations.AlterField(
            model_name="round",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("co_design", "Planned with students"),
                    ("published", "Published"),
                    ("preferences", "Families say when they can come"),
                    ("scheduled", "Times are out"),
                    ("preparing", "Preparing"),
                    ("open", "Conference days"),
                    ("follow_up", "Follow-up"),
                    ("closed", "Closed"),
                ],
                default="draft",
                max_length=11,
            ),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.UniqueConstraint(
                fields=("round", "student", "household"),
                name="conference_once_per_round",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("at_once__range", (1, 12))), name="round_at_once_sensible"
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="advisor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="absences", to="conferences.round"
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="stand_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="assignments",
                to="conferences.conference",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="conferences.session",
            ),
        ),
        migrations.AddField(
            model_name="break",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="breaks", to="conferences.session"
            ),
        ),
        migrations.AddField(
            model_name="busy",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="busy", to="conferences.round"
            ),
        ),
        migrations.AddField(
            model_name="busy",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="busy", to="accounts.student"
            ),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="calendar_feeds",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="interpreter",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="interpreters", to="accounts.school"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="interpreter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="conferences.interpreter",
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="interpreter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="places",
                to="conferences.interpreter",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="place_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("conference__isnull", False)),
                expressions=[
                    ("session", "="),
                    ("table", "="),
                    (conferences.models.rounds.TimeRange("starts_at", "ends_at"), "&&"),
                ],
                name="place_table_taken_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("conference__isnull", False), ("interpreter__isnull", False)),
                expressions=[
                    ("interpreter", "="),
                    (conferences.models.rounds.TimeRange("starts_at", "ends_at"), "&&"),
                ],
                name="place_interpreter_once",
            ),
        ),
        migrations.AddField(
            model_name="length",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lengths", to="conferences.round"
            ),
        ),
        migrations.AddField(
            model_name="load",
            name="advisory",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.advisory"
            ),
        ),
        migrations.AddField(
            model_name="load",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="loads", to="conferences.round"
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="conferences.round"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="adult",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to="conferences.conference",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.school"
            ),
        ),
        migrations.AddField(
            model_name="outreachcall",
            name="adult",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="outreach_calls",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="outreachcall",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="outreachcall",
            name="household",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="outreach_calls",
                to="accounts.household",
            ),
        ),
        migrations.AddField(
            model_name="outreachcall",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="outreach_calls",
                to="conferences.round",
            ),
        ),
        migrations.AddField(
            model_name="outreachcall",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.school"
            ),
        ),
        migrations.AddField(
            model_name="preference",
            name="adult",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="preferences",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="preference",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="preference",
            name="household",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="preferences",
                to="accounts.household",
            ),
        ),
        migrations.AddField(
            model_name="preference",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="preferences",
                to="conferences.round",
            ),
        ),
        migrations.AddField(
            model_name="preference",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.school"
            ),
        ),
        migrations.AddField(
            model_name="shift",
            name="interpreter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="shifts",
                to="conferences.interpreter",
            ),
        ),
        migrations.AddField(
            model_name="shift",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="shifts", to="conferences.round"
            ),
        ),
        migrations.AddField(
            model_name="timetable",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="timetable",
            name="published_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="timetable",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="timetables", to="conferences.round"
            ),
        ),
        migrations.AddField(
            model_name="timetable",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.school"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="timetable",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="assignments",
                to="conferences.timetable",
            ),
        ),
        migrations.AddField(
            model_name="timewish",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="timewish",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="time_wishes",
                to="conferences.conference",
            ),
        ),
        migrations.AddField(
            model_name="timewish",
            name="offered",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="offers",
                to="conferences.place",
            ),
        ),
        migrations.AddField(
            model_name="timewish",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.school"
            ),
        ),
        migrations.AddField(
            model_name="window",
            name="preference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="windows",
                to="conferences.preference",
            ),
        ),
        migrations.AddField(
            model_name="wishedtime",
            name="wish",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="times", to="conferences.timewish"
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="absence_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("advisor", models.F("stand_in")), _negated=True),
                name="absence_of_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="break",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="break_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="busy",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="busy_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)), fields=("user",), name="calendar_feed_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="length",
            constraint=models.UniqueConstraint(fields=("round", "grade_low"), name="length_once"),
        ),
        migrations.AddConstraint(
            model_name="length",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade_high__gte", models.F("grade_low"))), name="length_grades_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="length",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (5, 120))), name="length_sensible"
            ),
        ),
        migrations.AddConstraint(
            model_name="load",
            constraint=models.UniqueConstraint(fields=("round", "advisory"), name="load_once"),
        ),
        migrations.AddConstraint(
            model_name="load",
            constraint=models.CheckConstraint(
                condition=models.Q(("at_once__range", (1, 12))), name="load_sensible"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(fields=("round", "kind"), name="milestone_once"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["school", "conference"], name="conferences_school__09126d_idx"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("dropped_at", None), ("told_at", None)),
                fields=["due_at"],
                name="notice_owed",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped_at", None), ("told_at", None)),
                fields=("conference", "adult", "kind", "starts_at"),
                name="notice_owed_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", ""), ("told_at", None)),
                    models.Q(("told_at__isnull", False), models.Q(("how", ""), _negated=True)),
                    _connector="OR",
                ),
                name="notice_told_says_how",
            ),
        ),
        migrations.AddIndex(
            model_name="outreachcall",
            index=models.Index(fields=["school", "round"], name="conferences_school__59c5ad_idx"),
        ),
        migrations.AddConstraint(
            model_name="outreachcall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adult__isnull", False), ("household", None)),
                    models.Q(("adult", None), ("household__isnull", False)),
                    _connector="OR",
                ),
                name="outreach_call_of_one",
            ),
        ),
        migrations.AddIndex(
            model_name="preference",
            index=models.Index(fields=["school", "round"], name="conferences_school__e5fe34_idx"),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.UniqueConstraint(fields=("round", "household"), name="preference_once"),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.UniqueConstraint(fields=("round", "adult"), name="preference_once_alone"),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adult__isnull", False), ("household", None)),
                    models.Q(("adult", None), ("household__isnull", False)),
                    _connector="OR",
                ),
                name="preference_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(
                condition=models.Q(("interpreter", True), ("interpreter_language", ""), _connector="OR"),
                name="preference_interpreter_of_a_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="shift_ends_after_start"
            ),
        ),
        migrations.AddIndex(
            model_name="timetable",
            index=models.Index(fields=["school", "round"], name="conferences_school__6c884e_idx"),
        ),
        migrations.AddConstraint(
            model_name="timetable",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "running"])),
                fields=("round",),
                name="timetable_one_running",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(fields=("timetable", "conference"), name="assignment_once"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_at", None), ("session", None), ("starts_at", None), ("table", None)),
                    models.Q(
                        ("ends_at__gt", models.F("starts_at")),
                        ("session__isnull", False),
                        ("starts_at__isnull", False),
                        ("table__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="assignment_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="timewish",
            index=models.Index(fields=["school", "state"], name="conferences_school__dad55a_idx"),
        ),
        migrations.AddConstraint(
            model_name="timewish",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "offered"])),
                fields=("conference",),
                name="time_wish_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="window",
            constraint=models.UniqueConstraint(fields=("preference", "starts_at"), name="window_once"),
        ),
        migrations.AddConstraint(
            model_name="window",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="window_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="wishedtime",
            constraint=models.UniqueConstraint(fields=("wish", "starts_at"), name="wished_time_once"),
        ),
    ]
