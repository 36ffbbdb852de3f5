"""Where one is signed in: seen, ended from afar, and over by itself on a shared device."""

import datetime
from hashlib import md5

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from accounts.actions.sessions import end_session, end_sessions
from accounts.devices import device_of, device_words
from accounts.models import Advisory, AuditRecord, School, Session
from accounts.secrets import digest
from tests import factories as f
from tests.accounts.conftest import main_of, who

URL = "/accounts/sessions/"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605 (KHTML) Version/17.5 Safari/604.1"


def minutes(number):
    return datetime.timedelta(minutes=number)


def by_card(client, **headers):
    client.post("/accounts/card/", {"code": "ANA-777-XYZW"}, headers=headers)
    return client


def another(user, key="elsewhere", **fields):
    expires = timezone.now() + minutes(60)
    fields = {"expire_date": expires} | fields
    return Session.objects.create(session_key=key, user=user, session_data="", **fields)


def handle(session):
    return md5(session.session_key.encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (IPAD, "iPad, with Safari"),
        (
            "Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Mobile Safari/537",
            "Android phone, with Chrome",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Safari/537", "Android tablet, with Chrome"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/131.0 Safari/537", "Chromebook, with Chrome"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537 Edg/131", "Windows computer, with Edge"),
        ("Mozilla/5.0 (Macintosh) Gecko Firefox/132.0", "Mac, with Firefox"),
        ("SomethingElse on Linux", "Linux computer"),
        ("Firefox/132.0", "Firefox"),
        ("curl", "A device that does not say what it is"),
    ],
)
def test_a_device_in_plain_words(rf, said, words):
    assert str(device_words(device_of(rf.get("/", headers={"user-agent": said})))) == words


def test_one_sees_exactly_ones_own_devices_and_which_is_this(cast, ana_card, client):
    by_card(client, user_agent=IPAD)
    here = client.session.session_key
    home = another(cast.ana, device="Chrome/windows", seen_at=timezone.now() - minutes(90))
    another(cast.ana, "over", expire_date=timezone.now())
    another(cast.ben, key="bens")
    response = client.get(URL)
    page = main_of(response)
    assert [session.session_key for session in response.context["sessions"]] == [here, "elsewhere"]
    assert ("iPad, with Safari" in page, "This device" in page, "hour" in page) == (True, True, True)
    assert home.session_key not in page
    assert here not in page


def test_the_list_costs_the_same_for_more_devices(cast, as_, django_assert_num_queries):
    client = as_("mum")
    with django_assert_num_queries(2):
        client.get(URL)
    for number in range(3):
        another(cast.mum, key=f"number-{number}")
    with django_assert_num_queries(2):
        client.get(URL)


def test_she_signs_out_another_device_and_that_is_in_the_record(cast, as_):
    other = another(cast.mum)
    client = as_("mum")
    assert client.post(f"{URL}{handle(other)}/end/").url == URL
    assert not Session.objects.filter(session_key="elsewhere").exists()
    assert who(client) == cast.mum.pk
    assert AuditRecord.objects.values_list("verb", "thing_id", "actor_id").get() == (
        "session.ended",
        str(cast.mum.pk),
        cast.mum.pk,
    )


def test_a_device_is_signed_out_once(cast):
    session = another(cast.mum)
    end_session(session, by=cast.mum)
    session.session_key = "elsewhere"
    with pytest.raises(ValidationError, match="already"):
        end_session(session, by=cast.mum)


def test_all_others_end_and_this_one_stays(cast, as_):
    for number in range(2):
        another(cast.mum, key=f"number-{number}")
    another(cast.dad, key="dads")
    client = as_("mum")
    page = client.post(f"{URL}others/end/", follow=True).content.decode()
    assert "2 other devices are signed out." in page
    assert who(client) == cast.mum.pk
    assert list(Session.objects.filter(user=cast.dad)) != []


def test_nothing_to_end_is_not_in_the_record(cast):
    assert end_sessions(cast.mum, by=cast.mum) == 0
    assert not AuditRecord.objects.exists()


def test_her_advisor_signs_a_student_out(cast, ana_card, client, as_):
    by_card(client)
    session = Session.objects.get(user=cast.ana)
    advisor = as_("bo")
    another(cast.ana)
    page = main_of(advisor.get(f"/accounts/students/{cast.ana_student.pk}/sessions/"))
    assert handle(Session.objects.get(session_key="elsewhere")) in page
    response = advisor.post(f"/accounts/students/{cast.ana_student.pk}/sign-out/")
    assert response.url == f"/accounts/students/{cast.ana_student.pk}/sessions/"
    assert not Session.objects.filter(user=cast.ana).exists()
    assert session.user == cast.ana
    assert AuditRecord.objects.filter(verb="session.ended").values_list("actor_id", "student_id").get() == (
        cast.bo.pk,
        cast.ana_student.pk,
    )


