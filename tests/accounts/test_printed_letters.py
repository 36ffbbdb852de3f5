"""Letters on paper: a link and a code, used once, about one child."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import letters
from accounts.actions.invitations import print_letters, revoke_invitation
from accounts.models import Guardianship, Household, Invitation, Membership, Session, Student, User
from accounts.querysets.schools import schools_of
from conferences.models import Conference
from tests import factories as f
from tests.accounts.conftest import main_of, who

PRINT = "/accounts/letters/"
REQUEST = "/accounts/code/"


def no_mail(cast):
    User.objects.filter(pk=cast.mum.pk).update(email="")
    cast.mum.refresh_from_db()


@pytest.fixture
def letter(cast):
    """Mum has no e-mail, two children here, and a letter about Ana in her hand."""
    no_mail(cast)
    f.GuardianshipFactory(adult=cast.mum, student=cast.ben_student)
    [printed] = print_letters([cast.guardianship], by=cast.cora)
    return printed


def scan(client, printed):
    return client.get(f"/accounts/invitation/{printed.token}/")


def type_code(client, code):
    return client.post(REQUEST, {"code": code})


def followed(client):
    """Whom the person of this browser follows, as a request of hers finds it."""
    user = client.get(reverse("accounts:session_list")).wsgi_request.user
    return sorted(student.first_name for student in Student.objects.followed_by(user))


def test_from_the_square_to_the_child(cast, letter, client):
    assert scan(client, letter).url == REQUEST
    page = main_of(client.get(REQUEST))
    assert ("You are invited by Ana" in page, letter.code in page) == (True, False)
    answer = type_code(client, letter.code.lower().replace("-", " "))
    assert (answer.url, who(client)) == ("/", cast.mum.pk)
    assert round(answer.cookies["session"]["max-age"] / 86400) == 30


def test_a_letter_opens_one_child_and_no_place_of_work(cast, letter, client, as_):
    Membership.objects.create(user=cast.mum, school=cast.school, role="coordinator")
    scan(client, letter)
    type_code(client, letter.code)
    user = client.get(reverse("accounts:session_list")).wsgi_request.user
    assert (followed(client), list(schools_of(user, "coordinator"))) == (["Ana"], [])
    Membership.objects.filter(user=cast.mum, role="coordinator").delete()
    assert followed(as_("mum")) == ["Ana", "Ben"]


def test_prepared_pages_know_the_one_child_too(world, client):
    no_mail(world)
    f.GuardianshipFactory(adult=world.mum, student=world.ben_student)
    ben = f.ConferenceFactory(student=world.ben_student, round=world.round)
    page = [reverse("conferences:conference_family", args=[one.pk]) for one in (world.conference, ben)]
    client.force_login(world.mum)  # the whole question is prepared first
    assert [client.get(one).status_code for one in page] == [200, 200]
    client.logout()
    [printed] = print_letters([world.guardianship], by=world.cora)
    scan(client, printed)
    type_code(client, printed.code)
    assert [client.get(one).status_code for one in page] == [200, 404]
    assert Conference.objects.filter(pk=ben.pk).exists()


def test_a_letter_makes_no_key_for_itself(cast, letter, client):
    scan(client, letter)
    type_code(client, letter.code)
    assert client.get(reverse("accounts:passkey_add")).status_code == 404
    assert "Add a passkey" not in client.get(reverse("accounts:account")).content.decode()


def test_a_letter_opens_once(cast, letter, client):
    scan(client, letter)
    type_code(client, letter.code)
    client.logout()
    assert scan(client, letter).status_code == 410
    letter.invitation.refresh_from_db()
    assert letter.invitation.used_at is not None


def test_two_phones_one_letter(cast, letter, client):
    other = Client()
    for phone in (client, other):
        scan(phone, letter)
    type_code(client, letter.code)
    assert type_code(other, letter.code).status_code == 410
    assert (who(client), who(other)) == (cast.mum.pk, None)


def test_a_wrong_code_opens_nothing_and_ten_are_too_many(cast, letter, client):
    scan(client, letter)
    for _ in range(10):
        answer = type_code(client, "AAAA-AAAA")
    assert "does not fit the letter" in main_of(answer)
    assert "tried many times" in main_of(type_code(client, letter.code))
    assert who(client) is None


def test_a_new_letter_stops_the_old_one_and_its_session(cast, letter, client):
    scan(client, letter)
    type_code(client, letter.code)
    print_letters([cast.guardianship], by=cast.cora)
    assert client.get(reverse("accounts:session_list")).status_code == 302
    assert scan(client, letter).status_code == 410


ENDS = {
    "ended": lambda cast: {"ends_on": timezone.localdate() - datetime.timedelta(days=2)},
    "restricted": lambda cast: {"restricted": True},
    "may not see": lambda cast: {"may_see": False},
}


@pytest.mark.parametrize("end", ENDS)
def test_a_letter_ends_with_its_reason(cast, letter, client, end):
    scan(client, letter)
    Guardianship.objects.filter(pk=cast.guardianship.pk).update(**ENDS[end](cast))
    assert type_code(client, letter.code).status_code == 410
    assert print_letters([cast.guardianship], by=cast.cora) == []


def test_a_letter_is_taken_back(cast, letter, client):
    scan(client, letter)
    type_code(client, letter.code)
    revoke_invitation(letter.invitation, by=cast.cora)
    assert Session.objects.filter(user=cast.mum).count() == 0


def test_the_database_holds_no_secret(cast, letter):
    row = Invitation.objects.get(pk=letter.invitation.pk)
    assert letter.token not in row.token_digest
    assert letter.code.replace("-", "") not in row.code_digest
    assert 50 < (row.expires_at - timezone.now()).days < 61


# Printing


def waiting(client):
    return [str(row.adult) for row in client.get(PRINT).context["waiting"]]


def test_who_waits_for_a_letter(cast, as_):
    client = as_("cora")
    assert waiting(client) == []
    no_mail(cast)
    home = f.HouseholdFactory(school=cast.school, reach=Household.Reach.LETTER)
    Guardianship.objects.filter(adult=cast.dad).update(household=home)
    User.objects.filter(pk=cast.oak_family.pk).update(email="")
    assert waiting(client) == ["Mum Mensah", "Dad Novak"]
    print_letters([cast.guardianship], by=cast.cora)
    assert waiting(client) == ["Dad Novak"]


def test_staff_have_their_own_door(cast, as_):
    no_mail(cast)
    f.MembershipFactory(user=cast.mum, school=cast.school, role="advisor")
    client = as_("cora")
    assert waiting(client) == []
    assert client.post(PRINT, {"adults": [cast.guardianship.pk]}).status_code == 422


@pytest.fixture
def printed(monkeypatch):
    """What is sent to the press."""
    pages = []

    def press(template, context, *, css):
        pages.extend(context["letters"])
        return b"%PDF-1.7"

    monkeypatch.setattr(letters, "render_pdf", press)
    return pages


def test_letters_come_as_one_pdf_in_the_language_of_each(cast, as_, printed):
    no_mail(cast)
    Household.objects.filter(pk=cast.household.pk).update(language="es", address="12 Elm Street")
    dads = cast.dad.guardianships.get()
    answer = as_("cora").post(PRINT, {"adults": [cast.guardianship.pk, dads.pk]})
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "application/pdf",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert ['lang="es"' in printed[0], "12 Elm Street" in printed[0]] == [True, True]
    assert ['lang="en"' in printed[1], "12 Elm Street" in printed[1]] == [True, False]
    assert Invitation.objects.open().count() == 2


def test_a_real_pdf(cast):
    no_mail(cast)
    pdf = letters.pdf_of(print_letters([cast.guardianship], by=cast.cora))
    assert (pdf[:5], b"/StructTreeRoot" in pdf or len(pdf) > 10_000) == (b"%PDF-", True)


@pytest.mark.parametrize("chosen", ["nobody", "of another school", "restricted"])
def test_letters_are_for_one_s_own_families(cast, as_, printed, chosen):
    adults = {
        "nobody": [],
        "of another school": [cast.oak_family.guardianships.get().pk],
        "restricted": [cast.guardianship.pk],
    }[chosen]
    Guardianship.objects.filter(pk=cast.guardianship.pk).update(restricted=True)
    answer = as_("cora").post(PRINT, {"adults": adults})
    assert (answer.status_code, printed, Invitation.objects.count()) == (422, [], 0)


def test_a_print_has_an_end(cast, as_, printed, monkeypatch):
    monkeypatch.setattr("accounts.forms.families.MOST_LETTERS", 1)
    rows = [cast.guardianship.pk, cast.dad.guardianships.get().pk]
    answer = as_("cora").post(PRINT, {"adults": rows})
    assert (answer.status_code, Invitation.objects.count()) == (422, 0)


def test_a_letter_without_household_speaks_the_school_s_language(cast, printed):
    Guardianship.objects.filter(pk=cast.guardianship.pk).update(household=None, may_attend=False)
    letters.pdf_of(print_letters([cast.guardianship], by=cast.cora))
    assert ["See how Ana learns" in printed[0], "leads" in printed[0]] == [True, False]
