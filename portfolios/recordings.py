"""Recordings and films as every browser plays them: one format, one loudness, nothing that the phone wrote.

The work is done by `projection.py` in a process of its own (docs/decisions/0017).
"""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from portfolios import chambers

PROJECTION = Path(__file__).with_name("projection.py")
SECONDS = 44  # for a whole film; then it is stopped a little later
CLEANING = 40


@dataclass(frozen=True)
class Recording:
    kind: str  # "audio" or "video"
    play: Path
    poster: Path  # of a film
    duration_ms: int
    waveform: list[int]


def ffmpeg():
    """The program: the one that the settings name, or the one that a package brought."""
    if settings.FFMPEG_BINARY:
        return settings.FFMPEG_BINARY
    import imageio_ffmpeg

    return imageio_ffmpeg.get_ffmpeg_exe()


def project(source, demuxer, folder):
    """Make the recording in `source` playable; raises Unreadable."""
    wishes = {"demuxer": demuxer, "most": settings.MAX_MEDIA_MINUTES * 60, "seconds": SECONDS}
    told = ask(source, folder, wishes, SECONDS + 4)
    return Recording(
        told["kind"], folder / "play.mp4", folder / "poster.png", told["duration_ms"], told["waveform"]
    )


def cleaned(source, demuxer, folder):
    """The path of a copy that holds what was recorded and nothing else; raises Unreadable."""
    ask(source, folder, {"demuxer": demuxer, "clean": True}, CLEANING)
    return folder / "original"


def ask(source, folder, wishes, seconds):
    with chambers.opened(source, folder) as path:
        return chambers.ask(
            PROJECTION,
            *(ffmpeg(), path, folder, json.dumps(wishes)),
            folder=folder,
            seconds=seconds,
            hard="hard_recording",
        )
