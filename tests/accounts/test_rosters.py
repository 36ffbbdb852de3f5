"""Rosters from OneRoster bundles: read with line-exact problems, applied whole or not at all."""

import csv
import datetime
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.actions import roster_jobs
from accounts.actions.rosters import import_roster, undo_at_once
from accounts.models import (
    Advisory,
    AuditRecord,
    Guardianship,
    Membership,
    RosterImport,
    School,
    Session,
    SignInCard,
    Student,
    User,
)
from accounts.oneroster.bundle import UnreadableBundle, open_bundle
from accounts.oneroster.reading import read_roster
from tests import factories as f

SHARED = Path(__file__).parents[3] / "shared" / "data" / "oneroster"
DEMO = Path(__file__).parents[2] / "conferences" / "demo" / "roster"

ORGS = "sourcedId,name,type\nm,Maple,school\n"
USERS = """sourcedId,status,orgSourcedIds,role,givenName,familyName,email,agentSourcedIds,grades,enabledUser
a,active,m,student,Ana,Mensah,,p,05,true
p,active,m,parent,Mum,Mensah,MUM@family.example,,,true
t,active,m,teacher,Bo,Ortiz,bo@maple.example,,,true
"""
CLASSES = "sourcedId,title,classType,schoolSourcedId\nc,5B,homeroom,m\nx,Physics,scheduled,m\n"
ENROLLMENTS = """sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role
1,c,m,a,student
2,c,m,t,teacher
3,x,m,a,student
"""


@pytest.fixture
def bundle(tmp_path):
    """`bundle(users=...)` writes a folder of CSV files, the small school's where nothing is said."""

    def write(**files):
        tables = {"orgs": ORGS, "users": USERS, "classes": CLASSES, "enrollments": ENROLLMENTS} | files
        for old in tmp_path.glob("*.csv"):
            old.unlink()
        for name, text in tables.items():
            if text is not None:
                (tmp_path / f"{name}.csv").write_text(text)
        return tmp_path

    return write


def run(path, **options):
    return import_roster(read_roster(path), name="test", **options)


def problems(path):
    return [str(problem) for problem in read_roster(path).problems]


def test_a_bundle_becomes_a_school(db, bundle):
    changes = run(bundle())
    student = Student.objects.get()
    assert (str(student), student.grade, student.school.name, student.advisory.name) == (
        "Ana Mensah",
        5,
        "Maple",
        "5B",
    )
    assert [str(user) for user in student.advisory.advisors.all()] == ["Bo Ortiz"]
    guardianship = Guardianship.objects.get()
    assert (guardianship.student, guardianship.adult.email) == (student, "mum@family.example")
    assert sorted(Membership.objects.values_list("source_id", "role")) == [
        ("a", "student"),
        ("p", "family"),
        ("t", "advisor"),
    ]
    assert changes.counts["student added"] == 1
    assert not User.objects.get(first_name="Bo").has_usable_password()


def test_a_second_run_changes_nothing(db, bundle):
    run(bundle())
    before = list(User.objects.order_by("pk").values())
    assert not run(bundle())
    assert list(User.objects.order_by("pk").values()) == before
    assert RosterImport.objects.count() == 1


def test_a_dry_run_says_all_and_changes_nothing(db, bundle):
    dry = run(bundle(), dry_run=True)
    assert (School.objects.count(), User.objects.count(), AuditRecord.objects.count()) == (0, 0, 0)
    assert "New student: Ana Mensah" in dry.lines
    assert run(bundle()).counts == dry.counts


def test_bad_rows_are_named_with_file_and_line_and_nothing_is_half_imported(db, bundle):
    users = (
        USERS
        + ",active,m,student,No,Id,,,05,true\n"
        + "b,active,m,wizard,Ben,Novak,,,05,true\nc,active,m,student,,,,,05,true\n"
    )
    users += "d,active,m,student,Di,Dor,not-an-address,,05,true\na,active,m,student,Ana,Again,,,05,true\n"
    users += f"{'e' * 256},active,m,student,E,E,,,05,true\ng,active,m,student,Gio,Ferrari,,ghost,05,true\n"
    path = bundle(users=users, enrollments=ENROLLMENTS + "4,c,m,ghost,student\n5,ghost,m,a,student\n")
    assert problems(path) == [
        "enrollments.csv, line 5: there is no user ghost in users.csv",
        "enrollments.csv, line 6: there is no class ghost in classes.csv",
        "users.csv, line 5: sourcedId is missing",
        "users.csv, line 6: “wizard” is not a role we know",
        "users.csv, line 7: the name is missing",
        "users.csv, line 8: “not-an-address” is not an e-mail address",
        "users.csv, line 9: sourcedId a stands here twice",
        "users.csv, line 10: sourcedId is longer than 255 letters",
        "users.csv, line 11: there is no user ghost in users.csv",
    ]
    with pytest.raises(ValidationError):
        run(path)
    assert School.objects.count() == 0


