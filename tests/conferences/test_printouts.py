"""Letters and lists on paper: in each household's language, and first names where others read them."""

import datetime
import io

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Guardianship, Household
from accounts.pdf import PrintingFailed
from conferences import paper, sheets, tasks
from conferences.actions import printouts
from conferences.actions.notices import tell
from conferences.models import Conference, Interpreter, Notice, Place, Preference, Printout
from tests import factories as f


@pytest.fixture
def paper_home(world):
    """Ana's household has its letters on paper, in Spanish, and a time in six days; Dad's gets mail."""
    Household.objects.filter(pk=world.household.pk).update(
        reach="letter",
        language="es",
        address="Elm Street 4",
        needs_interpreter=True,
        interpreter_language="Twi",
    )
    Place.objects.filter(pk=world.place.pk).update(conference=world.conference, taken_at=timezone.now())
    world.bens = f.ConferenceFactory(student=world.ben_student, round=world.round)
    f.PlaceFactory(session=world.session, table=2, conference=world.bens, taken_at=timezone.now())
    return world


@pytest.fixture
def quick_press(monkeypatch):
    """What would go to the press."""
    printed = []

    def render(template, context, *, css):
        printed.append(context | {"reads": translation.get_language()})
        return b"%PDF-1.7"

    monkeypatch.setattr(paper, "render_pdf", render)
    return printed


def page(world, name="printout_list"):
    return reverse(f"conferences:{name}", args=[world.round.pk])


def ask(client, world, what, **more):
    return client.post(page(world, "printout_make"), {"what": what} | more)


def test_families_on_paper_are_told_by_a_letter(paper_home, as_, run_jobs, quick_press):
    tell([paper_home.conference, paper_home.bens], Notice.Kind.TIME, by=paper_home.cora)
    client = as_("cora")
    shown = client.get(page(paper_home)).text
    assert ("Mum Mensah" in shown, "Dad Novak" in shown) == (True, False)
    for _twice in range(2):
        assert ask(client, paper_home, "new").status_code == 302
    printout = Printout.objects.get()
    waiting = client.get(page(paper_home), headers={"hx-request": "true"}).text
    assert ("It is being made" in waiting, "<html" in waiting) == (True, False)
    assert client.get(f"{page(paper_home)}?since={printout.pk}w").status_code == 204
    run_jobs()
    (letter,) = quick_press[0]["letters"]
    assert ('lang="es"' in letter, "Elm Street 4" in letter, "Mum Mensah" in letter) == (True, True, True)
    printout.refresh_from_db()
    assert (printout.state, printout.count, printout.is_to_post) == ("ready", 1, True)
    url = reverse("conferences:printout_file", args=[printout.key])
    assert client.get(url).content == b"%PDF-1.7"
    late = f.NoticeFactory(conference=paper_home.conference, adult=paper_home.mum, kind="offered")
    post = reverse("conferences:printout_post", args=[printout.pk])
    client.post(post)
    client.post(post)  # said already
    told = Notice.objects.told().get()
    assert (told.adult, told.how, told.kind) == (paper_home.mum, "paper", "time")
    assert Notice.objects.on_paper().owed().get() == late


def test_somebody_tells_them_at_the_gate(paper_home, as_):
    tell([paper_home.conference], Notice.Kind.TIME, by=paper_home.cora)
    notice = Notice.objects.on_paper().get()
    client = as_("cora")
    told = reverse("conferences:notice_tell", args=[notice.pk])
    assert "Mum Mensah knows." in client.post(told, follow=True).text
    assert client.post(told).status_code == 404  # it waits no more
    notice.refresh_from_db()
    assert notice.how == "person"


def test_nobody_tells_an_adult_whose_rights_have_ended(paper_home, as_):
    """On paper as by mail: the time stands on no list of the office beside her name."""
    tell([paper_home.conference], Notice.Kind.TIME, by=paper_home.cora)
    notice = Notice.objects.get(adult=paper_home.mum)
    client = as_("cora")
    assert "Mum Mensah" in client.get(page(paper_home)).text
    Guardianship.objects.filter(adult=paper_home.mum).update(restricted=True)
    assert "Mum Mensah" not in client.get(page(paper_home)).text
    assert client.post(reverse("conferences:notice_tell", args=[notice.pk])).status_code == 404


def test_where_everybody_reads_it_stands_no_child_from_whom_somebody_is_kept_away(paper_home):
    father = f.UserFactory(school=paper_home.school)
    f.GuardianshipFactory(adult=father, student=paper_home.ben_student, restricted=True)
    places = list(Place.objects.on_lists(paper_home.round.pk))
    for what, names in (("doors", ["Ana", "taken"]), ("evening", ["Ana, taken"])):
        (sheet,) = sheets.sheets_of(what, places, {})
        assert [row[1] for row in sheet.rows] == names


