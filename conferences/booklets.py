"""What stands in the booklet of a conference, for one reader, and how it is printed."""

import base64
import hashlib
import io
import json

from PIL import Image

from accounts.pdf import render_pdf
from conferences.querysets.records import record_for
from portfolios.models import Attachment

WIDEST = 1200  # pixels of a picture: 170 mm at 180 to the inch
QUALITY = 82
NO_PICTURE = "audio"


def contents(conference, user):
    """All that this person may read of it, as plain values; the same for the same rights and words."""
    told = record_for(conference, user)
    return {
        "child": conference.student.first_name,
        "mine": conference.student.user_id == user.pk,
        "with": [str(comer) for comer in told["comers"] if comer.coming != "no"],
        "agreed": [promise_of(promise) for promise in told["agreed"]],
        "decide_by": conference.decide_by,
        "cards": [card_of(card) for card in told["stage"].cards if card.state == card.State.SHOWN],
        "notes": [note_of(note) for note in told["notes"]],
        "look_back": look_back_of(told["look_back"]),
    }


def promise_of(promise):
    return {
        "party": promise.party,
        "text": promise.text,
        "check_on": promise.check_on,
        "goal": promise.goal_want,
    }


def card_of(card):
    return {
        "title": card.said_title,
        "area": card.area,
        "minutes": card.minutes_shown,
        "pair": bool(card.then_and_now),
        "pair_words": getattr(card, "pair_words", "") or "",
        "pieces": card.pieces,
        "goals": card.goal_list,
    }


def note_of(note):
    return {"kind": note.kind, "text": note.text, "by": str(note.by), "to": str(note.to or "")}


def look_back_of(look_back):
    names = ("face", "proud", "surprise", "next_time")
    return {name: getattr(look_back, name) for name in names} if look_back else None


def digest_of(told):
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def press(conference, told):
    """The bytes of a tagged PDF, in the language that is active; its pictures travel inside."""
    pictures = pictures_of(told)
    for card in told["cards"]:
        for piece in card["pieces"]:
            piece["picture"] = pictures.get(str((piece["first_file"] or {}).get("key")))
    cover = next((piece for card in told["cards"] for piece in card["pieces"] if piece["picture"]), None)
    context = {"conference": conference, "told": told, "cover": cover}
    return render_pdf("conferences/pdf/keepsake.html", context, css="pdf/keepsake.css")


def pictures_of(told):
    """The pictures of its pieces, by key, as addresses that hold the picture itself.

    `contents` has asked already which of them this reader is shown.
    """
    files = [piece["first_file"] for card in told["cards"] for piece in card["pieces"]]
    keys = [file["key"] for file in files if file and file["kind"] != NO_PICTURE]
    found = Attachment.objects.filter(key__in=keys, state="ready")
    return {str(one.key): data_url(one.page) for one in found}


def data_url(file):
    """As JPEG, which goes into a PDF as it is; of a drawing on nothing, the nothing is white."""
    with file.open("rb") as source, Image.open(source, formats=["WEBP"]) as picture:
        picture.thumbnail((WIDEST, WIDEST))
        whole = picture.convert("RGBA")
    flat = Image.new("RGB", whole.size, "white")
    flat.paste(whole, mask=whole.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=QUALITY)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()