def test_problems_of_orgs_and_classes(db, bundle):
    path = bundle(orgs=ORGS + "n,,school\n", classes=CLASSES + "d,,homeroom,m\ne,5C,homeroom,elsewhere\n")
    assert problems(path) == [
        "classes.csv, line 4: the title is missing",
        "orgs.csv, line 3: the name is missing",
    ]
    notices = [str(notice) for notice in read_roster(path).notices]
    assert notices == ["classes.csv, line 5: the class is at no school of this bundle; left out"]


def test_leavers_are_ended_not_deleted_and_their_ways_in_too(db, bundle, client):
    run(bundle())
    ana = Student.objects.get()
    SignInCard.objects.create(student=ana, token_digest="t", code_digest="c")
    client.force_login(ana.user)
    changes = run(
        bundle(
            users="\n".join(line for line in USERS.splitlines() if not line.startswith("a,")),
            enrollments=None,
        )
    )
    ana.refresh_from_db()
    assert ana.left_at is not None
    assert SignInCard.objects.get().revoked_at is not None
    assert Session.objects.count() == 0
    assert Membership.objects.get(role="student").ended_at is not None
    assert Guardianship.objects.current().count() == 0
    assert changes.counts["role ended"] == 1


def test_who_comes_back_is_the_same_person(db, bundle):
    run(bundle())
    without_ana = "\n".join(line for line in USERS.splitlines() if not line.startswith("a,"))
    run(bundle(users=without_ana, enrollments=None))
    changes = run(bundle())
    assert (Student.objects.count(), Student.objects.current().count(), User.objects.count()) == (1, 1, 3)
    assert changes.counts["role back"] == 1


def test_people_marked_as_leavers_or_disabled_have_left(db, bundle):
    run(bundle())
    run(bundle(users=USERS.replace("a,active", "a,tobedeleted").replace("05,true", "05,false")))
    assert Student.objects.current().count() == 0


def test_a_bundle_of_changes_ends_nobody_it_does_not_name(db, bundle):
    run(bundle())
    manifest = "propertyName,value\nfile.users,delta\n"
    only_ben = USERS.splitlines()[0] + "\nb,active,m,student,Ben,Novak,,,05,true\n"
    run(bundle(users=only_ben, enrollments=None, manifest=manifest))
    assert sorted(Student.objects.current().values_list("user__first_name", flat=True)) == ["Ana", "Ben"]
    assert Guardianship.objects.current().count() == 1
    gone = USERS.splitlines()[0] + "\na,tobedeleted,m,student,Ana,Mensah,,,05,true\n"
    run(bundle(users=gone, enrollments=None, manifest=manifest))
    assert list(Student.objects.current().values_list("user__first_name", flat=True)) == ["Ben"]


def test_people_are_matched_by_sourced_id_and_never_by_mail(db, bundle):
    run(bundle())
    other = USERS.replace("p,active", "q,active").replace(",p,", ",q,")
    run(bundle(users=other))
    assert User.objects.filter(email="mum@family.example").count() == 2


def test_what_the_school_wrote_is_not_wiped_by_an_empty_cell(db, bundle):
    run(bundle())
    User.objects.filter(first_name="Ana").update(preferred_name="Annie", email="ana@maple.example")
    assert not run(bundle())
    assert User.objects.get(first_name="Ana").preferred_name == "Annie"


def test_a_username_of_the_roster_is_kept_unless_it_is_taken(db, bundle):
    users = (
        USERS.replace("sourcedId,", "username,sourcedId,")
        .replace("\na,", "\nana,a,")
        .replace("\np,", "\nana,p,")
    )
    f.UserFactory(username="bo")
    run(bundle(users=users.replace("\nt,", "\nbo,t,")))
    names = dict(Membership.objects.values_list("source_id", "user__username"))
    school = School.objects.get(source_id="m").pk
    assert names == {"a": "ana", "p": f"{school}.p", "t": f"{school}.t"}


