"""Writes a record of any size: one agreement, its signatures, minutes, posts and registers.

    python -m tests.bench.make_record FOLDER MINUTES [POSTS]

The same numbers give the same bytes and the same commits, on any day and any computer. Nothing in
it is real. Its configuration takes the project's `mkdocs.yml` and only says where things are, so a
build of the record is a build with everything that the project has.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

import yaml

from concordat.model.records import EditionFile
from concordat.read.documents import Source, read_source
from concordat.seal import digest
from tests.bench.sittings import FIRST_DAY, Sitting, minutes_of, plan_of
from tests.bench.words import BODIES, COUNCILS, ITEMS, OFFICES, SECTIONS, SEED, clause_numbers, prose

ROOT = Path(__file__).resolve().parents[2]
IN_FORCE_FROM = date(2007, 9, 1)
PAGES_A_COMMIT = 50


def make_record(folder: Path, minutes: int, posts: int) -> None:
    """Write a record into a folder that is not there yet, and commit it."""
    files = {**_fixed_files(minutes), **minutes_of(minutes), **_posts(minutes, posts)}
    folder.mkdir(parents=True)
    git = Git(folder)
    git.run("init", "--quiet", "--initial-branch=main")
    dated = [path for path in files if path.startswith(("meetings/", "blog/posts/")) and "/index" not in path]
    for path in files.keys() - set(dated):
        _write(folder / "docs" / path, files[path])
    _copy_assets(folder)
    git.commit("Begin the record", IN_FORCE_FROM)
    dated.sort(key=lambda path: (_day_of(path, files[path]), path))
    for start in range(0, len(dated), PAGES_A_COMMIT):
        chosen = dated[start : start + PAGES_A_COMMIT]
        for path in chosen:
            _write(folder / "docs" / path, files[path])
        git.commit(f"Add {len(chosen)} pages", _day_of(chosen[-1], files[chosen[-1]]) + timedelta(days=1))


def write_configurations(folder: Path) -> None:
    """Write `mkdocs.yml`, which is the project's, and `stock.yml`, which has nothing of ours.

    They hold absolute paths and are not part of the record, so they are not committed.
    """
    ours = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": "docs",
        "site_dir": "site",
        "hooks": [str(ROOT / "hooks" / "site_hooks.py")],
        "watch": [],
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "nav": [
            {"Home": "index.md"},
            {"Agreements": "agreements/index.md"},
            {"Meetings": "meetings/index.md"},
            {"Decisions": "decisions/index.md"},
            {"Actions": "actions/index.md"},
            {"Councils": ["councils/index.md", {"Attendance": "attendance/index.md"}]},
            {"Blog": ["blog/index.md"]},
            {"About": ["about/index.md"]},
        ],
    }
    _write(folder / "mkdocs.yml", yaml.safe_dump(ours, sort_keys=False))
    _write(folder / "stock.yml", STOCK)


STOCK = """\
# The same Markdown under the theme and the plugins alone. Without `nav`, MkDocs puts every page in it.
site_name: Stock
docs_dir: docs
site_dir: stock
theme:
  name: material
  language: en
  font: false
  features:
    - navigation.tabs
    - navigation.indexes
    - navigation.top
    - search.suggest
    - search.highlight
    - toc.follow
plugins:
  - search
  - blog:
      blog_dir: blog
      post_date_format: d MMMM yyyy
      post_url_format: "{slug}"
      archive_date_format: MMMM yyyy
      archive_url_date_format: yyyy/MM
  - git-revision-date-localized:
      type: date
      locale: en
      fallback_to_build_date: true
      strict: false
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc:
      permalink: true
      toc_depth: 3
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tasklist
exclude_docs: |
  *.yml
"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy_assets(folder: Path) -> None:
    """Copy what the project's `mkdocs.yml` names: style sheets, scripts, images."""
    assets = ROOT / "docs" / "assets"
    for source in sorted(assets.rglob("*")) if assets.is_dir() else ():
        if source.is_file():
            target = folder / "docs" / "assets" / source.relative_to(assets)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())


def _day_of(path: str, text: str) -> date:
    """Return the day of minutes or of a post."""
    if path.startswith("meetings/"):
        return date.fromisoformat(Path(path).stem)
    return date.fromisoformat(text.split("date: ", 1)[1][:10])


def noon(day: date) -> str:
    """Return the middle of a day as git reads it."""
    return f"{day.isoformat()}T12:00:00+0000"


_GIT_SETTINGS = (
    *("-c", "user.name=Bench", "-c", "user.email=bench@example.invalid"),
    *("-c", "core.autocrlf=false", "-c", "gc.auto=0"),
)


