"""Measures how long a check and a build take, against what nobody can do without.

    python tests/bench/run.py [--sizes 100,1000,3000] [--documents 5000] [--runs 5]
                              [--minutes 3000] [--stock-limit 1000] [--out FILE.json]
                              [check|build|compare|dates|review|search|weights]...

`check` compares `concordat check` with the floor (see floor.py), two whole processes in turn: without the
cache, then again from the cache when nothing has changed, when 20 minutes have other words, and when 20
have other settings.
`build` builds a record with `mkdocs build --strict`: from nothing, by one process, over itself with some
words changed and with settings changed; and the same Markdown by the theme and its plugins alone, every
page in the sidebar; beyond `--stock-limit` minutes that is left out.
`compare` compares two editions of 500 clauses (see editions.py).
`dates` reads the dates of 1,000 minutes from git, by the git-dates plugin and in one pass, and compares them.
`search` asks questions of a site of `--minutes` minutes in a browser that has never been there.
`weights` builds a site of `--minutes` minutes, and weighs the pages that readers load.
`review` reviews a change of 20 minutes in the record that is checked, against the floor.

Computers are busy with other things, so judge the ratios, which come from runs in turn, before the
seconds. A build's growth is measured by the processor's time, which other work disturbs least.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.builds import build_report, change_minutes, change_settings, growth, measure_build
from tests.bench.tools import BENCH, ROOT, kept, make_record, python, run, say, table

OUT = BENCH / "out" / "bench.json"

MINUTES_SHARE = 0.8  # of the documents of a check; the rest are posts
CHECK_RATIO = 2.0
CHANGED_RATIO = 0.3
CHECK_MEGABYTES = 400
CHANGED = 20  # minutes of a review, and of a check with something kept
WORDS = f"{CHANGED} minutes with other words"
REVIEW_SECONDS = 2.0
COMPARE_SECONDS = 1
SEARCH_KILOBYTES = 400  # compressed, for one question
SEARCH_MILLISECONDS = 300
DATES_MINUTES = 1000
DATES_RATIO = 0.05
PARTS = ("check", "build", "compare", "dates", "review", "search", "weights")
PAGE_KILOBYTES = 300  # of the heaviest page, as it is written
CLAUSES_KILOBYTES = (60, 200)  # compressed: the page of an agreement, and all that a first visit loads


# -- the check -------------------------------------------------------------------------


def measure_check(work: Path, documents: int, runs: int) -> dict[str, Any]:
    """Run the check and its floor in turn over one record."""
    minutes = round(documents * MINUTES_SHARE)
    folder = work / "check"
    make_record(folder, minutes, documents - minutes)
    os.environ["CONCORDAT_CACHE"] = str(work / "cache")
    ours, floors = [], []
    unchanged, changed, settings = [], [], []
    line = python("-m", "concordat", "check", folder)
    run(line, ROOT)  # fills the cache
    for number in range(1, runs + 1):
        ours.append(run([*line, "--no-cache"], ROOT))
        unchanged.append(run(line, ROOT))
        change_minutes(folder, CHANGED)
        changed.append(run(line, ROOT))
        change_settings(folder, CHANGED)
        settings.append(run(line, ROOT))
        floors.append(run(python(BENCH / "floor.py", folder / "docs"), ROOT))
        say(f"Check {number} of {runs}: {ours[-1].seconds:.2f} s, floor {floors[-1].seconds:.2f} s")
    return {
        "documents": documents,
        "concordat": [asdict(one) for one in ours],
        "floor": [asdict(one) for one in floors],
        "seconds": median(one.seconds for one in ours),
        "floor_seconds": median(one.seconds for one in floors),
        "ratio_of_medians": median(one.seconds for one in ours) / median(one.seconds for one in floors),
        "median_of_ratios": median(a.seconds / b.seconds for a, b in zip(ours, floors, strict=True)),
        "cpu_ratio": median(a.cpu / b.cpu for a, b in zip(ours, floors, strict=True)),
        "unchanged": [asdict(one) for one in unchanged],
        "changed": [asdict(one) for one in changed],
        "settings": [asdict(one) for one in settings],
        "again": {
            name: [
                median(a.seconds / b.seconds for a, b in zip(runs_of, floors, strict=True)),
                median(a.cpu / b.cpu for a, b in zip(runs_of, floors, strict=True)),
            ]
            for name, runs_of in (
                ("every file read anew", ours),
                ("nothing changed", unchanged),
                (WORDS, changed),
                (f"{CHANGED} minutes with other settings", settings),
            )
        },
        "megabytes": max(one.megabytes for one in ours),
    }


# -- comparing -------------------------------------------------------------------------


def measure_review(work: Path, documents: int, runs: int) -> dict[str, Any]:
    """Change 20 minutes in a record, and review that against the last commit; and the floor, in turn.

    Once with what an earlier run has kept, and once with every file read anew.
    """
    minutes = round(documents * MINUTES_SHARE)
    folder = work / "review"
    make_record(folder, minutes, documents - minutes)
    change_minutes(folder, CHANGED)
    line = python("-m", "concordat", "review", "--base", "HEAD", folder)
    run(line, ROOT, well=1)
    reviews, anew, floors = [], [], []
    for number in range(1, runs + 1):
        reviews.append(run(line, ROOT, well=1))
        anew.append(run([*line, "--no-cache"], ROOT, well=1))
        floors.append(run(python(BENCH / "floor.py", folder / "docs"), ROOT))
        say(f"Review {number} of {runs}: {reviews[-1].seconds:.2f} s, floor {floors[-1].seconds:.2f} s")
    return {
        "documents": documents,
        "reviews": [asdict(one) for one in reviews],
        "anew": [asdict(one) for one in anew],
        "floor": [asdict(one) for one in floors],
        "seconds": median(one.seconds for one in reviews),
        "floor_seconds": median(one.seconds for one in floors),
        "anew_seconds": median(one.seconds for one in anew),
        "cpu": median(one.cpu for one in reviews),
        "megabytes": max(one.megabytes for one in reviews),
    }


def measure_compare() -> dict[str, Any]:
    """Compare two editions of 500 clauses, in a process of its own."""
    line = python("-m", "tests.bench.editions")
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return {**result, "median": median(result["seconds"])}


# -- dates from git --------------------------------------------------------------------


def measure_dates(work: Path, runs: int) -> dict[str, Any]:
    """Read the dates of pages from a history with renames and merges, by the plugin and by us, in turn."""
    folder = work / "dates"
    make_record(folder, DATES_MINUTES, DATES_MINUTES // 4)
    line = python("-m", "tests.bench.dates", folder, str(runs))
    done = subprocess.run(line, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    ratios = [ours / theirs for ours, theirs in zip(result["ours"], result["theirs"], strict=True)]
    return {**result, "minutes": DATES_MINUTES, "ratio": median(ratios)}


# -- searching -------------------------------------------------------------------------


def measure_search(work: Path, minutes: int) -> dict[str, Any]:
    """Write the files of the search over a record, and ask them in a browser."""
    folder = work / "search"
    make_record(folder, minutes, 0)
    line = python("-m", "tests.bench.search", folder)
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return {"minutes": minutes, **result}


# -- weights ---------------------------------------------------------------------------


def measure_weights(work: Path, minutes: int) -> dict[str, Any]:
    """Build a site, and weigh its pages."""
    folder = work / "weights"
    make_record(folder, minutes, minutes // 4)
    say(f"Building a site of {minutes} minutes …")
    built = run(python("-m", "mkdocs", "build", "--strict"), folder)
    line = python("-m", "tests.bench.weights", folder / "site")
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return {"minutes": minutes, "build": asdict(built), **result}


# -- the report ------------------------------------------------------------------------


def check_report(result: dict[str, Any]) -> str:
    """Return the table of the check."""
    ratio, megabytes = result["median_of_ratios"], result["megabytes"]
    row = [
        str(result["documents"]),
        f"{result['seconds']:.2f} s",
        f"{result['floor_seconds']:.2f} s",
        f"{result['ratio_of_medians']:.2f}",
        f"{ratio:.2f}",
        f"{megabytes:.0f} MB",
    ]
    columns = ["documents", "check", "floor", "ratio of medians", "median of ratios", "memory"]
    verdicts = (
        f"ratio at most {CHECK_RATIO}: {kept(ratio, CHECK_RATIO)}; "
        f"memory below {CHECK_MEGABYTES} MB: {kept(megabytes, CHECK_MEGABYTES)}"
    )
    rows = [[name, f"{clock:.2f}", f"{cpu:.2f}"] for name, (clock, cpu) in result["again"].items()]
    again = table(["run", "by the clock, in floors", "processor time of all processes, in floors"], rows)
    changed = result["again"][WORDS][0]
    again += f"\n{WORDS}, at most {CHANGED_RATIO}: {kept(changed, CHANGED_RATIO)}"
    return f"{table(columns, [row])}\n{verdicts}\n\n{again}"


def review_report(result: dict[str, Any]) -> str:
    """Return the table of the review."""
    row = [
        str(result["documents"]),
        str(CHANGED),
        f"{result['seconds']:.2f} s",
        f"{result['cpu']:.2f} s",
        f"{result['anew_seconds']:.2f} s",
        f"{result['floor_seconds']:.2f} s",
        f"{result['megabytes']:.0f} MB",
    ]
    verdict = f"a review within {REVIEW_SECONDS} s: {kept(result['seconds'], REVIEW_SECONDS)}"
    columns = ["documents", "changed", "review", "cpu", "read anew", "floor", "memory"]
    return f"{table(columns, [row])}\n{verdict}"


def compare_report(result: dict[str, Any]) -> str:
    """Return the table of the comparison."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in result["summary"].items())
    row = [str(result["clauses"]), f"{result['median']:.2f} s", f"{max(result['seconds']):.2f} s"]
    verdict = f"below {COMPARE_SECONDS} s: {kept(result['median'], COMPARE_SECONDS)}"
    return f"{table(['clauses', 'comparing', 'slowest'], [row])}\n{kinds}\n{verdict}"


