"""Who reaches which URL. A URL missing from this table fails the suite.

Each row: how it is asked (GET or POST), what for (a key of `things`), and the answer's status for each
person. `OWN` abbreviates a row: the statuses of the people who are named, 404 for everyone else and
a redirect to the sign-in page for nobody.
"""

from copy import deepcopy
from datetime import timedelta
from hashlib import md5
from itertools import batched

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.models import Session
from conferences.models import Absence, OutreachCall
from tests import factories as f
from tests.conftest import PEOPLE, enter
from tests.standing import Standing

SIGN_IN = 302
NOT_FOUND = 404


def only(anonymous=SIGN_IN, others=NOT_FOUND, **statuses):
    """The statuses of one row, told by who is let in."""
    return {who: statuses.get(who, others) for who in PEOPLE} | {
        "anonymous": statuses.get("anonymous", anonymous)
    }


def everyone(status, anonymous=SIGN_IN):
    return dict.fromkeys(PEOPLE, status) | {"anonymous": anonymous}


# Adults who are not invited, or not any more, cannot have a key.
NO_KEYS = dict.fromkeys(("ruth", "dad", "oak_family"), NOT_FOUND)
# Staff, and family whom the school has invited, may have an address for their calendar.
SUBSCRIBED = ("bo", "ida", "mum", "cora", "oak_advisor", "oak_coordinator")
SUBSCRIBERS = only(**dict.fromkeys(SUBSCRIBED, 200))
# name: (method, thing, statuses). Each app adds its rows in its own block.
ACCESS = {
    "healthz": ("get", None, everyone(200, anonymous=200)),
    "readyz": ("get", None, everyone(200, anonymous=200)),
    # accounts
    "accounts:sign_in": ("get", None, everyone(302, anonymous=200)),
    "accounts:sign_out": ("post", None, everyone(302)),
    "accounts:preferences": ("post", None, everyone(302)),
    "accounts:card_sign_in": ("get", None, everyone(200, anonymous=200)),
    "accounts:card_confirm": ("get", None, everyone(302)),  # without a card in hand: to the short code
    "accounts:card_picture": ("get", None, everyone(302)),
    "accounts:card_scan": ("get", None, everyone(200, anonymous=200)),
    "accounts:card_list": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:cards_revoke": ("post", "advisory", only(bo=302, cora=302)),
    "accounts:card_rules": ("get", "advisory", only(bo=200, cora=200)),
    "accounts:school_card_rules": ("get", "school", only(cora=200)),
    "accounts:picture_edit": ("get", "ana_student", only(bo=200, cora=200)),
    "accounts:picture_forget": ("post", "ana_student", only(bo=302, cora=302)),
    "accounts:card_open": ("get", "unknown_token", everyone(404, anonymous=404)),
    "accounts:advisory_cards": ("get", "advisory", only(bo=200, cora=200)),
    "accounts:school_office": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:school_switch": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "accounts:school_edit": ("get", "school", only(cora=200)),
    "accounts:district_schools": ("get", None, only()),  # nobody of the cast works for a district
    "accounts:school_style": ("get", "colours", everyone(200, anonymous=200)),  # says only what it is asked
    "accounts:school_logo": ("get", "logo_key", everyone(200, anonymous=200)),  # stands in mails
    "accounts:roster": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:roster_upload": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:roster_match": ("get", "brought", only(cora=200)),
    "accounts:roster_import": ("get", "brought", only(cora=200)),
    "accounts:roster_decide": ("post", "brought", only(cora=422)),  # nothing sent
    "accounts:roster_apply": ("post", "brought", only(cora=302)),
    "accounts:roster_undo": ("post", "brought", only(cora=302)),
    "accounts:roster_discard": ("post", "brought", only(cora=302)),
    "accounts:roster_problems": ("get", "brought", only(cora=200)),
    "accounts:consent_list": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "accounts:consent_print": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "accounts:consent_edit": ("get", "ana_student", only(mum=200, cora=200)),
    "accounts:card_revoke": ("post", "sign_in_card", only(bo=302, cora=302)),
    "accounts:session_list": ("get", None, everyone(200)),
    "accounts:session_awake": ("get", None, everyone(204)),
    "accounts:session_end": ("post", "session_handle", only(ana=302, bo=302, cora=302)),
    "accounts:session_end_others": ("post", None, everyone(302)),
    "accounts:student_sessions": ("get", "ana_student", only(bo=200, cora=200)),
    "accounts:student_sign_out": ("post", "ana_student", only(bo=302, cora=302)),
    "accounts:invitation_open": ("get", "unknown_token", everyone(410, anonymous=410)),
    "accounts:code_request": ("get", None, everyone(410, anonymous=410)),
    "accounts:code_ask": ("get", None, everyone(302, anonymous=200)),
    "accounts:code_enter": ("get", None, everyone(302)),
    # accounts: one's own ways in ("key" is Bo's passkey, "tied" her account at Google)
    "accounts:account": ("get", None, everyone(200)),
    "accounts:second_step": ("get", None, everyone(302)),
    "accounts:confirm": (
        "get",
        None,
        only(others=302, ana=404, ben=404, oak_student=404, guest=404, panelist=404, **NO_KEYS),
    ),
    "accounts:app_add": ("get", None, only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200)),
    "accounts:codes_renew": (
        "post",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "accounts:factor_remove": ("post", "key", only(bo=302)),
    "accounts:passkey_add": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, mum=200, oak_advisor=200, oak_coordinator=200),
    ),
    "accounts:passkey_new_ask": (
        "post",
        None,
        only(bo=200, ida=200, cora=200, mum=200, oak_advisor=200, oak_coordinator=200),
    ),
    "accounts:passkey_edit": ("get", "key", only(bo=200)),
    "accounts:school_account_remove": ("post", "tied", only(bo=302)),
    "accounts:password_change": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "accounts:passkey_question_ask": ("post", None, everyone(200, anonymous=200)),
    "accounts:passkey_enter": ("post", None, everyone(302)),
    "accounts:password_ask": ("get", None, everyone(200, anonymous=200)),
    "accounts:password_set": ("get", None, everyone(410, anonymous=410)),
    "accounts:password_open": ("get", "unknown_token", everyone(410, anonymous=410)),
    "accounts:service_choose": ("get", None, everyone(200, anonymous=200)),
    "openid_connect_login": ("get", "unknown_token", everyone(404, anonymous=404)),
    "openid_connect_callback": ("get", "unknown_token", everyone(404, anonymous=404)),
    # accounts: the office looks after how colleagues come in
    "accounts:service_list": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:service_add": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:service_edit": ("get", "service", only(cora=200)),
    "accounts:service_remove": ("post", "service", only(cora=302)),
    "accounts:staff_list": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:staff_invite": ("post", "bo", only(cora=302)),
    "accounts:second_step_reset": ("post", "bo", only(cora=302)),
    "accounts:person_choose": ("get", None, everyone(302)),  # without a code in hand
    # accounts: the office's pages about people
    "accounts:people_list": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:letters_print": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:student_detail": ("get", "ana_student", only(cora=200)),
    "accounts:birth_edit": ("post", "ana_student", only(cora=302)),
    "accounts:household_add": ("get", "ana_student", only(cora=200)),
    "accounts:household_edit": ("get", "household", only(cora=200)),
    "accounts:guardianship_add": ("get", "ana_student", only(cora=200)),
    "accounts:guardianship_edit": ("get", "guardianship", only(cora=200)),
    "accounts:guardianship_invite": ("post", "guardianship", only(cora=302)),
    "accounts:guardianship_restrict": ("get", "guardianship", only(cora=200)),
    "accounts:guardianship_unrestrict": ("post", "guardianship", only(cora=302)),
    "accounts:guardianship_end": ("post", "guardianship", only(cora=302)),
    "accounts:audit_list": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:audit_export": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:child_looks": ("get", "ana_student", only(ana=200, mum=200)),
    "accounts:child_record": ("get", "ana_student", only(mum=200)),
    "accounts:child_record_kind": ("get", "ana_student kind_of_row", only(mum=200)),
    "accounts:correction_add": ("get", "ana_student", only(mum=200)),
    "accounts:deletion_add": ("get", "ana_student", only(mum=200)),
    "accounts:family_follow": ("post", "ana_student", only()),  # she is not 18
    "accounts:request_list": ("get", None, only(cora=200, oak_coordinator=200)),
    "accounts:request_decide": ("get", "record_request", only(cora=200)),
    "accounts:request_withdraw": ("post", "record_request", only(mum=302)),
    "accounts:deletion_stop": ("post", "record_request", only(cora=302)),
    "accounts:retention_edit": ("get", None, only(cora=200, oak_coordinator=200)),
    # portfolios ("evidence" is Ana's alone, "shared" is shared with her advisor and her family)
    "portfolios:evidence_list": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:evidence_archived": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:stream": ("get", None, only(bo=200, ida=200, oak_advisor=200)),
    "portfolios:stream_seen": ("post", None, only(bo=302, ida=302, oak_advisor=302)),
    "portfolios:stream_place": ("get", "shared", only(bo=200)),
    "portfolios:stream_reply": ("post", "shared", only(bo=422)),  # nothing said
    "portfolios:matters_edit": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:matters_list": ("get", None, only(bo=200, ida=200, oak_advisor=200)),
    "portfolios:student_matters": (
        "get",
        "ana_student",
        only(ana=200, bo=200, mum=200, guest=200, panelist=200),  # empty for guest and panel
    ),
    "portfolios:evidence_search": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:student_portfolio": (
        "get",
        "ana_student",
        only(bo=200, mum=200, guest=200, panelist=200),  # each what is shared with her circle
    ),
    "portfolios:evidence_add": ("get", "form_key", only(ana=200, ben=200, oak_student=200)),
    "portfolios:evidence_detail": ("get", "shared", only(ana=200, bo=200, mum=200)),
    "portfolios:evidence_pictures": ("get", "shared", only(ana=200, bo=200, mum=200)),
    "portfolios:evidence_edit": ("get", "shared", only(ana=200)),
    "portfolios:evidence_order": ("post", "shared", only(ana=302)),
    "portfolios:evidence_archive": ("post", "shared", only(ana=302)),
    "portfolios:evidence_restore": ("post", "shared", only(ana=302)),
    "portfolios:evidence_share": ("post", "shared", only(ana=302)),
    "portfolios:evidence_preview": ("get", "shared", only(ana=200)),
    "portfolios:share_many": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:portfolio_preview": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:comment_add": ("get", "shared", only(bo=200, mum=200)),
    "portfolios:comment_edit": ("get", "comment", only(mum=200)),
    "portfolios:comment_answer": ("get", "comment", only(ana=200)),
    "portfolios:comment_hide": ("post", "comment", only(ana=302)),
    "portfolios:comment_show": ("post", "comment", only(ana=302)),
    "portfolios:comment_worry": ("post", "comment", only(ana=302)),
    "portfolios:comment_worries": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "portfolios:comment_settle": ("post", "worry", only(bo=302, cora=302)),
    "portfolios:comment_take": ("get", "comment", only(bo=200)),  # the office once a student has told it
    "portfolios:comment_return": ("post", "worry", only(bo=302, cora=302)),
    "portfolios:panel_list": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "portfolios:panel_edit": ("get", "ana_student", only(ana=200, bo=200)),
    "portfolios:panel_agree": ("post", "panelist_row", only(bo=302)),
    "portfolios:panel_decline": ("post", "panelist_row", only(bo=302)),
    "portfolios:panel_end": ("post", "panelist_row", only(ana=302, bo=302, cora=302)),
    "portfolios:attachment_picture": (
        "get",
        "attachment_key picture_size",
        only(ana=200, bo=200, mum=200),
    ),
    "portfolios:attachment_play": ("get", "recording_key", only(ana=200, bo=200, mum=200)),
    "portfolios:attachment_paper": ("get", "document_key", only(ana=200, bo=200, mum=200)),
    "portfolios:attachment_captions": ("get", "recording_key", only(ana=200, bo=200, mum=200)),
    "portfolios:captions_edit": ("get", "recording", only(ana=200, bo=200)),
    "portfolios:upload_start": (
        "post",
        "form_key",
        only(
            ana=201, ben=201, oak_student=201, bo=201, ida=201, cora=201, oak_advisor=201, oak_coordinator=201
        ),
    ),
    "portfolios:upload_part": ("get", "upload_key", only(ana=200)),
    "portfolios:upload_drop": ("post", "upload_key", only(ana=204)),
    "portfolios:attachment_add": ("get", "shared", only(ana=200)),
    "portfolios:attachment_describe": ("get", "attachment", only(ana=200, bo=200)),
    "portfolios:attachment_remove": ("post", "attachment", only(ana=302)),
    "portfolios:attachment_restore": ("post", "attachment", only(ana=302)),
    "portfolios:attachment_retry": ("post", "unread", only(ana=302)),
    "portfolios:attachment_people": ("get", "attachment", only(ana=200, bo=200)),
    "portfolios:attachment_edit": ("get", "attachment", only(ana=200, bo=200)),
    "portfolios:attachment_undo": ("post", "edited", only(ana=302, bo=302)),
    "portfolios:attachment_hold": ("post", "attachment", only(bo=302)),
    "portfolios:attachment_release": ("post", "attachment", only(bo=302)),
    "portfolios:depiction_agree": ("post", "depiction", only(bo=302)),
    # "vouch" waits for Bo, "vouch_agreed" has its link; whoever has that is tested in test_vouches.py
    "portfolios:vouch_ask": ("get", "shared", only(ana=200)),
    "portfolios:vouch_agree": ("post", "vouch", only(bo=302)),
    "portfolios:vouch_decline": ("post", "vouch", only(bo=302)),
    "portfolios:vouch_print": ("post", "vouch_agreed", only(ana=200, bo=200)),
    "portfolios:vouch_end": ("post", "vouch_agreed", only(ana=302, bo=302)),
    "portfolios:vouch_open": ("get", "unknown_token", everyone(410, anonymous=410)),
    "portfolios:vouch_answer": ("get", None, everyone(410, anonymous=410)),
    "portfolios:vouch_withdraw": ("post", None, everyone(410, anonymous=410)),
    "portfolios:vouch_file": ("get", "attachment_key picture_size", everyone(404, anonymous=404)),
    "portfolios:reflection_edit": ("get", "shared", only(ana=200)),
    "portfolios:reflection_another": ("post", "shared number", only(ana=422)),  # nothing sent
    "portfolios:reflection_skip": ("post", "shared", only(ana=302)),
    "portfolios:reflection_frame": ("post", "shared frame", only(ana=422)),  # nothing sent
    "portfolios:reflection_tell": ("post", "shared", only(ana=422)),
    "portfolios:reflection_history": ("get", "shared", only(ana=200)),
    "portfolios:reflection_put_back": ("post", "version", only(ana=302)),
    "portfolios:reflection_file_remove": ("post", "told", only(ana=302)),
    "portfolios:reflection_file_restore": ("post", "told", only(ana=302)),
    "portfolios:prompt_list": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "portfolios:prompt_add": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "portfolios:prompt_edit": ("get", "own_prompt", only(bo=200, ida=200, cora=200)),
    "portfolios:prompt_retire": ("post", "own_prompt", only(bo=302, ida=302, cora=302)),
    "portfolios:prompt_restore": ("post", "own_prompt", only(bo=302, ida=302, cora=302)),
    "portfolios:placement_edit": ("get", "shared", only(ana=200)),
    "portfolios:placement_teach": ("get", "shared", only(bo=200)),
    "portfolios:placement_remove": ("post", "placement", only(ana=302)),
    # portfolios: collections, letters, the journey (all readers have something shared with their circle)
    "portfolios:collection_list": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:student_collections": (
        "get",
        "ana_student",
        only(bo=200, mum=200, guest=200, panelist=200),
    ),
    "portfolios:collection_add": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:collection_detail": ("get", "collection", only(ana=200, bo=200, mum=200)),
    "portfolios:collection_preview": ("get", "collection", only(ana=200)),
    "portfolios:collection_edit": ("get", "collection", only(ana=200)),
    "portfolios:collection_choose": ("get", "collection", only(ana=200)),
    "portfolios:collection_order": ("post", "collection", only(ana=302)),
    "portfolios:heading_add": ("post", "collection", only(ana=302)),
    "portfolios:collection_archive": ("post", "collection", only(ana=302)),
    "portfolios:collection_restore": ("post", "collection", only(ana=302)),
    "portfolios:collection_share": ("get", "collection circle", only(ana=200)),
    "portfolios:collection_unshare": ("post", "collection circle", only(ana=302)),
    "portfolios:entry_edit": ("get", "entry", only(ana=200)),
    "portfolios:entry_remove": ("post", "entry", only(ana=302)),
    "portfolios:entry_restore": ("post", "entry", only(ana=302)),
    "portfolios:entry_cover": ("post", "entry", only(ana=302)),
    "portfolios:part_move": ("post", "heading", only(ana=302)),
    "portfolios:letter_edit": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:letter_detail": ("get", "letter", only(ana=200, mum=200)),  # her family's alone
    "portfolios:letter_take_back": ("post", "letter", only(ana=302)),
    "portfolios:letter_begin": ("post", "letter", only(ana=302)),
    "portfolios:timeline": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:student_timeline": (
        "get",
        "ana_student",
        only(bo=200, mum=200, guest=200, panelist=200),
    ),
    # portfolios: what children learn ("our_targets" is Maple's framework, "brought_framework" a file of one)
    "portfolios:continuum": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "portfolios:student_continuum": (
        "get",
        "ana_student",
        only(bo=200, mum=200, guest=200, panelist=200),  # what stands behind pieces of her circle
    ),
    "portfolios:framework_list": ("get", None, only(cora=200, oak_coordinator=200)),
    "portfolios:framework_add": ("get", None, only(cora=200, oak_coordinator=200)),
    "portfolios:framework_move": ("post", None, only(cora=302, oak_coordinator=302)),
    "portfolios:framework_import": ("get", None, only(cora=200, oak_coordinator=200)),
    "portfolios:framework_look": ("get", "brought_framework", only(cora=200)),
    "portfolios:framework_apply": ("post", "brought_framework", only(cora=302)),
    "portfolios:framework_discard": ("post", "brought_framework", only(cora=302)),
    "portfolios:framework_detail": (
        "get",
        "our_targets",
        only(ana=200, ben=200, bo=200, ida=200, mum=200, dad=200, cora=200),
    ),
    "portfolios:framework_edit": ("get", "our_targets", only(cora=200)),
    "portfolios:framework_retire": ("post", "our_targets", only(cora=302)),
    "portfolios:framework_restore": ("post", "our_targets", only(cora=302)),
    "portfolios:level_edit": ("get", "our_targets", only(cora=200)),
    "portfolios:target_add": ("get", "our_targets", only(cora=200)),
    "portfolios:target_order": ("get", "our_targets", only(cora=200)),
    "portfolios:target_edit": ("get", "our_target", only(cora=200)),
    "portfolios:target_retire": ("post", "our_target", only(cora=302)),
    "portfolios:target_restore": ("post", "our_target", only(cora=302)),
    "portfolios:logo_edit": ("get", "school", only(cora=200)),
    "portfolios:logo_remove": ("post", "school", only(cora=302)),
    # goals
    "goals:goal_list": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "goals:student_goals": ("get", "ana_student", only(ana=200, bo=200, mum=200)),
    "goals:goal_year": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "goals:student_year": ("get", "ana_student", only(ana=200, bo=200, mum=200)),
    "goals:goal_add": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "goals:goal_write": ("get", "goal_format", only(ana=200, ben=200, oak_student=200)),
    "goals:goal_ask": ("get", "goal_format number", only(ana=200, ben=200, oak_student=200)),
    "goals:goal_look": ("get", "goal_format", only(ana=302, ben=302, oak_student=302)),  # nothing begun
    "goals:goal_draft_drop": ("post", None, only(ana=302, ben=302, oak_student=302)),
    "goals:goal_share": ("post", "goal", only(ana=302)),
    "goals:offer_list": ("get", None, only(cora=200, oak_coordinator=200)),
    "goals:goal_detail": ("get", "goal", only(ana=200, bo=200)),  # not shared with her family
    "goals:goal_story": ("get", "goal", only(ana=200, bo=200)),
    "goals:goal_edit": ("get", "goal", only(ana=200)),
    "goals:goal_check_in": ("get", "goal", only(ana=200)),
    "goals:rhythm_list": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "goals:rhythm_edit": ("get", "advisory", only(bo=200)),
    "goals:rhythm_leave": ("post", "advisory", only(bo=302)),
    "goals:school_rhythm": ("get", "school", only(cora=200)),
    "goals:goal_take_up": ("post", "goal", only(ana=302)),  # refused: it has not ended
    "goals:goal_tick": ("post", "goal", only(ana=302)),
    "goals:goal_days": ("get", "goal", only(ana=200, bo=200)),
    "goals:goal_pieces": ("get", "goal", only(ana=200)),
    "goals:goal_reply": ("get", "goal", only(bo=200)),
    "goals:goal_ask_teacher": ("get", "goal", only(ana=200, bo=200)),
    "goals:goal_note": ("post", "asked_goal", only(ida=422)),  # nothing written
    "goals:asked_list": ("get", None, only(bo=200, ida=200, oak_advisor=200)),
    "goals:goal_teacher_end": ("post", "goal_teacher", only(ana=302, bo=302, ida=302)),
    "goals:reply_take_back": ("post", "goal_reply", only(bo=302)),
    "goals:advisory_goals": ("get", "advisory", only(bo=200)),
    "goals:step_toggle": ("post", "step", only(ana=302)),
    "goals:goal_pictures": ("get", "goal", only(ana=200)),
    "goals:goal_picture": ("get", "goal goal_part", only(ana=200)),
    "goals:step_picture": ("get", "step", only(ana=200)),
    "goals:goal_file": ("get", "goal_file_key picture_size", only(ana=200, bo=200)),
    "goals:goal_file_before": ("get", "goal_file_key", only(ana=200)),
    "goals:goal_file_people": ("get", "goal_file", only(ana=200, bo=200)),
    "goals:goal_file_remove": ("post", "goal_file", only(ana=302)),
    "goals:goal_file_restore": ("post", "goal_file", only(ana=302)),
    "goals:goal_file_retry": ("post", "goal_file_unread", only(ana=302)),
    "goals:carry_over": ("get", None, only(ana=302, ben=302, oak_student=302)),  # nothing waits
    "goals:goal_import": ("get", None, only(cora=200, oak_coordinator=200)),
    "goals:goal_import_look": ("get", "goal_list", only(cora=200)),
    "goals:goal_import_apply": ("post", "goal_list", only(cora=302)),
    "goals:goal_import_discard": ("post", "goal_list", only(cora=302)),
    "goals:review_queue": ("get", None, only(bo=200, ida=200, oak_advisor=200)),
    "goals:commitment_list": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "goals:student_commitments": ("get", "ana_student", only(ana=200, bo=200, mum=200)),
    "goals:commitment_check_in": ("get", "commitment", only(ana=200, mum=200)),  # her family's own
    "goals:commitment_accept": ("post", "commitment", only(mum=302)),
    "goals:commitment_release": ("post", "taken", only(mum=302)),
    # goals: her family, on a goal that is shared with them
    "goals:help_offer": ("get", "shared_goal", only(mum=200)),
    "goals:home_note_add": ("get", "shared_goal", only(mum=200)),
    "goals:talk_edit": ("get", "said_at_home", only(mum=200)),
    "goals:talk_take_back": ("post", "said_at_home", only(mum=302)),
    "goals:talk_answer": ("get", "said_at_home", only(ana=200, bo=200)),
    "goals:talk_collect": ("get", "said_at_home", only(ana=200)),
    # conferences: home, and the student's agenda
    "home": (
        "get",
        None,
        everyone(302)
        | dict.fromkeys(("ana", "ben", "oak_student"), 200)
        | dict.fromkeys(("ruth", "dad", "oak_family"), 200),  # no child, or no conference yet
    ),
    "conferences:my_conference": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "conferences:agenda_start": ("post", "conference", only(ana=302)),
    "conferences:agenda_preview": ("get", "conference", only(ana=200)),
    "conferences:agenda_print": ("get", "conference", only(ana=200, bo=200)),
    "conferences:agenda_ready": ("post", "conference", only(ana=302)),
    "conferences:agenda_unready": ("post", "conference", only(ana=302)),
    "conferences:agenda_help": ("post", "conference", only(ana=302)),
    "conferences:card_add": ("post", "conference", only(ana=302)),
    "conferences:card_move": ("post", "conference", only(ana=302)),
    "conferences:card_edit": ("get", "card", only(ana=200)),
    "conferences:card_minutes": ("post", "card", only(ana=302)),
    "conferences:card_choose": ("get", "card", only(ana=200)),
    "conferences:card_pair": ("post", "card own_pair", only(ana=302)),
    "conferences:station_tick": ("post", "card", only(ana=302)),
    "conferences:passport": ("get", "conference", only(ana=200)),
    "conferences:card_remove": ("post", "card", only(ana=302)),
    "conferences:card_restore": ("post", "card", only(ana=302)),
    "conferences:plan_draw": ("get", "conference", only(ana=200)),
    "conferences:card_pick": ("get", "conference", only(ana=200)),
    "conferences:card_say": ("get", "card", only(ana=200)),
    "conferences:card_draw": ("get", "card", only(ana=200)),
    "conferences:card_look": ("post", "card", only(ana=302)),
    "conferences:offer_undo": ("post", "answered", only(ana=302)),
    "conferences:offer_take": ("post", "offer", only(ana=302)),
    "conferences:offer_leave": ("post", "offer", only(ana=302)),
    "conferences:talk_add": ("post", "conference talk", only(ana=302)),
    # conferences: drawings and voices; the agenda is not ready, so her family is shown nothing of it
    "conferences:conference_file": ("get", "conference_file_key picture_size", only(ana=200, bo=200)),
    "conferences:conference_file_before": ("get", "conference_file_key", only(ana=200)),
    "conferences:conference_file_people": ("get", "conference_file", only(ana=200, bo=200)),
    "conferences:conference_file_remove": ("post", "conference_file", only(ana=302)),
    "conferences:conference_file_restore": ("post", "conference_file", only(ana=302)),
    "conferences:conference_file_retry": ("post", "conference_file_unread", only(ana=302)),
    # conferences: practice ("rehearsal" runs and Ben is asked to listen; "practice" is over)
    "conferences:practice_list": ("get", "conference", only(ana=200)),
    "conferences:practice_start": ("post", "conference", only(ana=422)),  # nothing sent
    "conferences:practice_run": ("get", "rehearsal", only(ana=200)),
    "conferences:practice_turn": ("post", "rehearsal", only(ana=302)),
    "conferences:practice_pause": ("post", "rehearsal", only(ana=302)),
    "conferences:practice_end": ("post", "rehearsal", only(ana=302)),
    "conferences:practice_reopen": ("post", "practice", only(ana=302)),
    "conferences:practice_look": ("get", "practice", only(ana=200)),
    "conferences:practice_minutes": ("post", "practice", only(ana=302)),
    "conferences:practice_settle": ("post", "practice", only(ana=302)),
    "conferences:practice_remove": ("post", "practice", only(ana=302)),
    "conferences:practice_restore": ("post", "practice", only(ana=302)),
    "conferences:practice_partner": ("get", "rehearsal", only(ana=200)),
    "conferences:practice_watch": ("get", "rehearsal", only(ben=200)),
    "conferences:practice_join": ("post", "rehearsal", only(ben=302)),
    "conferences:practice_leave": ("post", "rehearsal", only(ben=302)),
    # conferences: her advisor
    "conferences:advisory_board": ("get", None, only(bo=200, ida=200, oak_advisor=200)),
    "conferences:conference_advise": ("get", "conference", only(bo=200)),
    "conferences:help_end": ("post", "conference", only(bo=302)),
    # conferences: the office
    "conferences:round_list": ("get", None, only(cora=200, oak_coordinator=200)),
    "conferences:round_add": ("get", None, only(cora=200, oak_coordinator=200)),
    "conferences:round_detail": ("get", "round", only(cora=200)),
    "conferences:round_edit": ("get", "round", only(cora=200)),
    "conferences:round_publish": ("post", "round", only(cora=302)),
    "conferences:round_enroll": ("post", "round", only(cora=302)),
    "conferences:round_open": ("post", "round", only(cora=302)),
    "conferences:round_follow_up": ("post", "round", only(cora=302)),
    "conferences:round_close": ("post", "round", only(cora=302)),
    "conferences:round_plan": ("post", "round", only(cora=302)),
    "conferences:round_ask": ("post", "round", only(cora=302)),
    "conferences:round_schedule": ("post", "round", only(cora=302)),
    "conferences:round_prepare": ("post", "round", only(cora=302)),
    "conferences:round_back": ("post", "round", only(cora=302)),
    "conferences:round_people": ("get", "round", only(cora=200)),
    "conferences:milestone_list": ("get", "round", only(cora=200)),
    "conferences:milestone_count": ("post", "round", only(cora=302)),
    "conferences:session_copy": ("get", "round", only(cora=200)),
    "conferences:interpreter_add": ("get", "round", only(cora=200)),
    "conferences:interpreting_list": ("get", "round", only(cora=200)),
    "conferences:interpreter_give": ("get", "held", only(cora=200)),
    "conferences:interpreter_edit": ("get", "interpreter", only(cora=200)),
    "conferences:interpreter_end": ("post", "interpreter", only(cora=302)),
    "conferences:shift_add": ("get", "round", only(cora=200)),
    "conferences:shift_remove": ("post", "shift", only(cora=302)),
    "conferences:absence_add": ("get", "round", only(cora=200)),
    "conferences:absence_remove": ("post", "absence", only(cora=302)),
    "conferences:busy_add": ("get", "round", only(cora=200)),
    "conferences:busy_remove": ("post", "busy", only(cora=302)),
    "conferences:left_out_add": ("get", "round", only(cora=200)),
    "conferences:left_out_end": ("post", "left_out", only(cora=302)),
    "conferences:loads_edit": ("get", "round", only(cora=200)),
    "conferences:please_meet": ("get", "round", only(bo=200)),
    "conferences:invitations_send": ("get", "round", only(cora=200)),
    "conferences:session_add": ("get", "round", only(cora=200)),
    "conferences:session_edit": ("get", "session", only(cora=200)),
    "conferences:template_list": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "conferences:template_ship": ("post", None, only(cora=302, oak_coordinator=302)),
    "conferences:template_detail": ("get", "plan", only(cora=200)),
    "conferences:template_read": ("get", "plan", only(bo=200, ida=200, cora=200)),
    "conferences:template_copy": ("get", "plan", only(bo=200, ida=200, cora=200)),
    "conferences:template_words": ("get", "own_plan language", only(bo=200, cora=200)),
    "conferences:template_take_up": ("post", "own_plan", only(bo=302, cora=302)),
    "conferences:template_retire": ("post", "own_plan", only(bo=302, cora=302)),
    "conferences:template_restore": ("post", "own_plan", only(bo=302, cora=302)),
    "conferences:part_list": ("get", "conference", only(ana=200, bo=200)),
    "conferences:part_add": ("post", "conference part", only(ana=302)),
    "conferences:part_suggest": ("post", "conference part", only(bo=302)),
    # conferences: the family's page and the record ("held" is last spring's, over)
    "conferences:conference_family": ("get", "conference", only(mum=200)),
    "conferences:conference_follow": ("get", "conference", only(mum=200)),
    "conferences:attendance_edit": ("post", "conference", only(mum=422)),  # nothing sent
    # Whoever may decide, and on her behalf the advisor and the office; Ana is not 18 yet.
    "conferences:place_choose": ("get", "conference", only(mum=200, bo=200, cora=200)),
    "conferences:place_hold": ("post", "conference", only(mum=422, bo=422, cora=422)),  # nothing sent
    "conferences:place_book": ("post", "conference", only(mum=422, bo=422, cora=422)),
    "conferences:place_confirm": (
        "post",
        "conference",
        only(mum=302, bo=302, cora=302),
    ),  # refused by the action
    "conferences:place_release": ("post", "conference", only(mum=302, bo=302, cora=302)),
    "conferences:places_together": ("get", "conference", only(mum=200)),
    "conferences:wish_ask": ("post", "conference", only(mum=422, bo=422, cora=422)),
    "conferences:wish_take_back": ("post", "conference", only(mum=302, bo=302, cora=302)),
    "conferences:offer_decline": ("post", "conference", only(mum=302, bo=302, cora=302)),
    "conferences:wish_list": ("get", "round", only(cora=200)),
    "conferences:question_add": ("post", "conference", only(mum=422)),  # nothing sent
    "conferences:note_add": ("post", "conference", only(mum=422)),  # nothing sent
    "conferences:about_child": ("post", "conference", only(mum=422)),  # nothing sent
    "conferences:question_take_back": ("post", "offer", only(mum=302)),
    "conferences:minute_ask": ("post", "conference", only(mum=302)),
    "conferences:minute_take_back": ("post", "conference", only(mum=302)),
    "conferences:minute_settle": ("post", "minute", only(bo=302)),
    "conferences:call_set": ("post", "conference", only(bo=302)),
    "conferences:conference_calendar": ("get", "held", only(ana=200, bo=200, mum=200)),
    "conferences:conference_record": ("get", "held", only(ana=200, bo=200, mum=200)),
    # conferences: when it is over
    "conferences:look_back_edit": ("get", "held", only(ana=200)),
    "conferences:look_back_say": ("post", "held", only(ana=422)),  # nothing sent
    "conferences:letter_back": ("get", "held", only(mum=200)),
    "conferences:letter_say": ("post", "held", only(mum=422)),  # nothing sent
    "conferences:thanks_list": ("get", "held", only(ana=200)),
    "conferences:thanks_edit": ("get", "held everybody", only(ana=200)),
    "conferences:thanks_say": ("post", "held everybody", only(ana=422)),  # nothing sent
    "conferences:words_take_back": ("post", "letter_given", only(mum=302)),
    "conferences:words_list": ("get", None, only(ana=200, ben=200, oak_student=200)),
    "conferences:promises_write": ("get", "held", only(ana=200, bo=200)),
    "conferences:survey_answer": ("get", "held", only(ana=200, mum=200)),
    "conferences:survey_staff": ("get", "spring", only(bo=200)),
    "conferences:recording_add": ("get", "held", only(ana=200, bo=200)),
    "conferences:recording_remove": ("post", "conference_recording", only(ana=302, bo=302)),
    "conferences:keepsake": ("get", "held", only(ana=200, bo=200, mum=200)),
    "conferences:keepsake_make": ("post", "held", only(ana=302, bo=302, mum=302)),
    "conferences:keepsake_file": ("get", "keepsake_key", only(mum=302)),  # to its page: it is not current
    "conferences:timetable_list": ("get", "round", only(cora=200)),
    "conferences:timetable_detail": ("get", "timetable", only(cora=200)),
    "conferences:timetable_stop": ("post", "timetable", only(cora=302)),
    "conferences:timetable_drop": ("post", "timetable", only(cora=302)),
    "conferences:timetable_publish": ("get", "timetable", only(cora=200)),
    "conferences:timetable_take_back": ("post", "timetable", only(cora=302)),
    "conferences:assignment_lock": ("post", "assignment", only(cora=302)),
    "conferences:assignment_move": ("get", "assignment", only(cora=200)),
    "conferences:round_report": ("get", "round", only(cora=200)),
    # conferences: when families can come
    "conferences:conference_take": ("post", "conference", only(ana=302)),
    "conferences:preference_edit": ("get", "conference", only(mum=200)),
    "conferences:preference_list": ("get", "round", only(cora=200)),
    "conferences:preference_enter": ("get", "round", only(cora=302)),  # no family named: to the list
    "conferences:preference_print": ("post", "round", only(cora=302)),  # nobody without e-mail
    "conferences:preference_paper": ("get", "round", only(mum=302, cora=302)),
    "conferences:household_choose": ("get", "conference", only(bo=200, cora=200)),
    "conferences:household_join": ("post", "conference", only(bo=409, cora=409)),  # one for everybody
    # conferences: told in time
    "conferences:printout_list": ("get", "round", only(cora=200)),
    "conferences:printout_make": ("post", "round", only(cora=302)),
    "conferences:printout_own": ("get", "round", only(bo=200)),
    "conferences:printout_file": ("get", "printout_key", only(cora=200)),
    "conferences:printout_post": ("post", "printout", only(cora=302)),
    "conferences:notice_tell": ("post", "paper_notice", only(cora=302)),
    "conferences:calendar_feed": ("get", None, SUBSCRIBERS),
    "conferences:calendar_make": ("post", None, SUBSCRIBERS),
    "conferences:calendar_revoke": ("post", None, SUBSCRIBERS | dict.fromkeys(SUBSCRIBED, 302)),
    "conferences:calendar_read": ("get", "unknown_token", everyone(404, anonymous=404)),
    # conferences: guests
    "conferences:guest_invite": ("get", "conference", only(ana=200)),
    "conferences:guest_share": ("post", "conference", only(ana=302)),
    "conferences:guest_agree": ("post", "guest_row", only(bo=302)),
    "conferences:guest_decline": ("post", "guest_row", only(bo=302)),
    "conferences:guest_end": ("post", "guest_row", only(ana=302, bo=302, cora=302)),
    "conferences:conference_guest": ("get", "conference", only(guest=200)),
    "conferences:guest_follow": ("get", "conference", only(guest=200)),
    # conferences: the day
    "conferences:conference_present": ("get", "conference", only(ana=200)),
    "conferences:conference_start": ("post", "conference", only(ana=302, bo=302)),
    "conferences:conference_close": ("get", "conference", only(ana=200, bo=200)),
    "conferences:card_show": ("post", "card", only(ana=302)),
    "conferences:card_skip": ("post", "card", only(ana=302)),
    "conferences:card_park": ("post", "card", only(ana=302)),
    "conferences:card_tick": ("post", "card", only(ana=302)),
    "conferences:present_worker": ("get", "conference", only(ana=200)),
    "conferences:stage_state": ("get", "conference", only(ana=200)),
    "conferences:stage_add": ("get", "conference", only(ana=302)),  # on the day alone
    "conferences:stage_move": ("post", "conference", only(ana=302)),
    "conferences:turns_tell": ("post", "conference", only(ana=422)),  # nothing sent
    "conferences:signal_raise": ("post", "conference", only(ana=302, bo=302, mum=302)),
    "conferences:signal_visit": ("post", "conference", only(bo=302, cora=302)),
    # conferences: the room, and what did not happen at its time
    "conferences:family_arrive": ("post", "conference", only(bo=302, cora=302)),
    "conferences:interpreter_arrive": ("post", "conference", only(bo=302, cora=302)),
    "conferences:conference_sit": ("get", "conference", only(bo=200)),  # talking points: not the office
    "conferences:sit_note": ("post", "conference", only(bo=422)),
    "conferences:later_talk_keep": ("post", "conference", only(bo=302)),
    "conferences:stand_in_name": ("post", "conference", only(bo=422)),
    "conferences:stand_in_remove": ("post", "stand_in", only(bo=302)),
    "conferences:held_as_say": ("post", "held", only(bo=302)),
    "conferences:make_up_list": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "conferences:make_up_settle": ("get", "make_up", only(bo=200, cora=200)),
    "conferences:make_up_reopen": ("post", "make_up", only(bo=302, cora=302)),  # refused: it is open
    "conferences:conference_miss": ("get", "conference", only(bo=200, cora=200)),
    "conferences:session_shift": ("get", "session", only(cora=200)),
    "conferences:day_shift": ("get", "round", only(cora=200)),
    "conferences:round_changes": ("get", "round", only(cora=200)),
    "conferences:advisor_away": ("get", "round", only(cora=200)),
    "conferences:advisor_cover": ("post", "round", only(cora=422)),  # nothing sent
    "conferences:advisor_move": ("post", "round", only(cora=422)),
    "conferences:cover_end": ("post", "absence", only(cora=302)),
    "conferences:session_call_off": ("get", "session", only(cora=200)),
    "conferences:session_restore": ("post", "session", only(cora=302)),  # refused: it takes place
    "conferences:make_ups_offer": ("post", None, only(cora=302, oak_coordinator=302)),
    "conferences:round_reach": ("get", "round", only(bo=200, cora=200)),
    "conferences:reach_sheet": ("get", "round", only(bo=200, cora=200)),
    "conferences:outreach_family": ("get", "round kind_of_home household", only(bo=200, cora=200)),
    "conferences:outreach_remove": ("post", "outreach_call", only(cora=302)),  # Cora wrote it
    "conferences:outreach_restore": ("post", "outreach_call", only(cora=302)),
    "conferences:time_double": ("post", "conference", only(bo=302)),
    "conferences:other_way": ("get", "conference", only(ana=200, mum=200)),
    "conferences:way_choose": ("post", "conference", only(bo=302)),
    "conferences:way_take_back": ("post", "other_way", only(mum=302)),  # her mother asked
    "conferences:way_answer": ("post", "other_way", only(bo=302)),
    "conferences:session_board": ("get", "session", only(bo=200, cora=200)),
    # The day: each advisor finds at the desk those whom she sees anyway
    "conferences:desk": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "conferences:desk_scan": (
        "get",
        None,
        only(bo=200, ida=200, cora=200, oak_advisor=200, oak_coordinator=200),
    ),
    "conferences:check_in": ("get", "conference", only(bo=200, cora=200, mum=302)),
    "conferences:check_in_all": ("post", "conference", only(bo=302, cora=302)),
    "conferences:check_out": ("post", "conference", only(bo=302, cora=302)),
    "conferences:person_arrive": ("post", "conference", only(bo=302, cora=302)),
    "conferences:family_seat": ("post", "conference", only(bo=409, cora=409)),
    "conferences:missed_take_back": ("post", "conference", only(bo=302, cora=302)),
    "conferences:family_call": ("post", "conference", only(bo=302, cora=302)),
    "conferences:way_in": ("get", "conference", only(mum=302)),
    "conferences:day_overview": ("get", None, only(cora=200, oak_coordinator=200)),
    "conferences:screen_open": ("post", "round", only(cora=200)),
    "conferences:screen_close": ("post", "round", only(cora=302)),
    # whoever has the link of today, and nothing else of anybody
    "conferences:screen_enter": ("get", "unknown_token", everyone(410, anonymous=410)),
    "conferences:hall_screen": ("get", None, everyone(410, anonymous=410)),
    "conferences:interpreter_link": ("post", "interpreter", only(cora=200)),
    "conferences:interpreter_link_end": ("post", "interpreter", only(cora=302)),
    # whoever has the link of her own list
    "conferences:interpreter_open": ("get", "unknown_token", everyone(410, anonymous=410)),
    "conferences:interpreter_own": ("get", None, everyone(410, anonymous=410)),
    "conferences:interpreter_come": ("post", None, everyone(410, anonymous=410)),
    "conferences:interpreter_conference": ("get", "conference", everyone(410, anonymous=410)),
    "conferences:interpreter_sit": ("post", "conference", everyone(410, anonymous=410)),
}


