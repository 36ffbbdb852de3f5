"""What matters to me: written by the student, read by her advisor, and by her family what she chose."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.revisions import Stale
from portfolios.actions import matters as actions
from portfolios.forms.matters import age_of
from portfolios.models import Answer, Matters
from tests import factories as f

EDIT = reverse("portfolios:matters_edit")
LIST = reverse("portfolios:matters_list")


def page_of(student):
    return reverse("portfolios:student_matters", args=[student.pk])


def told(response):
    return [answer.text for answer in response.context["student"].told]


@pytest.fixture
def pages(cast):
    """Two answers of Ana's, one of them for her family; one of Ben's and one of Olu's to leak."""
    f.AnswerFactory(student=cast.ana_student, question="care", text="Robots")
    f.AnswerFactory(student=cast.ana_student, question="people", text="My aunt", for_family=True)
    f.AnswerFactory(student=cast.ana_student, question="know", text="", for_family=True)
    f.AnswerFactory(student=cast.ben_student, text="Ben’s own")
    f.AnswerFactory(student=cast.oak_student_row, text="Olu’s own")
    return cast


def test_each_reads_exactly_what_is_for_her(pages, as_):
    url = page_of(pages.ana_student)
    assert {who: told(as_(who).get(url)) for who in ("ana", "bo", "mum")} == {
        "ana": ["Robots", "My aunt"],
        "bo": ["Robots", "My aunt"],
        "mum": ["My aunt"],
    }


def test_an_advisor_reads_the_pages_of_her_advisory_and_who_has_none(pages, as_):
    f.StudentFactory(school=pages.school, advisory=pages.advisory, user__first_name="Zoe")
    context = as_("bo").get(LIST).context
    assert [
        (student.first_name, [answer.text for answer in student.told]) for student, _piece in context["told"]
    ] == [("Ana", ["Robots", "My aunt"]), ("Ben", ["Ben’s own"])]
    assert [student.first_name for student in context["untold"]] == ["Zoe"]
    assert as_("ida").get(LIST).context["told"] == []


def test_the_piece_she_chose_is_for_whoever_sees_that_piece(pages, as_):
    piece = f.EvidenceFactory(student=pages.ana_student, title="Me, drawn")
    f.MattersFactory(student=pages.ana_student, piece=piece)
    url = page_of(pages.ana_student)
    assert [as_(who).get(url).context["piece"] for who in ("ana", "bo", "mum")] == [piece, None, None]
    f.ShareFactory(evidence=piece, circle="advisor")
    assert [as_(who).get(url).context["piece"] for who in ("bo", "mum")] == [piece, None]
    assert [found for _student, found in as_("bo").get(LIST).context["told"]] == [piece, None]


def test_she_writes_her_page(cast, as_):
    mine = f.EvidenceFactory(student=cast.ana_student)
    browser = as_("ana")
    said = {"revision": 0, "care": "Robots", "care_family": "on", "know": "Ask me first", "piece": mine.pk}
    assert browser.post(EDIT, said).url == page_of(cast.ana_student)
    kept = list(Answer.objects.exclude(text="").order_by("pk").values_list("question", "text", "for_family"))
    assert kept == [("care", "Robots", True), ("know", "Ask me first", False)]
    assert (Matters.objects.get().piece, Matters.objects.get().revision) == (mine, 1)
    assert browser.get(EDIT).context["form"]["care"].value() == "Robots"


def test_it_saves_itself_and_an_older_page_overwrites_nothing(cast, as_):
    browser, itself = as_("ana"), {"X-Autosave": "1"}
    assert browser.post(EDIT, {"revision": 0, "care": "Robots"}, headers=itself).json() == {"revision": 1}
    assert browser.post(EDIT, {"revision": 1, "care": "Trees"}, headers=itself).json() == {"revision": 2}
    stale = browser.post(EDIT, {"revision": 1, "care": "Old"}, headers=itself)
    assert (stale.status_code, stale.json()["revision"], stale.json()["theirs"]["care"]) == (409, 2, "Trees")
    page = browser.post(EDIT, {"revision": 0, "care": "Old"})
    assert (page.status_code, page.context["form"].theirs["care"]) == (409, "Trees")
    assert page.context["form"]["care"].value() == "Old", "nothing she typed is lost"
    too_long = browser.post(EDIT, {"revision": 2, "care": "x" * 2001}, headers=itself)
    assert too_long.status_code == 422
    assert browser.post(EDIT, {"revision": 2, "care": "x" * 2001}).status_code == 422
    assert Answer.objects.get(question="care").text == "Trees"


def test_two_first_tabs_meet(cast, monkeypatch):
    """Both saw an empty page, in the same moment."""
    answers = {"care": ("Robots", False)}
    actions.save_matters(cast.ana_student, answers=answers, piece=None, seen_revision=0, by=cast.ana)
    with pytest.raises(Stale) as stale:
        actions.save_matters(cast.ana_student, answers=answers, piece=None, seen_revision=0, by=cast.ana)
    assert (stale.value.theirs["care"], stale.value.revision) == ("Robots", 1)


def test_nobody_elses_piece_stands_for_her(cast, as_):
    bens = f.EvidenceFactory(student=cast.ben_student)
    assert as_("ana").post(EDIT, {"revision": 0, "piece": bens.pk}).status_code == 422


@pytest.mark.parametrize(("grade", "age"), [(0, 0), (2, 0), (3, 1), (5, 1), (6, 2), (12, 2), (None, 1)])
def test_questions_are_asked_as_her_age_reads_them(grade, age):
    assert age_of(grade) == age


@pytest.mark.parametrize("count", [1, 3])
def test_questions_of_the_pages(cast, as_, count):
    for number in range(count):
        student = f.StudentFactory(school=cast.school, advisory=cast.advisory, user__last_name=str(number))
        f.AnswerFactory(student=student)
        piece = f.EvidenceFactory(student=student)
        f.ShareFactory(evidence=piece, circle="advisor")
        f.ReadyAttachmentFactory(evidence=piece)
        f.MattersFactory(student=student, piece=piece)
    for url, queries in ((LIST, 6), (page_of(student), 6)):
        browser = as_("bo")
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(url).status_code == 200
        assert len(captured) == queries
