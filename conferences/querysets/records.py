"""What one reader may see of a conference that is over: on its page, and in the booklet that is kept."""

from conferences.models import ConferenceFile, LookBack, Note, Participant
from conferences.stages import Stage


def record_for(conference, user):
    """What was shown, said and agreed, as far as this person reads it."""
    notes = list(Note.objects.visible_to(user).of(conference).of_afterwards())
    files = list(ConferenceFile.objects.visible_to(user).of(conference).of_afterwards())
    for note in notes:
        note.told = next((file for file in files if file.note_id == note.pk), None)
    return {
        "conference": conference,
        "stage": Stage(conference, conference.shared_cards()),
        "agreed": conference.commitments.told_to(user),
        "comers": Participant.objects.visible_to(user).welcome().of(conference),
        "notes": notes,
        "look_back_files": [file for file in files if file.part == "look_back"],
        "recording": next((file for file in files if file.part == "recording"), None),
        "look_back": LookBack.objects.visible_to(user).of(conference).first(),
    }


def words_to(student, user):
    """Every glow, grow and letter that this student was ever given, the newest first."""
    said = Note.objects.visible_to(user).filter(conference__student=student, conference__state="held")
    return said.said_to_her().select_related("by", "conference__round").order_by("-at", "-pk")
