"""No row of one school is reachable from another: not by a link, a form, an answer or a difference."""

import re
import uuid
from datetime import timedelta
from hashlib import md5

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import UniqueConstraint
from django.forms.formsets import BaseFormSet
from django.urls import reverse
from django.utils import timezone

from accounts import walls
from accounts.models import Guardianship, School, Student
from accounts.models import Session as SignedIn
from conferences.models import Absence, OutreachCall, Place, Session
from tests import factories as f
from tests.test_access import ACCESS, arguments, browsers, things  # noqa: F401  (fixtures)

MISSING = 999_999_999
UNKNOWN = {uuid.UUID: uuid.UUID(int=1), str: "0" * 32}  # for addresses that hold no number
# Made by the browser's own page, or a word of Lectern's own: they name no row.
OWN_KEYS = {"form_key", "goal_format", "language"}


# Links in the database


def test_every_model_that_belongs_to_a_school_is_known():
    reached = {model._meta.label for model in walls.models() if walls.school_path(model)}
    for label in ("accounts.Guardianship", "portfolios.Attachment", "conferences.Place", "goals.Step"):
        assert label in reached
    assert walls.school_path(Place) == "session__round__school"
    assert walls.school_path(Guardianship) == "student__school"


def test_every_link_of_the_cast_keeps_to_its_school(world):
    assert list(walls.breaches()) == []


def test_a_link_to_another_school_is_found(world, capsys):
    Student.objects.filter(pk=world.ben_student.pk).update(advisory=world.oak_advisory)
    Session.advisories.through.objects.create(session=world.session, advisory=world.oak_advisory)
    session = f.SessionFactory(round=f.RoundFactory(school=world.oak))
    place = f.PlaceFactory(session=session, conference=world.conference, taken_at=timezone.now())
    assert [(link, count) for link, count, _keys in walls.breaches()] == [
        ("accounts.Student.advisory", 1),
        ("conferences.Session_advisories.session", 1),
        ("conferences.Place.conference", 1),
    ]
    with pytest.raises(CommandError, match="link two schools"):
        call_command("check_schools")
    assert f"conferences.Place.conference: 1 (such as {place.pk})" in capsys.readouterr().err


def test_all_is_well(cast, capsys):
    call_command("check_schools")
    assert "every row keeps to its school" in capsys.readouterr().out


# What is unique, is so at its school

GLOBAL = {
    "accounts.District",  # no school is part of another's district
    "accounts.School",
    "accounts.DistrictMembership",
    "accounts.User",  # user names are one space; a roster steps aside without a word (`free_username`)
}


def test_what_a_school_names_is_unique_at_that_school_alone():
    """A name or number that a school chose must not collide with another's, nor tell that it is there."""
    wrong = []
    for model in walls.models():
        if model._meta.label in GLOBAL or walls.school_path(model) is None:
            continue
        for rule in model._meta.constraints:
            if isinstance(rule, UniqueConstraint) and rule.fields:
                fields = [model._meta.get_field(name) for name in rule.fields]
                if not any(field.is_relation for field in fields):
                    wrong.append(rule.name)
        wrong += [
            f"{model._meta.label}.{field.name}"
            for field in model._meta.concrete_fields
            if field.unique and not field.primary_key and not field.is_relation and not is_random(field)
        ]
    assert wrong == []


def is_random(field):
    """Secrets and keys that nobody chooses."""
    return field.name in {"token_digest", "code_digest", "key", "form_key", "digest"} or field.name.endswith(
        "_digest"
    )


# Forms


def forms_in(context):
    """Every form that a page was given, those of formsets too."""
    seen = []
    contexts = context if isinstance(context, list) else [context] if context else []
    for layer in contexts:
        for value in layer.flatten().values():
            if isinstance(value, BaseFormSet):
                seen += value.forms
            elif isinstance(value, forms.BaseForm):
                seen.append(value)
    return {id(form): form for form in seen}.values()


