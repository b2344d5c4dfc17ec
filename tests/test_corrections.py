"""Corrections of a signed text: what the command writes, what it refuses, and what the words prove."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concordat.corrections import corrected_lines, redo, undo
from concordat.files import load_record
from concordat.past import load_with_past
from concordat.rules import check
from concordat.seal import Line
from tests.golden import BASE
from tests.needs import need
from tests.running import Ran, invoke

TEXT, SIGNED = "docs/agreements/pact/1/index.md", "docs/agreements/pact/1/signatures.yml"
SEAL = "sha256:2caaf8e9ea0b18fdb2450b72a282d9d3892d38a7bd4b182ba910ea6382895357"
BY = ("--by", "DCS", "--what", "A misspelt word")
DECIDED = ("--decision", "DCS 2016-10-07 D1")


def git(folder: Path, *arguments: str) -> str:
    line = [need("git"), "-C", str(folder), "-c", "user.name=Clerk", "-c", "user.email=c@example.org"]
    return subprocess.run([*line, *arguments], capture_output=True, text=True, check=True).stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "A state")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The base record in git, its agreement signed by all."""
    shutil.copytree(BASE, tmp_path / "docs")
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    return tmp_path


def edit(record: Path, *changes: tuple[str, str], name: str = TEXT) -> None:
    text = (record / name).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (record / name).write_text(text, encoding="utf-8")


def correct(record: Path, *options: str) -> Ran:
    return invoke("correct", "PACT/1", *BY, *options, "--path", record)


def found(record: Path) -> list[str]:
    return [finding.rule for finding in check(load_record(record / "docs"))]


MISSPELT = ("receives a visit", "recieves a visit")
MENDED = ("recieves a visit", "receives a visit")


def test_a_correction_is_written_above_the_signatures_and_nothing_else_changes(record: Path) -> None:
    edit(record, ("signatures:", "# As they came.\nsignatures:"), name=SIGNED)
    before = (record / SIGNED).read_text("utf-8")
    edit(record, MISSPELT)
    done = correct(record, "--on", "2016-12-01")
    words = "'Each council receives a visit every …' became 'Each council recieves a visit every …'"
    assert done == Ran(0, f"2.1 (spelling): {words}\nWritten: {record / SIGNED}\n", "")
    added = f"""\
corrections:
  - date: 2016-12-01
    by: "DCS"
    what: "A misspelt word"
    from: {SEAL}
    to: sha256:da22a5c2055b4f5b7b4a0e1ee1dda74aaefe7cd4a3da2dc2d3e4ce2d0bf4da9f
    lines:
      - line: 5
        clause: "2.1"
        old: "Each council receives a visit every year."
        new: "Each council recieves a visit every year."
"""
    head, _, rest = before.partition("# As they came.\n")
    after = (record / SIGNED).read_text("utf-8")
    start, _, end = after.partition("    to: ")
    wanted, _, further = added.partition("    to: ")
    assert start == head + wanted
    assert end.split("\n", 1)[1] == further.split("\n", 1)[1] + "# As they came.\n" + rest
    assert found(record) == []


def test_comments_stay_where_they_stand_when_another_correction_is_added(record: Path) -> None:
    edit(record, MISSPELT)
    assert correct(record, "--on", "2016-12-01").code == 0
    edit(record, ("corrections:", "# First of all.\ncorrections:"), name=SIGNED)
    edit(record, ('year."\nsign', 'year."\n# As they came.\nsign'), name=SIGNED)
    before = (record / SIGNED).read_text("utf-8")
    edit(record, MENDED)
    assert correct(record, "--on", "2016-12-02").code == 0
    head, tail = before.split("# As they came.\n")
    after = (record / SIGNED).read_text("utf-8")
    assert after.startswith(f"{head}  - date: 2016-12-02\n")
    assert after.endswith(f'year."\n# As they came.\n{tail}')


