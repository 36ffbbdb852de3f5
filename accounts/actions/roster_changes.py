"""What a roster changes: noted row by row, and written in the same breath unless it is only looked at."""

import hashlib
import json
from collections import Counter, defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actions.revoke import revoke
from accounts.bulk import copy_rows, new_keys, update_rows
from accounts.models import (
    Advisory,
    Guardianship,
    Invitation,
    Membership,
    RosterChange,
    School,
    SignInCard,
    Student,
    User,
)

Group = RosterChange.Group
What = RosterChange.What
TABLES: dict[str, Any] = {
    "school": School,
    "advisory": Advisory,
    "advisors": Advisory.advisors.through,
    "user": User,
    "membership": Membership,
    "student": Student,
    "guardianship": Guardianship,
    "card": SignInCard,
    "invitation": Invitation,
}
BATCH = 5000  # rows that wait for one statement
# Told from the values that a row of ours takes: words for people to read, beside its columns.
WORDS = "_"
NOW = "now"  # stands for the moment at which the roster was brought in


class Notes:
    """Takes what a roster changes, change by change, and holds no more than a batch of it.

    `written` makes the changes; without it they are only noted. `kept_for` is the import that remembers
    them. Whatever happens, `fingerprint` tells whether two runs would have done the same.
    """

    def __init__(self, *, kept_for=None, written=False):
        self.kept_for, self.written = kept_for, written
        self.groups = {}  # of each subject: the group of its first change
        self.counts = Counter()  # of rows, for the command
        self.lines = Counter()  # (group, what): how many people
        self.words = []  # for the command to say
        self.keeps_words = kept_for is None
        self.hash = hashlib.sha256()
        self.inserts, self.updates, self.removals, self.kept = {}, {}, {}, []
        self.ended = defaultdict(dict)
        self.keys = {}

    def __bool__(self):
        return bool(self.counts)

    @property
    def fingerprint(self):
        return self.hash.hexdigest()

    def key(self, table):
        """The key of a row to be. Where nothing is written it stands for a row that will never be."""
        if not self.written:
            return -1
        keys, size = self.keys.get(table, (iter(()), 10))
        key = next(keys, None)
        if key is None:
            # A few at first, for a school's few newcomers; then more and more at once.
            keys, size = iter(new_keys(TABLES[table], size)), min(size * 4, BATCH)
            key = next(keys)
        self.keys[table] = keys, size
        return key

    def add(self, table, subject, values, *, secret=None, **about):
        """A new row; gives its key. `secret` are columns that only the row itself holds."""
        key = self.key(table)
        self.note(table, subject, key, None, values, **about)
        if self.written:
            columns = columns_of(values) | (secret or {})
            self.wait(self.inserts, (table, tuple(columns)), {"id": key} | columns)
        return key

    def change(self, table, subject, key, before, after, **about):
        """Other values in a row, given by column name."""
        self.note(table, subject, key, before, after, **about)
        if self.written:
            new = columns_of(after)
            self.wait(self.updates, (table, tuple(new)), (key, columns_of(before), new))

    def remove(self, table, subject, key, before, **about):
        """A row that only ties two others together goes; the undo makes it again."""
        self.note(table, subject, key, before, {}, **about)
        if self.written:
            self.wait(self.removals, table, key)

    def end(self, table, subject, key, before, after, **about):
        """A row that is over, and with it what it had opened; done at the end, by `revoke`."""
        self.note(table, subject, key, before, after, **about)
        if self.written:
            self.ended[table][key] = (subject, about["school"])

    def note(self, table, subject, key, before, after, *, school, group, what, name, kind, words):
        """Remember one row. Only the first of a subject counts as a line and says its group."""
        lead = subject not in self.groups
        group = self.groups.setdefault(subject, group)
        self.counts[kind] += 1
        if lead:
            self.lines[group, what] += 1
        if self.keeps_words:
            self.words.append(words)
        said = [group, what, subject, table, without_keys(before), without_keys(after)]
        self.hash.update(json.dumps(said, default=str).encode())
        row_id = key if isinstance(key, int) and key > 0 else None
        self.remember(table, subject, row_id, before, after, school, group, what, lead, name)

    def remember(self, table, subject, row_id, before, after, school, group, what, lead=False, name=""):
        if not self.kept_for:
            return
        self.kept.append(
            {
                "roster_import_id": self.kept_for.pk,
                "school_id": school,
                "group": str(group),
                "what": str(what),
                "subject": subject,
                "lead": lead,
                "name": name[:310],
                "table": table,
                "row_id": row_id,
                "before": before,
                "after": after,
            }
        )
        if len(self.kept) >= BATCH:
            self.keep()

    def wait(self, queue, shape, row):
        rows = queue.setdefault(shape, [])
        rows.append(row)
        if len(rows) >= BATCH:
            self.write(queue, shape)

    def write(self, queue, shape):
        rows = queue.pop(shape)
        if queue is self.removals:
            TABLES[shape].objects.filter(pk__in=rows).delete()
            return
        model = TABLES[shape[0]]
        if queue is self.inserts:
            copy_rows(model, rows)
        elif len(update_rows(model, rows)) < len(rows):
            raise ValidationError(_("Somebody changed the same people at this moment. Please try again."))

    def keep(self):
        copy_rows(RosterChange, self.kept)
        self.kept = []

    def finish(self, *, by, at):
        """Write what waits, then end what is over, as of `at`."""
        for queue in (self.inserts, self.updates, self.removals):
            for shape in list(queue):
                self.write(queue, shape)
        self.end_all(by, at)
        self.keep()

    def end_all(self, by, at):
        """Leavers go through `revoke`; their cards and links end with them, and are remembered too."""
        places, guardianships = self.ended["membership"], self.ended["guardianship"]
        rows = Membership.objects.filter(pk__in=places).order_by("pk")
        subjects = {row.user_id: places[row.pk] for row in rows}
        cards = SignInCard.objects.filter(student__in=self.ended["student"], revoked_at=None).order_by("pk")
        left = self.remember_ended("card", cards.values_list("pk", "student__user"), subjects)
        links = Invitation.objects.filter(
            guardianship__adult__in=[row.user_id for row in rows if row.role == Membership.Role.FAMILY],
            guardianship__student__school__in={row.school_id for row in rows},
            revoked_at=None,
        )
        lost = self.remember_ended("invitation", links.values_list("pk", "guardianship__adult"), subjects)
        of_ended = Invitation.objects.filter(guardianship__in=guardianships, revoked_at=None).exclude(
            pk__in=lost
        )
        lost += self.remember_ended("invitation", of_ended.values_list("pk", "guardianship"), guardianships)
        revoke(rows, by=by)
        revoke(Guardianship.objects.filter(pk__in=guardianships), by=by)
        Membership.objects.filter(pk__in=places).update(ended_at=at)
        Student.objects.filter(pk__in=self.ended["student"]).update(left_at=at)
        SignInCard.objects.filter(pk__in=left).update(revoked_at=at)
        Invitation.objects.filter(pk__in=lost).update(revoked_at=at)
        Advisory.objects.filter(pk__in=self.ended["advisory"]).update(ended_at=at)

    def remember_ended(self, table, rows, subjects):
        """Ways in that fall with somebody's place; gives their keys."""
        found = list(rows)
        for key, whose in found:
            subject, school = subjects[whose]
            before, after = {"revoked_at": None}, {"revoked_at": NOW}
            self.remember(table, subject, key, before, after, school, Group.LEFT, What.STUDENT)
        return [key for key, _whose in found]


def without_keys(values):
    """What a change says without the numbers of rows, which differ between two runs."""
    return values and {name: value for name, value in values.items() if not name.endswith("_id")}


def columns_of(values):
    return {name: value for name, value in values.items() if not name.startswith(WORDS)}
