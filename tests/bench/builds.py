"""Measures builds: from nothing on every processor and on one, after one change, and by the theme alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.tools import BENCH, Run, kept, make_record, python, run, say, table

OWN = ("reading", "rules", "references", "frames", "dates", "events")  # clocks: see timed_build.py
OWN_SHARE = 20  # per cent
GROWTH = 15  # per cent
STOCK_RATIOS = {1000: 0.10, 3000: 0.04}  # by the minutes
CHANGE_RATIO = 0.10
MEGABYTES = 1500
ENOUGH = 500  # minutes of all the builds together for which a size is built several times

_NOTHING_KEPT = {"CONCORDAT_CACHE": "off"}
_ALONE = {**_NOTHING_KEPT, "CONCORDAT_PROCESSES": "1"}


def measure_build(work: Path, minutes: int, runs: int, stock_limit: int) -> dict[str, Any]:
    """Build one record from nothing, on every processor and on one, over itself, and by the theme, in turn.

    Over itself twice: after a change of words, which are on one page alone, and after one of settings, which
    other pages show too. Then it is built once more, by one process, with clocks inside.
    """
    folder = work / f"build-{minutes}"
    make_record(folder, minutes, minutes // 4)
    pages = sum(1 for _ in (folder / "docs").rglob("*.md"))
    times = max(1, min(runs, ENOUGH // minutes))
    ours: dict[str, list[Run]] = {"from nothing": [], "one process": [], "one change": [], "one setting": []}
    stock: list[Run] = []
    line = python("-m", "mkdocs", "build", "--strict")
    run([*line, "-d", "again"], folder)  # what the builds after a change find
    for number in range(1, times + 1):
        ours["from nothing"].append(run(line, folder, more=_NOTHING_KEPT))
        ours["one process"].append(run([*line, "-d", "alone"], folder, more=_ALONE))
        change_minutes(folder, 1)
        ours["one change"].append(run([*line, "-d", "again"], folder))
        change_settings(folder, 1)
        ours["one setting"].append(run([*line, "-d", "again"], folder))
        told = ", ".join(f"{name} {taken[-1].seconds:.1f} s" for name, taken in ours.items())
        say(f"Build of {pages} pages, {number} of {times}: {told}")
        if minutes <= stock_limit:
            stock.append(run(python("-m", "mkdocs", "build", "--quiet", "-f", "stock.yml"), folder))
            say(f"Stock build of {pages} pages, {number} of {times}: {stock[-1].seconds:.1f} s")
    run(python(BENCH / "timed_build.py", "mkdocs.yml", "clocks.json"), folder, more=_ALONE)
    timed = json.loads((folder / "clocks.json").read_text(encoding="utf-8"))
    own = sum(timed["clocks"].get(name, 0) for name in OWN)
    say(f"Rules, references and dates: {100 * own / timed['seconds']:.0f} % of a build")
    first = ours["from nothing"]
    return {
        "minutes": minutes,
        "pages": pages,
        "ours": {name: [asdict(one) for one in taken] for name, taken in ours.items()},
        "stock": [asdict(one) for one in stock],
        "seconds": median(one.seconds for one in first),
        "cpu": median(one.cpu for one in ours["one process"]),
        "stock_seconds": median(one.seconds for one in stock) if stock else None,
        "ratio": _ratio(first, stock) if stock else None,
        "shared_ratio": _ratio(first, ours["one process"]),
        "change_ratio": _ratio(ours["one change"], first),
        "setting_ratio": _ratio(ours["one setting"], first),
        "megabytes": max(one.megabytes for taken in ours.values() for one in taken),
        "own_percent": 100 * own / timed["seconds"],
        "all_percent": 100 * sum(timed["clocks"].values()) / timed["seconds"],
        "clocks": {name: round(value, 3) for name, value in sorted(timed["clocks"].items())},
        "clocked_seconds": timed["seconds"],
    }


def _ratio(some: list[Run], others: list[Run]) -> float:
    """Return the median of the ratios of runs that were made in turn."""
    return median(a.seconds / b.seconds for a, b in zip(some, others, strict=True))


def change_minutes(folder: Path, many: int) -> None:
    """Add a line to so many minutes of a record, spread over it."""
    for path in _minutes(folder, many):
        path.write_text(
            f"{path.read_text(encoding='utf-8')}\nThe chair thanked the host.\n", encoding="utf-8"
        )


def change_settings(folder: Path, many: int) -> None:
    """Give another place to so many minutes of a record, spread over it."""
    for path in _minutes(folder, many):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\nplace: ", "\nplace: New ", 1), encoding="utf-8")


def _minutes(folder: Path, many: int) -> list[Path]:
    paths = sorted(path for path in (folder / "docs" / "meetings").glob("*/*.md") if path.stem != "index")
    return paths[:: max(1, len(paths) // many)][:many]


def growth(builds: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return, from each size to the next, what a further page takes, and how the time a page grows.

    The gross time a page is all the time through all the pages; it falls as the start-up is shared
    by more of them. The time of a further page leaves the start-up out.
    """
    steps: list[dict[str, Any]] = []
    for small, large in pairwise(builds):
        further = (large["cpu"] - small["cpu"]) / (large["pages"] - small["pages"])
        gross = (large["cpu"] / large["pages"]) / (small["cpu"] / small["pages"])
        before = steps[-1]["further_page"] if steps else None
        steps.append(
            {
                "from": small["pages"],
                "to": large["pages"],
                "further_page": further,
                "gross_percent": 100 * (gross - 1),
                "further_percent": 100 * (further / before - 1) if before else None,
            }
        )
    return steps


