"""`concordat import`: ten Word files and others; all placed or listed, no word lost."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from concordat.files import load_record
from concordat.incoming.draft import words_of
from tests.bringing import bring
from tests.needs import need
from tests.running import Ran, lay_base, on_a_terminal, snapshot
from tests.word import Word, png
from tests.word_files import FILES, LEGAL, Sent

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
sent = pytest.mark.parametrize("name", FILES)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_base(tmp_path / "docs")


def written(root: Path, kind: str) -> Path:
    return root / ("meetings/dcs/2016-12-09.md" if kind == "minutes" else "agreements/pact/2/index.md")


def words_in(file: Path) -> Counter[str]:
    """Every word that Word shows of a file: text, notes, comments, headers; what is deleted is not."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(?:document|footnotes|comments|header\d|footer\d)\.xml", name):
                part = ElementTree.fromstring(archive.read(name))
                for old in part.iter(f"{MC}AlternateContent"):  # what stands in for older programs
                    old.remove(old[1])
                for paragraph in part.iter(f"{W}p"):
                    shown = (
                        {f"{W}tab": " ", f"{W}br": " "}.get(each.tag, each.text or "")
                        for each in paragraph.iter()
                        if each.tag in (f"{W}t", f"{W}tab", f"{W}br")
                    )
                    found += words_of("".join(shown))
    return found


@dataclass(frozen=True)
class Brought:
    """A Word file, the record into which it was brought, and what the command said."""

    path: Path
    root: Path
    ran: Ran


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Brought]:
    """Bring in each of the ten files once."""

    @cache
    def bring_in(name: str) -> Brought:
        folder = tmp_path_factory.mktemp(name)
        root, file = lay_base(folder / "docs"), FILES[name]
        path = file.save(folder)
        return Brought(path, root, bring(root, path, file.kind, *file.options))

    return bring_in


@sent
def test_no_word_of_a_word_file_is_lost(name: str, brought: Callable[[str], Brought]) -> None:
    """What is neither in the draft nor in the list is a setting or a label now, word for word."""
    made, file = brought(name), FILES[name]
    assert (made.ran.code, made.ran.err) == (0, "")
    said = made.ran.out.partition("Placed: ")[2]
    out = words_of(written(made.root, file.kind).read_text("utf-8")) + words_of(said)
    assert words_in(made.path) - out == words_of(file.became)
    assert "words that are not in the draft" not in made.ran.out


@sent
def test_every_decision_action_and_clause_is_placed(name: str, brought: Callable[[str], Brought]) -> None:
    assert_placed(FILES[name], brought(name).ran, brought(name).root)


def assert_placed(file: Sent, ran: Ran, root: Path) -> None:
    assert ran.code == 0, ran.err
    record = load_record(root)
    if file.kind == "agreement":
        edition = record.edition("PACT", "2")
        assert edition is not None
        assert " ".join(clause.number for clause in edition.clauses) == file.clauses
        return
    made = record.meetings[-1]
    found = {"item": len(made.items), "decision": len(made.decisions), "action": len(made.actions)}
    assert found == {"item": file.items, "decision": file.decisions, "action": file.actions}
    for what, many in found.items():
        assert not many or f"{many} {what if many == 1 else f'{what}s'}" in ran.out.partition("Placed: ")[2]


LISTED = {
    "styled": (
        "line 34: its date in the table is 'next meeting', which names no one day",
        "line 34: action A2 has no due date; add a line '> Due: 9 December 2016' with its date",
        "not in the draft: in attendance, 'Regional business manager; Workforce lead': name offices there",
    ),
    "counted": ("line 21: this may record a decision: '2.2 It was agreed that visits go on.'",),
    "faked": (
        "line 29: action A2 has no due date",
        "line 34: this may set an action: 'The hall is large. Action: Chair'",
    ),
    "in-tables": (
        "line 6: the minutes of DCS 2016-12-09 do not say whether CRA took part",
        "line 26: this table has merged cells",
        "not in the draft: chair, 'Jane Doe, Alder City Council': entered as ALD; the rest is left out",
        "not in the draft: 'Mary Major, for the director, Crag, representing': add CRA to 'represented:'",
    ),
    "marked-up": (
        "line 14: a comment that is not in the draft: 'Is this the right date?'",
        "line 16: an image: write what it shows between its square brackets",
        "line 26: this may not be for everybody: 'The offers were confidential.'",
        "not in the draft: a box on the page: 'Draft for comment'",
        "not in the draft: the header of the pages: 'OFFICIAL'",
        "not in the draft: the footer of the pages: 'Kept by democratic services'",
    ),
    "plain-numbers": ("Everything is placed.",),
    "typed-agreement": ("line 26: this has no number; it is read as a part of '(ii) the last day.'",),
    "faked-agreement": (
        "line 16: clause 2.3 follows 2.1: 2.2 is missing",
        "line 18: this may be for signing: 'Signed: ______________ for Alder City Council'",
        "not in the draft: a line of its table of contents: '2 Visits 3'",
    ),
}


