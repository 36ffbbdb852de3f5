"""A roster on the page: look at the difference, apply it as a job, read why it cannot be used."""

import csv
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.actions import roster_jobs
from accounts.actions import rosters as actions
from accounts.actions.roster_changes import Notes
from accounts.models import (
    AuditRecord,
    Guardianship,
    Membership,
    RosterChange,
    RosterImport,
    RosterProblem,
    Session,
    SignInCard,
    Student,
    User,
)
from tests import factories as f
from tests.accounts.conftest import main_of
from tests.accounts.rosters import GIO, GIOS_MOTHER, TIM, applied, bring, bundle, url


@pytest.fixture
def office(as_):
    return as_("cora")


@pytest.fixture
def brought(office, run_jobs):
    """Gio's family and teacher are new; nothing is applied yet."""
    brought = bring(office, bundle())
    run_jobs()
    brought.refresh_from_db()
    return brought


def lines(brought):
    return sorted(
        brought.changes.filter(lead=True).values_list("group", "what", "name"), key=lambda line: line[2]
    )


def test_a_roster_is_looked_at_before_anything_changes(brought, office):
    assert brought.state == "ready"
    assert lines(brought) == [
        ("new", "advisory", "6A"),
        ("new", "student", "Gio Ferrari"),
        ("new", "family", "Lia Ferrari"),
        ("new", "staff", "Tim Tran"),
    ]
    assert User.objects.filter(first_name="Gio").count() == 0
    page = main_of(office.get(url("import", brought)))
    said = ("Gio Ferrari", "Grade 5", "Advisory: 6A", "Family: Lia Ferrari", "Advisor: Tim Tran")
    assert [words for words in said if words not in page] == []


def test_what_was_shown_is_brought_in_by_a_job(brought, office, run_jobs):
    office.post(url("apply", brought))
    brought.refresh_from_db()
    assert (brought.state, Student.objects.filter(user__first_name="Gio").count()) == ("applying", 0)
    assert "You may leave this page" in office.get(url("import", brought)).content.decode()
    assert run_jobs() == 1
    brought.refresh_from_db()
    gio = Student.objects.get(user__first_name="Gio")
    assert (brought.state, gio.advisory.name, gio.grade) == ("applied", "6A", 5)
    assert [str(row.adult) for row in gio.guardianships.all()] == ["Lia Ferrari"]
    assert [str(user) for user in gio.advisory.advisors.all()] == ["Tim Tran"]
    assert AuditRecord.objects.filter(verb="roster.imported", actor_id=brought.by_id).count() == 1


def test_the_file_is_kept_until_it_is_applied_and_out_of_any_web_root(brought, office, run_jobs, settings):
    path = brought.file.path
    assert path.startswith(f"{settings.MEDIA_ROOT}/rosters/")
    assert "maple" not in path.removeprefix(str(settings.MEDIA_ROOT))
    office.post(url("apply", brought))
    run_jobs()
    brought.refresh_from_db()
    assert not brought.file


def test_the_same_roster_again_changes_nothing(brought, office, run_jobs):
    office.post(url("apply", brought))
    run_jobs()
    again = bring(office, bundle())
    run_jobs()
    assert lines(again) == []
    assert "There is nothing to change" in office.get(url("import", again)).content.decode()


def test_changes_show_before_and_after(office, run_jobs):
    applied(office, run_jobs, bundle())
    moved = GIO.replace("Ferrari,,", "Ferrari-Lund,gio@maple.example,").replace(",05", ",06")
    again = bring(office, bundle(moved + GIOS_MOTHER + TIM))
    run_jobs()
    page = main_of(office.get(url("import", again)))
    said = ("Grade 5 → Grade 6", "Last name: Ferrari → Ferrari-Lund", "E-mail: nothing → gio@maple")
    assert [words for words in said if words not in page] == []
    assert lines(again) == [("changed", "student", "Gio Ferrari")]


