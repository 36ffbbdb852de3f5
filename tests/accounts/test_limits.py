"""Limits on what is aimed at, that hold when many try at once; and answers that tell nothing."""

import re
import threading
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.utils import timezone

from accounts import hashers, throttle
from accounts.actions.codes import make_code, use_code
from accounts.actions.revoke import revoke
from accounts.models import FailedSignIn, Invitation, SignInCode
from accounts.secrets import digest
from tests.accounts.conftest import PASSWORD, main_of


def at_once(number, act):
    """What `number` threads got that do the same at the same moment."""
    results, start = [], threading.Barrier(number)

    def run():
        try:
            start.wait()
            results.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_thirty_tries_at_once_are_ten():
    admitted = at_once(30, lambda: throttle.admit("password:bo", (10, 15)) is not None)
    assert Counter(admitted) == {True: 10, False: 20}
    assert FailedSignIn.objects.count() == 10


def test_each_limit_counts_by_itself(db, later):
    limits = ((2, 10), (3, 60))
    admitted = [throttle.admit("code:mum", *limits) is not None for _ in range(3)]
    later(minutes=11)
    admitted += [throttle.admit("code:mum", *limits) is not None for _ in range(2)]
    assert admitted == [True, True, False, True, False]


def test_a_try_that_succeeded_was_none(db):
    row = throttle.admit("card:ANA", (10, 30))
    throttle.forgive(row)
    assert not FailedSignIn.objects.exists()


def test_a_class_that_types_its_codes_right_is_never_kept_waiting(cast, ana_card, client):
    for _ in range(12):
        assert client.post("/accounts/card/", {"code": "ANA-777-XYZW"}).status_code == 302
    assert not FailedSignIn.objects.exists()


# Hashing: a line with an end.


def test_whoever_finds_the_line_full_is_told_and_nothing_is_counted(staff, client):
    for _ in range(hashers.IN_LINE):
        hashers.in_line.acquire()
    try:
        response = client.post("/accounts/sign-in/", {"name": "bo@maple.example", "password": PASSWORD})
    finally:
        hashers.in_line.release(hashers.IN_LINE)
    assert response.context["form"].errors == {
        "__all__": ["Many people are signing in right now. Please press the button once more."]
    }
    assert not FailedSignIn.objects.exists()
    assert (
        client.post("/accounts/sign-in/", {"name": "bo@maple.example", "password": PASSWORD}).status_code
        == 302
    )


def test_the_line_moves_on_after_each(db):
    hasher = hashers.LeanArgon2PasswordHasher()
    encoded = hasher.encode("correct horse", "saltsaltsalt")
    for _ in range(hashers.IN_LINE + 1):
        assert hasher.verify("correct horse", encoded)


def test_one_hashes_while_the_others_wait_and_the_rest_are_told(db, monkeypatch):
    most, running = [], []

    def encode(self, password, salt):
        running.append(1)
        most.append(len(running))
        waiting.wait(timeout=10)
        running.pop()
        return "hash"

    waiting = threading.Event()
    monkeypatch.setattr(hashers.Argon2PasswordHasher, "encode", encode)
    refused = threading.Semaphore(0)

    def act():
        try:
            return hashers.LeanArgon2PasswordHasher().encode("correct horse", "saltsaltsalt")
        except hashers.TooManyHashes:
            refused.release()
            return "later"

    def let_them():
        refused.acquire(timeout=10)
        waiting.set()

    helper = threading.Thread(target=let_them)
    helper.start()
    results = at_once(hashers.IN_LINE + 1, act)
    helper.join()
    assert Counter(results) == {"hash": hashers.IN_LINE, "later": 1}
    assert max(most) == 1


# Enumeration: who exists, who was invited, which card there was. Same words, same status, same work.