def choice_fields(response):
    for form in forms_in(response.context):
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                yield f"{type(form).__name__}.{name}", field


@pytest.fixture
def oak_things(things):  # noqa: F811
    """Oak's own rows of each kind that Maple has, as `things.theirs`: something to leak."""
    student, school = things.oak_student_row, things.oak
    advisor, family = things.oak_advisor, things.oak_family
    shared = f.EvidenceFactory(student=student)
    round_ = f.RoundFactory(school=school, name="Fall")
    session = f.SessionFactory(round=round_)
    session.advisories.add(things.oak_advisory)
    conference = f.ConferenceFactory(student=student, round=round_)
    collection = f.CollectionFactory(student=student)
    f.CollectionShareFactory(collection=collection)
    goal = f.GoalFactory(student=student)
    goal_file = f.ReadyGoalPictureFactory(goal=goal)
    card = f.CardFactory(conference=conference)
    conference_file = f.ReadyCardPictureFactory(conference=conference, card=card)
    attachment = f.ReadyAttachmentFactory(evidence=shared)
    recording = f.ReadyRecordingFactory(evidence=shared)
    f.CaptionsFactory(attachment=recording)
    placement = f.PlacementFactory(evidence=shared, target__framework__school=school)
    f.LevelFactory(framework=placement.target.framework)
    f.PlaceFactory(session=session, table=1)
    service = f.SignInServiceFactory(school=school)
    now = timezone.now()
    SignedIn.objects.create(
        session_key="olu-at-home", user=student.user, session_data="", expire_date=now + timedelta(hours=1)
    )
    held = f.ConferenceFactory(
        student=student,
        round=f.RoundFactory(school=school, name="Last spring", state="follow_up"),
        state="held",
        started_at=now,
        ended_at=now,
    )
    held.decide_by = timezone.localdate()
    held.save(update_fields=["decide_by"])
    guest = f.GuestFactory(student=student, agreed_by=advisor)
    f.VisitFactory(conference=conference, guest=guest)
    shared_goal = f.GoalFactory(student=student, shared_with_family=True)
    timetable = f.TimetableFactory(round=round_, by=things.oak_coordinator)
    things.theirs = {
        "timetable": timetable,
        "assignment": f.AssignmentFactory(timetable=timetable, conference=conference),
        "school": school,
        "guest_row": guest,
        "panelist_row": f.GuestFactory(student=student, kind="panel", agreed_by=advisor),
        "own_plan": f.AgendaTemplateFactory(school=school, advisory=things.oak_advisory),
        "part": f.TemplateCardFactory(
            template=f.AgendaTemplateFactory(school=school, name="What helps me", is_layer=True)
        ),
        "own_pair": f.CollectionFactory(student=student, kind="growth"),
        "comment": f.CommentFactory(evidence=shared, by=family),
        "worry": f.CommentFactory(evidence=shared, by=family, worried_at=now),
        "advisory": things.oak_advisory,
        "ana_student": student,
        "bo": advisor,
        "brought": f.RosterImportFactory(school=school),
        "sign_in_card": f.SignInCardFactory(student=student),
        "session_handle": md5(b"olu-at-home", usedforsecurity=False).hexdigest(),
        "service": service,
        "tied": f.SchoolAccountFactory(service=service, user=advisor),
        "key": f.PasskeyFactory(user=advisor),
        "household": f.HouseholdFactory(school=school),
        "guardianship": Guardianship.objects.get(adult=family, student=student),
        "record_request": f.RecordRequestFactory(student=student, by=family),
        "shared": shared,
        "attachment": attachment,
        "edited": f.ReadyAttachmentFactory(evidence=shared, edits=[{"crop": [0, 0, 500, 500]}]),
        "depiction": f.DepictionFactory(attachment=attachment, who="other"),
        "attachment_key": attachment.key,
        "recording": recording,
        "vouch": f.VouchFactory(evidence=shared),
        "vouch_agreed": f.VouchFactory(evidence=shared, agreed=True, agreed_by=advisor),
        "recording_key": recording.key,
        "upload_key": f.UploadFactory(student=student).key,
        "unread": f.AttachmentFactory(evidence=shared, state="failed", reason="broken"),
        "document_key": f.ReadyDocumentFactory(evidence=shared).key,
        "placement": placement,
        "our_target": placement.target,
        "talk": f.difference(shared, placement.target.framework, teacher=advisor),
        "our_targets": placement.target.framework,
        "brought_framework": f.FrameworkImportFactory(school=school, by=things.oak_coordinator),
        "version": f.ReflectionVersionFactory(reflection=f.ReflectionFactory(evidence=shared)),
        "told": f.ReadyAttachmentFactory(evidence=shared, part="reflection"),
        "own_prompt": f.PromptFactory(school=school),
        "collection": collection,
        "entry": f.EntryFactory(collection=collection, evidence=shared),
        "heading": f.EntryFactory(collection=collection, heading="Ours"),
        "letter": f.LetterFactory(student=student),
        "goal": goal,
        "asked_goal": goal,
        "goal_teacher": f.GoalTeacherFactory(goal=goal, teacher=advisor),
        "goal_reply": f.GoalReplyFactory(goal=goal, by=advisor),
        "step": f.StepFactory(goal=goal),
        "goal_file": goal_file,
        "goal_list": f.GoalImportFactory(school=school, by=things.oak_coordinator),
        "goal_file_key": goal_file.key,
        "goal_file_unread": f.GoalFileFactory(goal=goal, part="can", state="failed", reason="broken"),
        "shared_goal": shared_goal,
        "said_at_home": f.HomeNoteFactory(goal=shared_goal, by=family),
        "commitment": f.CommitmentFactory(student=student, party="family"),
        "taken": f.CommitmentFactory(student=student, party="family", owner=family, accepted_at=now),
        "conference": conference,
        "held": held,
        "spring": held.round,
        "everybody": 0,
        "letter_given": f.NoteFactory(conference=held, by=family, kind="letter"),
        "conference_recording": f.ReadyConferenceRecordingFactory(conference=held, by=advisor),
        "keepsake_key": f.KeepsakeFactory(conference=held, reader=family).key,
        "round": round_,
        "session": session,
        "card": card,
        "conference_file": conference_file,
        "conference_file_key": conference_file.key,
        "conference_file_unread": f.ConferenceFileFactory(
            conference=conference, state="failed", reason="broken"
        ),
        "offer": f.NoteFactory(conference=conference, by=family),
        "minute": f.PrivateMinuteFactory(conference=conference, by=family),
        "paper_notice": f.NoticeFactory(conference=conference, adult=advisor),
        "printout": f.PrintoutFactory(round=round_, by=things.oak_coordinator),
        "printout_key": f.PrintoutFactory(round=round_, by=things.oak_coordinator).key,
        "stand_in": f.ParticipantFactory(conference=conference, stands_in=True),
        "absence": Absence.objects.create(
            round=round_,
            advisor=advisor,
            starts_at=now,
            ends_at=now + timedelta(hours=1),
            by=things.oak_coordinator,
        ),
        "outreach_call": OutreachCall.objects.create(
            school=school, round=round_, adult=family, outcome="reached", by=things.oak_coordinator
        ),
        "make_up": f.MakeUpFactory(conference=conference),
        "other_way": f.OtherWayFactory(conference=conference, by=family),
        "interpreter": f.InterpreterFactory(school=school),
        "shift": f.ShiftFactory(round=round_, interpreter__school=school),
        "left_out": f.LeftOutFactory(round=round_, student=student, by=things.oak_coordinator),
        "busy": f.BusyFactory(round=round_, student=student),
        "answered": f.NoteFactory(conference=conference, by=family, settled_at=now),
        "plan": f.AgendaTemplateFactory(school=school),
        "practice": f.PracticeFactory(conference=conference, ended_at=now),
        "rehearsal": f.PracticeFactory(conference=conference),
    }
    return things