@pytest.fixture
def things(world):
    """The world, and a conference of Ana's that is over."""
    return THINGS.put(world)


def make_things(world):
    now = timezone.now()
    spring = f.RoundFactory(school=world.school, name="Last spring", state="follow_up")
    world.held = f.ConferenceFactory(
        student=world.ana_student, round=spring, state="held", started_at=now, ended_at=now
    )
    world.spring, world.everybody = spring, 0
    world.held.decide_by = timezone.localdate()
    world.held.save(update_fields=["decide_by"])
    world.letter_given = f.NoteFactory(conference=world.held, by=world.mum, kind="letter")
    world.conference_recording = f.ReadyConferenceRecordingFactory(conference=world.held, by=world.bo)
    world.keepsake_key = f.KeepsakeFactory(conference=world.held, reader=world.mum).key
    f.PlaceFactory(session=f.SessionFactory(round=spring), conference=world.held, taken_at=now)
    world.offer = f.NoteFactory(conference=world.conference, by=world.mum)
    world.paper_notice = f.NoticeFactory(conference=world.conference, adult=world.ana)  # without e-mail
    world.printout = f.PrintoutFactory(round=world.round, by=world.cora)
    world.printout_key = world.printout.key
    world.answered = f.NoteFactory(conference=world.conference, by=world.mum, settled_at=now)
    world.minute = f.PrivateMinuteFactory(conference=world.conference, by=world.mum)
    Session.objects.create(
        session_key="ana-at-home", user=world.ana, session_data="", expire_date=now + timedelta(hours=1)
    )
    world.session_handle = md5(b"ana-at-home", usedforsecurity=False).hexdigest()
    f.InvitationFactory(guardianship=world.guardianship)
    world.service = f.SignInServiceFactory(school=world.school)
    world.tied = f.SchoolAccountFactory(service=world.service, user=world.bo)
    world.key = f.PasskeyFactory(user=world.bo)
    f.AppFactory(user=world.bo)
    world.worry = f.CommentFactory(evidence=world.shared, by=world.mum, worried_at=now, hidden_at=now)
    world.kind_of_row = "portfolios-evidence"
    world.record_request = f.RecordRequestFactory(student=world.ana_student, by=world.mum)
    world.plan = f.AgendaTemplateFactory(school=world.school)
    world.own_plan = f.AgendaTemplateFactory(school=world.school, advisory=world.advisory)
    world.language = "es"
    world.part = f.TemplateCardFactory(
        template=f.AgendaTemplateFactory(school=world.school, name="What helps me", is_layer=True)
    )
    world.brought = f.RosterImportFactory(school=world.school)
    world.our_target = world.placement.target
    world.talk = f.difference(world.shared, world.our_target.framework, teacher=world.bo)
    world.our_targets = world.our_target.framework
    world.brought_framework = f.FrameworkImportFactory(school=world.school, by=world.cora)
    reflection = f.ReflectionFactory(evidence=world.shared)
    world.version = f.ReflectionVersionFactory(reflection=reflection)
    world.told = f.ReadyRecordingFactory(evidence=world.shared, part="reflection")
    world.own_prompt = f.PromptFactory(school=world.school)
    world.shared_goal = f.GoalFactory(student=world.ana_student, shared_with_family=True)
    world.said_at_home = f.HomeNoteFactory(goal=world.shared_goal, by=world.mum)
    world.taken = f.CommitmentFactory(
        student=world.ana_student, party="family", owner=world.mum, accepted_at=now
    )
    world.practice, world.rehearsal = rehearsed(world, now)
    world.frame = "what"
    world.asked_goal = f.GoalFactory(student=world.ana_student)
    world.goal_teacher = f.GoalTeacherFactory(goal=world.asked_goal, teacher=world.ida)
    world.goal_reply = f.GoalReplyFactory(goal=world.goal, by=world.bo)
    world.own_pair = f.CollectionFactory(student=world.ana_student, kind="growth")
    world.goal_format = "want_will_need"
    world.stand_in = f.ParticipantFactory(conference=world.conference, name="Coach Lee", stands_in=True)
    world.kind_of_home = "household"
    world.absence = Absence.objects.create(
        round=world.round, advisor=world.bo, starts_at=now, ends_at=now + timedelta(hours=1), by=world.cora
    )
    world.outreach_call = OutreachCall.objects.create(
        school=world.school, round=world.round, household=world.household, outcome="reached", by=world.cora
    )
    world.make_up = f.MakeUpFactory(conference=world.conference)
    world.other_way = f.OtherWayFactory(conference=world.conference, by=world.mum)
    world.interpreter = f.InterpreterFactory(school=world.school)
    world.shift = f.ShiftFactory(round=world.round, interpreter__school=world.school)
    world.left_out = f.LeftOutFactory(
        round=world.round,
        student=f.StudentFactory(school=world.school, left_at=timezone.now()),
        by=world.cora,
    )
    world.busy = f.BusyFactory(round=world.round, student=world.ben_student)
    world.timetable = f.TimetableFactory(round=world.round, by=world.cora)
    world.assignment = f.AssignmentFactory(timetable=world.timetable, conference=world.conference)
    world.colours = "003366-x-x"
    world.logo_key = f.LogoFactory(school=world.school).key
    return world


