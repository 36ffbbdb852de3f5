"""What a camera reads in the square of a sign-in card, drawn so sharply that nothing needs correction."""

import re

from segno import consts, encoder

QUIET = 2  # modules of white around the code
EMPTY = 2  # segno's mark of a module that belongs to the data
FORMAT_MASK = 0x5412


def scan(path, side):
    """The text in a QR code that is given as the SVG path of its dark modules."""
    size = side - 2 * QUIET
    dark = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)", path):
        dark |= {(int(y) - QUIET, int(x) - QUIET + more) for more in range(int(run))}
    level, mask = format_of(dark)
    flip = encoder.get_data_mask_functions(False)[mask]
    bits = [((y, x) in dark) ^ bool(flip(y, x)) for y, x in data_modules(size)]
    return read_bytes(in_order(codewords(bits), consts.ECC[(size - 17) // 4][level]))


def format_of(dark):
    """Level of error correction and number of the mask, beside the upper left corner."""
    places = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    word = sum((place in dark) << (14 - bit) for bit, place in enumerate(places)) ^ FORMAT_MASK
    return word >> 13, word >> 10 & 7


def data_modules(size):
    """Their places in the order of reading: two columns at a time, up and down in turns, from the right."""
    matrix = encoder.make_matrix(size, size)
    encoder.add_finder_patterns(matrix, size, size)
    encoder.add_alignment_patterns(matrix, size, size)
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for y in range(size - 1, -1, -1) if upwards else range(size):
            yield from ((y, x) for x in (right, right - 1) if matrix[y][x] == EMPTY)
        upwards = not upwards


def codewords(bits):
    return [
        sum(bit << (7 - n) for n, bit in enumerate(bits[at : at + 8])) for at in range(0, len(bits) - 7, 8)
    ]


def in_order(words, blocks):
    """The blocks were written a word of each in turn."""
    sizes = [block.num_data for block in blocks for _ in range(block.num_blocks)]
    parts = [[] for _ in sizes]
    source = iter(words)
    for n in range(max(sizes)):
        for part, size in zip(parts, sizes, strict=True):
            if n < size:
                part.append(next(source))
    return bytes(word for part in parts for word in part)


def read_bytes(data):
    number = int.from_bytes(data)
    whole = len(data) * 8
    mode, count = number >> (whole - 4), number >> (whole - 12) & 0xFF
    assert mode == consts.MODE_BYTE
    return (number >> (whole - 12 - 8 * count)).to_bytes(count + 2)[-count:].decode()
