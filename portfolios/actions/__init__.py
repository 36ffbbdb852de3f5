from portfolios.actions.depictions import (
    agree_depiction,
    edit_attachment,
    hold_attachment,
    release_attachment,
    tell_people,
    undo_edit,
)
from portfolios.actions.evidence import (
    add_evidence,
    archive_evidence,
    edit_evidence,
    restore_evidence,
    save_draft,
    share_evidence,
    unshare_evidence,
)
from portfolios.actions.pictures import (
    add_pictures,
    describe_attachment,
    keep_uploads,
    prepare_attachment,
    remove_attachment,
    replace_original,
    restore_attachment,
    sweep_unfinished,
)
from portfolios.actions.placements import place_by_teacher, place_self, remove_placement
from portfolios.actions.reflections import save_reflection, skip_reflection

__all__ = [
    "add_evidence",
    "add_pictures",
    "agree_depiction",
    "archive_evidence",
    "describe_attachment",
    "edit_attachment",
    "edit_evidence",
    "hold_attachment",
    "keep_uploads",
    "place_by_teacher",
    "place_self",
    "prepare_attachment",
    "release_attachment",
    "remove_attachment",
    "remove_placement",
    "replace_original",
    "restore_attachment",
    "restore_evidence",
    "save_draft",
    "save_reflection",
    "share_evidence",
    "skip_reflection",
    "sweep_unfinished",
    "tell_people",
    "undo_edit",
    "unshare_evidence",
]