def test_leavers_are_ended_through_the_one_revoke(office, run_jobs, client):
    applied(office, run_jobs, bundle())
    gio = Student.objects.get(user__first_name="Gio")
    f.SignInCardFactory(student=gio)
    brought = bring(office, bundle(TIM, enrollments=None))
    run_jobs()
    assert lines(brought) == [("left", "student", "Gio Ferrari"), ("left", "family", "Lia Ferrari")]
    office.post(url("apply", brought))
    client.force_login(gio.user)
    run_jobs()
    gio.refresh_from_db()
    brought.refresh_from_db()
    assert (gio.left_at, SignInCard.objects.get(student=gio).revoked_at) == (brought.applied_at,) * 2
    assert Session.objects.filter(user=gio.user).count() == 0
    assert Membership.objects.get(user=gio.user).ended_at == brought.applied_at
    assert AuditRecord.objects.filter(verb="membership.revoked", actor_id=brought.by_id).count() == 2
    assert Guardianship.objects.get(student=gio).ends_on is None  # she comes back with her family


def test_when_the_school_has_changed_it_is_shown_again_instead(brought, office, run_jobs):
    office.post(url("apply", brought))
    f.UserFactory(school=brought.school, email="lia@family.example", role="family")
    run_jobs()
    brought.refresh_from_db()
    assert (brought.state, Student.objects.filter(user__first_name="Gio").count()) == ("ready", 0)
    assert brought.summary["moved"] is True
    assert "The school has changed since you looked" in office.get(url("import", brought)).content.decode()


def test_bad_rows_are_shown_with_file_and_line_and_nothing_is_brought_in(office, run_jobs):
    wrong = GIO.replace(",05", ",05") + "h,active,maple,wizard,Hal,Berg,,,\n,active,maple,student,No,Id,,,\n"
    brought = bring(office, bundle(wrong + GIOS_MOTHER + TIM))
    run_jobs()
    brought.refresh_from_db()
    assert (brought.state, brought.changes.count()) == ("refused", 0)
    page = main_of(office.get(url("import", brought)))
    assert [
        words for words in ("users.csv, line 3", "users.csv, line 4", "2 rows") if words not in page
    ] == []


def test_the_reasons_come_as_a_file_that_no_spreadsheet_runs(cast, office):
    brought = RosterImport.objects.create(school=cast.school, name="x", state="refused")
    RosterProblem.objects.create(roster_import=brought, file="users.csv", line=2, reason='=HYPERLINK("x")')
    answer = office.get(url("problems", brought))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [["File", "Line", "Reason"], ["users.csv", "2", '\'=HYPERLINK("x")']]
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.csv", b"", "empty"),
        ("list.csv", b"hello", "heading for each column"),
        ("list.csv", b"a\0b,c\n1,2\n", "not a text file"),
        ("list.csv", b"ana@x.example,Ana\nben@x.example,Ben\n", "row of headings"),
        ("list.xlsx", b"PK\x03\x04 not really a zip", "workbook"),
    ],
)
def test_what_is_no_roster_is_said_at_once(office, name, content, words):
    answer = office.post(reverse("accounts:roster_upload"), {"file": SimpleUploadedFile(name, content)})
    assert (answer.status_code, RosterImport.objects.count()) == (422, 0)
    assert words in main_of(answer)


def test_the_limit_is_said_before_and_kept(office, settings):
    assert "up to 20 MB" in office.get(reverse("accounts:roster_upload")).content.decode()
    settings.MAX_ROSTER_BYTES = 10
    answer = office.post(reverse("accounts:roster_upload"), {"file": bundle()})
    assert (answer.status_code, RosterImport.objects.count()) == (422, 0)


def test_what_was_cut_off_on_its_way_is_said_to_be_too_large(office, settings):
    settings.MAX_UPLOAD_BYTES = settings.MAX_DOCUMENT_BYTES = 100
    answer = office.post(reverse("accounts:roster_upload"), {"file": bundle()})
    assert "larger than 20 MB" in main_of(answer)