MAPLE = ("ana", "bo", "mum", "cora")


def pages_with_choices(things, browsers):  # noqa: F811
    for name, (method, thing, statuses) in ACCESS.items():
        for who in MAPLE:
            if method == "get" and statuses[who] == 200:
                yield name, browsers[who].get(reverse(name, args=arguments(things, thing)))


def rows_of(model, school):
    path = "pk" if model is School else walls.school_path(model)
    return list(model._base_manager.filter(**{path: school.pk})) if path else []


def refusal(field, key):
    many = isinstance(field, forms.ModelMultipleChoiceField)
    with pytest.raises(ValidationError) as refused:
        field.clean([key] if many else key)
    return [message.replace(str(key), "…") for message in refused.value.messages]


def test_a_choice_of_another_school_is_neither_offered_nor_known(oak_things, browsers):  # noqa: F811
    """Asked for all the same, it is as unknown as one that is not there."""
    offered, leaks, asked = set(), [], set()
    for name, page in pages_with_choices(oak_things, browsers):
        for label, field in choice_fields(page):
            offered.add(label)
            theirs = rows_of(field.queryset.model, oak_things.oak)
            leaks += [f"{name} {label} {row}" for row in field.queryset if row in theirs]
            for row in theirs:
                key = getattr(row, field.to_field_name or "pk")
                assert refusal(field, key) == refusal(field, MISSING), label
                asked.add(label)
    assert leaks == []
    assert len(offered) >= 3, "there are forms with choices to look at"
    assert asked, "there were rows of the other school to ask for"


