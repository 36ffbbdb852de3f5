"""What is said about a goal with a form is said once, and never lost."""

import uuid


def say_once(model, goal, *, form_key, said, **more):
    """The row of this form, and whether it is new.

    A form that is sent twice says it once. Whoever goes back to it and says something else has said that,
    too. `said` are the columns that tell the two apart.
    """
    rows = model.objects.filter(goal=goal)
    columns = {"goal": goal} | said | more
    row, new = rows.get_or_create(form_key=form_key or uuid.uuid4(), defaults=columns)
    if new or all(getattr(row, name) == words for name, words in said.items()):
        return row, new
    again = rows.filter(**said, at__gt=row.at).first()
    return (again, False) if again else (model.objects.create(**columns), True)