def dates_report(result: dict[str, Any]) -> str:
    """Return the table of the dates, and the pages for which they differ."""
    ratio, differing = result["ratio"], result["differing"]
    row = [
        str(result["pages"]),
        f"{median(result['theirs']):.2f} s",
        f"{median(result['ours']):.2f} s",
        f"{ratio:.3f}",
        str(len(differing)),
    ]
    columns = ["pages", "by the plugin", "in one pass", "ratio", "other dates"]
    verdicts = (
        f"at most {DATES_RATIO} of the plugin's time: {kept(ratio, DATES_RATIO)}; "
        f"the same date for every page: {kept(len(differing), 0)}"
    )
    return "\n".join([table(columns, [row]), verdicts, *differing])


def search_report(result: dict[str, Any]) -> str:
    """Return the table of the search: for each question what was loaded, and when the first result stood."""
    asked = result["questions"]
    rows = [
        [one["question"], f"{one['bytes'] / 1000:.0f} kB", str(one["files"]), f"{one['milliseconds']:.0f} ms"]
        for one in asked
    ]
    size = max(one["bytes"] for one in asked) / 1000
    slowest = max(one["milliseconds"] for one in asked)
    verdicts = (
        f"{result['units']} units of {result['minutes']} minutes; "
        f"at most {SEARCH_KILOBYTES} kB compressed: {kept(size, SEARCH_KILOBYTES)}; "
        f"first result within {SEARCH_MILLISECONDS} ms: {kept(slowest, SEARCH_MILLISECONDS)}"
    )
    return f"{table(['question', 'loaded', 'files', 'first result'], rows)}\n{verdicts}"


