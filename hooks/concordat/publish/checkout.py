"""A clean checkout of a commit, and the site that is built from it: never from the working tree."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from concordat.cache import SWITCH
from concordat.findings import Severity
from concordat.listing import find_root
from concordat.past import load_with_past
from concordat.publication import Publication
from concordat.publish.git import Git, clean_environment
from concordat.publish.refusal import Refusal
from concordat.report.counts import summary
from concordat.report.text import finding_text
from concordat.rules import check


@dataclass(frozen=True, slots=True)
class Source:
    """What is published: a commit, its day where it was made, and when, in seconds since 1970."""

    commit: str
    day: date
    seconds: int


def source(git: Git) -> Source:
    """Return the commit that is checked out. Raises Refusal where anything is not committed.

    A clone that lacks a part of the history is refused too: its pages would bear other dates.
    """
    commit = git.commit_of("HEAD")
    if not commit:
        raise Refusal("nothing is committed yet; commit the record first")
    if git.line("rev-parse", "--is-shallow-repository") == "true":
        raise Refusal(
            "this clone has only the end of the history, from which the dates of pages are told; "
            "'git fetch --unshallow' gets the rest"
        )
    changed = os.fsdecode(git.run("status", "--porcelain", "-z", "--untracked-files=all")).split("\0")[:-1]
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise Refusal(
            f"'{changed[0][3:]}'{more} is not committed; commit it, or take it away: "
            "only what is committed is published"
        )
    day, _, seconds = git.line("show", "--no-patch", "--format=%cs %ct", "HEAD").partition(" ")
    return Source(commit, date.fromisoformat(day), int(seconds))


def check_out(git: Git, commit: str, folder: Path) -> None:
    """Lay a commit, with its history, into a new folder. The repository itself learns nothing of it."""
    quiet = ("-c", "core.autocrlf=false", "-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false")
    git.run(*quiet, "clone", "--quiet", "--shared", "--no-checkout", "--template=", git.folder, folder)
    copy = Git(folder)
    copy.run(*quiet, "checkout", "--quiet", "--detach", commit)


def look_at_record(folder: Path, day: date) -> None:
    """Check the record in a folder as on a day. Raises Refusal where it has errors or warnings."""
    root = find_root(folder)
    if root is None:
        raise Refusal(f"the commit has no record in '{folder.name}'; see 'concordat check'", record=True)
    record = load_with_past(root, clock=day)
    findings = check(record)
    failing = [each for each in findings if each.severity in (Severity.ERROR, Severity.WARNING)]
    if failing:
        first = finding_text(min(failing, key=lambda each: each.severity is not Severity.ERROR)).splitlines()[
            0
        ]
        counts = summary(findings, record.documents)
        raise Refusal(f"the record has not passed its checks ({counts}), first: {first}", record=True)


def settings_of(folder: Path) -> Path:
    """Return the `mkdocs.yml` of a record: in its folder, or in the one above it."""
    for each in (folder, folder.parent):
        if (each / "mkdocs.yml").is_file():
            return each / "mkdocs.yml"
    raise Refusal(f"there is no mkdocs.yml in '{folder.name}'; the site's settings belong there", record=True)


def base_of(settings: Path) -> str:
    """Return the path of the site's root on its host, from `site_url`: `/` where that is not given."""
    top = yaml.compose(settings.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    pairs = top.value if isinstance(top, yaml.MappingNode) else []
    address = next((str(value.value) for key, value in pairs if key.value == "site_url"), "")
    return f"{urlsplit(address).path.rstrip('/')}/"


def build(settings: Path, site: Path, version: Publication, seconds: int) -> None:
    """Build a version of the site, strictly. Raises Refusal where the build fails.

    The environment leaves nothing to the machine: neither its time nor its time zone.
    """
    fixed = {
        "SOURCE_DATE_EPOCH": str(seconds),
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "GIT_PYTHON_REFRESH": "quiet",
        "NO_COLOR": "1",
        "COLUMNS": "0",
        SWITCH: "off",
    }
    line = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(settings), "-d", str(site)]
    environment = clean_environment(**fixed, **version.as_environment())
    done = subprocess.run(line, capture_output=True, env=environment, cwd=settings.parent, check=False)
    if done.returncode:
        raise Refusal(f"the site cannot be built: {_reason(os.fsdecode(done.stderr))}", record=True)
    if not (site / "addresses.json").is_file():
        raise Refusal("the site has no addresses.json; mkdocs.yml must load hooks/site_hooks.py", record=True)


def _reason(log: str) -> str:
    """Return the first error or warning of a build's log, else its last line."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("ERROR", "WARNING"))]
    first = (telling or lines or ["it gave no reason"])[0 if telling else -1]
    if first.endswith(":") and lines[-1] != first:
        first = f"{first} {lines[-1]}"
    more = f" ({len(telling)} altogether; 'mkdocs build --strict' shows them)" if len(telling) > 1 else ""
    return f"{first}{more}"
