from accounts.migrating import CreateTogether
import django.contrib.postgres.fields
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import portfolios.models.files
import portfolios.models.imports
import portfolios.models.reflections
import portfolios.models.uploads
import uuid
from django.conf import settings
from django.db import migrations, models

from portfolios import bank


# The words by which pieces are found. Functions and triggers are the database's own, so that no action, import
# or correction by hand can forget them (docs/decisions/0024).
FUNCTIONS = r"""
CREATE FUNCTION search_words(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
-- Without accents, marks over Arabic letters and its long lines; its forms of alef are one. What joins two
-- words divides them here: "robot/arm" would otherwise be the name of a file.
RETURN translate(
    regexp_replace(plain_words(words), U&'[\0300-\036F\0640\064B-\065F\0670]', '', 'g'),
    U&'\0623\0625\0622\0671\0649/\005C-_.:@''\2019\2026',
    U&'\0627\0627\0627\0627\064A          '
);

CREATE FUNCTION search_lexemes(words text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
-- The words as they are, and such stems of each language of Lectern as are other words.
DECLARE
    plain text := search_words(words);
    found tsvector := to_tsvector('pg_catalog.simple', plain);
BEGIN
    found := found || ts_delete(to_tsvector('pg_catalog.english', plain), tsvector_to_array(found));
    found := found || ts_delete(to_tsvector('pg_catalog.spanish', plain), tsvector_to_array(found));
    IF plain ~ U&'[\0600-\06FF]' THEN
        found := found || ts_delete(to_tsvector('pg_catalog.arabic', plain), tsvector_to_array(found));
    END IF;
    RETURN found;
END $$;

CREATE FUNCTION search_question(words text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
-- Every word that was typed, each as the beginning of a word or by one of its stems.
BEGIN ATOMIC
    SELECT coalesce(string_agg('(' || forms || ')', ' & '), '')::tsquery
    FROM (
        SELECT string_agg(
            DISTINCT quote_literal(form) || CASE WHEN form = word OR length(form) > 3 THEN ':*' ELSE '' END, ' | '
        ) AS forms
        FROM unnest(to_tsvector('pg_catalog.simple', search_words(words))) AS typed (word, places, weights),
        LATERAL unnest(
            ARRAY[word]
            || ts_lexize('pg_catalog.english_stem', word)
            || ts_lexize('pg_catalog.spanish_stem', word)
            || ts_lexize('pg_catalog.arabic_stem', word)
        ) AS form
        GROUP BY word
    ) AS each_word;
END;

CREATE FUNCTION search_document(piece bigint) RETURNS tsvector
LANGUAGE sql STABLE STRICT AS $$
    SELECT setweight(search_lexemes(evidence.title), 'A')
        || setweight(search_lexemes(coalesce(
            (
                SELECT string_agg(concat_ws(
                    ' ', target.statement, target.student_words, target.short, target.area, target.code
                ), ' ')
                FROM portfolios_placement AS placement
                JOIN portfolios_target AS target ON target.id = placement.target_id
                WHERE placement.evidence_id = evidence.id AND placement.removed_at IS NULL
            ), ''
        )), 'B')
        || setweight(search_lexemes(concat_ws(' ', evidence.text, evidence.link)), 'C')
        || search_lexemes(coalesce(
            (
                SELECT string_agg(concat_ws(' ', reflection.text, thought.text), ' ')
                FROM portfolios_reflection AS reflection
                LEFT JOIN portfolios_reflectionversion AS thought
                    ON thought.reflection_id = reflection.id AND thought.is_thought
                WHERE reflection.evidence_id = evidence.id
            ), ''
        ))
    FROM portfolios_evidence AS evidence
    WHERE evidence.id = piece
$$;

-- Whoever sees a piece sees all of this. Earlier words that stay with their student are not in it, nor anything
-- that some who see the piece do not: what is in a picture, what is said in a recording, comments.

-- The triggers name no columns where they are made, so that no column becomes harder to change later; and they
-- bring the place of the tables with them, because a backup is brought back without one.
CREATE FUNCTION search_piece() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO portfolios_searchdocument (evidence_id, school_id, document)
        VALUES (NEW.id, NEW.school_id, search_document(NEW.id));
    ELSIF (OLD.title, OLD.text, OLD.link, OLD.school_id)
        IS DISTINCT FROM (NEW.title, NEW.text, NEW.link, NEW.school_id) THEN
        UPDATE portfolios_searchdocument SET document = search_document(NEW.id), school_id = NEW.school_id
        WHERE evidence_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION search_part() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
-- A reflection or a placement. It changes the words of a piece that is there, and adds none: what is deleted
-- with its piece must not bring the piece's words back.
DECLARE
    piece bigint;
    words tsvector;
BEGIN
    IF TG_OP = 'DELETE' THEN piece := OLD.evidence_id; ELSE piece := NEW.evidence_id; END IF;
    words := search_document(piece);
    UPDATE portfolios_searchdocument SET document = words
    WHERE evidence_id = piece AND document IS DISTINCT FROM words;
    RETURN NULL;
END $$;

CREATE FUNCTION search_thought() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
-- What she thought before, and lets stand beside what she thinks now.
DECLARE
    version portfolios_reflectionversion := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF version.is_thought OR (TG_OP = 'UPDATE' AND OLD.is_thought) THEN
        UPDATE portfolios_searchdocument SET document = search_document(evidence_id)
        WHERE evidence_id = (
            SELECT reflection.evidence_id FROM portfolios_reflection AS reflection
            WHERE reflection.id = version.reflection_id
        );
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION search_target() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF (OLD.statement, OLD.student_words, OLD.short, OLD.area, OLD.code)
        IS DISTINCT FROM (NEW.statement, NEW.student_words, NEW.short, NEW.area, NEW.code) THEN
        UPDATE portfolios_searchdocument SET document = search_document(evidence_id)
        WHERE evidence_id IN (
            SELECT placement.evidence_id FROM portfolios_placement AS placement
            WHERE placement.target_id = NEW.id AND placement.removed_at IS NULL
        );
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER search_piece AFTER INSERT OR UPDATE ON portfolios_evidence
    FOR EACH ROW EXECUTE FUNCTION search_piece();
CREATE TRIGGER search_part AFTER INSERT OR UPDATE OR DELETE ON portfolios_reflection
    FOR EACH ROW EXECUTE FUNCTION search_part();
CREATE TRIGGER search_thought AFTER INSERT OR UPDATE OR DELETE ON portfolios_reflectionversion
    FOR EACH ROW EXECUTE FUNCTION search_thought();
CREATE TRIGGER search_part AFTER INSERT OR UPDATE OR DELETE ON portfolios_placement
    FOR EACH ROW EXECUTE FUNCTION search_part();
CREATE TRIGGER search_target AFTER UPDATE ON portfolios_target
    FOR EACH ROW EXECUTE FUNCTION search_target();

-- Documents stay in their rows: fetched from beside the table, ranking those of an advisory takes twice as long.
ALTER TABLE portfolios_searchdocument SET (toast_tuple_target = 8160);
SET LOCAL statement_timeout = 0;
INSERT INTO portfolios_searchdocument (evidence_id, school_id, document)
SELECT id, school_id, search_document(id) FROM portfolios_evidence;
SET LOCAL statement_timeout = DEFAULT;
"""
GONE = """
DROP TRIGGER search_target ON portfolios_target;
DROP TRIGGER search_part ON portfolios_placement;
DROP TRIGGER search_thought ON portfolios_reflectionversion;
DROP TRIGGER search_part ON portfolios_reflection;
DROP TRIGGER search_piece ON portfolios_evidence;
DROP FUNCTION search_target();
DROP FUNCTION search_thought();
DROP FUNCTION search_part();
DROP FUNCTION search_piece();
DROP FUNCTION search_document(bigint);
DROP FUNCTION search_question(text);
DROP FUNCTION search_lexemes(text);
DROP FUNCTION search_words(text);
"""


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("portfolios", "0001_initial"),
        ("portfolios", "0002_prompts"),
        ("portfolios", "0003_depictions"),
        ("portfolios", "0004_guests"),
        ("portfolios", "0005_clean_originals"),
        ("portfolios", "0006_any_kind"),
        ("portfolios", "0007_curation"),
        ("portfolios", "0008_words"),
        ("portfolios", "0009_matters"),
        ("portfolios", "0010_comments"),
        ("portfolios", "0011_reflections"),
        ("portfolios", "0012_uploads"),
        ("portfolios", "0013_continuum"),
        ("portfolios", "0014_search"),
        ("portfolios", "0015_earlier_words"),
        ("portfolios", "0016_uploads_by"),
        ("portfolios", "0017_conference_uploads"),
        ("portfolios", "0018_uploads_of_conferences"),
    ]

    dependencies = [
        ("accounts", "0001_squashed_0009_panels"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Attachment",
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
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="portfolios.evidence",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[("piece", "The piece itself"), ("reflection", "Thinking about it")],
                                default="piece",
                                max_length=10,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "alt_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("held_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "held_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "thought",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="files",
                                to="portfolios.reflectionversion",
                            ),
                        ),
                        ("edits", models.JSONField(blank=True, default=list)),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["school", "evidence", "position"],
                                name="portfolios__school__fd0e7f_idx",
                            ),
                            models.Index(
                                condition=models.Q(("original_clean", False), ("state", "ready")),
                                fields=["id"],
                                name="attachment_to_clean",
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
                                name="attachment_ready_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["picture", "audio", "video", "document"])),
                                name="attachment_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "ready", "failed"])),
                                name="attachment_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("part__in", ["piece", "reflection"])),
                                name="attachment_part_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("held_at", None), ("held_by", None)),
                                    models.Q(("held_at__isnull", False), ("held_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="attachment_held_by_and_at_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("alt_by", None), models.Q(("alt", ""), _negated=True), _connector="OR"
                                ),
                                name="attachment_alt_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Captions",
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
                            "attachment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="captions",
                                to="portfolios.attachment",
                            ),
                        ),
                        (
                            "by",
                            models.CharField(
                                choices=[
                                    ("student", "The student"),
                                    ("advisor", "Her advisor, who heard it"),
                                ],
                                max_length=10,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("language", models.CharField(max_length=10, verbose_name="language")),
                        ("text", models.TextField(blank=True, max_length=20000, verbose_name="words")),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "verbose_name_plural": "captions",
                        "constraints": [
                            models.UniqueConstraint(fields=("attachment", "by"), name="captions_once"),
                            models.CheckConstraint(
                                condition=models.Q(("by__in", ["student", "advisor"])),
                                name="captions_by_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Prompt",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("choose", "Choose"),
                                    ("describe", "Describe"),
                                    ("think", "Think"),
                                    ("next", "Next"),
                                    ("growth", "Growth"),
                                    ("struggle", "Struggle"),
                                    ("habits", "Habits"),
                                    ("outside", "Outside school"),
                                    ("family", "For my family"),
                                    ("feedback", "Feedback"),
                                    ("future", "Future"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("text", models.CharField(max_length=300)),
                        ("grade_low", models.SmallIntegerField(default=0)),
                        ("grade_high", models.SmallIntegerField(default=12)),
                        (
                            "modes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("write", "Write"),
                                        ("speak", "Say it"),
                                        ("draw", "Draw"),
                                        ("faces", "Choose a face"),
                                        ("show", "Show the best part"),
                                    ],
                                    max_length=6,
                                ),
                                default=portfolios.models.reflections.any_way,
                            ),
                        ),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("school", "text"), name="prompt_once", nulls_distinct=False
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("modes__contained_by", ["write", "speak", "draw", "faces", "show"]),
                                    ("modes__len__gt", 0),
                                ),
                                name="prompt_modes_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("grade_low__lte", models.F("grade_high"))),
                                name="prompt_grades_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reflection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "prompt",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="portfolios.prompt",
                            ),
                        ),
                        ("question", models.CharField(blank=True, max_length=300, verbose_name="question")),
                        ("text", models.TextField(blank=True, max_length=20000, verbose_name="my words")),
                        (
                            "dictated_to",
                            models.CharField(blank=True, max_length=60, verbose_name="written down by"),
                        ),
                        (
                            "face",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("wow", "Wow!"),
                                    ("proud", "Proud"),
                                    ("calm", "Calm"),
                                    ("puzzled", "Hmm …"),
                                    ("hard", "Phew, hard!"),
                                ],
                                max_length=8,
                                verbose_name="how it felt",
                            ),
                        ),
                        ("spot_key", models.UUIDField(blank=True, null=True)),
                        ("spot_x", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("spot_y", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "evidence",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reflection",
                                to="portfolios.evidence",
                            ),
                        ),
                        ("skipped", models.BooleanField(default=False)),
                        (
                            "passed",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), blank=True, default=list
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("skipped", False), ("text", ""), _connector="OR"),
                                name="reflection_skipped_is_empty",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("spot_key", None), ("spot_x", None), ("spot_y", None)),
                                    models.Q(
                                        ("spot_key__isnull", False),
                                        ("spot_x__lte", 1000),
                                        ("spot_y__lte", 1000),
                                    ),
                                    _connector="OR",
                                ),
                                name="reflection_spot_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("face__in", ["", "wow", "proud", "calm", "puzzled", "hard"])
                                ),
                                name="reflection_face_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReflectionVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "prompt",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="portfolios.prompt",
                            ),
                        ),
                        ("question", models.CharField(blank=True, max_length=300, verbose_name="question")),
                        ("text", models.TextField(blank=True, max_length=20000, verbose_name="my words")),
                        (
                            "dictated_to",
                            models.CharField(blank=True, max_length=60, verbose_name="written down by"),
                        ),
                        (
                            "face",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("wow", "Wow!"),
                                    ("proud", "Proud"),
                                    ("calm", "Calm"),
                                    ("puzzled", "Hmm …"),
                                    ("hard", "Phew, hard!"),
                                ],
                                max_length=8,
                                verbose_name="how it felt",
                            ),
                        ),
                        ("spot_key", models.UUIDField(blank=True, null=True)),
                        ("spot_x", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("spot_y", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        (
                            "reflection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="portfolios.reflection",
                            ),
                        ),
                        ("is_thought", models.BooleanField(default=False)),
                        ("written_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["-written_at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "reflection", "-written_at"],
                                name="portfolios__school__e454b8_idx",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("spot_key", None), ("spot_x", None), ("spot_y", None)),
                                    models.Q(
                                        ("spot_key__isnull", False),
                                        ("spot_x__lte", 1000),
                                        ("spot_y__lte", 1000),
                                    ),
                                    _connector="OR",
                                ),
                                name="version_spot_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("face__in", ["", "wow", "proud", "calm", "puzzled", "hard"])
                                ),
                                name="version_face_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                                related_name="evidence",
                                to="accounts.student",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("text", models.TextField(blank=True, max_length=20000, verbose_name="words")),
                        (
                            "link",
                            models.URLField(
                                blank=True,
                                max_length=500,
                                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                                verbose_name="link",
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                choices=[
                                    ("school", "At school"),
                                    ("home", "At home"),
                                    ("community", "In my community"),
                                ],
                                default="school",
                                max_length=10,
                                verbose_name="where",
                            ),
                        ),
                        ("made_on", models.DateField(verbose_name="when")),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                        ("form_key", models.UUIDField(default=uuid.uuid4)),
                        ("revision", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name_plural": "evidence",
                        "indexes": [
                            models.Index(
                                fields=["school", "student", "-made_on", "-id"],
                                name="portfolios__school__a82249_idx",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("student", "form_key"), name="evidence_once_per_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__in", ["school", "home", "community"])),
                                name="evidence_place_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Share",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shares",
                                to="portfolios.evidence",
                            ),
                        ),
                        (
                            "circle",
                            models.CharField(
                                choices=[
                                    ("family", "My family"),
                                    ("advisor", "My advisor"),
                                    ("guests", "My guests"),
                                    ("panel", "My panel"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("evidence", "circle"), name="share_once"),
                            models.CheckConstraint(
                                condition=models.Q(("circle__in", ["family", "advisor", "guests", "panel"])),
                                name="share_circle_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Collection",
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
                                related_name="collections",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("showcase", "A collection"),
                                    ("letter", "It begins with a letter"),
                                    ("profile", "Our graduate profile"),
                                    ("growth", "Then and now"),
                                ],
                                default="showcase",
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("audience", models.CharField(max_length=200, verbose_name="who is this for?")),
                        (
                            "circle",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("family", "My family"),
                                    ("advisor", "My advisor"),
                                    ("guests", "My guests"),
                                    ("panel", "My panel"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.TextField(blank=True, max_length=20000, verbose_name="my words")),
                        ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                        (
                            "cover",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="portfolios.attachment",
                            ),
                        ),
                        ("form_key", models.UUIDField(default=uuid.uuid4)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["school", "student", "-made_at"],
                                name="portfolios__school__080a7f_idx",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("student", "form_key"), name="collection_once_per_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["showcase", "letter", "profile", "growth"])),
                                name="collection_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CollectionShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "collection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shares",
                                to="portfolios.collection",
                            ),
                        ),
                        (
                            "circle",
                            models.CharField(
                                choices=[
                                    ("family", "My family"),
                                    ("advisor", "My advisor"),
                                    ("guests", "My guests"),
                                    ("panel", "My panel"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("collection", "circle"), name="collection_share_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
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
                            "collection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="portfolios.collection",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="portfolios.evidence",
                            ),
                        ),
                        (
                            "attachment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="portfolios.attachment",
                            ),
                        ),
                        ("heading", models.CharField(blank=True, max_length=300, verbose_name="heading")),
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
                        ("side_by_side", models.BooleanField(default=False)),
                        (
                            "words",
                            models.TextField(blank=True, max_length=5000, verbose_name="why it is here"),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name_plural": "entries",
                        "ordering": ["position", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "collection", "position"],
                                name="portfolios__school__34dd6c_idx",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("evidence__isnull", False),
                                        ("heading", ""),
                                        ("side_by_side", False),
                                        ("target", None),
                                    ),
                                    models.Q(
                                        ("attachment", None),
                                        ("evidence", None),
                                        models.Q(("heading", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="entry_is_a_piece_or_a_heading",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
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
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="portfolios.evidence",
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
                            "voice",
                            models.CharField(
                                choices=[
                                    ("family", "Family"),
                                    ("advisor", "Advisor"),
                                    ("guests", "Guest"),
                                    ("panel", "On the panel"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("relation", models.CharField(blank=True, max_length=60)),
                        ("language", models.CharField(blank=True, max_length=10)),
                        ("form_key", models.UUIDField(default=uuid.uuid4)),
                        ("glow", models.TextField(blank=True, max_length=2000, verbose_name="glow")),
                        ("grow", models.TextField(blank=True, max_length=2000, verbose_name="grow")),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(blank=True, null=True)),
                        ("earlier", models.JSONField(blank=True, default=list)),
                        ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("hidden_at", models.DateTimeField(blank=True, null=True)),
                        ("worried_at", models.DateTimeField(blank=True, null=True)),
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
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "taken_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("taken_why", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "ordering": ["made_at", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["school", "evidence"], name="portfolios__school__c2ba21_idx"
                            ),
                            models.Index(
                                condition=models.Q(("settled_at", None), ("worried_at__isnull", False)),
                                fields=["school"],
                                name="comment_worried",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("evidence", "by", "form_key"), name="comment_once_per_form"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("glow", ""), ("grow", ""), _negated=True),
                                name="comment_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("voice__in", ["family", "advisor", "guests", "panel"])),
                                name="comment_voice_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None)),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("answered_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="comment_answered_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at", None), ("settled_by", None)),
                                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="comment_settled_by_and_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("taken_at", None), ("taken_by", None), ("taken_why", "")),
                                    models.Q(
                                        ("taken_at__isnull", False),
                                        ("taken_by__isnull", False),
                                        models.Q(("taken_why", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="comment_taken_by_at_and_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Depiction",
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
                            "attachment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="depictions",
                                to="portfolios.attachment",
                            ),
                        ),
                        (
                            "who",
                            models.CharField(
                                choices=[
                                    ("self", "Me"),
                                    ("schoolmate", "Somebody at our school"),
                                    ("other", "Somebody who is not at our school"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="depictions",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "told_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("told_at", models.DateTimeField(auto_now_add=True)),
                        ("covered_at", models.DateTimeField(blank=True, null=True)),
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
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("student__isnull", False), ("who__in", ["self", "schoolmate"])),
                                    models.Q(("student", None), ("who", "other")),
                                    _connector="OR",
                                ),
                                name="depiction_names_a_student_or_nobody",
                            ),
                            models.UniqueConstraint(fields=("attachment", "student"), name="depiction_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("who", "other")),
                                fields=("attachment",),
                                name="depiction_one_other",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed_at", None), ("agreed_by", None)),
                                    models.Q(
                                        ("agreed_at__isnull", False),
                                        ("agreed_by__isnull", False),
                                        ("who", "other"),
                                    ),
                                    _connector="OR",
                                ),
                                name="depiction_agreed_by_and_at_together",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
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
                                related_name="drafts",
                                to="accounts.student",
                            ),
                        ),
                        ("form_key", models.UUIDField()),
                        ("words", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "ordering": ["-changed_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("student", "form_key"), name="draft_once_per_form"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchDocument",
                    fields=[
                        (
                            "evidence",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="search_document",
                                serialize=False,
                                to="portfolios.evidence",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.school",
                            ),
                        ),
                        ("document", django.contrib.postgres.search.SearchVectorField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Framework",
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
                                related_name="frameworks",
                                to="accounts.school",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("standards", "Standards"),
                                    ("habits", "Habits"),
                                    ("profile", "Graduate profile"),
                                ],
                                default="standards",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "about",
                            models.TextField(blank=True, max_length=4000, verbose_name="what it is about"),
                        ),
                        ("grade_low", models.SmallIntegerField(default=0, verbose_name="from grade")),
                        ("grade_high", models.SmallIntegerField(default=12, verbose_name="to grade")),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        ("source_id", models.CharField(blank=True, max_length=255)),
                        ("uri", models.CharField(blank=True, max_length=500)),
                        ("official_url", models.URLField(blank=True, max_length=500)),
                        ("creator", models.CharField(blank=True, max_length=255)),
                        ("publisher", models.CharField(blank=True, max_length=255)),
                        ("licence", models.TextField(blank=True, max_length=4000, verbose_name="licence")),
                        ("adoption_status", models.CharField(blank=True, max_length=60)),
                        ("language", models.CharField(blank=True, max_length=20)),
                        ("version", models.CharField(blank=True, max_length=60)),
                        ("changed_at_source", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("school", "source_id"),
                                name="framework_source_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["standards", "habits", "profile"])),
                                name="framework_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("grade_high__gte", models.F("grade_low"))),
                                name="framework_grades_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Level",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="levels",
                                to="portfolios.framework",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("statement", models.CharField(max_length=300, verbose_name="in my words")),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["position"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("framework", "position"),
                                name="level_position_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="portfolios.framework",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="children",
                                to="portfolios.target",
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=60, verbose_name="code")),
                        ("statement", models.TextField(max_length=4000, verbose_name="I can …")),
                        ("short", models.CharField(blank=True, max_length=300, verbose_name="in short")),
                        (
                            "student_words",
                            models.CharField(blank=True, max_length=300, verbose_name="in student words"),
                        ),
                        ("area", models.CharField(blank=True, max_length=200, verbose_name="area")),
                        ("is_heading", models.BooleanField(default=False)),
                        ("grade_low", models.SmallIntegerField(default=0, verbose_name="from grade")),
                        ("grade_high", models.SmallIntegerField(default=12, verbose_name="to grade")),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        ("source_id", models.CharField(blank=True, max_length=255)),
                        ("uri", models.CharField(blank=True, max_length=500)),
                        ("item_type", models.CharField(blank=True, max_length=100)),
                        ("language", models.CharField(blank=True, max_length=20)),
                        ("changed_at_source", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["framework", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("framework", "source_id"),
                                name="target_source_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("grade_high__gte", models.F("grade_low"))),
                                name="target_grades_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LevelWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="level_words",
                                to="portfolios.target",
                            ),
                        ),
                        (
                            "level",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="portfolios.level",
                            ),
                        ),
                        ("statement", models.CharField(max_length=300, verbose_name="in my words")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("target", "level"), name="level_words_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrameworkImport",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("name", models.CharField(max_length=255)),
                        (
                            "file",
                            models.FileField(blank=True, upload_to=portfolios.models.imports.import_path),
                        ),
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("standards", "Standards"),
                                    ("habits", "Habits"),
                                    ("profile", "Graduate profile"),
                                ],
                                default="standards",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        ("summary", models.JSONField(default=dict)),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="imports",
                                to="portfolios.framework",
                            ),
                        ),
                        ("applied_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-at"],
                        "indexes": [
                            models.Index(fields=["school", "-at"], name="portfolios__school__ec73bc_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["ready", "applying", "applied", "discarded"])
                                ),
                                name="framework_import_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
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
                                related_name="letters",
                                to="accounts.student",
                            ),
                        ),
                        ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                        ("text", models.TextField(blank=True, max_length=20000, verbose_name="my letter")),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("begun_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("given_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-begun_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("student",),
                                name="letter_one_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Matters",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="matters",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "piece",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="portfolios.evidence",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "verbose_name_plural": "matters",
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
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
                                related_name="answers",
                                to="accounts.student",
                            ),
                        ),
                        (
                            "question",
                            models.CharField(
                                choices=[
                                    ("care", "What I care about"),
                                    ("helps", "What helps me learn"),
                                    ("talk", "How I like to be talked to"),
                                    ("people", "People who matter to me"),
                                    ("languages", "My languages"),
                                    ("know", "What I want you to know"),
                                ],
                                max_length=10,
                                verbose_name="question",
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=2000, verbose_name="my words")),
                        (
                            "for_family",
                            models.BooleanField(default=False, verbose_name="my family may read it"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("student", "question"), name="answer_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("question__in", ["care", "helps", "talk", "people", "languages", "know"])
                                ),
                                name="answer_question_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Placement",
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
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="placements",
                                to="portfolios.evidence",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placements",
                                to="portfolios.target",
                            ),
                        ),
                        (
                            "by",
                            models.CharField(
                                choices=[("student", "My view"), ("teacher", "My teacher’s view")],
                                max_length=10,
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "level",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="portfolios.level",
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=500, verbose_name="because")),
                        ("placed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("evidence", "target", "by"), name="placement_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("by__in", ["student", "teacher"])),
                                name="placement_by_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EarlierPlacement",
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
                            "placement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="earlier",
                                to="portfolios.placement",
                            ),
                        ),
                        (
                            "level",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="portfolios.level",
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=500, verbose_name="because")),
                        (
                            "placed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("placed_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["placed_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="StreamMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stream_mark",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("seen_until", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Upload",
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
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="uploads",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="uploads",
                                to="accounts.student",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("form_key", models.UUIDField()),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("piece", "The piece itself"),
                                    ("reflection", "Thinking about it"),
                                    ("goal", "A goal"),
                                    ("conference", "A conference"),
                                ],
                                default="piece",
                                max_length=10,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("picture", "Picture"),
                                    ("audio", "Sound"),
                                    ("video", "Film"),
                                    ("document", "Document"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                        ("fingerprint", models.CharField(blank=True, max_length=64)),
                        ("size", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("byte_count", models.PositiveBigIntegerField(default=0)),
                        ("part_count", models.PositiveIntegerField(default=0)),
                        (
                            "original",
                            models.FileField(
                                blank=True, max_length=200, upload_to=portfolios.models.files.original_path
                            ),
                        ),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["by", "form_key"], name="portfolios__by_id_840cb6_idx"),
                            models.Index(fields=["added_at"], name="portfolios__added_a_e216f1_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("fingerprint", ""), _negated=True),
                                fields=("by", "form_key", "part", "fingerprint"),
                                name="upload_once_per_form",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("part__in", ["piece", "reflection", "goal", "conference"])
                                ),
                                name="upload_part_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["", "picture", "audio", "video", "document"])
                                ),
                                name="upload_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("size", None), ("byte_count__lte", models.F("size")), _connector="OR"
                                ),
                                name="upload_no_longer_than_announced",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("finished_at", None),
                                    models.Q(
                                        ("size", models.F("byte_count")),
                                        models.Q(("original", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="upload_finished_is_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UploadPart",
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
                            "upload",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="portfolios.upload",
                            ),
                        ),
                        ("starts_at", models.PositiveBigIntegerField()),
                        ("byte_count", models.PositiveIntegerField()),
                        (
                            "file",
                            models.FileField(max_length=200, upload_to=portfolios.models.uploads.part_path),
                        ),
                    ],
                    options={
                        "ordering": ["starts_at"],
                        "constraints": [
                            models.UniqueConstraint(fields=("upload", "starts_at"), name="upload_part_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vouch",
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
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="vouches",
                                to="portfolios.evidence",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("relation", models.CharField(max_length=60, verbose_name="how she or he knows you")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
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
                        ("token_digest", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("signed", models.CharField(blank=True, max_length=100, verbose_name="signed")),
                        ("words", models.TextField(blank=True, max_length=600, verbose_name="words")),
                        ("saw", models.BooleanField(default=False, verbose_name="saw it happen")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name_plural": "vouches",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(fields=["school", "evidence"], name="portfolios__school__237b78_idx")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("declined_at", None), ("ended_at", None)),
                                fields=("evidence", "name"),
                                name="vouch_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed_at", None), ("agreed_by", None)),
                                    models.Q(
                                        ("agreed_at__isnull", False),
                                        ("agreed_by__isnull", False),
                                        ("declined_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="vouch_agreed_by_and_at_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("declined_at", None), ("declined_by", None)),
                                    models.Q(("declined_at__isnull", False), ("declined_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="vouch_declined_by_and_at_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("expires_at", None), ("sent_at", None), ("token_digest", None)),
                                    models.Q(
                                        ("sent_at__isnull", False),
                                        ("token_digest__isnull", False),
                                        ("agreed_at__isnull", False),
                                        ("expires_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="vouch_link_after_the_advisor_agreed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at", None), ("saw", False), ("signed", ""), ("words", "")
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("sent_at__isnull", False),
                                        ("withdrawn_at", None),
                                        models.Q(("words", ""), _negated=True),
                                        models.Q(("signed", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="vouch_answer_is_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                                name="vouch_email_lower_case",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunSQL(FUNCTIONS, GONE),
        migrations.RunPython(bank.ship, migrations.RunPython.noop),
    ]
