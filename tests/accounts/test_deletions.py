"""Deleting a record for good, on request: what goes, what stays, and what the ledger says."""

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.actions import rights
from accounts.actions.deletions import carry_out, delete_record, fingerprint, replay
from accounts.ledger import read_ledger, write_ledger
from accounts.models import (
    AuditRecord,
    Deletion,
    Guardianship,
    Household,
    Membership,
    OutgoingMail,
    RecordRequest,
    Student,
    User,
)
from accounts.records import lines
from portfolios.models import Depiction, Evidence
from tests import factories as f


@pytest.fixture
def full(world):
    """Ana with one row of nearly every kind, and files on disk."""
    f.ReflectionFactory(evidence=world.evidence)
    f.CheckInFactory(goal=world.goal)
    f.GoalReplyFactory(goal=world.goal, by=world.bo)
    f.NoteFactory(conference=world.conference, by=world.bo)
    f.InvitationFactory(guardianship=world.guardianship)
    f.RecordRequestFactory(student=world.ana_student, by=world.mum)
    world.conference.participants.create(user=world.mum, name="Mum")
    world.conference.signals.create(by=world.mum)
    world.conference.commitments.add(world.commitment)
    world.card.evidence.add(world.shared)
    world.place.conference, world.place.taken_at = world.conference, timezone.now()
    world.place.save()
    world.names = [getattr(world.attachment, name).name for name in ("original", "thumb", "page", "screen")]
    return world


def left_of(student_pk):
    """The kinds of which there are rows about this student."""
    return {line.model for line in lines().values() if line.rows(student_pk).exists()}


def test_everything_goes_but_the_audit(full, run_jobs, django_capture_on_commit_callbacks):
    key = full.ana_student.pk
    assert all(default_storage.exists(name) for name in full.names)
    with django_capture_on_commit_callbacks(execute=True):
        delete_record(full.ana_student, by=full.cora, reason="request")
    run_jobs()
    assert left_of(key) == {"accounts.AuditRecord"}
    assert [name for name in full.names if default_storage.exists(name)] == []
    assert not User.objects.filter(pk__in=[full.ana.pk, full.mum.pk, full.ruth.pk]).exists()
    assert not Household.objects.filter(pk=full.household.pk).exists()


def test_others_stay_as_they_are(full):
    before = {who: getattr(full, who).pk for who in ("ben", "bo", "ida", "dad", "cora", "oak_student")}
    bens = f.EvidenceFactory(student=full.ben_student)
    delete_record(full.ana_student, by=full.cora, reason="request")
    assert User.objects.filter(pk__in=before.values()).count() == 6
    assert Evidence.objects.get() == bens
    full.place.refresh_from_db()
    assert (full.place.conference, full.place.taken_at) == (None, None)


def test_an_adult_with_another_child_stays_and_loses_her_place_at_this_school(full):
    sibling = f.StudentFactory(school=full.oak)
    f.GuardianshipFactory(adult=full.mum, student=sibling)
    delete_record(full.ana_student, by=full.cora, reason="request")
    assert User.objects.filter(pk=full.mum.pk).exists()
    assert Membership.objects.get(user=full.mum, school=full.school).ended_at is not None
    assert Guardianship.objects.filter(adult=full.mum).count() == 1


def test_a_teacher_who_is_a_mother_stays(full):
    f.GuardianshipFactory(adult=full.bo, student=full.ana_student)
    delete_record(full.ana_student, by=full.cora, reason="request")
    assert User.objects.filter(pk=full.bo.pk, is_active=True).exists()


def test_whom_another_record_names_is_emptied(full):
    """Ruth once wrote to Ben: his note stays, and names nobody."""
    conference = f.ConferenceFactory(student=full.ben_student, round=full.round)
    note = f.NoteFactory(conference=conference, by=full.ruth)
    delete_record(full.ana_student, by=full.cora, reason="request")
    note.refresh_from_db()
    assert (note.by.email, note.by.get_full_name(), note.by.is_active) == ("", "", False)


def test_in_a_schoolmates_picture_she_stays_somebody_without_a_name(full):
    bens = f.ReadyAttachmentFactory(evidence=f.EvidenceFactory(student=full.ben_student))
    covered = f.ReadyAttachmentFactory(evidence=bens.evidence)
    both = f.ReadyAttachmentFactory(evidence=bens.evidence)
    about = {"school": full.school, "who": "schoolmate", "student": full.ana_student, "told_by": full.bo}
    Depiction.objects.create(attachment=bens, **about)
    Depiction.objects.create(attachment=covered, covered_at=timezone.now(), **about)
    Depiction.objects.create(attachment=both, **about)
    now = timezone.now()
    Depiction.objects.create(
        school=full.school, attachment=both, who="other", told_by=full.bo, agreed_at=now, agreed_by=full.bo
    )
    delete_record(full.ana_student, by=full.cora, reason="request")
    left = Depiction.objects.order_by("attachment").values_list("attachment", "who", "student", "agreed_at")
    assert list(left) == [(bens.pk, "other", None, None), (both.pk, "other", None, None)]