@pytest.mark.parametrize(("name", "lines"), LISTED.items(), ids=LISTED)
def test_what_needs_a_look_is_listed_line_by_line(
    name: str, lines: tuple[str, ...], brought: Callable[[str], Brought]
) -> None:
    said = brought(name).ran.out
    assert [line for line in lines if line not in said] == [], said


def test_attendance_date_time_and_place_are_settings(brought: Callable[[str], Brought]) -> None:
    root = brought("faked").root
    front = load_record(root).meetings[-1].front
    assert (front.present, front.apologies) == (("ALD", "CRA"), ("BEC",))
    assert (str(front.start), front.place, str(front.status)) == ("10:00:00", "Town Hall, Alder", "draft")
    text = written(root, "minutes").read_text("utf-8")
    assert "> **Action A1**\n> Owner: Workforce lead\n> Due: 31 January 2017\n>\n" in text


def test_no_person_named_in_the_attendance_reaches_the_draft(brought: Callable[[str], Brought]) -> None:
    text = written(brought("in-tables").root, "minutes").read_text("utf-8")
    assert re.findall("Doe|Roe|Major", text) == []
    assert "chair: ALD\npresent: [ALD, BEC]\nnext: 2017-02-03\n" in text


def test_tracked_changes_are_refused_or_accepted(root: Path, tmp_path: Path) -> None:
    path, before = FILES["marked-up"].save(tmp_path), snapshot(root)
    ran = bring(root, path, "minutes")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"concordat: '{path}' has 2 tracked changes; accept or reject them in Word, "
        "or add --accept-changes to take all as accepted\n"
    )
    assert snapshot(root) == before
    assert bring(root, path, "minutes", "--accept-changes").code == 0
    text = written(root, "minutes").read_text("utf-8")
    assert "The report was received with thanks\n" in text
    assert "without comment" not in text


def test_footnotes_tables_and_images_stay(brought: Callable[[str], Brought]) -> None:
    root = brought("marked-up").root
    text = written(root, "minutes").read_text("utf-8")
    assert "Figures are of 30 November.[^1]\n" in text
    assert "\n[^1]: Counted by the councils themselves.\n\n[^2]: Saving what is exempt.\n" in text
    assert "![A chart of visits by year](2016-12-09-image2.png)" in text
    for at in (1, 2):
        assert (root / f"meetings/dcs/2016-12-09-image{at}.png").read_bytes() == png()
    links = [each for each in load_record(root).findings if each.rule == "link-broken"]
    assert links == []


def test_a_dry_run_shows_all_and_writes_nothing(root: Path, tmp_path: Path) -> None:
    path, before = FILES["styled"].save(tmp_path), snapshot(root)
    ran = bring(root, path, "minutes", "--dry-run")
    assert ran.out.startswith("---\ndate: 2016-12-09\n")
    assert "Placed: 4 items, 1 decision, 3 actions and 3 councils.\n" in ran.out
    assert snapshot(root) == before


def test_nothing_is_overwritten(brought: Callable[[str], Brought]) -> None:
    root, before = brought("styled").root, snapshot(brought("styled").root)
    ran = bring(root, brought("styled").path, "minutes")
    assert ran.err == f"concordat: '{written(root, 'minutes')}' is there already; nothing was written\n"
    assert snapshot(root) == before


def test_on_a_terminal_it_asks_what_an_image_shows(root: Path, tmp_path: Path) -> None:
    path = FILES["marked-up"].save(tmp_path)
    line = ("import", path, "--as", "minutes", "--accept-changes", "--path", root)
    code, said = on_a_terminal("The hall\n", *line)
    assert code == 0, said
    assert "What does the image " in said
    assert "![The hall](2016-12-09-image1.png)" in written(root, "minutes").read_text("utf-8")


# -- Markdown and HTML -------------------------------------------------------------

