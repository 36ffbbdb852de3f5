"""Last year's goals from a spreadsheet: looked at first, rows told in plain words, nothing twice."""

import datetime
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Membership
from goals import actions, tasks
from goals.models import Goal, GoalEvent, GoalImport
from goals.sheets import STATES, UnreadableList, day_of, first_of, read_goals
from tests import factories as f

LIST = """Student number,Student,My goal,What I will do,Step 1,Step 2,Outcome,Date set,Until,Area,Room
17,,Read 20 books,Read each evening,Get a card,Choose one,reached,2025-09-15,2026-05-01,Reading,4
,Ben Novak,Ask first,,Count to five; breathe,,still going,9/20/2025,,Social skills,4
,Nobody Here,Fly,,,,,,,,
,"Novak, Ben",,,,,,,,,
18,,Jump,,,,,,,,
,Ben Novak,ask  FIRST,,,,,2025-09-20,,,
,Ben Novak,Swim,,,,,someday,,,
"""


@pytest.fixture
def school(cast):
    Membership.objects.filter(user=cast.ana).update(source_id="csv:s:17")
    return cast.school


def bring(cast, content=LIST, name="goals.csv"):
    content = content.encode() if isinstance(content, str) else content
    return actions.keep_goal_list(cast.school, SimpleUploadedFile(name, content), by=cast.cora)


def workbook(rows):
    """As Excel writes it: shared words, empty cells left out, days as numbers."""
    words = sorted({cell for row in rows for cell in row if isinstance(cell, str) and cell})
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + at)}{number}"'
            + (f' t="s"><v>{words.index(cell)}</v></c>' if isinstance(cell, str) else f"><v>{cell}</v></c>")
            for at, cell in enumerate(row)
            if cell
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = "".join(f"<si><t>{word}</t></si>" for word in words)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst {space}>{shared}</sst>")
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>"
        )
    return file.getvalue()


def test_the_office_looks_first_and_rows_are_told_in_plain_words(as_, cast, school):
    browser = as_("cora")
    assert "What the list needs" in browser.get(reverse("goals:goal_import")).text
    sent = {"file": SimpleUploadedFile("goals.csv", LIST.encode()), "school": school.pk}
    answer = browser.post(reverse("goals:goal_import"), sent)
    brought = GoalImport.objects.get()
    assert answer.headers["Location"] == reverse("goals:goal_import_look", args=[brought.pk])
    found = brought.summary
    assert (found["new"], found["known"], found["students"], found["problem_count"]) == (2, 0, 2, 5)
    assert found["problems"] == [
        [4, "nobody at your school is called Nobody Here"],
        [5, "the goal itself is missing"],
        [6, "nobody at your school has the number “18”"],
        [7, "the same goal stands in row 3 already"],
        [8, "“someday” is not a date; write it like 2025-09-15"],
    ]
    page = browser.get(answer.headers["Location"])
    assert page.context["columns"][2] == ("My goal", "Goal")
    assert page.context["columns"][-1] == ("Room", "")
    assert "Row 4: nobody at your school is called Nobody Here" in page.text
    assert Goal.objects.count() == 0
    since = browser.get(answer.headers["Location"], {"since": brought.moment})
    assert since.status_code == 204
    assert "<html" not in browser.get(answer.headers["Location"], {"since": "x"}).text


def test_what_comes_is_hers_and_asks_nothing_of_her_advisor(as_, cast, school):
    brought = bring(cast)
    as_("cora").post(reverse("goals:goal_import_apply", args=[brought.pk]))
    brought.refresh_from_db()
    assert (brought.state, brought.file.name, brought.summary["lines"]) == ("applied", "", [])
    read, ask = Goal.objects.order_by("student__user__first_name")
    assert (read.student, read.state, read.progress, read.area) == (
        cast.ana_student,
        "reached",
        4,
        "academic",
    )
    assert timezone.localdate(read.ended_at) == datetime.date(2026, 5, 1)
    assert [step.text for step in read.steps.all()] == ["Get a card", "Choose one"]
    assert (ask.student, ask.state, ask.area, ask.ended_at) == (
        cast.ben_student,
        "under_way",
        "community",
        None,
    )
    assert [step.text for step in ask.steps.all()] == ["Count to five", "breathe"]
    assert timezone.localdate(ask.set_at) == datetime.date(2025, 9, 20)
    assert [goal.shared_with_family for goal in (read, ask)] == [False, False]
    assert set(GoalEvent.objects.values_list("kind", "by")) == {("imported", cast.cora.pk)}
    assert list(Goal.objects.reviewed_by(cast.bo).with_news()) == []
    with pytest.raises(ValidationError, match="already"):
        actions.apply_goal_import(brought, by=cast.cora)
    again = bring(cast)
    assert (again.summary["new"], again.summary["known"]) == (0, 2)