def test_everybody_on_paper_has_a_letter_whatever_was_told(paper_home, quick_press):
    printout = f.PrintoutFactory(round=paper_home.round, by=paper_home.cora, what="letters", state="waiting")
    assert printouts.make(printout.pk) == len(b"%PDF-1.7")
    assert len(quick_press[0]["letters"]) == 1
    assert printouts.make(printout.pk) is None  # made once


def test_a_letter_sends_nobody_to_a_page(paper_home, quick_press):
    """By video, and missed: on paper both lead to the school office."""
    for conference, kind in ((paper_home.conference, "time"), (paper_home.bens, "make_up")):
        Conference.objects.filter(pk=conference.pk).update(way="remote")
        adult = f.UserFactory(school=paper_home.school, first_name="Efe")
        f.GuardianshipFactory(adult=adult, student=conference.student)
        at = paper_home.place.starts_at if kind == "time" else None
        f.NoticeFactory(conference=conference, adult=adult, kind=kind, room="Room 12", starts_at=at)
    Place.objects.filter(conference=paper_home.bens).update(conference=None, taken_at=None)
    printout = f.PrintoutFactory(round=paper_home.round, by=paper_home.cora, state="waiting")
    printouts.make(printout.pk)
    letters = "".join(quick_press[0]["letters"])
    assert "The school office gives you the link." in letters
    assert "Call the school office for a new time." in letters
    assert "on your page" not in letters
    assert printouts.keep(printout, b"", 0) is None  # made by another worker meanwhile


def test_nothing_to_print_is_no_failure(world, as_, quick_press):
    printout = f.PrintoutFactory(round=world.round, by=world.cora, state="waiting", file=None)
    assert (printouts.make(printout.pk), quick_press) == (0, [])
    assert "There was nothing to print." in as_("cora").get(page(world)).text


def test_a_list_that_fails_says_so(paper_home, as_, monkeypatch):
    def fail(*args, **kwargs):
        raise PrintingFailed("no ink")

    monkeypatch.setattr(paper, "render_pdf", fail)
    printout = f.PrintoutFactory(round=paper_home.round, by=paper_home.cora, what="desk", state="waiting")
    with pytest.raises(PrintingFailed):
        printouts.make(printout.pk)
    assert "It could not be made." in as_("cora").get(page(paper_home)).text


def test_each_list_says_what_its_reader_needs(paper_home):
    with translation.override("en"), timezone.override(paper_home.school.timezone):
        places = list(Place.objects.on_lists(paper_home.round.pk))
        languages = paper.languages_of([place.conference for place in places])
        made = {
            what: sheets.sheets_of(what, places, languages)
            for what in Printout.What
            if what not in Printout.OF_FAMILIES
        }
        clock = sheets.clock(paper_home.place.starts_at)
        until = sheets.clock(places[0].ends_at)
    room = paper_home.session.room
    rows = {what: [row for sheet in made[what] for row in sheet.rows] for what in made}
    assert rows["evening"] == [[clock, "Ana, Ben"]]
    assert rows["desk"] == [
        ["Mensah, Ana", "5B", clock, room, "1", "Twi", "☐"],
        ["Novak, Ben", "5B", clock, room, "2", "", "☐"],
    ]
    assert rows["rooms"] == [[clock, "1", "Ana Mensah", "5B", "Twi"], [clock, "2", "Ben Novak", "5B", ""]]
    assert rows["doors"] == [[clock, "Ana", "1"], [clock, "Ben", "2"]]
    assert rows["advisors"] == [[clock, "Ana Mensah", room, "1", "Twi"], [clock, "Ben Novak", room, "2", ""]]
    assert rows["interps"] == [[clock, until, "Ana", room, "1", "Twi"]]
    assert [sheet.title for sheet in made["interps"] + made["advisors"]] == [
        "Without an interpreter yet",
        "Bo Ortiz",
    ]


def test_who_interprets_stands_on_the_lists(paper_home):
    abena = Interpreter.objects.create(school=paper_home.school, name="Abena", languages=["Twi"])
    Place.objects.filter(conference=paper_home.bens).update(interpreter=abena)
    Preference.objects.create(
        school=paper_home.school,
        round=paper_home.round,
        household=paper_home.household,
        by=paper_home.mum,
        interpreter=True,
        interpreter_language="Ga",
    )
    student = f.StudentFactory(school=paper_home.school, advisory=None, user__first_name="Zoe")
    alone = f.ConferenceFactory(student=student, round=paper_home.round)
    f.PlaceFactory(session=paper_home.session, table=3, conference=alone, taken_at=timezone.now())
    places = list(Place.objects.on_lists(paper_home.round.pk))
    languages = paper.languages_of([place.conference for place in places])
    by = {place.conference_id: place for place in places}
    said = [
        sheets.interpreter_of(by[one.pk], languages)
        for one in (paper_home.conference, paper_home.bens, alone)
    ]
    assert said == ["Ga", "Abena", ""]
    languages[paper_home.bens.pk] = "Twi"
    assert sheets.interpreter_of(by[paper_home.bens.pk], languages) == "Abena (Twi)"
    assert sheets.sheets_of("advisors", [by[alone.pk]], {}) == []
    assert sheets.sheets_of("rooms", [by[alone.pk]], {})[0].rows[0][3] == ""
    titles = [sheet.title for sheet in sheets.sheets_of("interps", places, languages)]
    assert titles == ["Abena", "Without an interpreter yet"]
    # No family has named a language: she is told what she interprets; where nobody comes, nothing is known.
    del languages[paper_home.bens.pk]
    spoken = [row[-1] for sheet in sheets.sheets_of("interps", places, languages) for row in sheet.rows]
    assert spoken == ["Twi", "Ga"]


