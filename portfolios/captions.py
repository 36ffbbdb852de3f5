"""Captions as people write them: a line a caption, each with the time at which it begins or without.

    0:00 This is my bean plant.
    0:04 I watered it every day.
    And look how tall it is!

A line without a time is put between its neighbours, longer lines getting more of the recording. A time that
lies before an earlier one, or after the end, counts as none: whatever is typed gives captions.
"""

import re
from dataclasses import dataclass

BEGINS = re.compile(r"\s*(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?(?:\s+|$)(.*)", re.S)
BREAKS = re.compile(r"[\r\n]+")
LONGEST = 10_000  # ms for which one caption stays
A_LINE = 3_000  # ms a line where nobody knows how long the recording is
A_BREATH = 12  # letters' worth of time that every line gets, however short


@dataclass(frozen=True)
class Cue:
    """One caption: from when to when, in ms, and its words."""

    start: int
    end: int
    words: str

    @property
    def clock(self):
        """When it begins, as people say it: 1:04."""
        seconds = self.start // 1000
        return f"{seconds // 60}:{seconds % 60:02}"


@dataclass(frozen=True)
class Said:
    """The captions of a recording as a page shows them."""

    cues: list[Cue]
    language: str
    version: str  # for its address
    heard_by: str  # the adult who wrote down what she heard; empty when the words are the student's own


def said(row, duration):
    """From the row that `AttachmentQuerySet.with_captions` brings along."""
    adult = row["by"] == "advisor"
    return Said(
        cues=read(row["text"], duration),
        language=row["language"],
        version=f"{row['by'][0]}{row['revision']}",
        heard_by=f"{row['first']} {row['last']}".strip() if adult else "",
    )


def read(text, duration):
    """The captions in what was typed, for a recording of so many ms (None: not known)."""
    lines = [split(line) for line in BREAKS.split(text) if line.strip()]
    lines = [(start, words) for start, words in lines if words]
    if not lines:
        return []
    end = duration or len(lines) * A_LINE + max(start or 0 for start, _words in lines)
    starts = begin(lines, end)
    ends = [*starts[1:], end]
    return [
        Cue(start, max(min(until, start + LONGEST), start + 1), words)
        for start, until, (_given, words) in zip(starts, ends, lines, strict=True)
    ]


def split(line):
    """(ms or None, words) of one line."""
    found = BEGINS.fullmatch(line)
    if not found:
        return None, line.strip()
    hours, minutes, seconds, rest, words = found.groups()
    ms = int((rest or "").ljust(3, "0"))
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + ms, words.strip()


def begin(lines, end):
    """When each line begins: as it says, or at its share of the time between those that do."""
    starts = anchored([start for start, _words in lines], end)
    weights = [len(words) + A_BREATH for _start, words in lines]
    anchors = [number for number, start in enumerate(starts) if start is not None]
    for here, there in zip(anchors, [*anchors[1:], len(lines)], strict=True):
        since = starts[here]
        until = starts[there] if there < len(lines) else end
        whole, passed = sum(weights[here:there]), 0
        for number in range(here, there):
            starts[number] = since + (until - since) * passed // whole
            passed += weights[number]
    return starts


def anchored(starts, end):
    """The times that can be believed; the first line begins at the beginning if it says nothing else."""
    last, believed = -1, []
    for start in starts:
        if start is not None and last < start < end:
            last = start
            believed.append(start)
        else:
            believed.append(None)
    if believed[0] is None:
        believed[0] = 0
    return believed


ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\0": None})


def webvtt(cues):
    """The captions as a file that players read. Escaped, words can neither end a caption nor be a tag."""
    blocks = [f"{stamp(cue.start)} --> {stamp(cue.end)}\n{cue.words.translate(ESCAPES)}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def stamp(ms):
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
