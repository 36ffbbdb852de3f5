"""Makes a recording or film playable everywhere, alone in a process that may die.

`python -I projection.py FFMPEG SOURCE FOLDER WISHES`, started by `portfolios.recordings`. It knows no Django,
no database and no secret. WISHES (JSON): `demuxer`, the only one that may open SOURCE; `most`, the longest
recording taken, in seconds; `seconds`, in which it has to be ready; or `clean`, to copy what can be heard
and seen into FOLDER/original without anything else that is in the file.

It writes FOLDER/play.mp4 (H.264 and AAC, or AAC alone) and, of a film, FOLDER/poster.png, and answers with
one line of JSON: what they are, or the code of a refusal. Sounds are brought to one loudness (EBU R 128).
"""

import array
import json
import os
import re
import resource
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

MEBIBYTE = 1024 * 1024
LIMITS = {
    "RLIMIT_AS": 1024 * MEBIBYTE,
    "RLIMIT_CPU": 110,  # seconds: two cores for as long as it may take
    "RLIMIT_FSIZE": 1024 * MEBIBYTE,
    "RLIMIT_CORE": 0,
}
DEMUXERS = {  # as ffmpeg calls each: what it may open, and nothing else
    "mov": "mov,mp4,m4a,3gp,3g2,mj2",
    "matroska": "matroska,webm",
    "ogg": "ogg",
    "wav": "wav",
    "mp3": "mp3",
    "aac": "aac",
    "amr": "amr",
    "flac": "flac",
}
MOST_PIXELS = 4096 * 2304  # of a frame
SHORTEST = 0.3  # seconds: less is a slip of the finger
WHOLE = 0.8  # of the length that a file promises
COPIED = {"side": 1280, "kbits": 4000}  # an H.264 film that is no larger than this stays as it is
WIDELY = {"yuv420p", "yuvj420p"}  # the colours that every browser's H.264 knows
PEAKS, RATE, QUIET = 100, 8000, 328  # of the waveform; 1 % of full scale is silence

INSIDE = re.compile(
    r"^  Stream #0:(?P<index>\d+)(?:\[[^\]]*\])?(?:\([^)]*\))?: (?P<type>Video|Audio): (?P<about>.*)$", re.M
)
LENGTH = re.compile(r"^  Duration: (?:(\d+):(\d\d):(\d\d\.\d+)|N/A)", re.M)
SIZE = re.compile(r", (\d{2,5})x(\d{2,5})[ ,]")
TURNED = re.compile(r"rotation of -?(?:90|270)\.")


class Refused(Exception):
    pass


def limit_self():
    """From here on this process and its children can hurt nobody but themselves, and reach no network."""
    for name, value in LIMITS.items():
        # Not every system knows every limit: macOS refuses RLIMIT_AS.
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (value, value))
    # Where the system lets us, not even a hole in a decoder leads anywhere.
    with suppress(OSError, AttributeError):
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    os.nice(5)


class Room:
    """One file, the folder for what is made of it, and the time that is left."""

    def __init__(self, ffmpeg, source, folder, wishes):
        self.ffmpeg, self.source, self.folder = ffmpeg, source, Path(folder)
        self.wishes = wishes
        self.until = time.monotonic() + wishes.get("seconds", 45)

    def read(self, *, demuxer=None, source=None, before=()):
        """The beginning of every command: one file, opened by one demuxer, from this disk alone."""
        demuxer = demuxer or self.wishes["demuxer"]
        return [
            *(self.ffmpeg, "-hide_banner", "-nostdin", "-y"),
            *("-protocol_whitelist", "file,pipe", "-format_whitelist", DEMUXERS[demuxer]),
            *("-threads", "2", *before, "-f", demuxer, "-i", f"file:{source or self.source}"),
        ]

    def run(self, command):
        """Exit code, output, and what was said on the way."""
        done = subprocess.run(command, cwd=self.folder, capture_output=True, check=False)  # noqa: S603
        return done.returncode, done.stdout, done.stderr[: 4 * MEBIBYTE].decode(errors="replace")


def clock(match):
    hours, minutes, seconds = match
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def look(room, **reading):
    """What is in the file, as ffmpeg reports it: its length in seconds (or None), its film and its sound."""
    words = room.run(room.read(**reading))[2]
    length = LENGTH.search(words)
    film = sound = None
    for stream in INSIDE.finditer(words):
        about = stream["about"]
        if stream["type"] == "Audio" and sound is None:
            sound = {"index": stream["index"], "mono": ", mono" in about}
        size = SIZE.search(about + ",")
        if stream["type"] == "Video" and film is None and size and "(attached pic)" not in about:
            colours = re.split(r"[(,]", about.split(", ", 1)[-1].strip(), maxsplit=1)[0]
            film = {
                "index": stream["index"],
                "codec": about.split()[0].rstrip(","),
                "colours": colours,
                "size": (int(size[1]), int(size[2])),
            }
    known = clock(length.groups()) if length and length[1] else None
    return {"length": known, "film": film, "sound": sound}


