from accounts.migrating import CreateTogether
import conferences.models.keepsakes
import conferences.models.rounds
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import portfolios.models.files
import uuid
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("conferences", "0001_initial"),
        ("conferences", "0002_visits"),
        ("conferences", "0003_written_practised_held"),
        ("conferences", "0004_keepsakes"),
        ("conferences", "0005_practice_looked_at"),
        ("conferences", "0006_closing_words"),
        ("conferences", "0007_dictated_words"),
        ("conferences", "0008_times"),
    ]

    dependencies = [
        ("accounts", "0001_squashed_0009_panels"),
        ("goals", "0001_squashed_0007_first_looks"),
        ("portfolios", "0001_squashed_0018_uploads_of_conferences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="AgendaTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_templates",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "advisory",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agenda_templates",
                                to="accounts.advisory",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("grade_low", models.SmallIntegerField(default=0, verbose_name="from grade")),
                        ("grade_high", models.SmallIntegerField(default=12, verbose_name="to grade")),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        (
                            "look",
                            models.CharField(
                                choices=[("cards", "Cards"), ("stations", "Stations")],
                                default="cards",
                                max_length=10,
                                verbose_name="look",
                            ),
                        ),
                        ("is_layer", models.BooleanField(default=False)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "change",
                            models.CharField(blank=True, max_length=200, verbose_name="what is different"),
                        ),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "advisory", "name", "version"),
                                name="agenda_template_version_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("grade_high__gte", models.F("grade_low"))),
                                name="agenda_template_grades_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateCard",
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
                                    ("welcome", "Welcome"),
                                    ("last_commitments", "What we agreed last time"),
                                    ("letter", "Letter to my family"),
                                    ("evidence", "My work"),
                                    ("growth", "How I grew"),
                                    ("show_me", "Show how I do it"),
                                    ("habits", "How I work with others"),
                                    ("goal", "My goals"),
                                    ("ask_family", "Ask my family"),
                                    ("teacher_minute", "Teacher minute"),
                                    ("my_choice", "My choice"),
                                    ("closing", "What we will do"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("minutes", models.PositiveSmallIntegerField(default=2, verbose_name="minutes")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("fixed", models.BooleanField(default=False)),
                        (
                            "why",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="why it is always there"
                            ),
                        ),
                        (
                            "listening",
                            models.CharField(blank=True, max_length=200, verbose_name="you could ask"),
                        ),
                        ("picture", models.CharField(blank=True, max_length=30, verbose_name="picture")),
                        (
                            "color",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("sun", "Sun"),
                                    ("leaf", "Leaf"),
                                    ("sky", "Sky"),
                                    ("plum", "Plum"),
                                    ("rose", "Rose"),
                                    ("clay", "Clay"),
                                ],
                                max_length=10,
                                verbose_name="color",
                            ),
                        ),
                        ("said_in", models.JSONField(blank=True, default=dict)),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cards",
                                to="conferences.agendatemplate",
                            ),
                        ),
                        (
                            "tip",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="idea for talking points"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fixed", False), models.Q(("why", ""), _negated=True), _connector="OR"
                                ),
                                name="template_card_fixed_says_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Card",
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
                                    ("welcome", "Welcome"),
                                    ("last_commitments", "What we agreed last time"),
                                    ("letter", "Letter to my family"),
                                    ("evidence", "My work"),
                                    ("growth", "How I grew"),
                                    ("show_me", "Show how I do it"),
                                    ("habits", "How I work with others"),
                                    ("goal", "My goals"),
                                    ("ask_family", "Ask my family"),
                                    ("teacher_minute", "Teacher minute"),
                                    ("my_choice", "My choice"),
                                    ("closing", "What we will do"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("minutes", models.PositiveSmallIntegerField(default=2, verbose_name="minutes")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("fixed", models.BooleanField(default=False)),
                        (
                            "why",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="why it is always there"
                            ),
                        ),
                        (
                            "listening",
                            models.CharField(blank=True, max_length=200, verbose_name="you could ask"),
                        ),
                        ("picture", models.CharField(blank=True, max_length=30, verbose_name="picture")),
                        (
                            "color",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("sun", "Sun"),
                                    ("leaf", "Leaf"),
                                    ("sky", "Sky"),
                                    ("plum", "Plum"),
                                    ("rose", "Rose"),
                                    ("clay", "Clay"),
                                ],
                                max_length=10,
                                verbose_name="color",
                            ),
                        ),
                        ("said_in", models.JSONField(blank=True, default=dict)),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cards",
                                to="conferences.conference",
                            ),
                        ),
                        ("tip", models.CharField(blank=True, max_length=300)),
                        (
                            "talking_points",
                            models.TextField(blank=True, max_length=5000, verbose_name="talking points"),
                        ),
                        (
                            "dictated_to",
                            models.CharField(blank=True, max_length=60, verbose_name="written down by"),
                        ),
                        (
                            "pair",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="cards",
                                to="portfolios.collection",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "To come"),
                                    ("shown", "Shown"),
                                    ("skipped", "Skipped"),
                                    ("parked", "For later"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("seconds", models.PositiveIntegerField(default=0)),
                        ("ticked_at", models.DateTimeField(blank=True, null=True)),
                        ("added_live", models.BooleanField(default=False)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "evidence",
                            models.ManyToManyField(
                                blank=True, related_name="cards", to="portfolios.evidence"
                            ),
                        ),
                        ("goals", models.ManyToManyField(blank=True, related_name="cards", to="goals.goal")),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fixed", False), models.Q(("why", ""), _negated=True), _connector="OR"
                                ),
                                name="card_fixed_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fixed", False), ("removed_at", None), _connector="OR"),
                                name="card_fixed_stays",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__range", (0, 60))), name="card_minutes_sensible"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Conference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conferences",
                                to="conferences.round",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conferences",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conferences",
                                to="accounts.household",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="conferences.agendatemplate",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("building", "Building"),
                                    ("ready", "Ready"),
                                    ("live", "Happening now"),
                                    ("held", "Held"),
                                    ("not_held", "Not held yet"),
                                ],
                                default="not_started",
                                max_length=12,
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField(default=20)),
                        (
                            "look",
                            models.CharField(
                                choices=[("cards", "Cards"), ("stations", "Stations")],
                                default="cards",
                                max_length=10,
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("table", "At a table, with others in the room"),
                                    ("solo", "Alone in a room, with the door shut"),
                                    ("remote", "By video"),
                                    ("recorded", "Recorded beforehand"),
                                    ("written", "On paper"),
                                ],
                                default="table",
                                max_length=10,
                            ),
                        ),
                        (
                            "held_as",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("family", "With the family"),
                                    ("stand_in", "With a stand-in adult"),
                                    ("remote", "By video"),
                                    ("recorded", "Recorded for the family"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "call_url",
                            models.URLField(blank=True, max_length=500, verbose_name="link to the call"),
                        ),
                        ("please_meet", models.BooleanField(default=False)),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        ("interpreter_at", models.DateTimeField(blank=True, null=True)),
                        ("ready_at", models.DateTimeField(blank=True, null=True)),
                        ("wants_help", models.BooleanField(default=False)),
                        ("help_line", models.CharField(blank=True, max_length=300)),
                        ("started_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "card",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="conferences.card",
                            ),
                        ),
                        ("card_shown_at", models.DateTimeField(blank=True, null=True)),
                        ("decide_by", models.DateField(blank=True, null=True)),
                        ("decide_reminded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("closing", models.JSONField(blank=True, default=dict)),
                        ("closing_revision", models.PositiveIntegerField(default=0)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "commitments",
                            models.ManyToManyField(
                                blank=True, related_name="conferences", to="goals.commitment"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["school", "round", "state"], name="conferences_school__6e2762_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "student", "household"),
                                name="conference_once_per_round",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at", None),
                                        ("started_at", None),
                                        ("state__in", ["not_started", "building", "ready", "not_held"]),
                                    ),
                                    models.Q(
                                        ("ended_at", None), ("started_at__isnull", False), ("state", "live")
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("started_at__isnull", False),
                                        ("state", "held"),
                                    ),
                                    _connector="OR",
                                ),
                                name="conference_times_match_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Round",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="accounts.school",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "state",
                            models.CharField(
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
                        (
                            "asks_first",
                            models.BooleanField(
                                default=False, verbose_name="ask families first, then make a fair timetable"
                            ),
                        ),
                        ("grade_low", models.SmallIntegerField(default=0, verbose_name="from grade")),
                        ("grade_high", models.SmallIntegerField(default=12, verbose_name="to grade")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=20, verbose_name="minutes for each conference"
                            ),
                        ),
                        (
                            "turnover",
                            models.PositiveSmallIntegerField(
                                default=5, verbose_name="minutes between conferences"
                            ),
                        ),
                        (
                            "travel",
                            models.PositiveSmallIntegerField(
                                default=5, verbose_name="minutes to walk between two rooms"
                            ),
                        ),
                        (
                            "at_once",
                            models.PositiveSmallIntegerField(
                                default=4, verbose_name="conferences at once for each advisor"
                            ),
                        ),
                        (
                            "changes",
                            models.PositiveSmallIntegerField(
                                default=3, verbose_name="changes for each household"
                            ),
                        ),
                        (
                            "last_change",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="days before, from when a time stays"
                            ),
                        ),
                        ("weights", models.JSONField(blank=True, default=dict)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("school", "name"), name="round_name_once"),
                            models.CheckConstraint(
                                condition=models.Q(("grade_high__gte", models.F("grade_low"))),
                                name="round_grades_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__range", (5, 120))),
                                name="round_minutes_sensible",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("at_once__range", (1, 12))), name="round_at_once_sensible"
                            ),
                        ],
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
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lengths",
                                to="conferences.round",
                            ),
                        ),
                        ("grade_low", models.SmallIntegerField(verbose_name="from grade")),
                        ("grade_high", models.SmallIntegerField(verbose_name="to grade")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(verbose_name="minutes for each conference"),
                        ),
                    ],
                    options={
                        "ordering": ["grade_low"],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "grade_low"), name="length_once"),
                            models.CheckConstraint(
                                condition=models.Q(("grade_high__gte", models.F("grade_low"))),
                                name="length_grades_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__range", (5, 120))), name="length_sensible"
                            ),
                        ],
                    },
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
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="conferences.round",
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
                        (
                            "line",
                            models.CharField(blank=True, max_length=200, verbose_name="what the school adds"),
                        ),
                    ],
                    options={
                        "ordering": ["day", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "kind"), name="milestone_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="conferences.round",
                            ),
                        ),
                        ("room", models.CharField(max_length=100, verbose_name="room")),
                        ("starts_at", models.DateTimeField(verbose_name="from")),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(default=4, verbose_name="conferences at once"),
                        ),
                        (
                            "kind",
                            models.CharField(
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
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="minutes for each conference"
                            ),
                        ),
                        (
                            "for_make_ups",
                            models.BooleanField(default=False, verbose_name="for make-ups alone"),
                        ),
                        ("called_off_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "call_url",
                            models.URLField(blank=True, max_length=500, verbose_name="link to the call"),
                        ),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "advisories",
                            models.ManyToManyField(
                                blank=True, related_name="sessions", to="accounts.advisory"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_at", "room"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="session_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("capacity__range", (1, 12))),
                                name="session_capacity_sensible",
                            ),
                        ],
                    },
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
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="breaks",
                                to="conferences.session",
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="break_ends_after_start",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="conferences.session",
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("table", models.PositiveSmallIntegerField()),
                        (
                            "conference",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="place",
                                to="conferences.conference",
                            ),
                        ),
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "source",
                            models.CharField(
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
                        ("because", models.JSONField(blank=True, default=dict)),
                        ("locked", models.BooleanField(default=False)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "interpreter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="places",
                                to="conferences.interpreter",
                            ),
                        ),
                        (
                            "held_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="conferences.conference",
                            ),
                        ),
                        ("held_until", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["starts_at", "table"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "starts_at", "table"), name="place_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("conference", None), ("taken_at", None)),
                                    models.Q(("conference__isnull", False), ("taken_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="place_taken_with_conference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="place_ends_after_start",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("conference__isnull", False)),
                                expressions=[
                                    ("session", "="),
                                    ("table", "="),
                                    (conferences.models.rounds.TimeRange("starts_at", "ends_at"), "&&"),
                                ],
                                name="place_table_taken_once",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("conference__isnull", False), ("interpreter__isnull", False)
                                ),
                                expressions=[
                                    ("interpreter", "="),
                                    (conferences.models.rounds.TimeRange("starts_at", "ends_at"), "&&"),
                                ],
                                name="place_interpreter_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LookBack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "conference",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="look_back",
                                to="conferences.conference",
                            ),
                        ),
                        ("face", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "proud",
                            models.TextField(blank=True, max_length=2000, verbose_name="what I am proud of"),
                        ),
                        (
                            "surprise",
                            models.TextField(blank=True, max_length=2000, verbose_name="what surprised me"),
                        ),
                        (
                            "next_time",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="what I do differently next time"
                            ),
                        ),
                        ("shared_with_family", models.BooleanField(default=False)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("face", None), ("face__range", (1, 5)), _connector="OR"),
                                name="look_back_face_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="survey_answers",
                                to="conferences.round",
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="survey_answers",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "who",
                            models.CharField(
                                choices=[("student", "Students"), ("family", "Families"), ("staff", "Staff")],
                                max_length=10,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        ("line", models.TextField(blank=True, max_length=1000, verbose_name="anything else")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["school", "round", "who"], name="conferences_school__cfc3da_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "conference", "who", "by"),
                                name="survey_answer_once_each",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("conference", None), ("who", "staff")),
                                    models.Q(
                                        ("conference__isnull", False), ("who__in", ["student", "family"])
                                    ),
                                    _connector="OR",
                                ),
                                name="survey_answer_about_a_conference",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signals",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("visited_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "visited_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("visited_at", None)),
                                fields=("conference",),
                                name="signal_one_open_per_conference",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("visited_at", None), ("visited_by", None)),
                                    models.Q(("visited_at__isnull", False), ("visited_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="signal_visited_by_and_at_together",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("question", "Question"),
                                    ("glow", "Glow"),
                                    ("grow", "Grow"),
                                    ("suggestion", "Suggestion"),
                                    ("tell", "About my child as a learner"),
                                    ("hope", "Hope"),
                                    ("need", "Need"),
                                    ("letter", "Letter back"),
                                    ("thanks", "Thank-you"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", models.TextField(max_length=2000)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("form_key", models.UUIDField(default=uuid.uuid4)),
                        (
                            "card",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="notes",
                                to="conferences.card",
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("changed_at", models.DateTimeField(blank=True, null=True)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "became",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="conferences.card",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "conference", "kind"], name="conferences_school__be0004_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("conference", "by", "kind", "form_key"), name="note_once_per_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to", None), ("kind", "thanks"), _connector="OR"),
                                name="note_to_is_of_a_thank_you",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrivateMinute",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="private_minutes",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "line",
                            models.CharField(blank=True, max_length=300, verbose_name="what it is about"),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "conference"], name="conferences_school__b187f9_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("settled_at", None), ("taken_back_at", None)),
                                fields=("conference", "by"),
                                name="private_minute_one_open_each",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at", None), ("settled_by", None)),
                                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="private_minute_settled_by_and_at_together",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConferenceFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("picture", "Picture"),
                                    ("audio", "Sound"),
                                    ("video", "Film"),
                                    ("document", "Document"),
                                ],
                                default="picture",
                                max_length=10,
                            ),
                        ),
                        (
                            "original",
                            models.FileField(max_length=200, upload_to=portfolios.models.files.original_path),
                        ),
                        ("byte_count", models.PositiveBigIntegerField(default=0)),
                        (
                            "alt",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what is in the picture"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Getting ready"),
                                    ("ready", "Ready"),
                                    ("failed", "Could not be read"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        (
                            "thumb",
                            models.FileField(
                                blank=True, max_length=200, upload_to=portfolios.models.files.rendition_path
                            ),
                        ),
                        (
                            "page",
                            models.FileField(
                                blank=True, max_length=200, upload_to=portfolios.models.files.rendition_path
                            ),
                        ),
                        (
                            "screen",
                            models.FileField(
                                blank=True, max_length=200, upload_to=portfolios.models.files.rendition_path
                            ),
                        ),
                        ("width", models.PositiveIntegerField(blank=True, null=True)),
                        ("height", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "play",
                            models.FileField(
                                blank=True, max_length=200, upload_to=portfolios.models.files.rendition_path
                            ),
                        ),
                        ("duration_ms", models.PositiveIntegerField(blank=True, null=True)),
                        ("waveform", models.JSONField(blank=True, default=list)),
                        (
                            "paper",
                            models.FileField(
                                blank=True, max_length=200, upload_to=portfolios.models.files.rendition_path
                            ),
                        ),
                        ("page_count", models.PositiveIntegerField(blank=True, null=True)),
                        ("simplified", models.BooleanField(default=False)),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                        ("original_clean", models.BooleanField(default=False)),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("plan", "My drawn plan"),
                                    ("points", "What I want to say"),
                                    ("card", "A picture of a card"),
                                    ("note", "A letter or a thank-you"),
                                    ("look_back", "How it went"),
                                    ("recording", "The conference, recorded"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "card",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="conferences.card",
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="conferences.note",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drawn", models.BooleanField(default=False)),
                        ("shows_others", models.BooleanField(default=False)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["school", "conference"], name="conferences_school__e25b8e_idx"
                            ),
                            models.Index(
                                condition=models.Q(("original_clean", False), ("state", "ready")),
                                fields=["id"],
                                name="conferencefile_to_clean",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ready"), _negated=True),
                                    models.Q(
                                        ("kind", "picture"),
                                        ("height__isnull", False),
                                        ("width__isnull", False),
                                        models.Q(("thumb", ""), _negated=True),
                                        models.Q(("page", ""), _negated=True),
                                        models.Q(("screen", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("kind", "audio"),
                                        ("duration_ms__isnull", False),
                                        models.Q(("play", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("kind", "video"),
                                        ("height__isnull", False),
                                        ("width__isnull", False),
                                        models.Q(("thumb", ""), _negated=True),
                                        models.Q(("page", ""), _negated=True),
                                        models.Q(("screen", ""), _negated=True),
                                        ("duration_ms__isnull", False),
                                        models.Q(("play", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("kind", "document"),
                                        ("height__isnull", False),
                                        ("width__isnull", False),
                                        models.Q(("thumb", ""), _negated=True),
                                        models.Q(("page", ""), _negated=True),
                                        models.Q(("screen", ""), _negated=True),
                                        ("page_count__gte", 1),
                                        models.Q(("paper", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="conferencefile_ready_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["picture", "audio", "video", "document"])),
                                name="conferencefile_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "ready", "failed"])),
                                name="conferencefile_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("card", None),
                                        ("note", None),
                                        ("part__in", ["plan", "look_back", "recording"]),
                                    ),
                                    models.Q(
                                        ("card__isnull", False),
                                        ("note", None),
                                        ("part__in", ["points", "card"]),
                                    ),
                                    models.Q(("card", None), ("note__isnull", False), ("part", "note")),
                                    _connector="OR",
                                ),
                                name="conferencefile_part_says_what_it_is_on",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at", None)),
                                fields=("conference", "part", "card", "note"),
                                name="conferencefile_one_of_each",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("part", "recording"), _negated=True),
                                    ("expires_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="conferencefile_recording_expires",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("shows_others", False), ("told_at__isnull", False), _connector="OR"
                                ),
                                name="conferencefile_others_were_told_of",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Keepsake",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="keepsakes",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "reader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("language", models.CharField(max_length=10)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Being made"),
                                    ("ready", "Ready"),
                                    ("failed", "Could not be made"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                max_length=200,
                                upload_to=conferences.models.keepsakes.booklet_path,
                            ),
                        ),
                        ("byte_count", models.PositiveIntegerField(default=0)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("made_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["school", "conference"], name="conferences_school__122379_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("conference", "reader"), name="keepsake_one_each"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ready"), _negated=True),
                                    models.Q(
                                        ("made_at__isnull", False),
                                        models.Q(("file", ""), _negated=True),
                                        models.Q(("digest", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="keepsake_ready_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("progress__range", (0, 100))), name="keepsake_percent"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MakeUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="make_ups",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("nobody", "No adult came"),
                                    ("no_child", "The family came without the child"),
                                    ("away", "The student was away"),
                                    ("school", "The school could not hold it"),
                                    ("unknown", "Nobody has said why"),
                                ],
                                default="unknown",
                                max_length=10,
                            ),
                        ),
                        ("line", models.CharField(blank=True, max_length=300, verbose_name="what we know")),
                        ("missed_at", models.DateTimeField(blank=True, null=True)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("new_time", "A new time"),
                                    ("stand_in", "With a stand-in adult"),
                                    ("remote", "By video"),
                                    ("recorded", "Recorded for the family"),
                                    ("held", "It was held after all"),
                                    ("ended", "It will not be held"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "conference"], name="conferences_school__c43e44_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("settled_at", None)),
                                fields=("conference",),
                                name="make_up_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("how", ""), ("settled_at", None)),
                                    models.Q(
                                        ("settled_at__isnull", False), models.Q(("how", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="make_up_settled_says_how",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OtherWay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="other_ways",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("table", "At a table, with others in the room"),
                                    ("solo", "Alone in a room, with the door shut"),
                                    ("remote", "By video"),
                                    ("recorded", "Recorded beforehand"),
                                    ("written", "On paper"),
                                ],
                                max_length=10,
                                verbose_name="how",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("agreed", models.BooleanField(blank=True, null=True)),
                        ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "conference"], name="conferences_school__3ff506_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("answered_at", None)),
                                fields=("conference", "by"),
                                name="other_way_one_open_each",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed", None), ("answered_at", None), ("answered_by", None)),
                                    models.Q(
                                        ("agreed__isnull", False),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="other_way_answered_says_what",
                            ),
                        ],
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
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "adult",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
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
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_at", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "conference"], name="conferences_school__09126d_idx"
                            ),
                            models.Index(
                                condition=models.Q(("dropped_at", None), ("told_at", None)),
                                fields=["due_at"],
                                name="notice_owed",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dropped_at", None), ("told_at", None)),
                                fields=("conference", "adult", "kind", "starts_at"),
                                name="notice_owed_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("how", ""), ("told_at", None)),
                                    models.Q(
                                        ("told_at__isnull", False), models.Q(("how", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="notice_told_says_how",
                            ),
                        ],
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
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_feeds",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at", None)),
                                fields=("user",),
                                name="calendar_feed_one_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participants",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "coming",
                            models.CharField(
                                choices=[("yes", "Coming"), ("video", "By video"), ("no", "Cannot come")],
                                default="yes",
                                max_length=10,
                            ),
                        ),
                        (
                            "needs",
                            models.CharField(blank=True, max_length=300, verbose_name="what would help you"),
                        ),
                        ("interpreter", models.BooleanField(default=False, verbose_name="an interpreter")),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        ("stands_in", models.BooleanField(default=False)),
                        (
                            "added_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("user__isnull", False)),
                                fields=("conference", "user"),
                                name="participant_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visits",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "guest",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visit",
                                to="accounts.guest",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Practice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="practices",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("alone", "Alone"),
                                    ("beside", "With somebody beside me"),
                                    ("partner", "With a classmate"),
                                ],
                                default="alone",
                                max_length=10,
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="practices_watched",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "partner_name",
                            models.CharField(blank=True, max_length=100, verbose_name="who listens"),
                        ),
                        ("joined_at", models.DateTimeField(blank=True, null=True)),
                        ("began_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "card",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="conferences.card",
                            ),
                        ),
                        ("card_shown_at", models.DateTimeField(blank=True, null=True)),
                        ("seconds", models.JSONField(blank=True, default=dict)),
                        ("ticks", models.JSONField(blank=True, default=list)),
                        (
                            "partner_words",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="what the partner says"
                            ),
                        ),
                        ("partner_revision", models.PositiveIntegerField(default=0)),
                        ("ratings", models.JSONField(blank=True, default=dict)),
                        (
                            "change",
                            models.TextField(blank=True, max_length=2000, verbose_name="what I change next"),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("minutes_before", models.JSONField(blank=True, default=dict)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "conference"], name="conferences_school__9987e3_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("conference",),
                                name="practice_one_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("partner", None), ("mode", "partner"), _connector="OR"),
                                name="practice_partner_matches_mode",
                            ),
                        ],
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
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="preferences",
                                to="conferences.round",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="preferences",
                                to="accounts.household",
                            ),
                        ),
                        (
                            "adult",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="preferences",
                                to=settings.AUTH_USER_MODEL,
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
                            models.CharField(
                                blank=True, max_length=60, verbose_name="interpreter’s language"
                            ),
                        ),
                        (
                            "access",
                            models.CharField(blank=True, max_length=300, verbose_name="what would help you"),
                        ),
                        (
                            "line",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="anything else about the time"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("by_office", models.BooleanField(default=False)),
                        ("revision", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["school", "round"], name="conferences_school__e5fe34_idx")
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "household"), name="preference_once"),
                            models.UniqueConstraint(fields=("round", "adult"), name="preference_once_alone"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("adult__isnull", False), ("household", None)),
                                    models.Q(("adult", None), ("household__isnull", False)),
                                    _connector="OR",
                                ),
                                name="preference_of_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("interpreter", True), ("interpreter_language", ""), _connector="OR"
                                ),
                                name="preference_interpreter_of_a_language",
                            ),
                        ],
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
                        (
                            "preference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="windows",
                                to="conferences.preference",
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("best", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["starts_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("preference", "starts_at"), name="window_once"),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="window_ends_after_start",
                            ),
                        ],
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
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outreach_calls",
                                to="conferences.round",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outreach_calls",
                                to="accounts.household",
                            ),
                        ),
                        (
                            "adult",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outreach_calls",
                                to=settings.AUTH_USER_MODEL,
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
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["school", "round"], name="conferences_school__59c5ad_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("adult__isnull", False), ("household", None)),
                                    models.Q(("adult", None), ("household__isnull", False)),
                                    _connector="OR",
                                ),
                                name="outreach_call_of_one",
                            )
                        ],
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
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="loads",
                                to="conferences.round",
                            ),
                        ),
                        (
                            "advisory",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.advisory",
                            ),
                        ),
                        ("at_once", models.PositiveSmallIntegerField(verbose_name="conferences at once")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "advisory"), name="load_once"),
                            models.CheckConstraint(
                                condition=models.Q(("at_once__range", (1, 12))), name="load_sensible"
                            ),
                        ],
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
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="busy",
                                to="conferences.round",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="busy",
                                to="accounts.student",
                            ),
                        ),
                        ("line", models.CharField(blank=True, max_length=100, verbose_name="what it is")),
                    ],
                    options={
                        "ordering": ["starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="busy_ends_after_start",
                            )
                        ],
                    },
                ),
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
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to="conferences.round",
                            ),
                        ),
                        (
                            "advisor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="absence_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("advisor", models.F("stand_in")), _negated=True),
                                name="absence_of_another",
                            ),
                        ],
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
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interpreters",
                                to="accounts.school",
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
                            models.BooleanField(
                                default=False, verbose_name="interprets by video or telephone"
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "link_digest",
                            models.CharField(blank=True, db_index=True, editable=False, max_length=64),
                        ),
                        ("link_until", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["name", "pk"],
                    },
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
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shifts",
                                to="conferences.round",
                            ),
                        ),
                        (
                            "interpreter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shifts",
                                to="conferences.interpreter",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="shift_ends_after_start",
                            )
                        ],
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
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="timetables",
                                to="conferences.round",
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
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("began_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("stop_asked_at", models.DateTimeField(blank=True, null=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                        "indexes": [
                            models.Index(fields=["school", "round"], name="conferences_school__6c884e_idx")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["waiting", "running"])),
                                fields=("round",),
                                name="timetable_one_running",
                            )
                        ],
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
                        (
                            "timetable",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="conferences.timetable",
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="conferences.conference",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="conferences.session",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(blank=True, null=True)),
                        ("ends_at", models.DateTimeField(blank=True, null=True)),
                        ("table", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "interpreter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="conferences.interpreter",
                            ),
                        ),
                        ("because", models.JSONField(blank=True, default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("timetable", "conference"), name="assignment_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ends_at", None),
                                        ("session", None),
                                        ("starts_at", None),
                                        ("table", None),
                                    ),
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
                        ],
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
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="time_wishes",
                                to="conferences.conference",
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
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why, if you like to say"
                            ),
                        ),
                        (
                            "offered",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="offers",
                                to="conferences.place",
                            ),
                        ),
                        ("offered_until", models.DateTimeField(blank=True, null=True)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "indexes": [
                            models.Index(fields=["school", "state"], name="conferences_school__dad55a_idx")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["waiting", "offered"])),
                                fields=("conference",),
                                name="time_wish_one_open",
                            )
                        ],
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
                        (
                            "wish",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="times",
                                to="conferences.timewish",
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["starts_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("wish", "starts_at"), name="wished_time_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Turn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="turns",
                                to="conferences.conference",
                            ),
                        ),
                        ("key", models.UUIDField()),
                        ("device", models.UUIDField()),
                        (
                            "verb",
                            models.CharField(
                                choices=[
                                    ("show", "Show"),
                                    ("skip", "Skip"),
                                    ("park", "Park"),
                                    ("tick", "Tick"),
                                ],
                                max_length=5,
                            ),
                        ),
                        (
                            "card",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="conferences.card",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("conference", "key"), name="turn_counts_once")
                        ],
                    },
                ),
            ],
        ),
    ]