def test_names_grades_and_advisories_change(db, bundle):
    run(bundle())
    users = USERS.replace("Ana,Mensah", "Ana,Okoro").replace(",05,", ",06,")
    classes = CLASSES.replace("5B", "6B")
    orgs = ORGS.replace("Maple", "Maple Street")
    changes = run(bundle(users=users, classes=classes, orgs=orgs))
    student = Student.objects.get()
    assert (str(student), student.grade, student.advisory.name) == ("Ana Okoro", 6, "6B")
    assert School.objects.get().name == "Maple Street"
    assert changes.counts == {
        "school changed": 1,
        "person changed": 1,
        "advisory changed": 1,
        "student changed": 1,
    }


def test_what_the_school_ended_or_restricted_stays_so(db, bundle):
    run(bundle())
    ended = timezone.localdate() - datetime.timedelta(days=3)
    Guardianship.objects.update(restricted=True, ends_on=ended)
    assert not run(bundle())
    assert Guardianship.objects.values_list("restricted", "ends_on").get() == (True, ended)


@pytest.mark.parametrize(
    ("again", "barred"),
    [
        ("q,active,m,parent,MUM,Mensah,new@family.example,,,true", True),  # the same name
        ("q,active,m,parent,Someone,Else,mum@family.example,,,true", True),  # the same address
        ("q,active,m,parent,Aunt,Mensah,aunt@family.example,,,true", False),
    ],
)
def test_a_restricted_adult_does_not_come_back_under_a_new_number(db, bundle, again, barred):
    run(bundle())
    Guardianship.objects.update(restricted=True)
    run(bundle(users=USERS.replace(",p,", ',"p,q",') + again + "\n"))
    assert Guardianship.objects.get(source_id="q").restricted is barred
    assert Guardianship.objects.current().count() == (0 if barred else 1)


def test_somebody_known_already_may_be_barred_from_one_more_child(db, bundle):
    sister = "b,active,m,student,Bea,Mensah,,q,05,true\n"
    aunt = "q,active,m,parent,Mum,Mensah,,,,true\n"
    run(bundle(users=USERS + sister + aunt))
    Guardianship.objects.filter(student__user__first_name="Ana").update(restricted=True)
    run(bundle(users=USERS.replace(",p,", ',"p,q",') + sister + aunt))
    rows = Guardianship.objects.filter(source_id="q").order_by("pk")
    assert [(str(row.student), row.restricted) for row in rows] == [
        ("Bea Mensah", False),
        ("Ana Mensah", True),
    ]


def test_a_guardian_of_our_own_hand_stays_when_the_roster_does_not_know_her(db, bundle):
    run(bundle())
    Guardianship.objects.update(source_id="")
    assert not run(bundle(users=USERS.replace(",p,", ",,")))
    assert Guardianship.objects.current().count() == 1


def test_staff_named_as_agents_do_not_become_family(db, bundle):
    run(bundle(users=USERS.replace(",p,", ',"p,t",')))
    assert [str(row.adult) for row in Guardianship.objects.all()] == ["Mum Mensah"]


def test_agents_may_be_named_from_either_side(db, bundle):
    run(
        bundle(
            users=USERS.replace(",,p,05", ",,,05").replace("MUM@family.example,,", "MUM@family.example,a,")
        )
    )
    assert [str(row.adult) for row in Guardianship.objects.all()] == ["Mum Mensah"]


def test_a_leaver_named_as_agent_is_no_problem(db, bundle):
    assert problems(bundle(users=USERS.replace("p,active", "p,inactive"))) == []


def test_classes_serve_where_there_is_no_homeroom(db, bundle):
    run(bundle(classes=CLASSES.replace("homeroom", "scheduled")))
    assert sorted(Advisory.objects.values_list("name", flat=True)) == ["5B", "Physics"]