def test_mails_to_her_family_go(full):
    OutgoingMail.objects.create(to=full.mum.email, subject="An invitation", body="To Mum")
    OutgoingMail.objects.create(to=full.dad.email, subject="An invitation", body="To Dad")
    delete_record(full.ana_student, by=full.cora, reason="request")
    assert [mail.body for mail in OutgoingMail.objects.all()] == ["To Dad"]


def test_the_ledger_holds_numbers_and_no_content(full):
    key, mark = full.ana_student.pk, fingerprint(full.ana_student)
    delete_record(full.ana_student, by=full.cora, reason="request")
    entry = Deletion.objects.get()
    assert (entry.student_id, entry.fingerprint, entry.by_id) == (key, mark, full.cora.pk)
    assert (entry.counts["portfolios.Evidence"], entry.counts["files"]) == (2, 31)
    assert set(entry.people) == {full.ana.pk, full.mum.pk, full.ruth.pk, full.guest.pk, full.panelist.pk}
    text = json.dumps([entry.counts, entry.people, entry.reason])
    assert [word for word in ("Ana", "Mensah", "robot", "example") if word in text] == []
    assert AuditRecord.objects.filter(verb="student.deleted", student_id=key).count() == 1


# On request, after a waiting time


@pytest.fixture
def agreed(world):
    asked = rights.ask_deletion(world.ana_student, words="We move.", by=world.mum)
    rights.decide_request(asked, agreed=True, answer="", by=world.cora)
    asked.refresh_from_db()
    world.asked = asked
    return world


def test_nothing_is_deleted_before_the_day(agreed, later):
    later(days=13)
    assert carry_out(agreed.asked.pk) is False
    assert Student.objects.filter(pk=agreed.ana_student.pk).exists()


def test_it_runs_once_when_the_day_has_come(agreed, later, run_jobs):
    later(days=15)
    call_command("sweep", verbosity=0)
    run_jobs()
    assert not Student.objects.filter(pk=agreed.ana_student.pk).exists()
    assert carry_out(agreed.asked.pk) is False


@pytest.mark.parametrize("who", ["family", "office"])
def test_it_can_be_undone_until_then(agreed, later, who):
    later(days=13)
    if who == "family":
        rights.withdraw_request(agreed.asked, by=agreed.mum)
    else:
        rights.stop_deletion(agreed.asked, by=agreed.cora)
    later(days=5)
    assert carry_out(agreed.asked.pk) is False
    agreed.asked.refresh_from_db()
    assert agreed.asked.state == ("withdrawn" if who == "family" else "open")


def test_only_one_deletion_is_asked_for_at_a_time(agreed):
    with pytest.raises(ValidationError, match="asked already"):
        rights.ask_deletion(agreed.ana_student, words="", by=agreed.mum)


def test_what_is_answered_is_not_answered_again(agreed):
    with pytest.raises(ValidationError, match="answered or taken back"):
        rights.decide_request(agreed.asked, agreed=False, answer="No.", by=agreed.cora)


def test_what_was_declined_cannot_be_taken_back_or_stopped(world):
    asked = rights.ask_correction(world.ana_student, words="Her name is Anna.", by=world.mum)
    rights.decide_request(asked, agreed=False, answer="It is right.", by=world.cora)
    with pytest.raises(ValidationError, match="answered already"):
        rights.withdraw_request(asked, by=world.mum)
    with pytest.raises(ValidationError, match="not waiting"):
        rights.stop_deletion(asked, by=world.cora)


# After a backup was put back


def test_what_comes_back_with_a_backup_is_deleted_again(full, capsys):
    entry = {"student_id": full.ana_student.pk, "fingerprint": fingerprint(full.ana_student)}
    assert replay(entry | {"reason": "request"}) is True
    assert not Student.objects.filter(pk=full.ana_student.pk).exists()
    assert replay(entry | {"reason": "request"}) is False


def test_another_child_with_the_same_number_is_spared(world):
    entry = {"student_id": world.ana_student.pk, "fingerprint": "f" * 64, "reason": "request"}
    assert replay(entry) is False
    assert Student.objects.filter(pk=world.ana_student.pk).exists()


def test_the_command_reads_the_file_beside_the_database(world, settings, capsys):
    mark = fingerprint(world.ana_student)
    Deletion.objects.create(reason="request", student_id=world.ana_student.pk, fingerprint=mark)
    write_ledger()
    write_ledger()
    assert [entry["fingerprint"] for entry in read_ledger(settings.DELETION_LEDGER)] == [mark]
    call_command("replay_deletions")
    assert "names 1 records; 1 had come back" in capsys.readouterr().out


def test_without_a_ledger_the_command_says_so(db):
    with pytest.raises(CommandError, match="no ledger"):
        call_command("replay_deletions")


def test_a_request_is_about_one_thing(world):
    asked = f.RecordRequestFactory(student=world.ana_student, by=world.mum)
    assert (str(asked), asked.is_deletion, asked.can_withdraw) == (f"Deletion {asked.pk}", True, True)
    assert RecordRequest.objects.due().count() == 0
    assert asked.made_at <= timezone.now() + datetime.timedelta(seconds=1)