def test_corrections_follow_each_other_and_a_new_signature_is_for_the_corrected_text(record: Path) -> None:
    edit(record, MISSPELT)
    assert correct(record, "--on", "2016-12-01").code == 0
    edit(record, MENDED, ("the theme", "the thmee"))  # never committed in between
    assert correct(record, "--on", "2016-12-02").code == 0
    kept = (record / SIGNED).read_text("utf-8").partition("  - council: CRA")[0]
    (record / SIGNED).write_text(kept, "utf-8")
    assert found(record) == ["signature-missing"]
    late = ("--council", "CRA", "--office", "dcs", "--on", "2016-12-02", "--evidence", "Decision record")
    assert invoke("sign", "PACT/1", *late, "--path", record).code == 0
    now = (record / SIGNED).read_text("utf-8")
    assert now.count(SEAL) == 4  # the seal, the first correction, two signatures
    assert found(record) == []
    edit(record, ("thmee", "theme"))
    assert correct(record, "--on", "2016-12-03").code == 0
    assert found(record) == []  # back at the words that were signed, by three recorded steps
    edit(record, ("every year", "every day"))
    assert found(record) == ["seal-mismatch", *["signature-digest"] * 2]  # for either text that was signed


def test_a_signature_that_comes_to_hand_late_is_for_the_text_of_its_day(record: Path) -> None:
    edit(record, MISSPELT)
    assert correct(record, "--on", "2016-12-01").code == 0
    for day, seals in (("2016-11-30", 5), ("2016-12-01", 4)):
        text = (record / SIGNED).read_text("utf-8")
        (record / SIGNED).write_text(text.partition("  - council: CRA")[0], "utf-8")
        late = ("--council", "CRA", "--office", "dcs", "--on", day, "--evidence", "Decision record")
        assert invoke("sign", "PACT/1", *late, "--path", record).code == 0
        assert (record / SIGNED).read_text("utf-8").count(SEAL) == seals
        assert found(record) == []


def test_a_decision_backs_any_change_even_of_clauses(record: Path) -> None:
    edit(record, ("1.1 The councils learn", "1.1 They meet.\n\n1.2 The councils learn"))
    edit(record, ("every year", "every second year"), ("(b) the dates, as clause 2.1 asks.", ""))
    done = correct(record, *DECIDED, "--on", "2016-12-01")
    assert done.code == 0
    assert found(record) == []
    edit(record, ("decision: DCS 2016-10-07 D1", "decision: DCS 2016-10-07 D7"), name=SIGNED)
    assert found(record) == ["reference-unknown"]


def test_titles_with_a_number_and_without_may_be_put_right_one_after_the_other(record: Path) -> None:
    edit(record, ("# The pact", "# The pact of the rivers"), ("## 2 Visits", "## 2 Visits and hosts"))
    done = correct(record, "--on", "2016-12-01")
    assert "text without a number (title): 'The pact' became 'The pact of the rivers'\n" in done.out
    assert "2 (title): 'Visits' became 'Visits and hosts'\n" in done.out
    edit(record, ("and hosts", "to each other"))
    assert correct(record, "--on", "2016-12-02").code == 0
    assert found(record) == []


def nothing(record: Path) -> None:
    pass


def misspelt(record: Path) -> None:
    edit(record, MISSPELT)


def reworded(record: Path) -> None:
    edit(record, ("every year", "every second year"))


def not_sealed(record: Path) -> None:
    edit(record, (f"seal: {SEAL}\n", ""), name=SIGNED)


def form_unknown(record: Path) -> None:
    edit(record, ("opened:", "form: 3\nopened:"), name=SIGNED)


def history_lost(record: Path) -> None:
    shutil.rmtree(record / ".git")
    git(record, "init", "-q")
    edit(record, MISSPELT)
    commit(record)


def corrected(record: Path) -> None:
    edit(record, MISSPELT)
    assert correct(record, "--on", "2016-12-10").code == 0
    edit(record, MENDED)


