"""Requests per second of the main pages against the floor, and queries: `uv run python -m tests.load.pages`.

The pages take turns in short slices of one run, so that whatever else the machine does falls on all alike;
what counts is the ratio to the floor of the same turn. A client that costs little is needed, for it shares
the cores: `wrk` where it is installed, or else processes with `http.client`.
"""

import argparse
import http.client
import multiprocessing
import re
import shutil
import statistics
import subprocess
import time

from tests.load import school

CONNECTIONS = 4
COLUMNS = "{:<16}{:>16}{:>16}{:>14}{:>12}{:>12}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=2, help="of one slice")
    parser.add_argument("--pieces", type=int, default=12, choices=[12, 48], help="of the measured student")
    options = parser.parse_args()
    with school.served() as address:
        queries = {count: count_queries(school.student_with(count)) for count in (12, 48)}
        asked = requests_for(school.student_with(options.pieces))
        rates = take_turns(address, asked, options)
    floors = rates["floor"]
    print(COLUMNS.format("", "queries at 12", "queries at 48", "requests/s", "ratio", "(middle half)"))
    for name, measured in rates.items():
        ratios = [rate / floor for rate, floor in zip(measured, floors, strict=True)]
        low, middle, high = statistics.quantiles(ratios, n=4)
        print(
            COLUMNS.format(
                name,
                queries[12][name],
                queries[48][name],
                f"{statistics.median(measured):.1f}",
                f"{middle:.2f}",
                f"{low:.2f}-{high:.2f}",
            )
        )


def requests_for(student):
    """Each page as (path, headers of a signed-in browser)."""
    return {name: (path, school.browser(who)) for name, (who, path) in school.pages_of(student).items()}


def count_queries(student):
    return {name: school.queries_of(who, path) for name, (who, path) in school.pages_of(student).items()}


def take_turns(address, asked, options):
    """Requests per second of each page, one figure a turn; the first turn only warms up."""
    client = wrk if shutil.which("wrk") else python_client
    rates = {name: [] for name in asked}
    for turn in range(options.turns + 1):
        for name, (path, headers) in asked.items():
            rate = client(address, path, headers, options.seconds)
            if turn:
                rates[name].append(rate)
    return rates


def wrk(address, path, headers, seconds):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(round(seconds), 1)}s", "--timeout", "30s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run([*command, address + path], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def python_client(address, path, headers, seconds):
    with multiprocessing.get_context("fork").Pool(CONNECTIONS) as pool:
        return sum(pool.starmap(ask_for, [(address, path, headers, seconds)] * CONNECTIONS))


def ask_for(address, path, headers, seconds):
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    count, started = 0, time.monotonic()
    while time.monotonic() < started + seconds:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if answer.status != 200 or not answer.read():
            raise RuntimeError(f"{path} answered {answer.status}")
        count += 1
    return count / (time.monotonic() - started)


if __name__ == "__main__":
    main()
