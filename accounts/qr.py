from itertools import groupby

import segno

QUIET = 2  # modules of white around the code


def qr_path(text):
    """A QR code for an inline SVG: `d`, the path of its dark modules, and `side`, its width in modules."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=QUIET))
    return {"d": "".join(f"M{x} {y}h{run}v1h-{run}z" for x, y, run in dark_runs(rows)), "side": len(rows)}


def dark_runs(rows):
    for y, row in enumerate(rows):
        x = 0
        for dark, modules in groupby(row):
            run = len(list(modules))
            if dark:
                yield x, y, run
            x += run
