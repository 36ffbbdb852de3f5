"""Rosters that the tests bring to Maple Street School."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import RosterImport

ORGS = "sourcedId,name,type\nmaple,Maple Street School,school\n"
HEAD = "sourcedId,status,orgSourcedIds,role,givenName,familyName,email,agentSourcedIds,grades\n"
GIO = "g,active,maple,student,Gio,Ferrari,,gm,05\n"
GIOS_MOTHER = "gm,active,maple,parent,Lia,Ferrari,lia@family.example,,\n"
TIM = "t,active,maple,teacher,Tim,Tran,tim@maple.example,,\n"
CLASSES = "sourcedId,title,classType,schoolSourcedId\nc,6A,homeroom,maple\n"
ENROLLMENTS = "sourcedId,classSourcedId,userSourcedId,role\n1,c,g,student\n2,c,t,teacher\n"


def bundle(users=GIO + GIOS_MOTHER + TIM, **files):
    """A zip as a student system exports it."""
    tables = {"orgs": ORGS, "users": HEAD + users, "classes": CLASSES, "enrollments": ENROLLMENTS} | files
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in tables.items():
            if text is not None:
                archive.writestr(f"{name}.csv", text)
    return SimpleUploadedFile("maple.zip", content.getvalue(), content_type="application/zip")


def listed(text, name="list.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return SimpleUploadedFile(name, content, content_type="text/csv")


def bring(browser, file):
    """Upload it, as the page does; the newest import."""
    response = browser.post(reverse("accounts:roster_upload"), {"file": file})
    assert response.status_code == 302, response.content.decode()
    return RosterImport.objects.order_by("-pk").first()


def url(name, brought):
    return reverse(f"accounts:roster_{name}", args=[brought.pk])


def applied(browser, run_jobs, file):
    """Bring it, look, apply: what the office does when all is well."""
    brought = bring(browser, file)
    run_jobs()
    browser.post(url("apply", brought))
    run_jobs()
    brought.refresh_from_db()
    return brought