class Work:
    """What an answer costs: hashes, and each question to the database with its values left out."""

    def __init__(self, monkeypatch):
        self.hashes, self.questions = 0, []
        for method in ("encode", "verify"):
            real = getattr(hashers.Argon2PasswordHasher, method)

            def counted(this, *args, real=real, **kw):
                self.hashes += 1
                return real(this, *args, **kw)

            monkeypatch.setattr(hashers.Argon2PasswordHasher, method, counted)

    def note(self, execute, sql, params, many, context):
        self.questions.append(sql)
        return execute(sql, params, many, context)

    def of(self, ask):
        self.hashes, self.questions = 0, []
        with connection.execute_wrapper(self.note):
            response = ask()
        form = response.context and response.context.get("form")
        words = [str(error) for error in form.errors.values()] if form else []
        return response.status_code, words, self.hashes, len(self.questions)


@pytest.fixture
def work(monkeypatch):
    return Work(monkeypatch)


def test_a_wrong_password_costs_the_same_whoever_is_meant(staff, client, work):
    def ask(name):
        return work.of(lambda: client.post("/accounts/sign-in/", {"name": name, "password": "wrong"}))

    known = ask("bo@maple.example")
    names = ("nobody@maple.example", "mum@family.example", staff.ana.username, "ida@oak.example")
    assert (known[0], len(known[1]), known[2]) == (200, 1, 1)
    assert [ask(name) for name in names] == [known] * 4


def test_a_code_costs_the_same_whether_the_address_is_known_or_not(cast, mum_invited, client, work):
    def ask(email):
        answer = work.of(lambda: client.post("/accounts/code/ask/", {"email": email}))
        page = main_of(client.get("/accounts/code/enter/")).replace(email, "ADDRESS")
        return answer, re.sub(r'value="\w{64}"', "", page)

    ask("first@x.example")  # the session of this browser begins
    known = ask("mum@family.example")
    assert known[0][0] == 302
    assert [ask("nobody@x.example"), ask("bo@maple.example")] == [known, known]


@pytest.mark.parametrize("ended", ["never", "revoked", "over", "guardianship"])
def test_a_link_that_does_not_open_costs_the_same_whatever_the_reason(cast, mum_invited, client, work, ended):
    def ask(token):
        return work.of(lambda: client.get(f"/accounts/invitation/{token}/"))

    if ended == "revoked":
        revoke(mum_invited, by=cast.cora)
    elif ended == "over":
        Invitation.objects.update(expires_at=timezone.now())
    elif ended == "guardianship":
        revoke(cast.guardianship, by=cast.cora)
    token = "no-such-token" if ended == "never" else "mum-token"
    assert ask(token) == (410, [], 0, 1)


@pytest.mark.parametrize("ended", [False, True])
def test_a_card_that_does_not_open_costs_the_same_whether_it_ever_did(cast, ana_card, client, work, ended):
    if ended:
        revoke(ana_card, by=cast.bo)
    code, token = ("ANA-777-XYZW", "ana-token") if ended else ("ANA-777-XXXX", "never-was")
    by_square = work.of(lambda: client.get(f"/accounts/card/{token}/"))
    by_code = work.of(lambda: client.post("/accounts/card/", {"code": code}))
    assert (by_square, by_code[0], by_code[2:]) == ((404, [], 0, 1), 200, (0, 6))


@pytest.mark.parametrize("case", ["never made", "used", "over", "tried too often"])
def test_a_mailed_code_that_does_not_fit_says_one_thing(cast, mum_invited, later, case):
    code = make_code(cast.mum)
    SignInCode.objects.filter(pk=code.pk).update(
        code_digest=digest(f"code-{code.pk}", "123456"), sent_at=code.made_at
    )
    pk = code.pk
    if case == "never made":
        pk = None
    elif case == "used":
        use_code(pk, "123456")
    elif case == "over":
        later(minutes=11)
    else:
        SignInCode.objects.update(tries=SignInCode.TRIES)
    with pytest.raises(ValidationError, match="does not fit, or its time is over"):
        use_code(pk, "123456")


@pytest.mark.django_db(transaction=True)
def test_a_mailed_code_opens_once_even_for_two_at_the_same_moment(cast, mum_invited):
    code = make_code(cast.mum)
    SignInCode.objects.filter(pk=code.pk).update(
        code_digest=digest(f"code-{code.pk}", "123456"), sent_at=code.made_at
    )

    def act():
        try:
            return use_code(code.pk, "123456").pk
        except ValidationError:
            return None

    assert Counter(at_once(4, act)) == {cast.mum.pk: 1, None: 3}
