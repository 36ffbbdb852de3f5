"""A roster is taken back: everything as it was, except what somebody has changed or used since."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.actions.roster_undo import users_of
from accounts.models import (
    Advisory,
    AuditRecord,
    Guardianship,
    Invitation,
    Membership,
    RosterImport,
    School,
    SignInCard,
    Student,
    User,
)
from portfolios.models import Evidence
from tests import factories as f
from tests.accounts.conftest import main_of
from tests.accounts.rosters import CLASSES, GIO, GIOS_MOTHER, ORGS, TIM, applied, bring, bundle, url

TABLES = (School, User, Membership, Advisory, Advisory.advisors.through, Student, Guardianship, Invitation)


@pytest.fixture
def office(as_):
    return as_("cora")


@pytest.fixture
def undo(office, run_jobs):
    def take_back(done):
        answer = office.post(url("undo", done))
        run_jobs()
        done.refresh_from_db()
        return answer

    return take_back


def everything():
    """All rows that a roster may touch; sign-in changes who was here last."""
    rows = {model: list(model.objects.order_by("pk").values()) for model in (*TABLES, SignInCard)}
    for user in rows[User]:
        del user["last_login"]
    for held in rows[Advisory.advisors.through]:
        del held["id"]  # a tie that is made again has a new key
    return rows


def test_new_people_go_as_if_they_had_never_come(cast, office, run_jobs, undo):
    before = everything()
    done = applied(office, run_jobs, bundle())
    assert everything() != before
    undo(done)
    assert (done.state, done.summary["kept"]) == ("undone", 0)
    assert everything() == before
    assert AuditRecord.objects.filter(verb="roster.undone", school_id=cast.school.pk).count() == 1
    assert "Everything is as it was before." in office.get(url("import", done)).content.decode()


def test_leavers_and_their_cards_and_links_are_back(cast, office, run_jobs, undo):
    applied(office, run_jobs, bundle())
    gio = Student.objects.get(user__first_name="Gio")
    f.SignInCardFactory(student=gio)
    f.InvitationFactory(guardianship=gio.guardianships.get())
    before = everything()
    done = applied(office, run_jobs, bundle(TIM, enrollments=None))
    assert [SignInCard.objects.get().revoked_at, Invitation.objects.get().revoked_at] == [done.applied_at] * 2
    undo(done)
    assert (done.state, everything() == before) == ("undone", True)


def test_changed_values_are_back(cast, office, run_jobs, undo):
    applied(office, run_jobs, bundle())
    before = everything()
    users = GIO.replace("Ferrari", "Lund").replace("gm", "").replace(",05", ",07") + GIOS_MOTHER
    done = applied(
        office,
        run_jobs,
        bundle(
            users + TIM,
            orgs=ORGS.replace("Maple Street", "Maple Road"),
            classes=CLASSES.replace("6A", "6B") + "d,9Z,homeroom,maple\n",
            enrollments="classSourcedId,userSourcedId,role\nd,g,student\nd,t,teacher\n",
        ),
    )
    gio = Student.objects.get(user__first_name="Gio")
    yesterday = timezone.localdate(timezone=ZoneInfo(cast.school.timezone)) - datetime.timedelta(days=1)
    assert (gio.advisory.name, gio.guardianships.get().ends_on) == ("9Z", yesterday)
    undo(done)
    assert everything() == before


def test_an_advisory_that_ended_is_back(cast, office, run_jobs, undo):
    applied(office, run_jobs, bundle())
    before = everything()
    done = applied(
        office,
        run_jobs,
        bundle(
            classes="sourcedId,title,classType,schoolSourcedId\nd,9Z,homeroom,maple\n",
            enrollments="classSourcedId,userSourcedId,role\nd,g,student\n",
        ),
    )
    assert Advisory.objects.get(source_id="c").ended_at == done.applied_at
    undo(done)
    assert everything() == before


def test_what_was_corrected_by_hand_since_stays(cast, office, run_jobs, undo):
    applied(office, run_jobs, bundle())
    done = applied(
        office, run_jobs, bundle(GIO.replace(",05", ",07") + GIOS_MOTHER + TIM.replace("Tran", "T"))
    )
    Student.objects.filter(user__first_name="Gio").update(grade=8)
    undo(done)
    assert Student.objects.get(user__first_name="Gio").grade == 8
    assert User.objects.get(first_name="Tim").last_name == "Tran"
    assert (done.state, done.summary["kept"]) == ("undone", 1)
    page = main_of(office.get(url("import", done)))
    assert ("Gio Ferrari" in page, "somebody has changed this since" in page) == (True, True)
    assert "Tim Tran" not in page


@pytest.mark.parametrize("use", ["work", "card", "signed in", "corrected", "letter"])
def test_who_has_been_used_since_stays_and_the_rest_goes(cast, office, run_jobs, undo, use):
    done = applied(office, run_jobs, bundle(GIO + GIOS_MOTHER + TIM + "z,active,maple,student,Zoe,Z,,,04\n"))
    gio = Student.objects.get(user__first_name="Gio")
    if use == "work":
        f.EvidenceFactory(student=gio)
    elif use == "card":
        f.SignInCardFactory(student=gio)
    elif use == "signed in":
        User.objects.filter(pk=gio.user_id).update(last_login=timezone.now())
    elif use == "corrected":
        Student.objects.filter(pk=gio.pk).update(grade=3)
    else:
        f.InvitationFactory(guardianship=gio.guardianships.get())
    undo(done)
    assert (done.state, User.objects.filter(first_name="Zoe").count()) == ("undone", 0)
    gio.refresh_from_db()
    assert (gio.advisory.name, Membership.objects.filter(user=gio.user).count()) == ("6A", 1)
    mothers = User.objects.filter(first_name="Lia").count()
    assert mothers == (1 if use == "letter" else 0)
    assert gio.guardianships.count() == mothers
    assert (done.summary["kept"] > 0, Evidence.objects.count()) == (True, int(use == "work"))


def test_an_advisor_who_stays_keeps_an_advisory_that_stays(cast, office, run_jobs, undo):
    done = applied(office, run_jobs, bundle())
    User.objects.filter(first_name__in=("Tim", "Gio")).update(last_login=timezone.now())
    undo(done)
    assert [str(user) for user in Advisory.objects.get(name="6A").advisors.all()] == ["Tim Tran"]


def test_a_card_made_since_stays_the_one_that_opens(cast, office, run_jobs, undo):
    applied(office, run_jobs, bundle())
    gio = Student.objects.get(user__first_name="Gio")
    old = f.SignInCardFactory(student=gio)
    done = applied(office, run_jobs, bundle(TIM, enrollments=None))
    new = f.SignInCardFactory(student=gio)
    undo(done)
    assert list(SignInCard.objects.filter(revoked_at=None)) == [new]
    assert SignInCard.objects.get(pk=old.pk).revoked_at == done.applied_at
    assert Student.objects.get(pk=gio.pk).left_at is None


def test_after_a_day_it_stays(cast, office, run_jobs, undo, later):
    done = applied(office, run_jobs, bundle())
    assert "Take it back" in office.get(url("import", done)).content.decode()
    later(hours=25)
    answer = undo(done)
    assert (done.state, answer.status_code) == ("applied", 302)
    assert "Take it back" not in office.get(url("import", done)).content.decode()


def test_the_newer_one_is_taken_back_first(cast, office, run_jobs, undo):
    before = everything()
    first = applied(office, run_jobs, bundle())
    second = applied(office, run_jobs, bundle(GIO.replace(",05", ",06") + GIOS_MOTHER + TIM))
    undo(first)
    assert first.state == "applied"
    undo(second)
    undo(first)
    assert (first.state, second.state, everything() == before) == ("undone", "undone", True)


def test_a_link_of_the_same_person_is_undone(cast, office, run_jobs, undo):
    before = everything()
    done = applied_with_decision(cast, office, run_jobs)
    assert Membership.objects.get(user=cast.mum).source_id == "m9"
    undo(done)
    assert everything() == before


def applied_with_decision(cast, office, run_jobs):
    mother = "m9,active,maple,parent,Mum,Mensah,mum@family.example,,\n"
    brought = bring(office, bundle(GIO.replace("gm", "m9") + mother + TIM))
    run_jobs()
    line = brought.changes.get(lead=True, group="conflict")
    office.post(url("decide", brought), {f"line_{line.pk}": "same"})
    run_jobs()
    office.post(url("apply", brought))
    run_jobs()
    return RosterImport.objects.get(pk=brought.pk)


def test_everything_that_points_to_a_person_counts_as_use():
    pointing = {(model.__name__, column) for model, column in users_of(User)}
    assert {
        ("Student", "user_id"),
        ("Guardianship", "adult_id"),
        ("RosterImport", "by_id"),
    } - pointing == set()
    assert ("Session", "user_id") not in pointing
