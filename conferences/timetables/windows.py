"""Spells of minutes: where they touch, where they overlap, and when all of several families can come."""

from conferences.timetable.problem import Window


def both(first, second):
    """Where two lists of spells overlap."""
    found = {
        (max(a[0], b[0]), min(a[1], b[1])) for a in first for b in second if max(a[0], b[0]) < min(a[1], b[1])
    }
    return merged(found)


def merged(spells):
    """In order, and those that touch in one."""
    found: list[tuple[int, int]] = []
    for starts, ends in sorted(spells):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((starts, ends))
    return found


def common(answers):
    """When all who come together can; None when any time will do for everybody."""
    said = [windows for windows in answers if windows is not None]
    if not said:
        return None
    first, *others = said
    for windows in others:
        meet = [
            Window(max(one.starts, two.starts), min(one.ends, two.ends), max(one.off, two.off))
            for one in first
            for two in windows
        ]
        first = tidy(window for window in meet if window.starts < window.ends)
    return first


def tidy(windows):
    """Without those that lie inside of one that is liked as much; in order."""
    found: list[Window] = []
    for one in sorted(set(windows), key=lambda one: (one.off, one.starts, -one.ends)):
        if not any(other.starts <= one.starts and one.ends <= other.ends for other in found):
            found.append(one)
    return tuple(found)