def rehearsed(world, now):
    """A practice that is over, and one at which a classmate is asked to listen, for next week's."""
    soon = f.RoundFactory(school=world.school, name="Soon")
    coming = f.ConferenceFactory(student=world.ana_student, round=soon, state="building")
    over = f.PracticeFactory(conference=world.conference, ended_at=now, seconds={str(world.card.pk): 60})
    card = f.CardFactory(conference=coming)
    return over, f.PracticeFactory(
        conference=coming, mode="partner", partner=world.ben_student, card=card, card_shown_at=now
    )


THINGS = Standing(make_things)


def arguments(world, thing):
    """What the URL is asked for: a tuple of arguments made of the world's rows."""
    if thing is None:
        return ()
    return tuple(getattr(getattr(world, name), "pk", getattr(world, name)) for name in thing.split())


def url_names(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from url_names(pattern, f"{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield prefix + pattern.name


def test_every_url_has_a_row():
    assert sorted(set(url_names())) == sorted(ACCESS)


@pytest.fixture
def browsers(cast):
    """A browser for each person, signed in once."""
    made = {who: Client() for who in PEOPLE}
    for who, browser in made.items():
        if user := getattr(cast, who):
            enter(browser, user)
    return made


def ask(browser, method, url):
    """The status one person gets; what that changed, in her browser too, is as before for the next one."""
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        response = getattr(browser, method)(url)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return response.status_code


@pytest.mark.parametrize("names", [*batched(ACCESS, 40, strict=False)], ids=lambda names: f"from {names[0]}")
def test_access(things, browsers, names):
    """Forty rows at a time: making the world anew for each took longer than asking."""
    wrong = {}
    for name in names:
        method, thing, statuses = ACCESS[name]
        url = reverse(name, args=arguments(things, thing))
        told = {who: ask(browser, method, url) for who, browser in browsers.items()}
        if told != statuses:
            wrong[name] = {who: (told[who], statuses[who]) for who in PEOPLE if told[who] != statuses[who]}
    assert wrong == {}, "who: (what she got, what she should get)"