def zipped(members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return SimpleUploadedFile("r.zip", content.getvalue())


BAD_ZIPS = {
    "bomb": ([("users.csv", "x" * 2000), ("orgs.csv", "x")], "hold more than"),
    "empty": ([("notes.txt", "x")], "There is no users.csv"),
    "double": ([("a/users.csv", "x"), ("b/users.csv", "x"), ("orgs.csv", "x")], "two files called users.csv"),
    "many": ([(f"{n}.txt", "") for n in range(201)], "too many files"),
}


@pytest.mark.parametrize("name", BAD_ZIPS)
def test_bad_zips_are_refused_in_words(office, run_jobs, monkeypatch, name):
    members, words = BAD_ZIPS[name]
    monkeypatch.setattr(roster_jobs, "PAGE_BYTES", 1000)
    brought = bring(office, zipped(members))
    run_jobs()
    brought.refresh_from_db()
    assert brought.state == "refused"
    assert words in main_of(office.get(url("import", brought)))


def test_a_row_that_is_no_csv_is_named(office, run_jobs, monkeypatch):
    brought = bring(office, bundle(f'g,active,maple,student,"{"x" * 140_000}",Ferrari,,,05\n'))
    run_jobs()
    assert "users.csv, line 2" in main_of(office.get(url("import", brought)))


def test_a_zip_with_a_password_or_a_broken_member_is_refused(office, run_jobs):
    content = bytearray(bundle().read())
    at = content.find(b"PK\x01\x02")
    while at >= 0:  # every entry of the directory says that it is encrypted
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    brought = bring(office, SimpleUploadedFile("locked.zip", bytes(content)))
    run_jobs()
    assert "damaged" in main_of(office.get(url("import", brought)))


def test_a_roster_of_another_school_is_refused(office, run_jobs):
    for orgs in ("oak,Oak Hill School", "elm,Elm School"):
        brought = bring(office, bundle(orgs=f"sourcedId,name,type\n{orgs},school\n"))
        run_jobs()
        brought.refresh_from_db()
        assert brought.state == "refused"
        assert "not of Maple Street School" in main_of(office.get(url("import", brought)))


def test_of_a_bundle_of_several_schools_only_ones_own_is_taken(cast, office, run_jobs):
    users = GIO + GIOS_MOTHER + TIM + "x,active,oak,student,Xavi,Oak,,,05\ny,active,oak,teacher,Yas,Oak,,,\n"
    orgs = "sourcedId,name,type\nmaple,Maple Street School,school\noak,Oak Hill School,school\n"
    classes = "sourcedId,title,classType,schoolSourcedId\nc,6A,homeroom,maple\nd,9Z,homeroom,oak\n"
    enrollments = "sourcedId,classSourcedId,userSourcedId,role\n1,c,g,student\n2,d,x,student\n3,c,t,teacher\n"
    before = Membership.objects.filter(school=cast.oak).count()
    applied(office, run_jobs, bundle(users, orgs=orgs, classes=classes, enrollments=enrollments))
    assert Student.objects.filter(user__first_name="Gio").count() == 1
    assert User.objects.filter(last_name="Oak").count() == 0
    assert Membership.objects.filter(school=cast.oak).count() == before


def test_a_school_without_an_id_takes_that_of_its_first_roster(cast, office, run_jobs):
    type(cast.school).objects.filter(pk=cast.school.pk).update(source_id="")
    applied(office, run_jobs, bundle())
    cast.school.refresh_from_db()
    assert cast.school.source_id == "maple"
    type(cast.school).objects.filter(pk=cast.school.pk).update(source_id="")
    brought = bring(office, bundle(orgs="sourcedId,name,type\noak,Oak Hill School,school\n"))
    run_jobs()
    brought.refresh_from_db()
    assert brought.state == "refused"


def test_nothing_is_not_something():
    assert (bool(Notes()), str(RosterChange(group="new", name="Ana")), str(RosterImport(name="x"))) == (
        False,
        "New: Ana",
        "x",
    )
    assert str(RosterProblem(file="users.csv", line=2, reason="no name")) == "users.csv, 2: no name"


def test_the_office_does_not_lock_itself_out(cast, office, run_jobs):
    Membership.objects.filter(user=cast.cora).update(source_id="cora")
    applied(office, run_jobs, bundle())
    assert Membership.objects.get(user=cast.cora).ended_at is None


def test_many_leavers_are_asked_about_once_more(cast, office, run_jobs, monkeypatch):
    applied(office, run_jobs, bundle())
    monkeypatch.setattr(roster_jobs, "MANY", 0)
    brought = bring(office, bundle(TIM, enrollments=None))
    run_jobs()
    assert "More than a fifth" in main_of(office.get(url("import", brought)))
    answer = office.post(url("apply", brought))
    assert (answer.status_code, "Please tick this first" in main_of(answer)) == (422, True)
    assert office.post(url("apply", brought), {"meant": "on"}).status_code == 302
    run_jobs()
    assert Student.objects.get(user__first_name="Gio").left_at is not None


# An address that is known


@pytest.fixture
def doubted(cast, office, run_jobs):
    """The roster brings Mum Mensah's address under an id that nobody has."""
    mother = "m9,active,maple,parent,Mum,Mensah,mum@family.example,,\n"
    brought = bring(office, bundle(GIO.replace("gm", "m9") + mother + TIM))
    run_jobs()
    brought.refresh_from_db()
    return brought


def decide(browser, brought, choice):
    line = brought.changes.get(lead=True, group="conflict")
    return browser.post(url("decide", brought), {f"line_{line.pk}": choice})


def test_somebody_with_a_known_address_waits_for_a_decision(doubted, cast, office):
    assert ("conflict", "family", "Mum Mensah") in lines(doubted)
    page = main_of(office.get(url("import", doubted)))
    assert "Mum Mensah is here already, with the same address mum@family.example" in page
    office.post(url("apply", doubted))
    doubted.refresh_from_db()
    assert (doubted.state, User.objects.filter(email="mum@family.example").count()) == ("ready", 1)
    assert decide(office, doubted, "").status_code == 422


def test_the_same_person_is_not_made_twice(doubted, cast, office, run_jobs):
    decide(office, doubted, "same")
    run_jobs()
    office.post(url("apply", doubted))
    run_jobs()
    assert User.objects.filter(email="mum@family.example").count() == 1
    assert Membership.objects.get(user=cast.mum).source_id == "m9"
    assert sorted(str(row.student) for row in cast.mum.guardianships.all()) == ["Ana Mensah", "Gio Ferrari"]
    doubted.refresh_from_db()
    assert doubted.state == "applied"


def test_somebody_else_is_somebody_else(doubted, cast, office, run_jobs):
    decide(office, doubted, "other")
    run_jobs()
    office.post(url("apply", doubted))
    run_jobs()
    assert User.objects.filter(email="mum@family.example").count() == 2
    assert Membership.objects.get(user=cast.mum).source_id == ""


def test_an_old_id_is_handed_on_and_nobody_leaves(cast, office, run_jobs):
    applied(office, run_jobs, bundle())
    lia = User.objects.get(first_name="Lia")
    brought = bring(office, bundle(GIO.replace("gm", "gm2") + GIOS_MOTHER.replace("gm,", "gm2,") + TIM))
    run_jobs()
    decide(office, brought, "same")
    run_jobs()
    office.post(url("apply", brought))
    run_jobs()
    assert Membership.objects.values_list("source_id", "ended_at").get(user=lia) == ("gm2", None)


# Looking at many


def test_lines_are_searched_and_paged(cast, office, run_jobs):
    users = "".join(f"n{n},active,maple,student,Nia{n},Berg,,,03\n" for n in range(60))
    brought = bring(office, bundle(users + GIO + GIOS_MOTHER + TIM))
    run_jobs()
    page = main_of(office.get(url("import", brought), {"group": "new", "q": "nia5 berg"}))
    assert [name for name in ("Nia5 Berg", "Nia55 Berg") if name not in page] == []
    assert [name for name in ("Nia4 Berg", "Gio Ferrari") if name in page] == []
    second = main_of(office.get(url("import", brought), {"group": "new", "what": "student", "page": 2}))
    assert ("Page 2 of 2" in second, second.count("<strong>")) == (True, 11)
    nobody = main_of(office.get(url("import", brought), {"group": "new", "q": "zzz"}))
    assert "Nobody of that name is here" in nobody


def test_it_costs_the_same_for_many(cast, office, run_jobs, django_assert_num_queries):
    counts = []
    for n in (1, 3):
        users = "".join(f"n{i},active,maple,student,Nia{i},Berg,,,03\n" for i in range(n))
        brought = bring(office, bundle(users + TIM, enrollments=None))
        run_jobs()
        with django_assert_num_queries(7) as queries:
            office.get(url("import", brought))
        counts.append(len(queries))
    assert counts == [7, 7]


def test_a_page_that_asks_again_is_told_only_news(brought, office):
    answer = office.get(url("import", brought), {"since": "reading.0"})
    assert (answer.status_code, b"<html" in answer.content) == (200, False)
    assert office.get(url("import", brought), {"since": "ready.0"}).status_code == 204


def test_another_office_sees_nothing_of_it(brought, as_):
    oak = as_("oak_coordinator")
    assert [oak.get(url(name, brought)).status_code for name in ("import", "problems")] == [404, 404]
    assert RosterChange.objects.visible_to(brought.by).count() > 0


def test_of_a_districts_bundle_each_office_reads_its_own_part(cast, as_):
    done = RosterImport.objects.create(name="district", applied_at="2026-11-01T08:00Z")
    done.schools.set([cast.school, cast.oak])
    for school, name in ((cast.school, "Ana Mensah"), (cast.oak, "Olu Adeyemi")):
        RosterChange.objects.create(
            roster_import=done,
            school=school,
            group="new",
            what="student",
            subject=name,
            name=name,
            lead=True,
            table="user",
        )
    page = main_of(as_("cora").get(url("import", done)))
    assert ("Ana Mensah" in page, "Olu Adeyemi" in page, "Take it back" in page) == (True, False, False)
    assert as_("cora").post(url("undo", done)).status_code == 404


# Jobs that meet trouble


def test_a_job_that_runs_twice_does_nothing_the_second_time(brought):
    assert roster_jobs.run_roster_job(brought.pk) == "nothing to do"


def test_trouble_on_our_side_is_said_and_nothing_is_changed(brought, office, run_jobs, monkeypatch):
    office.post(url("apply", brought))
    monkeypatch.setattr(roster_jobs, "compare", lambda *args: 1 / 0)
    run_jobs()
    brought.refresh_from_db()
    assert (brought.state, Student.objects.filter(user__first_name="Gio").count()) == ("ready", 0)
    assert "Something went wrong on our side" in office.get(url("import", brought)).content.decode()


def test_another_roster_replaces_one_that_waits(brought, office, run_jobs):
    newer = bring(office, bundle())
    brought.refresh_from_db()
    assert (brought.state, brought.changes.count(), newer.state) == ("discarded", 0, "reading")
    assert brought.file.name == ""
    with pytest.raises(ValidationError):
        actions.apply_roster(brought, by=None)


def test_a_roster_is_put_aside(brought, office, django_capture_on_commit_callbacks):
    from pathlib import Path

    path = Path(brought.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        office.post(url("discard", brought))
    brought.refresh_from_db()
    assert (brought.state, brought.changes.count(), path.exists()) == ("discarded", 0, False)


def test_details_are_forgotten_when_they_are_over(brought, office, run_jobs, later):
    office.post(url("apply", brought))
    run_jobs()
    waiting = bring(office, bundle(TIM, enrollments=None))
    run_jobs()
    roster_jobs.forget_old_rosters()
    assert brought.changes.count() > 0
    later(days=8)
    roster_jobs.forget_old_rosters()
    waiting.refresh_from_db()
    assert (waiting.state, brought.changes.count() > 0) == ("discarded", True)
    later(days=36)
    roster_jobs.forget_old_rosters()
    assert (brought.changes.count(), RosterImport.objects.filter(pk=brought.pk).count()) == (0, 1)
