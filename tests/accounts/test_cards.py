import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from segno import make

from accounts.actions.cards import issue_cards, revoke_card
from accounts.models import AuditRecord, Session, SignInCard
from accounts.qr import qr_path
from accounts.secrets import digest, normal_code
from tests import factories as f
from tests.accounts.conftest import main_of, who

URL = "/accounts/card/"


def type_code(client, code):
    return client.post(URL, {"code": code})


@pytest.mark.parametrize("typed", ["ANA-777-XYZW", "ana777xyzw", " ana 777 xyzw "])
def test_a_student_types_her_short_code(cast, ana_card, client, typed):
    response = type_code(client, typed)
    assert (response.status_code, response.url, who(client)) == (302, "/", cast.ana.pk)


def test_the_session_knows_its_card_and_ends_with_the_browser(cast, ana_card, client):
    response = type_code(client, "ANA-777-XYZW")
    assert Session.objects.get(card=ana_card).user == cast.ana
    assert not response.cookies["session"]["max-age"]


def test_coming_in_by_card_is_in_the_record(cast, ana_card, client):
    type_code(client, "ANA-777-XYZW")
    records = AuditRecord.objects.values_list("verb", "thing", "actor_id", "student_id")
    assert list(records) == [
        ("session.opened", "accounts.signincard", cast.ana.pk, cast.ana_student.pk),
    ]


def test_a_code_that_nobody_has(cast, ana_card, client):
    response = type_code(client, "ANA-777-XXXX")
    words = {"code": ["We do not know this code. Look at your card and try once more."]}
    assert (response.context["form"].errors, who(client)) == (words, None)


def test_guesses_are_counted_by_their_first_letters(cast, ana_card, client, later):
    for number in range(10):
        type_code(client, f"ANA-777-{number}")
    assert "tried many times" in str(type_code(client, "ANA-777-XYZW").context["form"].errors)
    f.SignInCardFactory(student=cast.ben_student, code_digest=digest("card-code", "BEN777XYZW"))
    type_code(client, "BEN-777-XYZW")
    assert who(client) == cast.ben.pk  # a classmate at the same address
    later(minutes=31)
    type_code(client, "ANA-777-XYZW")
    assert who(client) == cast.ana.pk


def test_the_token_leaves_the_address_and_nobody_is_in_by_looking(cast, ana_card, client):
    response = client.get(URL + "ana-token/")
    cookie = response.cookies["card"]
    assert (response.url, cookie["httponly"], cookie["max-age"]) == (URL + "hello/", True, 300)
    assert "ana-token" not in cookie.value
    page = client.get(response.url)
    assert "Hello! Are you Ana?" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert who(client) is None


def test_yes_that_is_me(cast, ana_card, client):
    client.get(URL + "ana-token/")
    response = client.post(URL + "hello/")
    assert (response.url, who(client)) == ("/", cast.ana.pk)
    assert Session.objects.get(card=ana_card).user == cast.ana
    assert client.post(URL + "hello/").url == URL  # used up in this browser


def test_the_next_student_takes_over_a_shared_device(cast, ana_card, as_):
    client = as_("ben")
    client.get(URL + "ana-token/")
    assert "Ben is signed in here now" in client.get(URL + "hello/").content.decode()
    client.post(URL + "hello/")
    assert who(client) == cast.ana.pk
    assert not Session.objects.filter(user=cast.ben).exists()


def test_hello_forgets_the_card_after_five_minutes(cast, ana_card, client, monkeypatch):
    client.get(URL + "ana-token/")
    monkeypatch.setattr("django.core.signing.time.time", lambda: timezone.now().timestamp() + 301)
    assert client.get(URL + "hello/").url == URL


def test_a_forged_cookie_opens_nothing(cast, ana_card, client):
    client.cookies["card"] = str(ana_card.pk)
    assert client.post(URL + "hello/").url == URL


def test_cards_that_ended_and_cards_that_never_were_look_alike(cast, ana_card, client):
    never = client.get(URL + "never-was/")
    assert "This card does not open any more" in main_of(never)
    ana_card.revoked_at = timezone.now()
    ana_card.save()
    ended = client.get(URL + "ana-token/")
    assert (never.status_code, main_of(never)) == (404, main_of(ended))
    assert ended.status_code == 404


def test_a_student_who_left_has_no_way_in(cast, ana_card, client):
    cast.ana_student.left_at = timezone.now()
    cast.ana_student.save()
    assert client.get(URL + "ana-token/").status_code == 404
    assert type_code(client, "ANA-777-XYZW").status_code == 200
    assert who(client) is None


def test_stopping_a_card_ends_its_sessions_on_the_next_request(cast, ana_card, client):
    type_code(client, "ANA-777-XYZW")
    key = client.session.session_key
    revoke_card(ana_card, by=cast.bo)
    response = client.get("/")
    assert (response.status_code, response.url) == (302, "/accounts/sign-in/?next=/")
    assert not Session.objects.filter(session_key=key).exists()
    assert AuditRecord.objects.latest("pk").verb == "signincard.revoked"