def weights_report(result: dict[str, Any]) -> str:
    """Return the table of the heaviest page of each kind, the heaviest kind first."""
    kinds = sorted(result["kinds"].items(), key=lambda pair: -pair[1]["bytes"])
    rows = [
        [
            name,
            str(kind["pages"]),
            f"{kind['bytes'] / 1000:.0f} kB",
            f"{result['visits'][kind['heaviest']] / 1000:.0f} kB",
            kind["heaviest"],
        ]
        for name, kind in kinds
    ]
    heaviest = kinds[0][1]["bytes"] / 1000
    html, everything = result["clauses"]["html"] / 1000, result["clauses"]["everything"] / 1000
    verdicts = (
        f"{result['minutes']} minutes; no page beyond {PAGE_KILOBYTES} kB: {kept(heaviest, PAGE_KILOBYTES)}; "
        f"the text in force at most {CLAUSES_KILOBYTES[0]} kB packed: {kept(html, CLAUSES_KILOBYTES[0])}; "
        f"with what it loads at most {CLAUSES_KILOBYTES[1]} kB: {kept(everything, CLAUSES_KILOBYTES[1])}"
    )
    columns = ["kind of page", "pages", "heaviest", "first visit, compressed", "which"]
    return f"{table(columns, rows)}\n{verdicts}"


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("what", nargs="*", metavar="|".join(PARTS), help="what to measure; by default all")
    parser.add_argument("--sizes", default="100,1000,3000", help="minutes in the records that are built")
    parser.add_argument("--documents", type=int, default=5000, help="documents in the record that is checked")
    parser.add_argument(
        "--minutes", type=int, default=3000, help="minutes in the record that is searched or weighed"
    )
    parser.add_argument("--runs", type=int, default=5, help="how often; large builds run once")
    parser.add_argument("--stock-limit", type=int, default=1000, help="most minutes of a stock build")
    parser.add_argument("--out", type=Path, default=OUT, help="where the numbers go, as JSON")
    given = parser.parse_args(arguments)
    for what in given.what:
        if what not in PARTS:
            parser.error(f"there is nothing called '{what}' to measure; write one of: {', '.join(PARTS)}")
    given.sizes = sorted(int(size) for size in given.sizes.split(","))
    return given


