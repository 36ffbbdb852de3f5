"""Ways around the rules that somebody has tried, and that lead nowhere."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions.codes import request_code_for, use_code
from accounts.actions.deletions import carry_out
from accounts.actions.households import restrict_guardianship
from accounts.actions.invitations import print_letters
from accounts.emblems import PICTURES
from accounts.models import (
    AuditRecord,
    DistrictMembership,
    Guardianship,
    Guest,
    Membership,
    RecordRequest,
    SignInPicture,
    Student,
    User,
)
from accounts.oneroster import bundle as bundles
from tests import factories as f
from tests.accounts.conftest import main_of, who
from tests.accounts.rosters import GIO, GIOS_MOTHER, bring, bundle


def scan(client, letter):
    client.get(f"/accounts/invitation/{letter.token}/")
    return client.post("/accounts/code/", {"code": letter.code})


@pytest.fixture
def two_letters(cast):
    """Mum has no e-mail, and a child at each school, of which each has printed a letter."""
    User.objects.filter(pk=cast.mum.pk).update(email="")
    other = f.GuardianshipFactory(adult=cast.mum, student=cast.oak_student_row)
    Membership.objects.create(user=cast.mum, school=cast.oak, role="family")
    [here] = print_letters([cast.guardianship], by=cast.cora)
    [there] = print_letters([other], by=cast.oak_coordinator)
    return here, there


# One school's office and the children of another


@pytest.mark.parametrize("name", ["guardianship_edit", "guardianship_restrict"])
def test_a_number_that_is_tried_tells_the_own_office_no_name_of_another_school(cast, as_, name):
    browser = as_("oak_coordinator")
    assert browser.get(reverse(f"accounts:{name}", args=[cast.guardianship.pk])).status_code == 404
    [refusal] = AuditRecord.objects.filter(verb="page.refused")
    assert (refusal.school_id, refusal.student_id) == (cast.school.pk, cast.ana_student.pk)
    assert "Mensah" not in browser.get(reverse("accounts:audit_list")).content.decode()


def test_a_row_of_no_school_is_told_to_the_office_of_whoever_tried(cast, as_):
    passkey = f.PasskeyFactory(user=cast.cora)
    as_("oak_coordinator").get(reverse("accounts:passkey_edit", args=[passkey.pk]))
    [refusal] = AuditRecord.objects.filter(verb="page.refused")
    assert (refusal.school_id, refusal.student_id) == (cast.oak.pk, None)


def address_after(office, run_jobs, cast):
    """What the address of Ana's mother is, once Maple Street's roster has said another one."""
    Membership.objects.filter(user=cast.mum, school=cast.school).update(source_id="gm")
    theirs = GIOS_MOTHER.replace("lia@family.example", "office@maple.example")
    brought = bring(office, bundle(GIO + theirs, classes=None, enrollments=None))
    run_jobs()
    office.post(reverse("accounts:roster_apply", args=[brought.pk]))
    run_jobs()
    cast.mum.refresh_from_db()
    return cast.mum.email


def test_a_roster_brings_a_new_address(cast, as_, run_jobs):
    assert address_after(as_("cora"), run_jobs, cast) == "office@maple.example"


@pytest.mark.parametrize("role", ["advisor", "family"])
def test_a_roster_puts_no_address_on_somebody_of_another_school_too(cast, as_, run_jobs, role):
    """Whoever reads her mail could become her there."""
    Membership.objects.create(user=cast.mum, school=cast.oak, role=role)
    assert address_after(as_("cora"), run_jobs, cast) == "mum@family.example"
    assert cast.mum.first_name == "Lia"


# Printed letters


def test_a_session_by_letter_says_nothing_of_her_other_schools(cast, two_letters, client):
    Membership.objects.create(user=cast.mum, school=cast.oak, role="coordinator")
    DistrictMembership.objects.create(user=cast.mum, district=f.DistrictFactory())
    scan(client, two_letters[0])
    user = client.get(reverse("accounts:session_list")).wsgi_request.user
    assert (user.roles, list(user.schools), user.works_at_school) == (["family"], [cast.school.pk], False)
    for page in ("district_schools", "school_office", "school_switch", "staff_list"):
        assert client.get(reverse(f"accounts:{page}")).status_code == 404
    page = client.get("/").content.decode()
    assert ("Ana" in page, "Olu" in page, "Oak Hill" in page) == (True, False, False)


def test_the_letter_about_another_child_opens_that_child(cast, two_letters, client):
    here, there = two_letters
    scan(client, here)
    assert scan(client, there).url == "/"
    page = client.get("/").content.decode()
    assert ("Ana" in page, "Olu" in page) == (False, True)


def test_who_came_by_letter_comes_in_whole_by_mail(cast, two_letters, client, run_jobs, mailoutbox):
    scan(client, two_letters[0])
    User.objects.filter(pk=cast.mum.pk).update(email="mum@family.example")
    client.post(reverse("accounts:code_ask"), {"email": "mum@family.example"})
    run_jobs()
    digits = next(word for word in mailoutbox[-1].body.split() if word.isdigit() and len(word) == 6)
    assert client.post(reverse("accounts:code_enter"), {"code": digits}).url == "/"
    page = client.get("/").content.decode()
    assert ("Ana" in page, "Olu" in page) == (True, True)


def test_a_letter_of_somebody_else_is_not_opened_by_whoever_is_signed_in(cast, two_letters, as_):
    browser = as_("dad")
    browser.get(f"/accounts/invitation/{two_letters[0].token}/")
    browser.post("/accounts/code/", {"code": two_letters[0].code})
    assert who(browser) == cast.dad.pk


# Signing in


def test_a_mailed_code_leaves_no_colleague_signed_in_for_weeks(cast, client, run_jobs, mailoutbox):
    Membership.objects.create(user=cast.mum, school=cast.school, role="advisor")
    f.InvitationFactory(guardianship=cast.guardianship)
    client.post(reverse("accounts:code_ask"), {"email": "mum@family.example"})
    run_jobs()
    digits = next(word for word in mailoutbox[-1].body.split() if word.isdigit() and len(word) == 6)
    answer = client.post(reverse("accounts:code_enter"), {"code": digits})
    assert answer.cookies["session"]["max-age"] == ""
    assert client.get("/").url == "/accounts/me/second-step/?next=%2F"


def test_a_code_of_nobody_is_tried_on_nobody(cast):
    with pytest.raises(ValidationError, match="does not fit"):
        use_code(None, "123456")
    assert list(AuditRecord.objects.values_list("verb", "actor_id")) == [("signin.failed", None)]


def test_the_database_is_asked_the_same_of_a_code_of_nobody(cast, run_jobs):
    f.InvitationFactory(guardianship=cast.guardianship)
    code = request_code_for("mum@family.example")
    run_jobs()
    asked = []
    for pk in (code.pk, None):
        with CaptureQueriesContext(connection) as queries, pytest.raises(ValidationError):
            use_code(pk, "nothing")
        asked.append(len(queries))
    assert asked == [4, 4]


def test_a_card_found_at_night_chooses_no_picture(cast, ana_card, client):
    cast.advisory.asks_picture = True
    cast.advisory.save()
    cast.school.cards_from, cast.school.cards_until = datetime.time(0), datetime.time(0, 0, 1)
    cast.school.save()
    client.get(reverse("accounts:card_open", args=["ana-token"]))
    assert client.post(reverse("accounts:card_confirm")).url == reverse("accounts:card_picture")
    page = client.post(reverse("accounts:card_picture"), {"picture": next(iter(PICTURES)), "sure": "1"})
    assert "Cards open in school hours" in main_of(page)
    assert (SignInPicture.objects.count(), ana_card.sessions.count()) == (0, 0)


# Two households


def test_the_office_answers_the_adult_who_asked(cast, as_):
    other = f.UserFactory(school=cast.school, first_name="Papa", role="family")
    f.GuardianshipFactory(adult=other, student=cast.ana_student)
    f.RecordRequestFactory(
        student=cast.ana_student, by=other, kind="correction", state="declined", answer="12 Elm Street"
    )
    cast.papa = other
    url = reverse("accounts:child_record", args=[cast.ana_student.pk])
    shown = {name: "12 Elm Street" in main_of(as_(name).get(url)) for name in ("papa", "mum")}
    assert shown == {"papa": True, "mum": False}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("guardianship_restrict", {"reason": "court order"}),
        ("guardianship_end", {}),
        ("guardianship_edit", {"relation": "mother", "may_see": "on", "may_attend": "on"}),
    ],
)
def test_nothing_is_deleted_on_the_word_of_an_adult_who_decides_no_longer(cast, as_, name, said):
    request = f.RecordRequestFactory(
        student=cast.ana_student,
        by=cast.mum,
        state="agreed",
        decided_at=timezone.now(),
        decided_by=cast.cora,
        runs_at=timezone.now(),
    )
    url = reverse(f"accounts:{name}", args=[cast.guardianship.pk])
    assert as_("cora").post(url, said).status_code == 302
    assert not carry_out(request.pk)
    assert (RecordRequest.objects.get().state, Student.objects.filter(user=cast.ana).count()) == (
        "withdrawn",
        1,
    )


def test_a_deletion_stands_while_she_decides(cast, as_):
    request = f.RecordRequestFactory(student=cast.ana_student, by=cast.mum)
    said = {"relation": "mum", "may_see": "on", "may_attend": "on", "may_decide": "on"}
    as_("cora").post(reverse("accounts:guardianship_edit", args=[cast.guardianship.pk]), said)
    request.refresh_from_db()
    assert request.state == "open"


@pytest.mark.parametrize(
    ("name", "is_kept_away"),
    [
        ("mum mensah", True),
        ("Mensah, Mum", True),
        ("Mum Mensah.", True),
        ("Mu\u200bm\u00adMensah", True),
        ("Múm-Mensah", True),
        ("Mum Mensah-Ortiz", False),
        ("أم أنا", False),
    ],
)
def test_an_adult_who_is_kept_away_is_known_however_her_name_is_typed(cast, name, is_kept_away):
    restrict_guardianship(cast.guardianship, reason="court order", by=cast.cora)
    guest = f.GuestFactory(student=cast.ana_student, name=name, email="new@away.example", agreed_by=cast.bo)
    barring = Guardianship.objects.barring(cast.ana_student, name=name, email="")
    assert (Guest.objects.barred().filter(pk=guest.pk).exists(), barring.exists()) == (is_kept_away,) * 2


def test_names_in_other_scripts_are_told_apart(cast):
    User.objects.filter(pk=cast.mum.pk).update(first_name="أم", last_name="أنا")
    restrict_guardianship(cast.guardianship, reason="court order", by=cast.cora)
    kept_away = [
        Guardianship.objects.barring(cast.ana_student, name=name, email="").exists()
        for name in ("أنا أم", "中文 名", "Мария Ан")
    ]
    assert kept_away == [True, False, False]


# Files


def test_a_line_that_no_memory_holds_is_refused(cast, as_, run_jobs, monkeypatch):
    monkeypatch.setattr(bundles, "MAX_LINE", 200)
    brought = bring(as_("cora"), bundle(GIO + f"x,active,maple,teacher,{'T' * 300},Tran,,,\n"))
    run_jobs()
    brought.refresh_from_db()
    assert brought.state == "refused"