# Addresses


def plain(response):
    """An answer without what differs from one request to the next: tokens, clocks, its own address."""
    text = re.sub(r'(csrfmiddlewaretoken" value|X-CSRFToken"): ?=?"[^"]+"', "", response.text)
    text = re.sub(r'"X-CSRFToken": "[^"]*"|csrfmiddlewaretoken" value="[^"]*"|data-now="[^"]*"', "", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "N", text)
    return response.status_code, text


def rows_with_a_thing():
    """(name, method, kinds, who): those of Maple who are shown their own, and whom Oak is closed to."""
    for name, (method, thing, statuses) in ACCESS.items():
        people = [who for who in MAPLE if statuses[who] < 400]
        if thing and thing.split()[0] not in OWN_KEYS and people and statuses["oak_coordinator"] == 404:
            yield name, method, thing.split(), people


def asked(browser, method, name, args):
    with transaction.atomic():
        answer = getattr(browser, method)(reverse(name, args=args))
        transaction.set_rollback(True)
    return plain(answer)


def test_oak_has_something_to_leak(oak_things):
    kinds = {kinds[0] for _name, _method, kinds, _people in rows_with_a_thing()}
    assert kinds - oak_things.theirs.keys() == set(), "give Oak one of each in `oak_things`"


def test_a_row_of_another_school_is_as_unknown_as_one_that_is_not_there(oak_things, browsers):  # noqa: F811
    told = []
    for name, method, kinds, people in rows_with_a_thing():
        rest = tuple(
            getattr(getattr(oak_things, kind), "pk", getattr(oak_things, kind)) for kind in kinds[1:]
        )
        theirs = getattr(oak_things.theirs[kinds[0]], "pk", oak_things.theirs[kinds[0]])
        missing = UNKNOWN.get(type(theirs), MISSING)
        for who in people:
            foreign = asked(browsers[who], method, name, (theirs, *rest))
            if foreign[0] != 404 or foreign != asked(browsers[who], method, name, (missing, *rest)):
                told.append((name, who, foreign[0]))
    assert told == []