REFUSALS: list[tuple[Callable[[Path], None], tuple[str, ...], str]] = [
    (
        nothing,
        (),
        "no word of PACT/1 has changed since it was sealed; put the slip right in its text first "
        "(layout that moves no word needs no correction)",
    ),
    (not_sealed, (), "PACT/1 is not sealed, so its text can still be changed as it is"),
    (form_unknown, (), "the seal of PACT/1 is of form 3; the forms known here are 1"),
    (
        reworded,
        (),
        "2.1 changes more than spelling, a cross-reference, a title or layout: '… a visit every year.' "
        "became '… a visit every second year.'; name the decision behind it with --decision, "
        "or make the change in a new edition",
    ),
    (
        reworded,
        ("--decision", "DCS 2016-10-07 D9"),
        "the record has no decision 'DCS 2016-10-07 D9'; correct the address, or add the minutes first",
    ),
    (
        reworded,
        ("--decision", "DCS 2016-10-07 A1"),
        "the record has no decision 'DCS 2016-10-07 A1'; correct the address, or add the minutes first",
    ),
    (
        reworded,
        (*DECIDED, "--on", "2016-10-06"),
        "the decision 'DCS 2016-10-07 D1' was made after 6 October 2016",
    ),
    (misspelt, ("--on", "2016-12-21"), "21 December 2016 is in the future"),
    (
        misspelt,
        ("--on", "2016-08-07"),
        "7 August 2016 is before PACT/1 was opened for signature, on 8 August 2016",
    ),
    (
        corrected,
        ("--on", "2016-12-09"),
        "9 December 2016 is before the correction before it, on 10 December 2016",
    ),
    (
        history_lost,
        (),
        "git has no text of PACT/1 with the sealed digest sha256:2caaf8e9ea0b…; "
        "name the revision that has it with --from, or restore the sealed words",
    ),
    (
        history_lost,
        ("--from", "HEAD"),
        "that is not the text of PACT/1 that was sealed: its digest is another",
    ),
    (
        misspelt,
        ("--from", "v1"),
        "git knows no commit 'v1' here; name a branch, a tag or a commit, or fetch it first",
    ),
    (
        misspelt,
        ("--from", "--help"),
        "git knows no commit '--help' here; name a branch, a tag or a commit, or fetch it first",
    ),
    (misspelt, ("--by", " "), "a correction says what it corrects and who made it; add --what and --by"),
]


@pytest.mark.parametrize(("prepare", "options", "message"), REFUSALS, ids=[row[2][:40] for row in REFUSALS])
def test_a_correction_is_refused_with_a_reason_and_changes_nothing(
    prepare: Callable[[Path], None], options: tuple[str, ...], message: str, record: Path
) -> None:
    prepare(record)
    before = (record / SIGNED).read_bytes()
    assert correct(record, *options) == Ran(2, "", f"concordat: {message}\n")
    assert (record / SIGNED).read_bytes() == before


def test_the_words_before_come_from_a_revision_or_from_before_the_file_was_moved(record: Path) -> None:
    sealed = git(record, "rev-parse", "HEAD")
    edit(record, MISSPELT)
    git(record, "mv", "docs/agreements/pact", "docs/agreements/treaty")
    commit(record)
    assert correct(record, "--from", sealed[:12]).err.startswith("concordat: path ")
    done = correct(record)
    assert done.err == ""
    assert found(record) == []


def test_without_git_a_correction_says_so(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(record, MISSPELT)
    monkeypatch.setenv("PATH", str(record))
    message = "concordat: this needs git, and this computer has none; install it\n"
    assert correct(record, "--from", "HEAD") == Ran(2, "", message)
    assert correct(record) == Ran(2, "", message)
    assert "2.1 is changed" not in invoke("check", record).out  # no clause digests, no words: both digests


def test_a_stale_signature_shows_the_words_that_were_signed_where_git_has_them(record: Path) -> None:
    edit(record, ("every year", "every second year"), ("the theme; and", "the theme;"))
    edit(record, ("asks.", "asks.\n\n2.3 All meet."))
    said = [f.message for f in check(load_with_past(record / "docs")) if f.rule == "signature-digest"]
    assert len(said) == 1
    assert said[0].partition(": ")[2] == (
        "2.1 said '… a visit every year.' and now says '… a visit every second year.'; "
        "2.2(a) said 'the theme; and' and now says 'the theme;'; 2.3 is new: 'All meet.'"
    )
    shutil.rmtree(record / ".git")
    said = [f.message for f in check(load_with_past(record / "docs")) if f.rule == "signature-digest"]
    assert said[0].partition(": ")[2].startswith("sha256:2caaf8e9ea0b…, not sha256:")


LINES = st.lists(
    st.builds(
        Line, st.sampled_from(["", "1", "1.1", "2", "2(a)"]), st.sampled_from(["a b", "a c", "c", "d e f"])
    ),
    max_size=7,
)


@given(LINES, LINES)
def test_the_recorded_lines_lead_from_either_text_to_the_other(old: list[Line], new: list[Line]) -> None:
    changed = corrected_lines(old, new)
    assert undo(new, changed) == old
    assert redo(old, changed) == new
    assert bool(changed) == (old != new)