def test_even_a_session_row_that_stayed_is_worth_nothing(cast, ana_card, client):
    type_code(client, "ANA-777-XYZW")
    SignInCard.objects.update(revoked_at=timezone.now())
    assert client.get("/").status_code == 302


def test_stopping_a_card_twice_is_refused(cast, ana_card):
    revoke_card(ana_card, by=cast.bo)
    with pytest.raises(ValidationError, match="already been stopped"):
        revoke_card(ana_card, by=cast.bo)


def test_her_other_way_in_stays_open(cast, ana_card, as_):
    client = as_("ana")  # not by this card
    revoke_card(ana_card, by=cast.bo)
    assert who(client) == cast.ana.pk


def test_new_cards_open_and_old_ones_end(cast, ana_card, client):
    type_code(client, "ANA-777-XYZW")
    issued = issue_cards([cast.ana_student, cast.ben_student], by=cast.bo)
    assert [card.student for card in issued] == [cast.ana_student, cast.ben_student]
    assert client.get("/").status_code == 302
    type_code(client, "ANA-777-XYZW")
    assert who(client) is None
    type_code(client, issued[0].code.lower())
    assert who(client) == cast.ana.pk
    assert client.get(f"{URL}{issued[1].token}/").url == URL + "hello/"


def test_no_row_holds_a_card_in_the_clear(cast):
    card = issue_cards([cast.ana_student], by=cast.bo)[0]
    row = SignInCard.objects.get()
    stored = [digest("card", card.token), digest("card-code", normal_code(card.code))]
    assert [row.token_digest, row.code_digest] == stored
    assert AuditRecord.objects.values_list("verb", "student_id").get() == (
        "signincard.issued",
        cast.ana_student.pk,
    )


def cards_url(advisory):
    return f"/accounts/advisories/{advisory.pk}/cards/"


def test_the_advisor_sees_exactly_her_students(cast, ana_card, as_):
    f.StudentFactory(school=cast.school, advisory=cast.other_advisory)
    f.StudentFactory(school=cast.school, advisory=cast.advisory, left_at=timezone.now())
    students = as_("bo").get(cards_url(cast.advisory)).context["students"]
    assert [(student, student.card_pk) for student in students] == [
        (cast.ana_student, ana_card.pk),
        (cast.ben_student, None),
    ]


def test_cards_page_costs_the_same_for_more_students(cast, ana_card, as_, django_assert_num_queries):
    client = as_("bo")
    with django_assert_num_queries(3):
        client.get(cards_url(cast.advisory))
    for _ in range(3):
        f.SignInCardFactory(student=f.StudentFactory(school=cast.school, advisory=cast.advisory))
    with django_assert_num_queries(3):
        client.get(cards_url(cast.advisory))


def test_an_advisory_without_students_says_what_to_do(cast, as_):
    page = as_("ida").get(cards_url(cast.other_advisory)).content.decode()
    assert "They come with the roster." in page


def test_the_sheet_is_the_answer_that_makes_the_cards(cast, ana_card, as_, client):
    response = as_("bo").post(cards_url(cast.advisory), {"students": [cast.ana_student.pk]})
    card = response.context["sheet"][0]["card"]
    page = response.content.decode()
    assert (card.student, card.code in page, card.token in page) == (cast.ana_student, True, False)
    assert "no-store" in response["Cache-Control"]
    assert "style=" not in page
    assert card.code not in as_("bo").get(cards_url(cast.advisory)).content.decode()
    type_code(client, card.code)
    assert who(client) == cast.ana.pk


@pytest.mark.parametrize("chosen", [[], ["olu"], ["nonsense"]])
def test_no_cards_for_nobody_or_for_another_school(cast, as_, chosen):
    keys = [cast.oak_student_row.pk if key == "olu" else key for key in chosen]
    response = as_("bo").post(cards_url(cast.advisory), {"students": keys})
    assert (response.status_code, SignInCard.objects.count()) == (200, 0)
    assert response.context["form"].errors


def test_the_advisor_stops_a_lost_card(cast, ana_card, as_):
    response = as_("bo").post(f"/accounts/cards/{ana_card.pk}/revoke/")
    ana_card.refresh_from_db()
    assert (response.url, ana_card.revoked_at is None) == (cards_url(cast.advisory), False)


def test_the_square_is_the_qr_code():
    path = qr_path("https://lectern.example/accounts/card/abc/")
    matrix = list(
        make("https://lectern.example/accounts/card/abc/", error="m", micro=False).matrix_iter(border=2)
    )
    drawn = {
        (int(x) + step, int(y))
        for x, y, run in (
            part.replace("h", " ").split("v")[0].split()[:3] for part in path["d"].split("M")[1:]
        )
        for step in range(int(run))
    }
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert (path["side"], drawn) == (len(matrix), dark)