def test_her_advisor_ends_one_device_and_comes_back_to_the_list(cast, as_):
    other = another(cast.ana)
    response = as_("bo").post(f"{URL}{handle(other)}/end/")
    assert response.url == f"/accounts/students/{cast.ana_student.pk}/sessions/"


def test_a_teacher_does_not_end_what_is_a_parents(cast, as_):
    other = another(cast.mum)
    assert as_("cora").post(f"{URL}{handle(other)}/end/").status_code == 404
    assert Session.objects.filter(session_key="elsewhere").exists()


def test_last_use_is_written_down_now_and_then(cast, as_, later, django_assert_num_queries):
    client = as_("mum")
    begun = Session.objects.get().seen_at
    later(minutes=14)
    client.get(URL)
    assert Session.objects.get().seen_at == begun
    later(minutes=16)
    with django_assert_num_queries(3):
        client.get(URL)
    assert Session.objects.get().seen_at > begun
    with django_assert_num_queries(2):
        client.get(URL)


def ends_in(card):
    """Minutes from now."""
    return round((Session.objects.get(card=card).expire_date - timezone.now()).total_seconds() / 60)


def test_a_tablet_that_nobody_uses_signs_out(cast, ana_card, client):
    by_card(client)
    assert (client.session["idle"], ends_in(ana_card)) == (10, 12)
    Session.objects.update(expire_date=F("expire_date") - minutes(13))  # as if so long had gone by
    assert client.get("/goals/").url.startswith("/accounts/sign-in/")


def test_use_keeps_it_open_until_the_end_of_the_school_day(cast, ana_card, client, later):
    by_card(client)
    ends = []
    for gone in (6, 120, 8 * 60 - 12, 8 * 60 - 6, 8 * 60 + 1):
        later(minutes=gone)
        client.get("/goals/")
        ends.append(ends_in(ana_card))
    assert ends == [12, 12, 12, 6, -1]


def test_the_advisor_says_how_long_a_tablet_waits(cast, ana_card, client):
    Advisory.objects.update(idle_minutes=30)
    by_card(client)
    assert ends_in(ana_card) == 32


def test_saving_a_session_does_not_make_it_longer(cast, ana_card, client):
    by_card(client)
    session = client.session
    session["more"] = 1
    session.save()
    left = Session.objects.get(card=ana_card).expire_date - timezone.now()
    assert minutes(11) < left < minutes(13)
    assert Session.objects.get(card=ana_card).made_at < timezone.now()


def test_a_phone_of_the_family_is_no_shared_device(cast, as_):
    assert "idle" not in as_("mum").session


def test_a_student_without_an_advisory_has_ten_minutes(cast, client):
    student = f.StudentFactory(school=cast.school)
    card = f.SignInCardFactory(student=student)
    card.code_digest = digest("card-code", "ACEACEACE")
    card.save()
    client.post("/accounts/card/", {"code": "ACE-ACE-ACE"})
    assert client.session["idle"] == 10


# Card hours: the clock stands at a moment on the clock of the school, in New York.


@pytest.fixture
def at(monkeypatch, cast):
    School.objects.update(cards_from=datetime.time(7), cards_until=datetime.time(17))

    def stand(day, hour, minute=0):
        moment = datetime.datetime(2026, 11, day, hour + 5, minute, tzinfo=datetime.UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return stand


@pytest.mark.parametrize(
    ("day", "hour", "opens"),
    [(16, 7, True), (16, 16, True), (16, 6, False), (16, 17, False), (14, 10, False), (15, 10, False)],
)
def test_cards_open_in_school_hours(cast, ana_card, client, at, day, hour, opens):
    at(day, hour)  # the 14th is a Saturday
    by_card(client)
    assert (Session.objects.filter(card=ana_card).exists()) == opens


def test_outside_of_school_hours_she_is_told_so(cast, ana_card, client, at):
    at(16, 18)
    response = client.post("/accounts/card/", {"code": "ANA-777-XYZW"})
    assert response.context["form"].errors == {
        "code": ["Cards open in school hours. Your work is safe until then."]
    }


def test_the_square_opens_in_school_hours_too(cast, ana_card, client, at):
    at(16, 18)
    client.get("/accounts/card/ana-token/")
    page = client.post("/accounts/card/hello/")
    assert "Cards open in school hours." in page.content.decode()
    assert not Session.objects.exists()


def test_a_school_may_open_cards_on_weekends(cast, ana_card, client, at):
    School.objects.update(cards_on_weekends=True)
    at(14, 10)
    by_card(client)
    assert Session.objects.filter(card=ana_card).exists()


def test_an_advisory_may_open_its_cards_at_any_time(cast, ana_card, client, at):
    Advisory.objects.update(cards_anytime=True)
    at(14, 23 - 5)
    by_card(client)
    assert Session.objects.filter(card=ana_card).exists()


def test_the_session_ends_when_the_cards_close(cast, ana_card, client, at):
    Advisory.objects.update(idle_minutes=60)
    at(16, 16, 45)
    by_card(client)
    assert ends_in(ana_card) == 15