def test_version_1_2_has_roles_of_its_own(db, bundle):
    users = "sourcedId,givenName,familyName,preferredGivenName,grades\na,Ana,Mensah,Annie,K\np,Mum,Mensah,,\n"
    roles = """sourcedId,status,userSourcedId,role,orgSourcedId,grade
1,active,a,student,m,
2,active,p,guardian,m,
3,tobedeleted,p,teacher,m,
4,active,p,aide,m,
5,active,p,siteAdministrator,nowhere,
6,active,a,student,m,PS1
"""
    relationships = "userSourcedId,relationshipUserSourcedId,relationshipRole\na,p,guardian\n"
    path = bundle(users=users, roles=roles, relationships=relationships, classes=None, enrollments=None)
    assert [str(notice) for notice in read_roster(path).notices] == [
        "roles.csv, line 6: siteAdministrator outside any school; left out",
        "roles.csv, line 7: “PS1” is not a grade from K to 12; left empty",
    ]
    run(path)
    assert Student.objects.get().user.short_name == "Annie"
    assert sorted(Membership.objects.values_list("role", flat=True)) == ["family", "student"]
    assert Guardianship.objects.get().relation == "guardian"


def test_a_relationship_to_nobody_is_a_problem(db, bundle):
    relationships = "userSourcedId,relationshipUserSourcedId,relationshipRole\na,ghost,guardian\n"
    assert problems(bundle(relationships=relationships)) == [
        "relationships.csv, line 2: there is no user ghost in users.csv"
    ]


def test_a_user_of_two_roles_is_one_person(db, bundle):
    users = USERS + "k,active,m,student,Kim,Ortiz,,t,03,true\n"
    roles = "sourcedId,userSourcedId,role,orgSourcedId\n" + "".join(
        f"{n},{who},{role},m\n"
        for n, (who, role) in enumerate(
            [("a", "student"), ("k", "student"), ("p", "parent"), ("t", "teacher"), ("t", "parent")]
        )
    )
    run(bundle(users=users, roles=roles))
    assert sorted(Membership.objects.filter(source_id="t").values_list("role", flat=True)) == [
        "advisor",
        "family",
    ]
    assert User.objects.filter(first_name="Bo").count() == 1


def test_files_of_another_encoding_and_case_are_read(db, bundle, tmp_path):
    path = bundle()
    (path / "users.csv").unlink()
    (path / "Users.csv").write_bytes(USERS.replace("Mensah", "Müller").encode("cp1252"))
    run(path)
    assert str(Student.objects.get()) == "Ana Müller"


