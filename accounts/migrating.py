"""An operation for migrations that begin with many models."""

from django.db.migrations.operations.base import Operation


class CreateTogether(Operation):
    """Create the models of an app at once, each whole: fields, keys to the others, indexes, constraints.

    Django draws every model anew after each operation of a migration; with a hundred models that took most
    of a minute on a new database. Here they are drawn once. Which is made first does not matter: keys
    between tables are made at the end of the migration.
    """

    reversible = True
    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return self.__class__.__name__, [self.operations], {}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn anew when it is asked for next
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.operations)} models"
