"""The help's tasks, word for word: what a page says to write passes the checks in a copy of the record."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from concordat.edit import add_signature, set_keys
from concordat.files import load_record
from concordat.findings import Severity
from concordat.model.signatures import Signature
from concordat.rules import check
from tests import pictures
from tests.building import DOCS
from tests.repository import Repository
from tests.running import invoke
from tests.walks import Step, steps, write

HELP = DOCS / "help"
SLI_2 = "agreements/sli/2"


@pytest.fixture
def copy(tmp_path: Path) -> Repository:
    """A repository with a copy of the record."""
    shutil.copytree(DOCS, tmp_path / "docs")
    return Repository(tmp_path)


def begin(copy: Repository) -> None:
    """Commit what there is, so that a review can say what has changed since."""
    copy.git("init", "--quiet", "--initial-branch", "main")
    copy.commit({})


def on(copy: Repository, day: str) -> None:
    """Let the record be read as on a day."""
    file = copy.docs / "region.yml"
    file.write_text(set_keys(file.read_text("utf-8"), {"as_of": date.fromisoformat(day)}), encoding="utf-8")


def follow(copy: Repository, some: list[Step]) -> None:
    """Do steps, and hear what the page says that is heard."""
    found = ""
    for step in some:
        if step.what == "hear":
            heard = invoke(*HEARD[step.where](copy)).out
            assert step.text.rstrip("\n") in heard
        elif step.what == "run":
            for line in step.text.splitlines():
                assert invoke(*line.split()[1:], "--path", copy.root).code == 0
        elif step.what != "say":
            found = write(copy.root, step, found)


HEARD: dict[str, Callable[[Repository], tuple[str | Path, ...]]] = {
    "The check says": lambda copy: ("check", copy.root),
    "The review says": lambda copy: ("review", copy.root, "--base", "main"),
}


def faults(copy: Repository) -> list[str]:
    """The errors and warnings of the record."""
    findings = check(load_record(copy.docs))
    return [f"{each.location} {each.message}" for each in findings if each.severity is not Severity.INFO]


def of(page: str) -> list[Step]:
    """The steps of a page."""
    return [*steps(HELP / f"{page}.md")]


def open_for_signature(copy: Repository) -> None:
    """Bring edition 2 to where `signatures.md` begins: adopted, sealed, and signed by one office."""
    on(copy, "2017-02-06")
    adopting = of("adopt")
    follow(copy, adopting[: [step.what for step in adopting].index("run") + 1])
    end_the_others(copy)
    on(copy, "2017-02-20")
    options = ("--on", "2017-02-07", "--evidence", "A register")
    assert (
        invoke("sign", "SLI/2", "--council", "BNS", "--office", "dcs", *options, "--path", copy.root).code
        == 0
    )


def end_the_others(copy: Repository) -> None:
    """Do "the same with the others": say of each row that the check names by what it ended."""
    file = copy.docs / "agreements/sli/clauses.yml"
    for finding in reversed(
        [each for each in check(load_record(copy.docs)) if each.rule == "clause-key-ended"]
    ):
        lines = file.read_text("utf-8").splitlines()
        at = next(at for at in range(finding.location.line, len(lines)) if not lines[at].startswith(" "))
        lines.insert(at, "  repealed: DCS 2017-02-03 D2")
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def sign_for_all(copy: Repository) -> None:
    """Let every office that has not signed edition 2 do so."""
    record = load_record(copy.docs)
    edition = record.edition("SLI", "2")
    assert edition is not None
    form = record.agreements["SLI"].file.form
    file = copy.docs / SLI_2 / "signatures.yml"
    text = file.read_text(encoding="utf-8")
    seal = re.findall(r"^seal: (\S+)$", text, re.MULTILINE)[0]
    for council in record.in_being_of(form.parties, date(2017, 3, 1)):
        for office in form.signing_offices:
            signed = {"council": council, "office": office, "date": date(2017, 3, 1), "digest": seal}
            text = add_signature(text, Signature.model_validate({**signed, "evidence": "A register"}))
    file.write_text(text, encoding="utf-8")


def test_write_the_minutes(copy: Repository) -> None:
    on(copy, "2017-02-06")
    begin(copy)
    follow(copy, of("minutes"))
    assert faults(copy) == []
    record = load_record(copy.docs)
    assert [str(meeting.address) for meeting in record.meetings_of("LM")][-1] == "LM 2017-02-03"


def test_record_a_signature(copy: Repository) -> None:
    open_for_signature(copy)
    begin(copy)
    follow(copy, of("signatures"))
    assert faults(copy) == []
    edition = load_record(copy.docs).edition("SLI", "2")
    assert edition is not None
    assert [(each.council, each.office) for each in edition.signatures] == [("BNS", "dcs"), ("LDS", "dcs")]


def test_change_a_clause(copy: Repository) -> None:
    begin(copy)
    follow(copy, of("change-a-clause"))
    assert faults(copy) == []


def test_adopt_an_edition(copy: Repository) -> None:
    adopting = of("adopt")
    sealed = [step.what for step in adopting].index("run") + 1
    on(copy, "2017-02-06")
    follow(copy, adopting[:sealed])
    end_the_others(copy)
    assert faults(copy) == []
    on(copy, "2017-04-01")
    sign_for_all(copy)
    follow(copy, adopting[sealed:])
    assert faults(copy) == []
    record = load_record(copy.docs)
    edition = record.in_force("SLI", record.today)
    assert edition is not None
    assert edition.address == "SLI/2"


def test_mend_a_link(copy: Repository) -> None:
    """The record is without the mistakes of the page, so they are made first."""
    mending = of("mend-a-link")
    right = [step for step in mending if step.what == "write instead"]
    wrong = [step for step in mending if step.what == "find"]
    assert len(right) == len(wrong) == 2
    for bad, good in zip(wrong, right, strict=True):
        write(copy.root, Step("write instead", good.where, bad.text), good.text)
    assert len(faults(copy)) == 2
    follow(copy, mending)
    assert faults(copy) == []


def test_the_pictures_show_what_the_pages_say() -> None:
    drawn = dict(pictures.pictures())
    again = "draw them anew with 'python -m tests.pictures', and look at them"
    assert {path.name for path in pictures.FOLDER.iterdir()} == {path.name for path in drawn}, again
    assert [path.name for path in drawn if path.read_text("utf-8") != drawn[path]] == [], again
    assert max(len(text.encode()) for text in drawn.values()) < 6_000


def test_every_picture_of_the_help_stands_before_the_words_it_shows() -> None:
    named = [
        name
        for page in sorted(HELP.glob("*.md"))
        for name in re.findall(r"assets/images/help/([\w-]+\.svg)", page.read_text("utf-8"))
    ]
    assert sorted(named) == sorted(path.name for path, _ in pictures.pictures())


@pytest.mark.parametrize("page", sorted(HELP.glob("*.md")), ids=lambda path: path.stem)
def test_every_page_with_steps_is_followed(page: Path) -> None:
    followed = {"minutes", "signatures", "change-a-clause", "adopt", "mend-a-link", "region"}
    assert bool([*steps(page)]) == (page.stem in followed)