MARKDOWN = """\
---
author: A Person
---
# Directors' meeting

Date: 7 October 2016 or so
Held in *Beck*.

Date: 9 December 2016

Present: ALD, Beck and Crag

## 1. Report {#x}

See [the page](https://example.org/a_b) and [a file](other.docx), `code` and <u>markup</u>.

> A quoted line.

i.  First point
ii. Second point

``` text
kept * as it is
```

Decisions:

1) Go on.
2) Stop.

## Later
"""


def test_markdown_is_read_too(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    ran = bring(root, path, "minutes", "--date", "9 December 2016")
    assert ran.code == 0, ran.err
    text = written(root, "minutes").read_text("utf-8")
    assert text.endswith(
        "## 1. Report\n\nSee [the page](https://example.org/a_b) and a file, `code` and markup.\n\n"
        "A quoted line.\n\ni. First point\nii. Second point\n\n```\nkept * as it is\n```\n\n"
        "> **Decision D1**\n>\n> Go on.\n\n> **Decision D2**\n>\n> Stop.\n\n### Later\n"
    )
    for said in (
        "the setting 'author' of the file: 'A Person'",
        "a link to 'other.docx', which is not part of the record",
        "HTML that no page can carry: '<u>'",
        "the heading 'Later' has no number; it stands as a part of its item",
    ):
        assert said in ran.out


HTML = """\
<html><head><title>The pact</title><style>p {color: red}</style></head><body>
<h2>1. Purpose</h2><p>1.1 The councils <b>learn</b>.</p>
<ol type="a" start="3"><li>from visits</li><li>from data</li></ol>
<p><img src="chart.png" alt="A chart"><img src="../secret.png"><img src="https://example.org/x.png"></p>
<p><img src="data:image/png;base64,{data}"></p>
</body></html>
"""


def test_html_is_read_and_its_images_are_kept_beside_the_page(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "chart.png").write_bytes(png())
    (tmp_path / "secret.png").write_bytes(b"secret")
    path = folder / "pact.html"
    path.write_text(HTML.replace("{data}", "aGVsbG8="), encoding="utf-8")
    ran = bring(root, path, "agreement", "--edition", "2")
    assert ran.code == 0, ran.err
    text = written(root, "agreement").read_text("utf-8")
    assert "## 1 Purpose\n\n1.1 The councils **learn**.\n\nc. from visits\n\nd. from data\n" in text
    beside = {file.name: file.read_bytes() for file in (root / "agreements/pact/2").glob("*.png")}
    assert beside == {"image1.png": png(), "image4.png": b"hello"}
    assert "the image image2.png cannot be had from '../secret.png'" in ran.out
    assert "the image image3.png cannot be had from 'https://example.org/x.png'" in ran.out


# -- what Word counts ----------------------------------------------------------------


def test_numbers_that_word_counts_are_typed_as_word_shows_them(root: Path, tmp_path: Path) -> None:
    word = Word()
    add = word.numbering(("upperRoman", "%1."), ("decimal", "%2."), ("lowerRoman", "(%3)"))
    other = word.numbering(*LEGAL)
    for level, text in ((0, "one"), (1, "a"), (1, "b"), (0, "two"), (1, "again"), (2, "deep"), (2, "deeper")):
        add(level, text)
    other(1, "starts below")
    other(2, "and deeper")
    other(0, "then above")
    add(0, "three")
    word.text("no number", style="List Bullet")
    path = word.save(tmp_path / "x.docx")
    ran = bring(root, path, "agreement", "--dry-run")
    lines = [line for line in ran.out.partition("---\n")[2].partition("Placed")[0].splitlines() if line]
    assert lines[3:] == [
        *("I. one", "1. a", "2. b", "II. two", "1. again", "(i) deep", "(ii) deeper"),
        *("1.1 starts below", "(a) and deeper", "2. then above", "III. three", "- no number"),
    ]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what LibreOffice made of the ten files, all of them in one run."""
    office, sources = need("libreoffice"), tmp_path_factory.mktemp("sources")
    files = []
    for name, file in FILES.items():
        (sources / name).mkdir()
        files.append(file.save(sources / name).rename(sources / f"{name}.docx"))
    made = tmp_path_factory.mktemp("made")
    profile = f"-env:UserInstallation=file://{sources}/profile"
    line = [office, profile, "--headless", "--convert-to", "docx", "--outdir", str(made), *map(str, files)]
    subprocess.run(line, check=True, capture_output=True, timeout=300)
    return made


@sent
def test_what_libreoffice_made_of_a_word_file_comes_out_alike(name: str, root: Path, converted: Path) -> None:
    file = FILES[name]
    assert_placed(file, bring(root, converted / f"{name}.docx", file.kind, *file.options), root)