def test_only_one_day_is_printed_when_asked(paper_home, as_):
    with timezone.override(paper_home.school.timezone):
        day = timezone.localtime(paper_home.place.starts_at).date()
        assert len(Place.objects.on_lists(paper_home.round.pk, day)) == 2
        assert len(Place.objects.on_lists(paper_home.round.pk, day + datetime.timedelta(days=1))) == 0
    client = as_("cora")
    ask(client, paper_home, "doors", day=day.isoformat())
    assert Printout.objects.get().day == day
    for wrong in ({"what": "doors", "day": "1999-01-01"}, {"what": "gossip"}):
        client.post(page(paper_home, "printout_make"), wrong)
    assert Printout.objects.count() == 1


def test_letters_and_lists_are_tagged_pdf(paper_home):
    tell([paper_home.conference], Notice.Kind.TIME, by=paper_home.cora)
    made = [
        f.PrintoutFactory(
            round=paper_home.round, by=paper_home.cora, what=what, state="waiting", language="ar"
        )
        for what in ("new", "evening")
    ]
    for printout in made:
        printouts.make(printout.pk)
        printout.refresh_from_db()
        with printout.file.open() as file, pikepdf.open(io.BytesIO(file.read())) as pdf:
            assert (bool(pdf.Root.MarkInfo.Marked), len(pdf.pages)) == (True, 1)


def test_lists_are_thrown_away_and_lost_jobs_found(world, run_jobs, quick_press):
    old = timezone.now() - datetime.timedelta(days=3)
    f.PrintoutFactory(round=world.round, by=world.cora, asked_at=old)
    late = timezone.now() - datetime.timedelta(minutes=6)
    lost = f.PrintoutFactory(round=world.round, by=world.cora, state="waiting", asked_at=late)
    tasks.sweep_notices()
    run_jobs()
    lost.refresh_from_db()
    assert (list(Printout.objects.all()), lost.state) == ([lost], "ready")


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_same_for_one_and_for_three(world, as_, django_assert_num_queries, many):
    for _one in range(many):
        student = f.StudentFactory(school=world.school)
        conference = f.ConferenceFactory(student=student, round=world.round)
        adult = f.UserFactory(school=world.school, role="family")
        f.GuardianshipFactory(student=student, adult=adult)
        f.NoticeFactory(conference=conference, adult=adult)
        f.PrintoutFactory(round=world.round, by=world.cora)
    client = as_("cora")
    client.get(page(world))
    with django_assert_num_queries(6):
        client.get(page(world))


def test_an_advisor_prints_her_own_conferences_and_nobody_elses(paper_home, as_, run_jobs, quick_press):
    world = paper_home
    world.advisory.advisors.add(f.UserFactory(school=world.school, role="advisor"))
    other = f.StudentFactory(school=world.school, advisory=world.other_advisory)
    theirs = f.ConferenceFactory(student=other, round=world.round)
    f.PlaceFactory(session=world.session, table=3, conference=theirs, taken_at=timezone.now())
    f.PrintoutFactory(round=world.round, by=world.cora, state="ready")  # of the office
    client = as_("bo")
    assert page(world, "printout_own") in client.get(reverse("conferences:advisory_board")).text
    client.post(page(world, "printout_own"))
    run_jobs()
    printout = Printout.objects.printed_by(world.bo).get()
    (sheet,) = quick_press[0]["sheets"]
    assert (sheet.title, [row[1] for row in sheet.rows]) == (str(world.bo), ["Ana Mensah", "Ben Novak"])
    url = reverse("conferences:printout_file", args=[printout.key])
    shown = client.get(page(world, "printout_own")).text
    assert (shown.count("/printouts/"), url in shown) == (1, True)
    stamp = f"{page(world, 'printout_own')}?since={printout.pk}r"
    assert client.get(stamp).status_code == 204
    assert client.get(url).status_code == 200
    office = as_("cora")
    assert (office.get(url).status_code, url in office.get(page(world)).text) == (404, False)
    ask(office, world, "own")  # the office has a list for each advisor
    assert Printout.objects.filter(what="own").get() == printout