def build_report(builds: list[dict[str, Any]], steps: list[dict[str, Any]], stock_limit: int) -> str:
    """Return the tables of the builds."""
    rows = [
        [
            str(one["minutes"]),
            str(one["pages"]),
            f"{one['seconds']:.1f} s",
            f"{one['shared_ratio']:.2f}",
            f"{one['change_ratio']:.3f}",
            f"{one['setting_ratio']:.2f}",
            f"{one['cpu']:.1f} s",
            f"{1000 * one['cpu'] / one['pages']:.1f} ms",
            f"{one['stock_seconds']:.1f} s" if one["stock"] else "not run",
            f"{one['ratio']:.3f}" if one["stock"] else "",
            f"{one['megabytes']:.0f} MB",
        ]
        for one in builds
    ]
    columns = [
        "minutes",
        "pages",
        "from nothing",
        "to one process",
        "words changed",
        "settings changed",
        "processor",
        "a page",
    ]
    parts = [table([*columns, "stock", "ratio", "memory"], rows)]
    parts += _verdicts(builds)
    if any(not one["stock"] for one in builds):
        parts.append(f"stock is not run beyond {stock_limit} minutes (--stock-limit)")
    worst = max(one["own_percent"] for one in builds)
    parts.append(f"our rules ({', '.join(OWN)}) at most {OWN_SHARE} %: {kept(worst, OWN_SHARE)}")
    labels = sorted({label for one in builds for label in one["clocks"]})
    shares = [
        [
            str(one["pages"]),
            *(f"{100 * one['clocks'].get(x, 0) / one['clocked_seconds']:.1f} %" for x in labels),
        ]
        for one in builds
    ]
    parts.append(table(["pages", *labels], shares))
    if steps:
        parts += _growth_report(steps)
    return "\n\n".join(parts)


def _verdicts(builds: list[dict[str, Any]]) -> list[str]:
    """Return for each limit whether it is kept."""
    said = [
        f"{one['minutes']} minutes at most {limit} x stock: {kept(one['ratio'], limit)}"
        for one in builds
        if one["stock"] and (limit := STOCK_RATIOS.get(one["minutes"]))
    ]
    change = builds[-1]["change_ratio"]
    said.append(
        f"with words changed at most {CHANGE_RATIO} of a build from nothing: {kept(change, CHANGE_RATIO)}"
    )
    megabytes = max(one["megabytes"] for one in builds)
    return [*said, f"memory below {MEGABYTES} MB: {kept(megabytes, MEGABYTES)}"]


def _growth_report(steps: list[dict[str, Any]]) -> list[str]:
    """Return the table of what a further page takes."""
    rows = [
        [
            f"{step['from']} to {step['to']}",
            f"{step['gross_percent']:+.0f} %",
            f"{1000 * step['further_page']:.1f} ms",
            "" if step["further_percent"] is None else f"{step['further_percent']:+.0f} %",
        ]
        for step in steps
    ]
    grown = max(
        step["gross_percent"] if step["further_percent"] is None else step["further_percent"]
        for step in steps
    )
    verdict = f"time a page grows by at most {GROWTH} % from size to size: {kept(grown, GROWTH)}"
    return [table(["pages", "gross a page", "a further page", "growth"], rows), verdict]
