"""What is made of a file of any kind, so that it can be shown: each kind by its own workshop."""

from dataclasses import dataclass, field
from pathlib import Path

from portfolios import images, kinds, papers, recordings
from portfolios.refusals import Unreadable


@dataclass(frozen=True)
class Made:
    """The columns of a ready attachment, and its files by column: a name, and bytes or where they lie."""

    columns: dict
    files: dict = field(default_factory=dict)


def make(source, folder, *, edits=()):
    """What can be shown of an open file. Raises Unreadable.

    Its own bytes say what it is; whoever opens it then has the last word.
    """
    seen = kinds.look(source)
    if seen.kind is None:
        raise Unreadable(seen.opener)
    if seen.kind == "picture":
        return picture(images.normalise(source, edits=edits), kind="picture")
    if seen.kind == "document":
        return document(papers.bind(source, seen.opener, folder))
    return recording(recordings.project(source, seen.opener, folder))


def picture(drawn, **columns):
    return Made(
        {"width": drawn.width, "height": drawn.height} | columns,
        {size: (f"{size}.webp", rendition.data) for size, rendition in drawn.files.items()},
    )


def recording(ready):
    made = Made(
        {"kind": ready.kind, "duration_ms": ready.duration_ms, "waveform": ready.waveform},
        {"play": ("play.m4a" if ready.kind == "audio" else "play.mp4", ready.play)},
    )
    return made if ready.kind == "audio" else together(made, picture(drawn(ready.poster)))


def document(ready):
    made = Made(
        {"kind": "document", "page_count": ready.page_count, "simplified": ready.simplified},
        {"paper": ("paper.pdf", ready.paper)},
    )
    return together(made, picture(drawn(ready.page)))


def drawn(path):
    """A picture that our own workshop made, in all sizes."""
    return images.normalise(path, seconds=8)


def together(*parts):
    columns, files = {}, {}
    for part in parts:
        columns |= part.columns
        files |= part.files
    return Made(columns, files)


def clean(attachment, folder):
    """A copy of the file that came, as bytes or a path, without what its maker's device or name left in it.

    Of what has no such copy, what we made of it is kept. Raises Unreadable.
    """
    with attachment.original.open() as original:
        seen = kinds.look(original)
        if attachment.kind == "picture":
            return images.cleaned(original)
        if seen.kind == "document" and seen.opener != "pdf":
            return papers.cleaned(original, folder)
        if seen.kind in ("audio", "video"):
            try:
                return recordings.cleaned(original, seen.opener, folder)
            except Unreadable:
                return copy(attachment.play, folder)
    return copy(attachment.paper, folder)


def copy(file, folder) -> Path:
    with file.open() as opened:
        return images.copy(opened, folder / "copy")
