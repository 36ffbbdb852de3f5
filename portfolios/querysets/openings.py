"""What stands above a student's work for an adult: her letter, and what she put together."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject

from accounts.models import Student

MOST = 4  # collections; all of them have a page of their own


def opening_for(user):
    """Annotations of a student, `letter` and `collections`: of what this person sees, in no further query."""

    def seen(name):
        return apps.get_model("portfolios", name).objects.visible_to(user).filter(student=OuterRef("pk"))

    letters = seen("Letter").given().newest_first()
    collections = seen("Collection").current().order_by("-made_at", "-pk")
    letter = JSONObject(pk="pk", text="text", language="language")
    collection = JSONObject(pk="pk", title="title", audience="audience")
    panels = Student.objects.panel_set_by(user).filter(pk=OuterRef("pk"))
    return {
        "may_set_panel": Exists(panels),
        "opening_letter": Subquery(letters.values(json=letter)[:1]),
        "opening_collections": ArraySubquery(collections.values(json=collection)[:MOST]),
    }


def open_for(student, user):
    """The same for a student who is fetched already, in one query."""
    found = type(student).objects.filter(pk=student.pk).annotate(**opening_for(user)).get()
    student.opening_letter = found.opening_letter
    student.opening_collections = found.opening_collections
