from accounts.migrating import CreateTogether
import accounts.models.rosters
import accounts.models.schools
import accounts.querysets.people
import accounts.search
import accounts.secrets
import datetime
import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models


# Whoever works for the application, or comes in through it, adds to these tables and changes nothing. Only
# the retention job deletes: it says so for its own transaction (accounts.actions.retention).
APPEND_ONLY = """
    CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND current_setting('lectern.retention', true) = 'on' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'Rows of % are added and never changed', TG_TABLE_NAME;
    END $$;
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON accounts_auditrecord
        FOR EACH ROW EXECUTE FUNCTION append_only();
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON accounts_deletion
        FOR EACH ROW EXECUTE FUNCTION append_only();
"""
CHANGEABLE = """
    DROP TRIGGER append_only ON accounts_auditrecord;
    DROP TRIGGER append_only ON accounts_deletion;
    DROP FUNCTION append_only();
"""


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_consent"),
        ("accounts", "0003_rosters_at_size"),
        ("accounts", "0004_cards_and_sessions"),
        ("accounts", "0005_schools"),
        ("accounts", "0007_households"),
        ("accounts", "0008_rights"),
        ("accounts", "0009_panels"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(
            # `unaccent` alone may look up another dictionary one day; with its dictionary named it may not,
            # and only what never changes may stand in an index.
            """
            CREATE FUNCTION plain_words(words text) RETURNS text
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            RETURN lower(public.unaccent('public.unaccent'::regdictionary, words))
            """,
            "DROP FUNCTION plain_words(text)",
        ),
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="AuditRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("school_id", models.BigIntegerField(null=True)),
                        ("actor_id", models.BigIntegerField(null=True)),
                        ("verb", models.CharField(max_length=60)),
                        ("thing", models.CharField(max_length=60)),
                        ("thing_id", models.CharField(max_length=40)),
                        ("student_id", models.BigIntegerField(null=True)),
                        ("day", models.DateField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["school_id", "at"], name="accounts_au_school__ab780f_idx"),
                            models.Index(fields=["student_id", "at"], name="accounts_au_student_06169a_idx"),
                            models.Index(fields=["school_id", "-id"], name="audit_newest"),
                            models.Index(fields=["actor_id", "at"], name="audit_by_actor"),
                            models.Index(fields=["at"], name="audit_by_age"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("day__isnull", False)),
                                fields=("actor_id", "day", "verb", "thing", "thing_id", "student_id"),
                                name="audit_once_a_day",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MediaConsent",
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
                                related_name="consents",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("photo", "Photos"), ("voice", "Voice"), ("video", "Video")],
                                max_length=5,
                            ),
                        ),
                        ("allowed", models.BooleanField()),
                        (
                            "adult",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[("online", "Answered here"), ("paper", "Paper form")], max_length=6
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        "indexes": [
                            models.Index(
                                fields=["student", "kind", "-starts_at", "-id"],
                                name="accounts_me_student_7b9c81_idx",
                            ),
                            models.Index(fields=["school", "-id"], name="accounts_me_school__25eb39_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["photo", "voice", "video"])),
                                name="consent_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("how__in", ["online", "paper"])), name="consent_how_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("starts_at__lte", models.F("at"))),
                                name="consent_not_from_tomorrow",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("how", "paper"), ("by", models.F("adult")), _connector="OR"
                                ),
                                name="consent_online_by_the_adult",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PasswordLink",
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
                                related_name="password_links",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("is_first", models.BooleanField(default=False)),
                        ("token_digest", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("expires_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at", None), ("token_digest", None)),
                                    models.Q(("sent_at__isnull", False), ("token_digest__isnull", False)),
                                    _connector="OR",
                                ),
                                name="passwordlink_sent_with_token",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignInService",
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
                                related_name="sign_in_services",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("google", "Google"), ("microsoft", "Microsoft")],
                                max_length=12,
                                verbose_name="service",
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                default=accounts.secrets.make_service_key, max_length=32, unique=True
                            ),
                        ),
                        ("client_id", models.CharField(max_length=190, verbose_name="client ID")),
                        ("sealed_secret", models.TextField()),
                        (
                            "domain",
                            models.CharField(
                                max_length=253,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$",
                                        "A domain looks like maplestreet.org.",
                                    )
                                ],
                                verbose_name="domain of your e-mail addresses",
                            ),
                        ),
                        (
                            "tenant",
                            models.CharField(
                                blank=True,
                                max_length=36,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
                                        "Microsoft shows it as 32 letters and digits in five groups.",
                                    )
                                ],
                                verbose_name="tenant ID",
                            ),
                        ),
                        (
                            "students_too",
                            models.BooleanField(
                                default=True, verbose_name="students may sign in with it, too"
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("school", "kind"), name="signinservice_once"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["google", "microsoft"])),
                                name="signinservice_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "google"), ("tenant", "")),
                                    models.Q(("kind", "microsoft"), models.Q(("tenant", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="signinservice_tenant_of_microsoft",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SchoolAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="accounts",
                                to="accounts.signinservice",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="school_accounts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("subject", models.CharField(max_length=255)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("service", "subject"), name="schoolaccount_one_person"
                            ),
                            models.UniqueConstraint(
                                fields=("service", "user"), name="schoolaccount_one_account"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Household",
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
                                related_name="households",
                                to="accounts.school",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "language",
                            models.CharField(default="en", max_length=10, verbose_name="language of letters"),
                        ),
                        (
                            "needs_interpreter",
                            models.BooleanField(default=False, verbose_name="needs an interpreter"),
                        ),
                        (
                            "interpreter_language",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="interpreter’s language"
                            ),
                        ),
                        (
                            "reach",
                            models.CharField(
                                choices=[("mail", "By e-mail"), ("letter", "By printed letter")],
                                default="mail",
                                max_length=6,
                                verbose_name="how to reach it",
                            ),
                        ),
                        (
                            "address",
                            models.TextField(blank=True, max_length=500, verbose_name="address for letters"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reach__in", ["mail", "letter"])),
                                name="household_reach_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("needs_interpreter", True), ("interpreter_language", ""), _connector="OR"
                                ),
                                name="household_interpreter_of_a_language",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Guardianship",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "adult",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guardianships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guardianships",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "household",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guardianships",
                                to="accounts.household",
                            ),
                        ),
                        ("relation", models.CharField(blank=True, max_length=60, verbose_name="relation")),
                        ("may_see", models.BooleanField(default=True, verbose_name="may see")),
                        ("may_attend", models.BooleanField(default=True, verbose_name="may attend")),
                        ("may_decide", models.BooleanField(default=True, verbose_name="may decide")),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "restricted",
                            models.BooleanField(default=False, verbose_name="restricted by the school"),
                        ),
                        ("restricted_at", models.DateTimeField(blank=True, null=True)),
                        ("restriction_reason", models.TextField(blank=True, max_length=2000)),
                        ("source_id", models.CharField(blank=True, max_length=255)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("adult", "student"), name="guardianship_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on", None),
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="guardianship_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("restricted", True),
                                    models.Q(("restricted_at", None), ("restriction_reason", "")),
                                    _connector="OR",
                                ),
                                name="guardianship_reason_of_restriction",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Guest",
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
                                related_name="guests",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("guest", "Guest"), ("panel", "On the panel")],
                                default="guest",
                                max_length=5,
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("relation", models.CharField(max_length=60, verbose_name="who she or he is to you")),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        ("agreed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guest",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "colleague",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("declined_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "declined_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("reason", models.TextField(blank=True, max_length=1000)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["school", "student"], name="accounts_gu_school__86c44d_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("agreed_at", None),
                                        ("agreed_by", None),
                                        ("expires_at", None),
                                        ("user", None),
                                    ),
                                    models.Q(
                                        ("agreed_at__isnull", False),
                                        ("agreed_by__isnull", False),
                                        ("declined_at", None),
                                        ("expires_at__isnull", False),
                                        models.Q(
                                            models.Q(("colleague", None), ("user__isnull", False)),
                                            models.Q(("colleague__isnull", False), ("user", None)),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="guest_agreed_by_and_until",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("declined_at", None), ("declined_by", None)),
                                    models.Q(("declined_at__isnull", False), ("declined_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="guest_declined_by",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("colleague", None), ("declined_at", None), ("ended_at", None)
                                ),
                                fields=("student", "kind", "email"),
                                name="guest_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("declined_at", None), ("ended_at", None)),
                                fields=("student", "colleague"),
                                name="guest_colleague_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("colleague", None), models.Q(("email", ""), _negated=True)),
                                    models.Q(("colleague__isnull", False), ("kind", "panel")),
                                    _connector="OR",
                                ),
                                name="guest_colleague_on_a_panel",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["guest", "panel"])), name="guest_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                                name="guest_email_lower_case",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutgoingMail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("to", models.TextField()),
                        ("subject", models.TextField()),
                        ("body", models.TextField()),
                        ("html", models.TextField(blank=True)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                    ],
                ),
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
                migrations.CreateModel(
                    name="DistrictMembership",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="district_memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "district",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="accounts.district",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "district"), name="district_membership_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="School",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "district",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schools",
                                to="accounts.district",
                            ),
                        ),
                        (
                            "source_id",
                            models.CharField(blank=True, max_length=255, verbose_name="id in the roster"),
                        ),
                        (
                            "timezone",
                            models.CharField(
                                default="America/New_York",
                                max_length=64,
                                validators=[accounts.models.schools.validate_timezone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("language", models.CharField(default="en", max_length=10, verbose_name="language")),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10),
                                default=accounts.models.schools.every_language,
                                verbose_name="languages",
                            ),
                        ),
                        ("labels", models.JSONField(blank=True, default=dict)),
                        (
                            "accent",
                            models.CharField(
                                blank=True,
                                max_length=7,
                                validators=[django.core.validators.RegexValidator("^#[0-9a-f]{6}$")],
                                verbose_name="color of the school",
                            ),
                        ),
                        (
                            "accent_portfolio",
                            models.CharField(
                                blank=True,
                                max_length=7,
                                validators=[django.core.validators.RegexValidator("^#[0-9a-f]{6}$")],
                                verbose_name="color of the portfolio",
                            ),
                        ),
                        (
                            "accent_goals",
                            models.CharField(
                                blank=True,
                                max_length=7,
                                validators=[django.core.validators.RegexValidator("^#[0-9a-f]{6}$")],
                                verbose_name="color of goals",
                            ),
                        ),
                        (
                            "logo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="accounts.logo",
                            ),
                        ),
                        (
                            "cards_from",
                            models.TimeField(
                                blank=True,
                                default=datetime.time(6, 0),
                                help_text="School time.",
                                null=True,
                                verbose_name="cards open from",
                            ),
                        ),
                        (
                            "cards_until",
                            models.TimeField(
                                blank=True,
                                default=datetime.time(21, 0),
                                help_text="Late enough for an evening of conferences. Leave both empty for any time.",
                                null=True,
                                verbose_name="cards open until",
                            ),
                        ),
                        (
                            "cards_on_weekends",
                            models.BooleanField(default=False, verbose_name="cards open on weekends too"),
                        ),
                        (
                            "picture_up_to_grade",
                            models.SmallIntegerField(
                                blank=True,
                                default=2,
                                help_text="The youngest scan their card and tap the picture that only they know. Empty: nobody.",
                                null=True,
                                verbose_name="a picture after the card, up to grade",
                            ),
                        ),
                        (
                            "families_follow_adults",
                            models.BooleanField(
                                default=False, verbose_name="families go on following students who are 18"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cards_from", None), ("cards_until", None)),
                                    models.Q(
                                        ("cards_from__isnull", False),
                                        ("cards_from__lt", models.F("cards_until")),
                                        ("cards_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="school_card_hours_are_two",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("source_id",),
                                name="school_source_id_unique",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("languages__contains", [models.F("language")])),
                                name="school_language_offered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("accent", ""), ("accent__regex", "^#[0-9a-f]{6}$"), _connector="OR"
                                    ),
                                    models.Q(
                                        ("accent_portfolio", ""),
                                        ("accent_portfolio__regex", "^#[0-9a-f]{6}$"),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("accent_goals", ""),
                                        ("accent_goals__regex", "^#[0-9a-f]{6}$"),
                                        _connector="OR",
                                    ),
                                ),
                                name="school_colors_plain",
                            ),
                        ],
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
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("image", models.FileField(max_length=200, upload_to="logos")),
                        ("width", models.PositiveSmallIntegerField()),
                        ("height", models.PositiveSmallIntegerField()),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
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
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="grade_bands",
                                to="accounts.school",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("grade_low", models.SmallIntegerField(verbose_name="from grade")),
                        ("grade_high", models.SmallIntegerField(verbose_name="to grade")),
                    ],
                    options={
                        "ordering": ["grade_low"],
                        "constraints": [
                            models.UniqueConstraint(fields=("school", "name"), name="grade_band_name_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("grade_high__gte", models.F("grade_low")),
                                    ("grade_high__lte", 12),
                                    ("grade_low__gte", 0),
                                ),
                                name="grade_band_in_order",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        (
                            "first_name",
                            models.CharField(blank=True, max_length=150, verbose_name="first name"),
                        ),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                        (
                            "preferred_name",
                            models.CharField(blank=True, max_length=100, verbose_name="preferred name"),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    accounts.search.PlainWords(
                                        django.db.models.functions.text.Concat(
                                            models.F("first_name"),
                                            models.Value(" "),
                                            models.F("preferred_name"),
                                            models.Value(" "),
                                            models.F("last_name"),
                                            models.Value(" "),
                                            models.F("email"),
                                            output_field=models.TextField(),
                                        )
                                    ),
                                    name="gin_trgm_ops",
                                ),
                                name="user_names",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                                name="user_email_lower_case",
                            )
                        ],
                    },
                    managers=[
                        ("objects", accounts.querysets.people.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Membership",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("student", "Student"),
                                    ("family", "Family"),
                                    ("advisor", "Advisor"),
                                    ("coordinator", "Coordinator"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("source_id", models.CharField(blank=True, max_length=255)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "school", "role"), name="membership_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("school", "source_id", "role"),
                                name="membership_source_id_unique",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("role__in", ["student", "family", "advisor", "coordinator"])
                                ),
                                name="membership_role_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Advisory",
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
                                related_name="advisories",
                                to="accounts.school",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("source_id", models.CharField(blank=True, max_length=255)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cards_anytime",
                            models.BooleanField(default=False, verbose_name="cards open at any time"),
                        ),
                        (
                            "asks_picture",
                            models.BooleanField(
                                blank=True,
                                help_text="Empty: as the grade says.",
                                null=True,
                                verbose_name="a picture after the card",
                            ),
                        ),
                        (
                            "idle_minutes",
                            models.PositiveSmallIntegerField(
                                default=10, verbose_name="minutes until a tablet signs out"
                            ),
                        ),
                        (
                            "advisors",
                            models.ManyToManyField(
                                blank=True, related_name="advisories", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "advisories",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("school", "source_id"),
                                name="advisory_source_id_unique",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("idle_minutes__range", (2, 120))),
                                name="advisory_idle_minutes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Student",
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
                                related_name="students",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="student",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "advisory",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="students",
                                to="accounts.advisory",
                            ),
                        ),
                        (
                            "grade",
                            models.SmallIntegerField(
                                blank=True,
                                choices=[
                                    (0, "Kindergarten"),
                                    (1, "Grade 1"),
                                    (2, "Grade 2"),
                                    (3, "Grade 3"),
                                    (4, "Grade 4"),
                                    (5, "Grade 5"),
                                    (6, "Grade 6"),
                                    (7, "Grade 7"),
                                    (8, "Grade 8"),
                                    (9, "Grade 9"),
                                    (10, "Grade 10"),
                                    (11, "Grade 11"),
                                    (12, "Grade 12"),
                                ],
                                null=True,
                                verbose_name="grade",
                            ),
                        ),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        ("born_on", models.DateField(blank=True, null=True, verbose_name="born on")),
                        (
                            "of_age_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    models.F("born_on"),
                                    template="((%(expressions)s + interval '18 years')::date)",
                                ),
                                output_field=models.DateField(),
                            ),
                        ),
                        ("family_follows", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["school", "advisory"], name="accounts_st_school__c785c0_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("grade", None), ("grade__range", (0, 12)), _connector="OR"
                                ),
                                name="student_grade_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecordRequest",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="requests",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("correction", "Correction"), ("deletion", "Deletion")],
                                max_length=10,
                            ),
                        ),
                        (
                            "words",
                            models.TextField(blank=True, max_length=2000, verbose_name="what it is about"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waits for the office"),
                                    ("agreed", "Agreed"),
                                    ("declined", "Not agreed"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "answer",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="answer to the family"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("runs_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["school", "state", "-id"], name="accounts_re_school__fa029f_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("decided_by", None)),
                                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="record_request_decided_by_and_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "deletion"), ("runs_at__isnull", False), ("state", "agreed")
                                    ),
                                    ("runs_at", None),
                                    _connector="OR",
                                ),
                                name="record_request_runs_when_agreed",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "deletion"), ("state__in", ["open", "agreed"])),
                                fields=("student",),
                                name="record_request_one_deletion",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RetentionPeriod",
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
                                related_name="retention_periods",
                                to="accounts.school",
                            ),
                        ),
                        ("kind", models.CharField(max_length=30)),
                        ("days", models.PositiveIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("school", "kind"), name="retention_period_once"),
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", 1)), name="retention_period_of_a_day"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deletion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("school_id", models.BigIntegerField(null=True)),
                        ("reason", models.CharField(max_length=30)),
                        ("student_id", models.BigIntegerField(null=True)),
                        ("fingerprint", models.CharField(blank=True, max_length=64)),
                        ("people", models.JSONField(default=list)),
                        ("counts", models.JSONField(default=dict)),
                        ("by_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["school_id", "-id"], name="deletion_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="RosterImport",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roster_imports",
                                to="accounts.school",
                            ),
                        ),
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
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("name", models.CharField(max_length=255)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("matching", "Columns to name"),
                                    ("reading", "Being read"),
                                    ("ready", "Ready to look at"),
                                    ("refused", "Cannot be used"),
                                    ("applying", "Being brought in"),
                                    ("applied", "Brought in"),
                                    ("undoing", "Being taken back"),
                                    ("undone", "Taken back"),
                                    ("discarded", "Put aside"),
                                ],
                                default="applied",
                                max_length=10,
                            ),
                        ),
                        ("file", models.FileField(blank=True, upload_to=accounts.models.rosters.roster_path)),
                        ("columns", models.JSONField(blank=True, default=dict)),
                        ("decisions", models.JSONField(blank=True, default=dict)),
                        ("fingerprint", models.CharField(blank=True, max_length=64)),
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        ("summary", models.JSONField(blank=True, default=dict)),
                        ("applied_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        ("schools", models.ManyToManyField(related_name="+", to="accounts.school")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["school", "-at"], name="accounts_ro_school__087fdf_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("undone_at", None), ("applied_at__isnull", False), _connector="OR"
                                ),
                                name="roster_import_undone_after_applied",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "roster_import",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="accounts.rosterimport",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("new", "New"),
                                    ("changed", "Changed"),
                                    ("left", "Left"),
                                    ("conflict", "To decide"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("student", "Students"),
                                    ("family", "Family members"),
                                    ("staff", "Staff"),
                                    ("advisory", "Advisories"),
                                    ("school", "School"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("subject", models.CharField(max_length=260)),
                        ("lead", models.BooleanField(default=False)),
                        ("name", models.CharField(max_length=310)),
                        ("table", models.CharField(blank=True, max_length=16)),
                        ("row_id", models.BigIntegerField(null=True)),
                        ("before", models.JSONField(null=True)),
                        ("after", models.JSONField(default=dict)),
                        ("kept", models.CharField(blank=True, max_length=8)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("lead", True)),
                                fields=["roster_import", "group", "what", "name"],
                                name="roster_change_lines",
                            ),
                            models.Index(fields=["roster_import", "subject"], name="roster_change_subject"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RosterProblem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "roster_import",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="problems",
                                to="accounts.rosterimport",
                            ),
                        ),
                        ("grave", models.BooleanField(default=True)),
                        ("file", models.CharField(max_length=100)),
                        ("line", models.PositiveIntegerField()),
                        ("reason", models.TextField()),
                    ],
                ),
                migrations.CreateModel(
                    name="SignInCard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cards",
                                to="accounts.student",
                            ),
                        ),
                        ("token_digest", models.CharField(max_length=64, unique=True)),
                        ("code_digest", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at", None)),
                                fields=("student",),
                                name="card_one_valid_per_student",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignInPicture",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "student",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sign_in_picture",
                                to="accounts.student",
                            ),
                        ),
                        ("digest", models.CharField(max_length=64)),
                        ("set_at", models.DateTimeField(auto_now=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Invitation",
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
                                related_name="invitations",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "guardianship",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="accounts.guardianship",
                            ),
                        ),
                        (
                            "guest",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="accounts.guest",
                            ),
                        ),
                        ("token_digest", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("expires_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        ("code_digest", models.CharField(blank=True, max_length=64)),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("guardianship__isnull", False), ("guest", None)),
                                    models.Q(
                                        ("code_digest", ""), ("guardianship", None), ("guest__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="invitation_of_family_or_guest",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("used_at", None),
                                    models.Q(("code_digest", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="invitation_used_is_a_letter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at", None), ("token_digest", None)),
                                    models.Q(("sent_at__isnull", False), ("token_digest__isnull", False)),
                                    _connector="OR",
                                ),
                                name="invitation_sent_with_token",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignInCode",
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
                                related_name="sign_in_codes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("code_digest", models.CharField(blank=True, max_length=64)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("expires_at", models.DateTimeField()),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "session_key",
                            models.CharField(
                                max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                            ),
                        ),
                        ("session_data", models.TextField(verbose_name="session data")),
                        ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "card",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="accounts.signincard",
                            ),
                        ),
                        (
                            "invitation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="accounts.invitation",
                            ),
                        ),
                        ("device", models.CharField(blank=True, max_length=60)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FailedSignIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=64)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["key", "at"], name="accounts_fa_key_e5ac8c_idx")],
                    },
                ),
            ],
        ),
        migrations.RunSQL(APPEND_ONLY, CHANGEABLE),
    ]