def main(arguments: list[str] | None = None) -> None:
    """Measure, print the tables and write the numbers."""
    given = parsed(arguments)
    chosen = given.what or PARTS
    result: dict[str, Any] = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "load_before": os.getloadavg()[0],
    }
    tables = []
    if "compare" in chosen:
        result["compare"] = measure_compare()
        tables.append(compare_report(result["compare"]))
    with tempfile.TemporaryDirectory(prefix="concordat-bench-") as name:
        work = Path(name)
        if "check" in chosen:
            result["check"] = measure_check(work, given.documents, given.runs)
            tables.append(check_report(result["check"]))
        if "review" in chosen:
            result["review"] = measure_review(work, given.documents, given.runs)
            tables.append(review_report(result["review"]))
        if "dates" in chosen:
            result["dates"] = measure_dates(work, given.runs)
            tables.append(dates_report(result["dates"]))
        if "search" in chosen:
            result["search"] = measure_search(work, given.minutes)
            tables.append(search_report(result["search"]))
        if "weights" in chosen:
            result["weights"] = measure_weights(work, given.minutes)
            tables.append(weights_report(result["weights"]))
        if "build" in chosen:
            builds = [measure_build(work, size, given.runs, given.stock_limit) for size in given.sizes]
            result["build"], result["growth"] = builds, growth(builds)
            tables.append(build_report(builds, result["growth"], given.stock_limit))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print("\n\n\n".join(tables))
    say(f"The numbers are in {given.out}")


if __name__ == "__main__":
    main()
