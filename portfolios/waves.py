"""How loud a recording is, drawn as a row of bars."""

STEP, HEIGHT, LEAST = 6, 64, 2  # units of the drawing: a bar and its gap, the whole height, a silent bar


def wave_path(levels):
    """The bars for an inline SVG: `d`, one line a bar around the middle, and `width` of the drawing."""
    middle = HEIGHT // 2
    bars = [max(LEAST, level * (middle - 4) // 100) for level in levels]
    d = "".join(f"M{STEP * n + STEP // 2} {middle - bar}v{2 * bar}" for n, bar in enumerate(bars))
    return {"d": d, "width": STEP * len(bars), "height": HEIGHT}
