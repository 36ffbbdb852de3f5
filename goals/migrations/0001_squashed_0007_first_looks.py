from accounts.migrating import CreateTogether
import django.db.models.deletion
import django.utils.timezone
import goals.models.imports
import portfolios.models.files
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("goals", "0001_initial"),
        ("goals", "0002_formats_and_stories"),
        ("goals", "0003_quiet_on"),
        ("goals", "0004_drafts"),
        ("goals", "0005_files"),
        ("goals", "0006_imports"),
        ("goals", "0007_first_looks"),
    ]

    dependencies = [
        ("accounts", "0001_squashed_0009_panels"),
        ("portfolios", "0001_squashed_0018_uploads_of_conferences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Goal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scale",
                            models.CharField(
                                choices=[
                                    ("words", "In words"),
                                    ("trail", "On a trail"),
                                    ("ten", "From 0 to 10"),
                                    ("count", "By counting"),
                                ],
                                default="words",
                                max_length=10,
                            ),
                        ),
                        ("top", models.PositiveSmallIntegerField(default=4)),
                        ("unit", models.CharField(blank=True, max_length=40)),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="goals",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("picture", "Picture goal"),
                                    ("want_will_need", "I want / I will / I need"),
                                    ("exact", "Goal and exact action"),
                                    ("woop", "Wish, outcome, obstacle, plan"),
                                    ("smart", "SMART goal"),
                                    ("habit", "Habit"),
                                    ("weekly", "This week"),
                                    ("pathway", "Long aim and next move"),
                                ],
                                default="want_will_need",
                                max_length=20,
                            ),
                        ),
                        (
                            "area",
                            models.CharField(
                                choices=[
                                    ("academic", "Learning"),
                                    ("habits", "Habits"),
                                    ("wellbeing", "Feeling well"),
                                    ("community", "Me and others"),
                                ],
                                default="academic",
                                max_length=10,
                                verbose_name="about",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="portfolios.target",
                            ),
                        ),
                        ("want", models.CharField(max_length=300, verbose_name="I want")),
                        ("will", models.TextField(blank=True, max_length=2000, verbose_name="I will")),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        (
                            "need_from_family",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="I need from my family"
                            ),
                        ),
                        (
                            "need_from_teacher",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="I need from my teacher"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("under_way", "Under way"),
                                    ("stuck", "Stuck"),
                                    ("reached", "Reached"),
                                    ("changed", "Changed"),
                                    ("set_aside", "Set aside"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "shared_with_family",
                            models.BooleanField(default=False, verbose_name="my family may see it"),
                        ),
                        ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("due_on", models.DateField(blank=True, null=True)),
                        ("quiet_on", models.DateField(blank=True, null=True)),
                        ("reminded_at", models.DateTimeField(blank=True, null=True)),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        ("news_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("form_key", models.UUIDField(default=uuid.uuid4)),
                        ("revision", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["school", "student", "-set_at"], name="goals_goal_school__301ceb_idx"
                            ),
                            models.Index(
                                condition=models.Q(("ended_at", None)), fields=["due_on"], name="goal_due"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("student", "form_key"), name="goal_once_per_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("progress__lte", models.F("top"))),
                                name="goal_progress_on_scale",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("scale__in", ["words", "trail"]), ("top", 4)),
                                    models.Q(("scale", "ten"), ("top", 10)),
                                    models.Q(("scale", "count"), ("top__range", (1, 1000))),
                                    _connector="OR",
                                ),
                                name="goal_scale_has_its_top",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "format__in",
                                        [
                                            "picture",
                                            "want_will_need",
                                            "exact",
                                            "woop",
                                            "smart",
                                            "habit",
                                            "weekly",
                                            "pathway",
                                        ],
                                    )
                                ),
                                name="goal_format_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", False), ("state__in", ["reached", "set_aside"])
                                    ),
                                    models.Q(
                                        ("ended_at", None),
                                        ("state__in", ["planned", "under_way", "stuck", "changed"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="goal_ended_matches_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="goals.goal",
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="step")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("goal", "position"), name="step_position_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scale",
                            models.CharField(
                                choices=[
                                    ("words", "In words"),
                                    ("trail", "On a trail"),
                                    ("ten", "From 0 to 10"),
                                    ("count", "By counting"),
                                ],
                                default="words",
                                max_length=10,
                            ),
                        ),
                        ("top", models.PositiveSmallIntegerField(default=4)),
                        ("unit", models.CharField(blank=True, max_length=40)),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_ins",
                                to="goals.goal",
                            ),
                        ),
                        (
                            "still",
                            models.CharField(
                                choices=[
                                    ("keep", "Keep going"),
                                    ("change", "Change it"),
                                    ("done", "I reached it"),
                                    ("drop", "Set it aside"),
                                ],
                                default="keep",
                                max_length=10,
                                verbose_name="still my goal?",
                            ),
                        ),
                        ("progress", models.PositiveSmallIntegerField(verbose_name="how far?")),
                        (
                            "line",
                            models.CharField(blank=True, max_length=500, verbose_name="one line about it"),
                        ),
                        ("wants_help", models.BooleanField(default=False, verbose_name="I would like help")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("form_key", models.UUIDField(default=uuid.uuid4)),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "goal", "-at"], name="goals_check_school__268884_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("goal", "form_key"), name="check_in_once_per_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("progress__lte", models.F("top"))),
                                name="check_in_progress_on_scale",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("scale__in", ["words", "trail"]), ("top", 4)),
                                    models.Q(("scale", "ten"), ("top", 10)),
                                    models.Q(("scale", "count"), ("top__range", (1, 1000))),
                                    _connector="OR",
                                ),
                                name="check_in_scale_has_its_top",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tick",
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
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ticks",
                                to="goals.goal",
                            ),
                        ),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ["on"],
                        "constraints": [
                            models.UniqueConstraint(fields=("goal", "on"), name="tick_once_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commitment",
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
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("student", "I will"),
                                    ("family", "My family will"),
                                    ("teacher", "My teacher will"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("text", models.CharField(max_length=300)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="commitments",
                                to="goals.goal",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("check_on", models.DateField(blank=True, null=True, verbose_name="first check-in")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Under way"),
                                    ("kept", "Done"),
                                    ("changed", "Changed"),
                                    ("let_go", "Let go"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("line", models.CharField(blank=True, max_length=500, verbose_name="how it went")),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        ("reminded_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "student", "state"], name="goals_commi_school__416fdf_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("accepted_at", None), ("owner", None)),
                                    models.Q(("accepted_at__isnull", False), ("owner__isnull", False)),
                                    _connector="OR",
                                ),
                                name="commitment_accepted_by_somebody",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitmentCheckIn",
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
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="check_ins",
                                to="goals.commitment",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Under way"),
                                    ("kept", "Done"),
                                    ("changed", "Changed"),
                                    ("let_go", "Let go"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("line", models.CharField(blank=True, max_length=500)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("form_key", models.UUIDField(default=uuid.uuid4)),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("commitment", "form_key"), name="commitment_check_in_once_per_form"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalDraft",
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
                            "student",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="goal_draft",
                                to="accounts.student",
                            ),
                        ),
                        ("format", models.CharField(max_length=20)),
                        ("words", models.JSONField(blank=True, default=dict)),
                        ("changed", models.JSONField(blank=True, default=dict)),
                        ("form_key", models.UUIDField(default=uuid.uuid4)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                ),
                migrations.CreateModel(
                    name="GoalReply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="goals.goal",
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
                                    ("answer", "Answer of the advisor"),
                                    ("note", "Note of a teacher"),
                                    ("help", "How can I help?"),
                                    ("home", "Seen at home"),
                                    ("hers", "Answer of the student"),
                                ],
                                default="answer",
                                max_length=10,
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="goals.goalreply",
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=2000)),
                        ("seen_on", models.DateField(blank=True, null=True)),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="portfolios.evidence",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("form_key", models.UUIDField(default=uuid.uuid4)),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("goal", "form_key"), name="goal_reply_once_per_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["answer", "note", "help", "home", "hers"])),
                                name="goal_reply_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalTeacher",
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
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="teachers",
                                to="goals.goal",
                            ),
                        ),
                        (
                            "teacher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("goal", "teacher"),
                                name="goal_teacher_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalFile",
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
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="goals.goal",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("want", "What I want"),
                                    ("can", "What I can already"),
                                    ("me", "Me"),
                                    ("step", "A step"),
                                    ("check_in", "A check-in"),
                                    ("reply", "An answer"),
                                ],
                                default="want",
                                max_length=10,
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="goals.step",
                            ),
                        ),
                        (
                            "check_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="goals.checkin",
                            ),
                        ),
                        (
                            "reply",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="goals.goalreply",
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
                    ],
                    options={
                        "ordering": ["pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["school", "goal"], name="goals_goalf_school__2494d4_idx"),
                            models.Index(
                                condition=models.Q(("original_clean", False), ("state", "ready")),
                                fields=["id"],
                                name="goalfile_to_clean",
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
                                name="goalfile_ready_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["picture", "audio", "video", "document"])),
                                name="goalfile_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "ready", "failed"])),
                                name="goalfile_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("check_in", None),
                                        ("part__in", ["want", "can", "me"]),
                                        ("reply", None),
                                        ("step", None),
                                    ),
                                    models.Q(
                                        ("check_in", None),
                                        ("part", "step"),
                                        ("reply", None),
                                        ("step__isnull", False),
                                    ),
                                    models.Q(
                                        ("check_in__isnull", False),
                                        ("part", "check_in"),
                                        ("reply", None),
                                        ("step", None),
                                    ),
                                    models.Q(
                                        ("check_in", None),
                                        ("part", "reply"),
                                        ("reply__isnull", False),
                                        ("step", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="goalfile_part_says_what_it_is_on",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at", None)),
                                fields=("goal", "part", "step", "check_in", "reply"),
                                name="goalfile_one_of_each",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("shows_others", False), ("told_at__isnull", False), _connector="OR"
                                ),
                                name="goalfile_others_were_told_of",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalImport",
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
                                related_name="+",
                                to="accounts.school",
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
                        ("name", models.CharField(max_length=255)),
                        ("file", models.FileField(blank=True, upload_to=goals.models.imports.import_path)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ready", "Ready to look at"),
                                    ("applying", "Being brought in"),
                                    ("applied", "Brought in"),
                                    ("discarded", "Put aside"),
                                ],
                                default="ready",
                                max_length=10,
                            ),
                        ),
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        ("summary", models.JSONField(default=dict)),
                        ("applied_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-at"],
                        "indexes": [
                            models.Index(fields=["school", "-at"], name="goals_goali_school__a3f551_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["ready", "applying", "applied", "discarded"])
                                ),
                                name="goal_import_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
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
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("picture", "Picture goal"),
                                    ("want_will_need", "I want / I will / I need"),
                                    ("exact", "Goal and exact action"),
                                    ("woop", "Wish, outcome, obstacle, plan"),
                                    ("smart", "SMART goal"),
                                    ("habit", "Habit"),
                                    ("weekly", "This week"),
                                    ("pathway", "Long aim and next move"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("grade_low", models.SmallIntegerField(default=0)),
                        ("grade_high", models.SmallIntegerField(default=12)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("school", "format"), name="offer_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("grade_high__lte", 12),
                                    ("grade_low__gte", 0),
                                    ("grade_low__lte", models.F("grade_high")),
                                ),
                                name="offer_grades_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rhythm",
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
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "advisory",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rhythm",
                                to="accounts.advisory",
                            ),
                        ),
                        (
                            "weeks",
                            models.PositiveSmallIntegerField(
                                default=2, verbose_name="weeks between check-ins"
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="day of the week"
                            ),
                        ),
                        (
                            "reminds",
                            models.BooleanField(default=True, verbose_name="remind students by mail"),
                        ),
                        ("rests_from", models.DateField(blank=True, null=True, verbose_name="rests from")),
                        ("rests_until", models.DateField(blank=True, null=True, verbose_name="rests until")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("advisory", None)),
                                fields=("school",),
                                name="rhythm_of_the_school_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weeks__range", (1, 8))), name="rhythm_weeks"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("weekday", None), ("weekday__range", (0, 6)), _connector="OR"
                                ),
                                name="rhythm_weekday",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("rests_from", None), ("rests_until", None)),
                                    models.Q(
                                        ("rests_from__isnull", False),
                                        ("rests_from__lte", models.F("rests_until")),
                                        ("rests_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="rhythm_rests_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalPiece",
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
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pieces",
                                to="goals.goal",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="goal_pieces",
                                to="portfolios.evidence",
                            ),
                        ),
                        (
                            "check_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="pieces",
                                to="goals.checkin",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("goal", "evidence"), name="goal_piece_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalEvent",
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
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="goals.goal",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reworded", "Written anew"),
                                    ("taken_up", "Taken up again"),
                                    ("carried", "Carried on after the summer"),
                                    ("imported", "Brought from last year"),
                                ],
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
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("before", models.JSONField(blank=True, default=dict)),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["reworded", "taken_up", "carried", "imported"])
                                ),
                                name="goal_event_kind_known",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
