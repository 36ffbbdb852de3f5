"""Parts of a file, as a player asks for them (RFC 9110, section 14): one range of bytes at a time."""

import re

# What a player that asks for all the rest is given at once. It asks again for more, and a thread of the
# server is free for others while a slow telephone watches.
MOST = 2 * 1024 * 1024
BLOCK = 64 * 1024
AT_ONCE = 512 * 1024  # bytes of a picture, or of a small part: not worth going block by block


class Beyond(Exception):
    """The part that is asked for lies behind the end."""


def asked(headers, size, etag):
    """First and last byte of the part, or None for the whole file: also for what we do not understand.

    Raises Beyond. An If-Range that names another file gets the whole of this one.
    """
    if headers.get("If-Range", etag) != etag:
        return None
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", headers.get("Range", "").replace(" ", ""))
    if not match or match[0] == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start = int(first)
        end = min(int(last), size - 1) if last else min(start + MOST, size) - 1
        if last and int(last) < start:
            return None
    if start >= size or end < start:
        raise Beyond
    return start, end


def read(file, start, end):
    """The bytes from `start` to `end`, block by block; the file is opened when the first is read."""
    with file.open() as opened:
        opened.seek(start)
        left = end - start + 1
        while left > 0:
            block = opened.read(min(BLOCK, left))
            if not block:
                return
            left -= len(block)
            yield block