def zipped(files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def test_a_zip_is_read_where_it_lies_and_never_unpacked(tmp_path):
    path = tmp_path / "deep" / "down" / "bundle.zip"
    path.parent.mkdir(parents=True)
    path.write_bytes(zipped({"folder/orgs.csv": ORGS, "../../users.csv": USERS, "notes.txt": "x"}))
    with open_bundle(path) as bundle:
        assert sorted(bundle) == ["orgs", "users"]
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["bundle.zip"]


def test_unreadable_bundles_say_why(tmp_path):
    with pytest.raises(UnreadableBundle, match="There is no"):
        read_roster(tmp_path)
    text = tmp_path / "roster.txt"
    text.write_text("hello")
    with pytest.raises(UnreadableBundle, match="neither a folder nor a zip"):
        read_roster(text)
    broken = tmp_path / "broken.zip"
    content = bytearray(zipped({"orgs.csv": ORGS, "users.csv": USERS}))
    content[40] ^= 0xFF
    broken.write_bytes(content)
    with pytest.raises(UnreadableBundle, match="damaged"):
        read_roster(broken)
    with pytest.raises(UnreadableBundle, match="more than"):
        read_roster(broken, max_bytes=10)


def test_the_command_refuses_bad_rows_unless_told_to_leave_them_out(db, bundle, capsys):
    path = bundle(users=USERS + ",active,m,student,No,Id,,,05,true\n")
    with pytest.raises(CommandError, match="1 rows cannot be right"):
        call_command("import_roster", path)
    assert School.objects.count() == 0
    call_command("import_roster", path, "--skip-bad-rows", "--dry-run")
    assert School.objects.count() == 0
    call_command("import_roster", path, "--skip-bad-rows", "-v2")
    assert Student.objects.count() == 1
    call_command("import_roster", path, "--skip-bad-rows")
    out = capsys.readouterr()
    assert out.err.splitlines()[0] == "users.csv, line 5: sourcedId is missing"
    assert out.out.splitlines()[-1] == "Nothing to change."
    with pytest.raises(CommandError):
        call_command("import_roster", path / "nowhere")


def test_who_is_missing_because_of_a_bad_row_has_not_left(db, bundle):
    run(bundle())
    call_command("import_roster", bundle(users=USERS.replace("Ana,Mensah", ",")), "--skip-bad-rows")
    assert Student.objects.current().count() == 1


def test_the_demo_school_is_such_a_bundle(db):
    roster = read_roster(DEMO)
    assert (roster.problems, roster.notices) == ([], [])
    run(DEMO)
    assert Student.objects.filter(advisory__name="Advisory 5B").count() == 14


def test_the_command_stops_before_a_fifth_of_the_school_leaves(db, bundle, monkeypatch):
    run(bundle())
    monkeypatch.setattr(roster_jobs, "MANY", 0)
    path = bundle(users=USERS.replace("a,active", "a,inactive"))
    with pytest.raises(CommandError, match="--many-leavers"):
        call_command("import_roster", path)
    assert Student.objects.current().count() == 1
    call_command("import_roster", path, "--many-leavers")
    assert Student.objects.current().count() == 0


def test_the_command_takes_the_newest_roster_back(db, bundle, later):
    call_command("import_roster", bundle())
    with pytest.raises(CommandError, match="or --undo alone"):
        call_command("import_roster")
    call_command("import_roster", "--undo")
    assert (User.objects.count(), School.objects.count()) == (0, 1)
    assert RosterImport.objects.get().state == "undone"
    call_command("import_roster", bundle())
    later(hours=25)
    with pytest.raises(CommandError, match="no roster of the last 24 hours"):
        call_command("import_roster", "--undo")
    with pytest.raises(ValidationError):
        undo_at_once(RosterImport.objects.get(state="applied"))


def test_the_command_says_whose_address_is_known(db, bundle, capsys):
    run(bundle())
    path = bundle(users=USERS.replace("p,active", "q,active").replace(",p,", ",q,"))
    call_command("import_roster", path, "--dry-run")
    said = "note: Mum Mensah: somebody with the address mum@family.example is here already"
    assert capsys.readouterr().out.splitlines()[0] == said


def test_who_comes_back_comes_back_with_her_family(db, bundle):
    run(bundle())
    run(bundle(users="\n".join(USERS.splitlines()[:1] + USERS.splitlines()[3:]), enrollments=None))
    assert Guardianship.objects.current().count() == 0
    run(bundle())
    assert Guardianship.objects.current().count() == 1


def test_a_bundle_without_enrollments_leaves_advisories_alone(db, bundle):
    run(bundle())
    assert not run(bundle(enrollments=None))
    assert not run(bundle(classes=None, enrollments=None))
    assert [str(user) for user in Advisory.objects.get().advisors.all()] == ["Bo Ortiz"]


def test_an_empty_grade_takes_none_away(db, bundle):
    run(bundle())
    assert not run(bundle(users=USERS.replace(",05,", ",,")))


def test_advisories_that_are_no_longer_named_end_and_may_come_back(db, bundle):
    run(bundle())
    other = CLASSES.replace("c,5B", "d,6B")
    run(bundle(classes=other, enrollments=ENROLLMENTS.replace(",c,", ",d,")))
    assert sorted(Advisory.objects.filter(ended_at=None).values_list("name", flat=True)) == ["6B"]
    run(bundle())
    assert sorted(Advisory.objects.filter(ended_at=None).values_list("name", flat=True)) == ["5B"]


def test_an_advisor_of_our_own_hand_stays(db, bundle):
    run(bundle())
    ida = f.UserFactory(school=School.objects.get(), role="advisor")
    Advisory.objects.get().advisors.add(ida)
    assert not run(bundle())


def test_no_school_changes_a_person_whose_home_is_another(db, bundle):
    """Else one office could put its own address on a parent of two schools, and sign in as her."""
    run(bundle())
    oak = f.SchoolFactory(name="Oak")
    User.objects.filter(first_name="Mum").update(school=oak)
    assert not run(bundle(users=USERS.replace("MUM@family.example", "office@maple.example")))
    Student.objects.update(school=oak)
    assert "student changed" not in run(bundle(users=USERS.replace(",05,", ",06,"))).counts


REAL = {
    "microsoft-sds/SDS_v2.1": (4, 2, 3),
    "catalyst/Test_full_data_set.zip": (3, 1, 1),
    "catalyst/Test_minimal_data_set.zip": (3, 1, 0),
    "catalyst/oneroster_test_data.zip": (1, 1, 0),
    "catalyst/v1p2_full_dataset.zip": (3, 1, 2),
}


@pytest.mark.parametrize("name", [name for name in REAL if (SHARED / name).exists()])
def test_real_bundles(db, name):
    """Students, schools and guardianships of bundles that others wrote; a second run changes nothing."""
    run(SHARED / name)
    counts = (Student.objects.count(), School.objects.count(), Guardianship.objects.count())
    assert counts == REAL[name]
    assert not run(SHARED / name)


def as_csv(folder, target):
    """The whole school of 1EdTech's OneRoster JSON, written as the CSV files that the command reads."""
    load = {
        name: json.loads((folder / f"{name}.json").read_text())[name] for name in ("orgs", "users", "classes")
    }
    ids = lambda refs: ",".join(ref["sourcedId"] for ref in refs or [])  # noqa: E731
    tables = {
        "orgs": [
            ("sourcedId", "name", "type"),
            *((o["sourcedId"], o["name"], o["type"]) for o in load["orgs"]),
        ],
        "users": [
            (
                "sourcedId",
                "status",
                "orgSourcedIds",
                "role",
                "givenName",
                "familyName",
                "agentSourcedIds",
                "grades",
            ),
            *(
                (
                    u["sourcedId"],
                    u["status"],
                    ids(u["orgs"]),
                    u["role"],
                    u["givenName"],
                    u["familyName"],
                    ids(u.get("agents")),
                    ",".join(u.get("grades") or []),
                )
                for u in load["users"]
            ),
        ],
        "classes": [
            ("sourcedId", "title", "classType", "schoolSourcedId"),
            *(
                (c["sourcedId"], c["title"], c["classType"], c["school"]["sourcedId"])
                for c in load["classes"]
            ),
        ],
    }
    for name, rows in tables.items():
        with (target / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    return target


@pytest.mark.parametrize("folder", [path for path in [SHARED / "1edtech-or11-maple-grove"] if path.exists()])
def test_a_whole_school(db, tmp_path, folder):
    run(as_csv(folder, tmp_path))
    assert (Student.objects.count(), Guardianship.objects.count()) == (601, 1009)
    assert not run(tmp_path)


# When students were born

BIRTHS = "sourcedId,status,birthDate,sex\na,active,2015-03-14,female\nt,active,1980-01-01,male\n"


def test_a_bundle_says_when_students_were_born_and_a_second_run_changes_nothing(db, bundle):
    run(bundle(demographics=BIRTHS))
    assert Student.objects.get().born_on == datetime.date(2015, 3, 14)
    assert not run(bundle(demographics=BIRTHS))
    assert not run(bundle())  # without the file nothing is taken away
    assert Student.objects.get().born_on == datetime.date(2015, 3, 14)


def test_a_date_of_birth_comes_later_is_corrected_and_taken_back(db, bundle):
    run(bundle())
    changes = run(bundle(demographics=BIRTHS))
    assert changes.lines == ["Date of birth of Ana Mensah changed"]
    run(bundle(demographics=BIRTHS.replace("03-14", "03-15")))
    assert Student.objects.get().born_on == datetime.date(2015, 3, 15)
    undo_at_once(RosterImport.objects.order_by("-pk").first())
    assert Student.objects.get().born_on == datetime.date(2015, 3, 14)


def test_a_date_of_birth_that_cannot_be_right_is_named_by_line(db, bundle):
    births = "sourcedId,status,birthDate\na,active,14-03-2015\nghost,active,2015-03-14\np,tobedeleted,x\n"
    assert problems(bundle(demographics=births)) == [
        "demographics.csv, line 2: “14-03-2015” is not a date; write it like 2015-03-14",
        "demographics.csv, line 3: there is no user ghost in users.csv",
    ]
    births = "sourcedId,birthDate\na,2999-03-14\n"
    assert problems(bundle(demographics=births)) == [
        "demographics.csv, line 2: 2999-03-14 cannot be the day on which somebody here was born"
    ]
