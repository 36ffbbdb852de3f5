"""Two adults of one mailbox: the code shows that it is theirs, and each chooses who she is."""

import pytest

from accounts.models import Guardianship, User
from tests import factories as f
from tests.accounts.conftest import main_of, who
from tests.accounts.test_families import ASK, enter, newest_code

CHOOSE = "/accounts/code/person/"


@pytest.fixture
def couple(cast, mum_invited):
    """Dad reads the mailbox of Mum; both are invited, each for a child of their own."""
    User.objects.filter(pk=cast.dad.pk).update(email="mum@family.example")
    f.InvitationFactory(guardianship=cast.dad.guardianships.get())
    return cast


@pytest.fixture
def asked(couple, client, run_jobs):
    client.post(ASK, {"email": "mum@family.example"})
    run_jobs()
    return client


def test_after_the_code_one_says_who_one_is(couple, asked):
    assert enter(asked, newest_code()).url == CHOOSE
    assert who(asked) is None
    page = main_of(asked.get(CHOOSE))
    assert [words in page for words in ("Mum Mensah", "Dad Novak", "Ana", "Ben")] == [True] * 4
    assert asked.post(CHOOSE, {"person": couple.dad.pk}).url == "/"
    assert who(asked) == couple.dad.pk


def test_alone_at_an_address_nobody_is_asked(cast, mum_invited, client, run_jobs):
    client.post(ASK, {"email": "mum@family.example"})
    run_jobs()
    assert (enter(client, newest_code()).url, who(client)) == ("/", cast.mum.pk)


def test_her_own_link_knows_her(couple, client, run_jobs):
    client.get("/accounts/invitation/mum-token/")
    client.post("/accounts/code/")
    run_jobs()
    assert (enter(client, newest_code()).url, who(client)) == ("/", couple.mum.pk)


@pytest.mark.parametrize("other", ["ruth", "oak_family", "cora"])
def test_nobody_else_can_be_chosen(couple, asked, other):
    enter(asked, newest_code())
    asked.post(CHOOSE, {"person": getattr(couple, other).pk})
    assert who(asked) is None


def test_whoever_is_restricted_meanwhile_is_not_there(couple, asked):
    enter(asked, newest_code())
    Guardianship.objects.filter(adult=couple.dad).update(restricted=True)
    assert "Dad Novak" not in main_of(asked.get(CHOOSE))
    asked.post(CHOOSE, {"person": couple.dad.pk})
    assert who(asked) is None


def test_without_the_code_there_is_nothing_to_choose(couple, asked):
    assert asked.get(CHOOSE).url == ASK
    assert asked.post(CHOOSE, {"person": couple.mum.pk}).url == ASK


def test_choosing_takes_ten_minutes_at_most(couple, asked, later):
    enter(asked, newest_code())
    later(minutes=11)
    assert asked.get(CHOOSE).url == ASK


def test_who_is_in_goes_on(couple, asked, as_):
    enter(asked, newest_code())
    asked.post(CHOOSE, {"person": couple.mum.pk})
    assert asked.get(CHOOSE).url == "/"


def test_a_guest_of_that_mailbox_is_a_person_of_her_own(cast, mum_invited, client, run_jobs):
    gus = User.objects.get(pk=cast.guest.pk)
    User.objects.filter(pk=gus.pk).update(email="mum@family.example")
    f.InvitationFactory(guest=cast.guest_row, guardianship=None, school=cast.school)
    client.post(ASK, {"email": "mum@family.example"})
    run_jobs()
    enter(client, newest_code())
    assert "a guest of Ana" in main_of(client.get(CHOOSE))
    client.post(CHOOSE, {"person": gus.pk})
    assert who(client) == gus.pk
