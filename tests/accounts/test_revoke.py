"""Every end goes through `revoke`, and takes effect on the next request."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions.revoke import revoke
from accounts.models import (
    AuditRecord,
    Guardianship,
    Invitation,
    Membership,
    OutgoingMail,
    Session,
    SignInCard,
    SignInCode,
)
from accounts.tasks import send_code, send_invitation
from tests import factories as f


def records():
    return list(AuditRecord.objects.order_by("pk").values_list("verb", "actor_id", "student_id"))


def is_out(client):
    response = client.get("/goals/")
    return (response.status_code, response.get("Location")) == (302, "/accounts/sign-in/?next=/goals/")


def code_for(user):
    return SignInCode.objects.create(
        user=user, expires_at=timezone.now() + datetime.timedelta(minutes=10), code_digest="x"
    )


def test_ending_a_guardianship_ends_her_session_her_link_and_her_code(cast, mum_invited, as_):
    client = as_("mum")
    code = code_for(cast.mum)
    assert revoke(cast.guardianship, by=cast.cora) == [cast.guardianship]
    assert is_out(client)
    mum_invited.refresh_from_db()
    code.refresh_from_db()
    assert (mum_invited.revoked_at is None, code.used_at is None) == (False, False)
    assert records() == [("guardianship.revoked", cast.cora.pk, cast.ana_student.pk)]


def test_an_ended_guardianship_shows_nothing_from_the_next_request_on(cast, as_):
    as_("mum")
    f.GuardianshipFactory(adult=cast.mum, student=cast.ben_student)
    revoke(cast.guardianship, by=cast.cora)
    assert list(Guardianship.objects.held_by(cast.mum).values_list("student", flat=True)) == [
        cast.ben_student.pk
    ]
    assert not Session.objects.filter(user=cast.mum).exists()


@pytest.mark.parametrize("days", [0, 30])
def test_a_guardianship_that_begins_today_or_later_can_end_today(cast, days):
    starts_on = timezone.localdate() + datetime.timedelta(days=days)
    Guardianship.objects.filter(pk=cast.guardianship.pk).update(starts_on=starts_on)
    revoke(cast.guardianship, by=cast.cora)
    cast.guardianship.refresh_from_db()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    assert (cast.guardianship.starts_on, cast.guardianship.ends_on) == (yesterday, yesterday)


def test_the_beginning_of_a_guardianship_stays_what_it_was(cast):
    revoke(cast.guardianship, by=cast.cora)
    cast.guardianship.refresh_from_db()
    assert cast.guardianship.starts_on is None


def test_mail_that_was_owed_is_not_sent_any_more(cast):
    link = f.InvitationFactory(guardianship=cast.guardianship, sent_at=None, token_digest=None)
    code = code_for(cast.mum)
    revoke(cast.guardianship, by=cast.cora)
    send_invitation.call(link.pk)
    send_code.call(code.pk)
    assert OutgoingMail.objects.count() == 0


def test_who_is_kept_away_is_out_even_if_her_guardianship_was_over(cast, as_):
    client = as_("ruth")
    to = {"restricted": True}
    revoke(cast.ended_guardianship, by=cast.cora, to=to, verb="restricted")
    cast.ended_guardianship.refresh_from_db()
    assert (is_out(client), cast.ended_guardianship.restricted) == (True, True)
    with pytest.raises(ValidationError, match="already been stopped"):
        revoke(cast.ended_guardianship, by=cast.cora, to=to)
    assert records() == [("guardianship.restricted", cast.cora.pk, cast.ana_student.pk)]


def test_a_guardianship_ends_once(cast):
    with pytest.raises(ValidationError, match="already been stopped"):
        revoke(cast.ended_guardianship, by=cast.cora)


def test_taking_back_a_link_leaves_her_other_child(cast, mum_invited, as_):
    f.GuardianshipFactory(adult=cast.mum, student=cast.ben_student)
    other = f.InvitationFactory(guardianship=cast.ben_student.guardianships.get(adult=cast.mum))
    client = as_("mum")
    revoke(mum_invited, by=cast.bo)
    assert is_out(client)
    assert list(Invitation.objects.open()) == [other]
    assert records() == [("invitation.revoked", cast.bo.pk, cast.ana_student.pk)]


def test_a_student_who_leaves_has_no_card_and_no_session(cast, ana_card, as_):
    client = as_("ana")
    revoke(cast.ana.memberships.get(), by=cast.cora)
    cast.ana_student.refresh_from_db()
    ana_card.refresh_from_db()
    assert is_out(client)
    assert None not in (cast.ana_student.left_at, ana_card.revoked_at)


def test_leaving_one_school_leaves_the_student_of_another(cast):
    elsewhere = f.MembershipFactory(user=cast.ana, school=cast.oak, role="student")
    revoke(elsewhere, by=cast.oak_coordinator)
    cast.ana_student.refresh_from_db()
    assert cast.ana_student.left_at is None


def test_a_teacher_who_leaves_is_out(cast, as_):
    client = as_("bo")
    revoke(cast.bo.memberships.get(), by=cast.cora)
    assert is_out(client)


def test_family_who_leaves_cannot_come_back_by_her_link(cast, mum_invited, as_):
    client = as_("mum")
    revoke(cast.mum.memberships.get(), by=cast.cora)
    assert (is_out(client), list(Invitation.objects.open())) == (True, [])


def test_many_end_at_once_and_those_that_had_ended_are_passed_over(cast, ana_card):
    ben_card = f.SignInCardFactory(student=cast.ben_student)
    old = f.SignInCardFactory(student=cast.ben_student, revoked_at=timezone.now())
    assert revoke(SignInCard.objects.all(), by=cast.bo) == [ana_card, ben_card]
    assert revoke(SignInCard.objects.all(), by=cast.bo) == []
    assert [verb for verb, _, _ in records()] == ["signincard.revoked"] * 2
    assert old.revoked_at is not None


def test_ends_of_a_hundred_cost_as_many_questions_as_ends_of_one(cast, django_assert_num_queries):
    places = Membership.objects.filter(school=cast.school, role="student")
    for _ in range(3):
        f.StudentFactory(school=cast.school)
    with django_assert_num_queries(9 + 5):  # and the record of each of the five
        revoke(places, by=cast.cora)


def test_who_ends_something_of_her_own_may_stay_where_she_is(cast, as_):
    client = as_("mum")
    key = client.session.session_key
    elsewhere = Session.objects.create(
        session_key="elsewhere", user=cast.mum, session_data="", expire_date=timezone.now()
    )
    revoke(cast.guardianship, by=cast.mum, spare=key)
    assert list(Session.objects.values_list("session_key", flat=True)) == [key]
    assert elsewhere.session_key == "elsewhere"