def test_a_workbook_says_the_same(cast, school):
    rows = [
        ["Name", "", "E-mail", "Goal", "Since"],
        ["Ben Novak", "", "", "Swim", 45915],
        ["", "", "ben@maple.example", "Run", ""],
    ]
    cast.ben.email = "ben@maple.example"
    cast.ben.save()
    brought = bring(cast, workbook(rows), "goals.xlsx")
    actions.apply_goal_import(brought, by=cast.cora)
    run, swim = Goal.objects.order_by("want")
    assert (run.want, swim.want) == ("Run", "Swim")
    assert timezone.localdate(swim.set_at) == datetime.date(2025, 9, 15)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Goal,Area\nRead,x\n", "whose goal"),
        ("Name,Area\nBen Novak,x\n", "one of them “Goal”"),
        ("Name,Goal\n", "no goals below"),
        (b"PK\x03\x04 but nothing else", "We could not read this workbook"),
    ],
)
def test_what_is_no_list_of_goals_is_not_kept(as_, cast, content, words):
    content = content.encode() if isinstance(content, str) else content
    answer = as_("cora").post(
        reverse("goals:goal_import"), {"file": SimpleUploadedFile("x", content), "school": cast.school.pk}
    )
    assert (answer.status_code, GoalImport.objects.count()) == (422, 0)
    assert words in answer.text


def test_too_many_rows_too_long_words_and_children_of_one_name(cast, monkeypatch):
    twin = f.StudentFactory(school=cast.school, user__first_name="Ben", user__last_name="Novák")
    rows = [
        f"Ben Novak,Read,,{timezone.localdate().year}",
        f"Ana Mensah,{'x' * 301},,",
        f"Ana Mensah,Read,{'a;' * 6},",
        f"Ana Mensah,Read,{'a' * 301},",
        f"Ana Mensah,Read,,{timezone.localdate().year + 1}-12-31",
        ",Read,,",
    ]
    content = ("Name,Goal,Steps,Since\n" + "\n".join(rows)).encode()
    found = read_goals(lambda: io.BytesIO(content), cast.school)
    assert [words for _line, words in found.problems] == [
        "there are several students called Ben Novak; a column of numbers tells them apart",
        "Goal is longer than 300 letters",
        "it has more than 5 steps",
        "a step is longer than 300 letters",
        "it was set on a day that is still to come",
        "it does not say whose goal this is",
    ]
    assert twin.name == "Ben Novák"
    monkeypatch.setattr("goals.sheets.MAX_ROWS", 3)
    with pytest.raises(UnreadableList, match="more than 3"):
        read_goals(lambda: io.BytesIO(content), cast.school)


def test_days_as_people_write_them():
    day = datetime.date(2025, 9, 15)
    assert [day_of(w) for w in ("2025-09-15", "9/15/2025", "15/9/2025", "15.9.2025", "45915")] == [day] * 5
    assert day_of("") is None
    for wrong in ("2025-02-30", "0205-09-15", "0001-01-01", "9999-12-31", "12345"):
        with pytest.raises(ValueError, match="is not a date"):
            day_of(wrong)


def test_nobody_is_told_that_she_reached_what_she_did_not():
    states = {
        "reached": ("Reached", "yes", "Met", "done", "Completed", "Sí", "Logrado", "تحقق"),
        "set_aside": ("not met", "Not achieved", "didn't reach it", "unmet", "No alcanzada", "no se cumplió"),
        "under_way": ("not yet met", "Incomplete", "partly reached", "Nearly", "something", "No", "لم يتحقق"),
        "planned": ("not yet started", "Planned", "لم يبدأ"),
    }
    read = {state: {first_of(STATES, words) for words in said} for state, said in states.items()}
    assert read == {state: {state} for state in states}


def test_a_long_list_is_brought_in_by_the_worker(cast, school, monkeypatch, run_jobs):
    monkeypatch.setattr("goals.actions.imports.LARGE", 1)
    first = bring(cast)
    brought = bring(cast)
    first.refresh_from_db()
    assert (first.state, first.file.name, first.summary) == ("discarded", "", {})
    actions.apply_goal_import(brought, by=cast.cora)
    brought.refresh_from_db()
    assert (brought.is_busy, Goal.objects.count()) == (True, 0)
    DBTaskResult.objects.all().delete()
    tasks.sweep()
    assert run_jobs() == 1
    assert Goal.objects.count() == 2
    assert tasks.bring_goals.call(brought.pk) == "nothing to do"
    assert actions.finish_goal_import(brought) == "nothing to do"


@pytest.mark.parametrize("trouble", [OSError("gone"), RuntimeError("a bug")])
def test_what_cannot_be_finished_goes_back_to_the_office(cast, school, monkeypatch, trouble):
    brought = bring(cast)

    def fail(*args):
        raise trouble

    monkeypatch.setattr("goals.actions.imports.read_goals", fail)
    actions.apply_goal_import(brought, by=cast.cora)
    brought.refresh_from_db()
    assert (brought.state, Goal.objects.count()) == ("ready", 0)
    assert brought.summary["trouble"] == "Something went wrong on our side. Nothing was changed."


def test_a_list_that_nobody_comes_back_to_goes(as_, cast, school):
    old = bring(cast)
    GoalImport.objects.update(at=timezone.now() - datetime.timedelta(days=8))
    tasks.sweep()
    old.refresh_from_db()
    assert (old.state, old.file.name) == ("discarded", "")
    came = bring(cast)
    actions.apply_goal_import(came, by=cast.cora)
    GoalImport.objects.filter(pk=came.pk).update(applied_at=timezone.now() - datetime.timedelta(days=36))
    tasks.sweep()
    came.refresh_from_db()
    assert came.summary == {}
    as_("cora").post(reverse("goals:goal_import_discard", args=[came.pk]))
    came.refresh_from_db()
    assert came.state == "applied"