def measure(room):
    """The length of a file whose header does not tell, by going through it."""
    words = room.run([*room.read(), "-map", "0", "-dn", "-sn", "-c", "copy", "-f", "null", "-"])[2]
    times = re.findall(r"time=(\d+):(\d\d):(\d\d\.\d+)", words)
    return clock(times[-1]) if times else 0


BARE = [
    *("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-dn", "-sn"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
]
LOUDNESS = (
    "aresample=48000:async=1000,aformat=channel_layouts=mono|stereo,"
    "loudnorm=I=-16:TP=-1.5:LRA=11,aresample=48000"
)


def sound_part(inside):
    """One sound at the usual loudness, written twice: to listen to, and small, to look at."""
    index = inside["sound"]["index"]
    return ["-filter_complex", f"[0:{index}]{LOUDNESS},asplit[a][w]"], [
        *("-map", "[a]", "-c:a", "aac", "-b:a", "96k" if inside["sound"]["mono"] else "128k"),
    ]


def drawn(side, preset, *, fewer=False):
    """A plan: the film drawn anew, at most so many pixels long."""
    scale = (
        f"scale=w='min({side},iw)':h='min({side},ih)'"
        ":force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p"
    )
    return {
        "before": ["-skip_frame", "noref", "-skip_loop_filter", "all"] if fewer else [],
        "film": [
            *("-vf", scale, "-c:v", "libx264", "-preset", preset, "-crf", "24", "-threads", "2"),
            *("-maxrate", "2500k", "-bufsize", "5000k", "-g", "60", "-fpsmax", "30"),
        ],
    }


# Without the notes that a camera writes between the pictures (SEI).
COPY = {"before": [], "film": ["-c:v", "copy", "-bsf:v", "filter_units=remove_types=6"]}
TRIAL = 4  # seconds after which a plan shows whether it will be ready in time
RESERVE = 5  # seconds kept for the poster


def plans_for(inside, kbits):
    """Ways to make a film playable, the best first; the later ones are for machines that have no time."""
    film = inside["film"]
    if film is None:
        return [{"before": [], "film": []}]
    everywhere = film["codec"] == "h264" and film["colours"] in WIDELY
    if everywhere and max(film["size"]) <= COPIED["side"] and kbits <= COPIED["kbits"]:
        return [COPY, drawn(1280, "veryfast")]
    if everywhere:
        return [drawn(1280, "veryfast"), drawn(854, "ultrafast", fewer=True), COPY]
    return [drawn(1280, "veryfast"), drawn(640, "ultrafast", fewer=True)]


def play(room, inside, plan, *, last):
    """Carry out a plan; False when it will not be ready in time, None when it does not work."""
    patience = {"trial": 3 * TRIAL, "slack": 1.3} if last else {"trial": TRIAL, "slack": 1}
    filters, sound = sound_part(inside) if inside["sound"] else ([], [])
    film = ["-map", f"0:{inside['film']['index']}", *plan["film"]] if inside["film"] else []
    command = [*room.read(before=plan["before"]), *filters, *film, *sound, *BARE]
    command += ["-t", str(room.wishes["most"] + 1), "-movflags", "+faststart", "-f", "mp4", "play.mp4"]
    if sound:
        command += ["-map", "[w]", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "wave"]
    command[1:1] = ["-loglevel", "error", "-nostats", "-progress", "pipe:1", "-stats_period", "1"]
    began = time.monotonic()
    with (room.folder / "words").open("wb") as words:
        child = subprocess.Popen(command, cwd=room.folder, stdout=subprocess.PIPE, stderr=words)  # noqa: S603
        for line in child.stdout or ():
            name, _, value = line.decode(errors="replace").strip().partition("=")
            if name == "out_time_us" and too_slow(room, began, value, inside["length"], **patience):
                child.kill()
                child.wait()
                return False
        child.wait()
    return True if child.returncode == 0 else None


def too_slow(room, began, value, length, *, trial, slack):
    """At this pace it would not be ready in time; asked once a second, after a trial."""
    gone = time.monotonic() - began
    if gone < trial:
        return False
    ready = int(value) / 1e6 if value.isdigit() else 0
    left = room.until - RESERVE - time.monotonic()
    return gone * (length - ready) > slack * left * max(ready, 0.01)


def waveform(file):
    """How loud it is in each of a hundred even steps, against its loudest place; all 0 for silence."""
    if not file.exists():
        return []
    values = array.array("h", file.read_bytes()[: file.stat().st_size // 2 * 2])
    step = max(1, len(values) / PEAKS)
    parts = [values[int(i * step) : int((i + 1) * step)] for i in range(min(PEAKS, len(values)))]
    peaks = [max(max(part), -min(part)) for part in parts if part]
    loudest = max(peaks, default=0)
    return [round(100 * peak / loudest) if loudest > QUIET else 0 for peak in peaks]


def poster(room):
    """The first picture that can be recognised, of those at which a player may start."""
    reading = room.read(demuxer="mov", source="play.mp4", before=["-skip_frame", "nokey"])
    small = ["-vf", "scale=32:32,format=gray", "-frames:v", "60", "-fps_mode", "passthrough"]
    shades = room.run([*reading, "-an", *small, "-f", "rawvideo", "-"])[1]
    frames = [shades[i : i + 1024] for i in range(0, len(shades), 1024)]
    chosen = next((number for number, frame in enumerate(frames) if is_something(frame)), 0)
    pick = ["-vf", f"select=eq(n\\,{chosen})", "-frames:v", "1", "-fps_mode", "passthrough"]
    if room.run([*reading, "-an", *pick, *BARE, "-c:v", "png", "-f", "image2", "poster.png"])[0] != 0:
        raise Refused("broken_recording")


def is_something(frame):
    """Neither black nor of one colour."""
    return sum(frame) / len(frame) > 24 and max(frame) - min(frame) > 24


def check(inside, most):
    if inside["film"] is None and inside["sound"] is None:
        raise Refused("no_recording")
    if inside["film"] and inside["film"]["size"][0] * inside["film"]["size"][1] > MOST_PIXELS:
        raise Refused("hard_recording")
    if inside["length"] > most:
        raise Refused("long_recording")


def judge(length, promised, most):
    """Whether what came out is what was recorded: half a story would hide that half is lost."""
    if length > most + 0.5:
        raise Refused("long_recording")
    if length < promised * WHOLE:
        raise Refused("broken_recording")
    if length < SHORTEST:
        raise Refused("empty_recording")


def project(room):
    inside = look(room)
    if inside["length"] is None and (inside["film"] or inside["sound"]):
        inside["length"] = measure(room)
    inside["length"] = inside["length"] or 0
    check(inside, room.wishes["most"])
    kbits = os.path.getsize(room.source) * 8 / 1000 / max(inside["length"], 0.1)
    plans = plans_for(inside, kbits)
    for plan in plans:
        done = play(room, inside, plan, last=plan is plans[-1])
        if done:
            break
    if done is False:
        raise Refused("hard_recording")
    if not done:
        print((room.folder / "words").read_text(errors="replace")[-400:], file=sys.stderr)
        raise Refused("empty_recording" if 0 < inside["length"] < SHORTEST else "broken_recording")
    length = look(room, demuxer="mov", source="play.mp4")["length"] or 0
    judge(length, inside["length"], room.wishes["most"])
    if inside["film"]:
        poster(room)
    return {
        "kind": "video" if inside["film"] else "audio",
        "duration_ms": round(length * 1000),
        "waveform": waveform(room.folder / "wave"),
        "plan": plans.index(plan),
    }


def clean(room):
    """What can be seen and heard, as it came, in a container that says nothing else."""
    inside = look(room)
    streams = [inside[part]["index"] for part in ("film", "sound") if inside[part]]
    codec = inside["film"]["codec"] if inside["film"] else ""
    notes = {"h264": "filter_units=remove_types=6", "hevc": "filter_units=remove_types=39-40"}.get(codec)
    copied = [part for index in streams for part in ("-map", f"0:{index}")]
    copied += ["-c", "copy", *(["-bsf:v", notes] if notes else []), *BARE]
    for container in ("matroska", "mov"):
        if streams and room.run([*room.read(), *copied, "-f", container, "original"])[0] == 0:
            return {"demuxer": container}
    raise Refused("broken_recording")


def main(ffmpeg, source, folder, wishes):
    limit_self()
    room = Room(ffmpeg, source, folder, json.loads(wishes))
    try:
        answer = clean(room) if "clean" in room.wishes else project(room)
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "hard_recording"}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
