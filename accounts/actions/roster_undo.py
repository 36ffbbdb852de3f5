"""Taking a roster back: every row as it was before, except those that somebody has changed or used since."""

from itertools import batched

from django.db.models import Exists, OuterRef, Q

from accounts.actions.roster_changes import BATCH, NOW, TABLES, columns_of
from accounts.bulk import copy_rows, update_rows
from accounts.models import Advisory, Guardianship, Membership, Session, SignInCard, Student, User

CHANGED, USED = "changed", "used"
OURS = {model: table for table, model in TABLES.items()}


def take_back(done, *, say=lambda part: None):
    """Undo what this import did; gives how many rows were left as they are, each marked with why."""
    done.changes.exclude(kept="").update(kept="")
    steps = (restore_changed, restore_advisors, keep_used, drop_advisors, delete_new)
    for number, step in enumerate(steps):
        step(done)
        say((number + 1) / len(steps))
    return done.changes.exclude(kept="").count()


def restore_changed(done):
    """Values that are still what the roster made of them become again what they were."""
    for table in (
        "school",
        "advisory",
        "user",
        "membership",
        "student",
        "guardianship",
        "card",
        "invitation",
    ):
        rows = done.changes.filter(table=table, before__isnull=False).order_by("pk")
        if table == "card":
            # A new card was made since: it stays the one that opens.
            valid = SignInCard.objects.filter(student=OuterRef("student"), revoked_at=None)
            doubled = SignInCard.objects.filter(Exists(valid)).values("pk")
            keep(rows.filter(row_id__in=doubled), CHANGED)
            rows = rows.filter(kept="")
        for batch in batched(rows.iterator(BATCH), BATCH, strict=False):
            shapes = {}
            for change in batch:
                after = {key: then(done, value) for key, value in columns_of(change.after).items()}
                before = {key: change.before[key] for key in after}
                shapes.setdefault(tuple(after), {})[change.row_id] = (change.pk, after, before)
            for found in shapes.values():
                moved = update_rows(TABLES[table], [(pk, old, new) for pk, (_c, old, new) in found.items()])
                left = [change for pk, (change, _old, _new) in found.items() if pk not in moved]
                keep(done.changes.filter(pk__in=left), CHANGED)


def then(done, value):
    return done.applied_at.isoformat() if value == NOW else value


def keep(changes, why):
    changes.update(kept=why)


def restore_advisors(done):
    """Advisors whom the roster took away hold their advisory again."""
    rows = done.changes.filter(table="advisors", before__isnull=False)
    through = Advisory.advisors.through.objects
    missing = [
        columns_of(change.before)
        for change in rows
        if not through.filter(**columns_of(change.before)).exists()
    ]
    copy_rows(through.model, missing)


def drop_advisors(done):
    """Whom the roster made an advisor is none any more, unless both she and the advisory stay."""
    through = Advisory.advisors.through.objects.filter(pk__in=new_rows(done, "advisors"))
    new = done.changes.filter(before__isnull=True, row_id__isnull=False)
    gone = new.filter(table="user", kept="").values("row_id")
    kept = new.filter(table="advisory").exclude(kept="").values("row_id")
    through.filter(Q(user__in=gone) | ~Q(advisory__in=kept)).delete()


def new_rows(done, table):
    """Keys of the rows that this import made."""
    return done.changes.filter(table=table, before__isnull=True, row_id__isnull=False).values("row_id")


def keep_used(done):
    """Whoever has been used since stays: who signed in, has work, a card, a letter, or was corrected by hand.

    An adult who stays keeps her children, and a link that was mailed keeps both its ends.
    """
    for table in ("user", "student", "guardianship", "advisory"):
        keep_touched(done, table)
        for model, column in users_of(TABLES[table]):
            used = model._base_manager.all()
            if model in OURS:
                used = used.exclude(pk__in=new_rows(done, OURS[model]))
            referred = used.filter(**{f"{column}__isnull": False}).values(column)
            keep(done.changes.filter(table=table, before__isnull=True, kept="", row_id__in=referred), USED)
    seen = User.objects.filter(
        Q(last_login__isnull=False) | Q(Exists(Session.objects.filter(user=OuterRef("pk"))))
    )
    keep(done.changes.filter(table="user", before__isnull=True, kept="", row_id__in=seen.values("pk")), USED)
    keep_together(done)


def users_of(model):
    """(model, column) of everything that points to rows of this model; sessions are looked at apart."""
    for relation in model._meta.get_fields(include_hidden=True):
        points_here = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if points_here and relation.related_model is not Session:
            yield relation.related_model, relation.field.attname


def keep_touched(done, table):
    """New rows whose values are not what the roster said: somebody corrected them by hand."""
    rows = done.changes.filter(table=table, before__isnull=True, row_id__isnull=False).order_by("pk")
    for batch in batched(rows.iterator(BATCH), BATCH, strict=False):
        same = [(change.row_id, columns_of(change.after), columns_of(change.after)) for change in batch]
        untouched = update_rows(TABLES[table], same)
        left = [change.pk for change in batch if change.row_id not in untouched]
        keep(done.changes.filter(pk__in=left), CHANGED)


def keep_together(done):
    """What hangs together stays together, until nothing more has to."""
    new = done.changes.filter(before__isnull=True, row_id__isnull=False)
    before = None
    while before != (before := new.exclude(kept="").count()):
        users = new.filter(table="user").exclude(kept="").values("row_id")
        students = new.filter(table="student").exclude(kept="").values("row_id")
        ties = new.filter(table="guardianship").exclude(kept="").values("row_id")
        tied = Guardianship.objects.filter(pk__in=ties)
        pupils = Student.objects.filter(pk__in=students)
        keep(
            new.filter(
                table="guardianship",
                kept="",
                row_id__in=Guardianship.objects.filter(adult__in=users).values("pk"),
            ),
            USED,
        )
        keep(new.filter(table="student", kept="", row_id__in=tied.values("student")), USED)
        keep(
            new.filter(
                table="student", kept="", row_id__in=Student.objects.filter(user__in=users).values("pk")
            ),
            USED,
        )
        keep(new.filter(table="user", kept="", row_id__in=tied.values("adult")), USED)
        keep(new.filter(table="user", kept="", row_id__in=pupils.values("user")), USED)
        keep(
            new.filter(
                table="membership", kept="", row_id__in=Membership.objects.filter(user__in=users).values("pk")
            ),
            USED,
        )
        keep(new.filter(table="advisory", kept="", row_id__in=pupils.values("advisory")), USED)


def delete_new(done):
    """The rest of what it made goes: nobody has used it, so nothing is lost."""
    for table in ("guardianship", "student", "membership", "user", "advisory"):
        rows = done.changes.filter(table=table, before__isnull=True, kept="", row_id__isnull=False)
        for batch in batched(rows.values_list("row_id", flat=True).iterator(BATCH), BATCH, strict=False):
            TABLES[table].objects.filter(pk__in=batch).delete()
