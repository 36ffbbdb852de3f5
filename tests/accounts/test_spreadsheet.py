"""A school's own list: any columns, as spreadsheets write them; the same list twice changes nothing."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import spreadsheet
from accounts.models import Advisory, Guardianship, Membership, RosterImport, Student, User
from accounts.oneroster.bundle import UnreadableBundle
from accounts.spreadsheet import Meaning, grade_of, guess_columns, read_list, read_table, split_name
from tests.accounts.conftest import main_of
from tests.accounts.rosters import bring, listed, url

LIST = """Student name,Grade,Advisory,Family email 1,Family email 2
Gio Ferrari,5,6A,lia@family.example,leo@family.example
Zoe Lund,Grade 6,6A,zora@family.example,
"""


def opened(content):
    content = content if isinstance(content, bytes) else content.encode()
    return lambda: io.BytesIO(content)


def read(content, *, complete=True):
    table = read_table(opened(content))
    return read_list(opened(content), guess_columns(table.header), complete=complete, file="list.csv")


def names(roster):
    return sorted(f"{person.given_name} {person.family_name}".strip() for person in roster.people.values())


def problems(content):
    return [str(problem) for problem in read(content).problems]


def test_a_list_becomes_students_family_and_advisories():
    roster = read(LIST)
    assert names(roster) == ["Family Ferrari", "Family Ferrari", "Family Lund", "Gio Ferrari", "Zoe Lund"]
    assert sorted(row.name for row in roster.advisories.values()) == ["6A"]
    assert sorted(person.grade for person in roster.people.values() if person.grade) == [5, 6]
    assert len(roster.guardians) == 3


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode("utf-8-sig"),
        LIST.encode("utf-16"),
        LIST.replace(",", ";").encode(),
        LIST.replace(",", "\t").encode("utf-16"),
        LIST.replace("\n", "\r\n").encode("cp1252"),
        ("\n".join(line + ",,," for line in LIST.splitlines()) + "\n,,,,,,,\n").encode(),
        LIST.replace("Gio Ferrari", '="Gio Ferrari"').replace("5,6A", "5,\u00a06A ").encode(),
    ],
)
def test_as_spreadsheets_write_it(content):
    assert read(content) == read(LIST)


def test_the_line_in_which_excel_names_the_separator_counts_as_a_line():
    roster = read("sep=;\n" + LIST.replace(",", ";"))
    assert (names(roster), roster.people[min(roster.advisory_of)].line > 2) == (names(read(LIST)), True)


def test_accents_survive_what_windows_writes():
    assert "Zoë Müller" in names(read(LIST.replace("Zoe Lund", "Zoë Müller").encode("cp1252")))


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Student name", Meaning.NAME),
        ("Nombre del alumno", Meaning.NAME),
        ("First Name", Meaning.GIVEN),
        ("LAST_NAME", Meaning.LAST),
        ("Apellido", Meaning.LAST),
        ("Goes by", Meaning.PREFERRED),
        ("Grade level", Meaning.GRADE),
        ("الصف", Meaning.GRADE),
        ("Homeroom", Meaning.ADVISORY),
        ("Advisor", Meaning.ADVISOR_NAME),
        ("Teacher e-mail", Meaning.ADVISOR_MAIL),
        ("Student ID", Meaning.NUMBER),
        ("Email", Meaning.MAIL),
        ("Parent 1 email", Meaning.FAMILY_MAIL),
        ("Correo de la madre", Meaning.FAMILY_MAIL),
        ("Guardian name", Meaning.FAMILY_NAME),
        ("Relationship", Meaning.RELATION),
    ],
)
def test_headings_are_guessed(heading, meaning):
    assert guess_columns([heading]) == {0: meaning}


def test_columns_come_in_any_order_and_unknown_ones_are_left():
    header = ["Locker", "Advisory", "Last name", "First name", "Mother email", "Father email", "Name"]
    guessed = guess_columns(header)
    assert guessed == {
        1: Meaning.ADVISORY,
        2: Meaning.LAST,
        3: Meaning.GIVEN,
        4: Meaning.FAMILY_MAIL,
        5: Meaning.FAMILY_MAIL,
    }


GRADES = {
    5: ["5", "05", "Grade 5", "5th grade", "5º"],
    0: ["K", "Kinder", "pre-k"],
    12: ["12"],
    None: ["13", "5B", ""],
}


@pytest.mark.parametrize(("words", "grade"), [(words, grade) for grade in GRADES for words in GRADES[grade]])
def test_grades_are_read_as_people_write_them(words, grade):
    assert grade_of(words) == grade


@pytest.mark.parametrize(
    ("name", "parts"),
    [("Ana Mensah", ("Ana", "Mensah")), ("Mensah, Ana Lu", ("Ana Lu", "Mensah")), ("Ana", ("Ana", ""))],
)
def test_names_in_one_cell(name, parts):
    assert split_name(name) == parts


def test_rows_that_cannot_be_right_are_named():
    rows = LIST + "Gio Ferrari,7,6B,x@family.example,\n,5,6A,,\nMia Berg,Blue,6A,no address,\n"
    assert problems(rows) == [
        "list.csv, line 4: a student of this name stands in line 2 already; "
        "a column of numbers tells them apart",
        "list.csv, line 5: the name is missing",
        "list.csv, line 6: “no address” is not an e-mail address",
    ]
    notices = [str(notice) for notice in read(rows).notices]
    assert notices == ["list.csv, line 6: “Blue” is not a grade from K to 12; left empty"]


def test_numbers_tell_two_of_one_name_apart():
    twins = "Number,Name,Grade\n1,Ana Mensah,5\n2,Ana Mensah,7\n"
    assert problems(twins) == []
    assert len(read(twins).people) == 2
    assert problems(twins.replace("2,", "1,")) == ["list.csv, line 3: number 1 stands in line 2 already"]


def test_family_members_with_names_relations_and_several_addresses():
    roster = read(
        "Name,Grade,Parent name,Relation,Parent email,Guardian name,Guardian email\n"
        "Gio Ferrari,5,Lia Ferrari,mother,lia@family.example; two@family.example,Leo Ferrari,\n"
        "Zoe Lund,6,Lia Ferrari,aunt,lia@family.example,Leo Ferrari,\n"
    )
    adults = sorted(
        f"{p.given_name} {p.family_name} {p.email}" for p in roster.people.values() if not p.grade
    )
    assert adults == [
        "Family Ferrari two@family.example",
        "Leo Ferrari ",
        "Leo Ferrari ",  # without an address nobody knows whether it is the same one
        "Lia Ferrari lia@family.example",
    ]
    assert sorted(roster.guardians.values()) == ["", "", "aunt", "mother", "mother"]


def test_advisors_come_with_their_advisory():
    roster = read(
        "Name,Advisory,Advisor,Advisor email\nGio F,6A,Tim Tran,tim@x.example\nZoe L,6B,,ida@x.example\n"
    )
    found = {
        row.name: sorted(roster.people[key].family_name for key in row.advisors)
        for row in roster.advisories.values()
    }
    assert found == {"6A": ["Tran"], "6B": ["ida"]}


def test_what_the_columns_must_say():
    with pytest.raises(ValidationError, match="two columns"):
        spreadsheet.check_columns({0: Meaning.NAME, 1: Meaning.GRADE, 2: Meaning.GRADE})
    with pytest.raises(ValidationError, match="which column holds"):
        spreadsheet.check_columns({0: Meaning.GIVEN, 1: Meaning.GRADE})


def test_limits(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_COLUMNS", 3)
    with pytest.raises(UnreadableBundle, match="more than 3 columns"):
        read(LIST)
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 1)
    with pytest.raises(UnreadableBundle, match="more than 1 rows"):
        read(LIST)


def test_a_cell_that_never_ends_is_named():
    with pytest.raises(UnreadableBundle, match="Line 2 is not a row"):
        read(f'Name,Grade\n"{"x" * 140_000},5\n')


# On the page


@pytest.fixture
def office(as_):
    return as_("cora")


def match(browser, brought, *meanings, everybody="yes"):
    chosen = {f"column_{at}": meaning for at, meaning in enumerate(meanings)}
    return browser.post(url("match", brought), chosen | {"everybody": everybody})


def imported(office, run_jobs, text, *meanings, everybody="yes"):
    brought = bring(office, listed(text))
    meanings = meanings or ("name", "grade", "advisory", "family_mail", "family_mail")
    assert match(office, brought, *meanings, everybody=everybody).status_code == 302
    run_jobs()
    office.post(url("apply", brought))
    run_jobs()
    brought.refresh_from_db()
    return brought


def test_the_columns_are_guessed_and_shown_with_their_first_rows(cast, office):
    brought = bring(office, listed(LIST))
    assert brought.state == "matching"
    page = main_of(office.get(url("match", brought)))
    said = (
        "Family email 2",
        "Gio Ferrari",
        "lia@family.example",
        '<option value="advisory" selected>Advisory',
    )
    assert [words for words in said if words not in page] == []


def test_a_wrong_choice_is_said_and_nothing_is_lost(cast, office):
    brought = bring(office, listed(LIST))
    answer = match(office, brought, "grade", "grade", "advisory", "", "")
    assert answer.status_code == 422
    page = main_of(answer)
    assert ("is chosen for two columns" in page, page.count('value="grade" selected')) == (True, 2)


def test_a_list_is_brought_in_and_the_same_again_changes_nothing(cast, office, run_jobs):
    done = imported(office, run_jobs, LIST)
    gio = Student.objects.get(user__first_name="Gio")
    assert (done.state, gio.grade, gio.advisory.name, gio.school) == ("applied", 5, "6A", cast.school)
    assert sorted(row.adult.email for row in gio.guardianships.all()) == [
        "leo@family.example",
        "lia@family.example",
    ]
    before = User.objects.count()
    again = bring(office, listed(LIST.replace(",", ";")))
    match(office, again, "name", "grade", "advisory", "family_mail", "family_mail")
    run_jobs()
    again.refresh_from_db()
    assert (again.state, again.changes.count(), User.objects.count()) == ("ready", 0, before)


def test_who_is_missing_has_left_unless_the_list_is_of_some(cast, office, run_jobs):
    imported(office, run_jobs, LIST)
    only_zoe = "\n".join(line for line in LIST.splitlines() if "Gio" not in line)
    imported(office, run_jobs, only_zoe, everybody="no")
    assert Student.objects.get(user__first_name="Gio").left_at is None
    imported(office, run_jobs, only_zoe)
    assert Student.objects.get(user__first_name="Gio").left_at is not None
    assert Membership.objects.get(user__email="lia@family.example").ended_at is not None


def test_a_list_leaves_those_alone_of_whom_it_does_not_speak(cast, office, run_jobs):
    imported(office, run_jobs, LIST)
    Membership.objects.filter(user=cast.ana).update(source_id="from-the-student-system")
    Advisory.objects.get(name="6A").advisors.add(cast.ida)
    imported(office, run_jobs, "Name,Grade\nGio Ferrari,5\nZoe Lund,6\n", "name", "grade")
    assert Student.objects.filter(left_at=None).count() == 5
    assert Guardianship.objects.filter(student__user__first_name="Gio", ends_on=None).count() == 2
    assert Membership.objects.filter(role="family", ended_at=None).count() == 7
    assert Student.objects.get(user__first_name="Gio").advisory.name == "6A"


def test_a_name_that_the_school_wrote_is_not_replaced_by_a_stand_in(cast, office, run_jobs):
    imported(office, run_jobs, LIST)
    User.objects.filter(email="lia@family.example").update(first_name="Lia")
    imported(office, run_jobs, LIST.replace("Grade 6", "Grade 7"))
    assert User.objects.get(email="lia@family.example").first_name == "Lia"


def test_bad_rows_of_a_list_lead_back_to_the_columns(cast, office, run_jobs):
    brought = bring(office, listed(LIST + "Mia Berg,5,6A,nobody,\n"))
    match(office, brought, "name", "grade", "advisory", "family_mail", "family_mail")
    run_jobs()
    page = main_of(office.get(url("import", brought)))
    assert ("list.csv, line 4" in page, "Change the columns" in page) == (True, True)
    match(office, brought, "name", "grade", "advisory", "", "")
    run_jobs()
    brought.refresh_from_db()
    assert brought.state == "ready"


def test_a_person_of_two_schools_says_for_which_one(cast, office):
    Membership.objects.create(user=cast.cora, school=cast.oak, role="coordinator")
    page = office.get(reverse("accounts:roster_upload")).content.decode()
    assert ("Maple Street School" in page, "Oak Hill School" in page) == (True, True)
    answer = office.post(reverse("accounts:roster_upload"), {"file": listed(LIST)})
    assert answer.status_code == 422
    office.post(reverse("accounts:roster_upload"), {"file": listed(LIST), "school": cast.oak.pk})
    assert RosterImport.objects.get().school == cast.oak


def test_the_school_of_somebody_else_cannot_be_chosen(cast, office):
    office.post(reverse("accounts:roster_upload"), {"file": listed(LIST), "school": cast.oak.pk})
    assert RosterImport.objects.filter(school=cast.oak).count() == 0


@pytest.mark.parametrize("heading", ["Date of birth", "DOB", "Born", "Fecha de nacimiento", "تاريخ الميلاد"])
def test_a_column_of_birth_dates_is_known_by_its_heading(heading):
    assert guess_columns(["Name", heading]) == {0: Meaning.NAME, 1: Meaning.BORN}


@pytest.mark.parametrize(
    ("words", "born"),
    [
        ("2015-03-14", "2015-03-14"),
        ("2015-3-4", "2015-03-04"),
        ("2015-03-14T00:00:00Z", "2015-03-14"),
        ("3/14/2015", "2015-03-14"),
        ("14.3.2015", "2015-03-14"),
        ("", ""),
    ],
)
def test_a_list_says_when_students_were_born(words, born):
    roster = read(f"Name,Grade,Born\nGio Ferrari,5,{words}\n")
    assert ([person.born for person in roster.people.values()], roster.problems) == ([born], [])


@pytest.mark.parametrize("words", ["14/3/2015", "3/14/15", "spring", "2015-02-30"])
def test_a_date_that_may_mean_another_is_not_guessed_at(words):
    assert problems(f"Name,Born\nGio Ferrari,{words}\n") == [
        f"list.csv, line 2: “{words}” is not a date; write it like 2015-03-14"
    ]