class Git:
    """Git in a folder, without anybody's settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def commit(self, message: str, day: date) -> None:
        """Commit everything, as if on a day."""
        self.run("add", "--all")
        self.run("commit", "--quiet", "--message", message, stamp=noon(day))

    def run(self, *arguments: str, stamp: str = "") -> None:
        """Run one command of git, at a time where one is given."""
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_DATE": stamp,
        }
        subprocess.run(["git", *_GIT_SETTINGS, *arguments], cwd=self.folder, env=environment, check=True)


# -- what is there at any size ---------------------------------------------------------


def _fixed_files(minutes: int) -> dict[str, str]:
    """Return the files of every record: settings, the agreement, registers."""
    keys = ", ".join(COUNCILS)
    last = max((sitting.day for sitting in plan_of(minutes)), default=FIRST_DAY)
    as_of = last + timedelta(days=3)
    text = _agreement_text(as_of + timedelta(days=365))
    files = {
        "region.yml": f"name: A made-up region\ndemonstration: true\nas_of: {as_of}\n",
        "councils.yml": _councils(),
        "bodies.yml": "".join(
            f'{key}:\n  name: "{name}"\n  councils: [{keys}]\n  quorum: 8\n' for key, name in BODIES.items()
        ),
        "agreements/sli/agreement.yml": (
            f"short_name: SLI\ntitle: Agreement on working together\nparties: [{keys}]\n"
            "signing_offices: [dcs, lead_member]\nreview_months: 24\n"
        ),
        "agreements/sli/index.md": "# Agreement on working together\n\nThe text in force stands below.\n",
        "agreements/sli/1/index.md": text,
        "agreements/sli/1/signatures.yml": _signatures(text),
        "agreements/sli/clauses.yml": _keys(),
        "blog/.authors.yml": (
            "authors:\n  chair:\n    name: Chair\n"
            "    description: Chairs the meetings\n    avatar: assets/office.svg\n"
        ),
        "blog/index.md": "# Blog\n\nShort notes by office.\n",
        "index.md": "# A made-up region\n\nIn force: [SLI]. What was [decided](decisions/index.md).\n",
        "about/index.md": "# About\n\nNothing here is real. It was made to measure with.\n",
    }
    for register in ("agreements", "meetings", "decisions", "actions", "councils", "attendance"):
        files[f"{register}/index.md"] = _register(register.capitalize(), register)
    for key, name in BODIES.items():
        files[f"meetings/{key.lower()}/index.md"] = _register(name, "meetings")
    return files


def _register(title: str, register: str) -> str:
    front = f'---\ntitle: "{title}"\ndescription: Made to measure with.\nregister: {register}\n---\n'
    return f"{front}# {title}\n\nThe table below is made from the record.\n"


def _councils() -> str:
    offices = "".join(f'  {key}: "{title}"\n' for key, title in OFFICES.items())
    councils = "".join(
        f"  {key}:\n    short_name: {town}\n    names:\n      - name: {town} Council\n    type: unitary\n"
        for key, town in COUNCILS.items()
    )
    return f"offices:\n{offices}councils:\n{councils}"


def _agreement_text(review_by: date) -> str:
    """Return an edition of 80 clauses: ten sections of a heading, five paragraphs and two parts."""
    lines = [
        '---\nedition: "1"\nstatus: in-force',
        f"adopted_on: 2007-06-01\nin_force_from: {IN_FORCE_FROM}\nreview_by: {review_by}\n---",
    ]
    for number, title in enumerate(SECTIONS, start=1):
        lines += [
            f"## {number} {title}\n",
            f"{number}.1 This section says what councils do about {title.lower()}, and by when they do it.\n",
            f"{number}.2 Each council names one office that answers for it. The chair keeps the list.\n",
            f"{number}.3 Before the end of each year every council:\n",
            "(a) writes down what it has done and what it has left undone; and\n",
            f"(b) sends it to the others, with the figures that clause {number}.2 asks for.\n",
            f"{number}.4 A council that cannot do what clauses {number}.1 to {number}.3 ask says so.\n",
            f"{number}.5 Directors look at this section once a year, with clause {number % 10 + 1}.4.\n",
        ]
    return "\n".join(lines)


def _keys() -> str:
    """Return the table of lasting keys."""
    named = {number: re.sub(r"\W+", "-", number).strip("-") for number in clause_numbers()}
    return "".join(f'clause-{name}:\n  "1": "{number}"\n' for number, name in named.items())


def _signatures(text: str) -> str:
    """Return the seal and the signatures of a text: two offices of each council."""
    edition = read_source(Source("agreements/sli/1/index.md", text.encode())).part
    if not isinstance(edition, EditionFile):
        raise RuntimeError("the agreement of the record for measuring cannot be read")
    if [clause.number for clause in edition.text.clauses] != clause_numbers():
        raise RuntimeError("the agreement of the record for measuring has other clauses than it should")
    seal = digest(edition.text)
    lines = [f"opened: 2007-06-04\nseal: {seal}\nsignatures:"]
    for at, key in enumerate(COUNCILS):
        for office in OFFICES:
            day = date(2007, 6, 5) + timedelta(days=at)
            lines.append(f"  - council: {key}\n    office: {office}\n    date: {day}\n    digest: {seal}")
            lines.append("    evidence: Decision notice of the council, kept in its register.")
    return "\n".join(lines) + "\n"


# -- posts -----------------------------------------------------------------------------


def _posts(minutes: int, posts: int) -> dict[str, str]:
    """Return the posts by path, each about one of the meetings."""
    plan = plan_of(minutes)
    return {f"blog/posts/{number:05}.md": _post(number, plan) for number in range(1, posts + 1)}


def _post(number: int, plan: list[Sitting]) -> str:
    random = Random(f"{SEED} post {number}")
    sitting = plan[(number * 7919) % len(plan)]
    title = f"Note {number}: {random.choice(ITEMS[2:-1]).lower()}"
    front = [
        "---",
        f"date: {sitting.day + timedelta(days=1)}",
        "authors: [chair]",
        f"categories: [{BODIES[sitting.body]}]",
        f'title: "{title}"',
        "description: What was settled, and why.",
        "---",
    ]
    clause = random.choice(clause_numbers())
    paragraphs = [" ".join(prose(random, 5)) for _ in range(4)]
    paragraphs[1] += f" It was [decided][{sitting.name} D1] under [SLI {clause}]."
    body = [f"# {title}", paragraphs[0], "<!-- more -->", *paragraphs[1:]]
    return "\n".join(front) + "\n" + "\n\n".join(body) + "\n"


def main(arguments: list[str]) -> None:
    """Write a record and its configurations."""
    folder, minutes = Path(arguments[0]), int(arguments[1])
    posts = int(arguments[2]) if len(arguments) > 2 else minutes // 4
    make_record(folder, minutes, posts)
    write_configurations(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
