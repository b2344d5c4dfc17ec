"""Sealing and signing: the YAML that is written, all else kept, and every refusal with the file untouched."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from concordat.cli import main
from tests.golden import BASE
from tests.needs import need

Prepare = Callable[[Path], None]

TEXT = """\
---
edition: "2"
status: for-signature
adopted_by: DCS 2016-10-07 D1
in_force_from: 2017-01-01
review_by: 2018-12-31
---
# The pact

1. The councils learn from each other.

2. Visits are made:

(a) every second year.
"""
SEAL = "sha256:da5cd0c323d0ab57719aa576d03942801eff8af06e25798efa6c47ee2ea59500"
SEALED = f"""\
opened: 2016-10-10
form: 1
seal: {SEAL}
clauses:
  "1": sha256:61212c5271561f3285d616a9891f6dac464205587d45216de7dcba5cc23bdfc6
  "2": sha256:b6ef97b2ac76e9b1b07d3bb1c70b1623bf90fdbb3d15b1562354270971cde1c9
  2(a): sha256:459a60ec87e6bc4ba39a1c816c000a42ac59313a966c629628622018de655734
"""
BROKEN = (
    f"'{{file}}' has a mistake, line 3: seal: '{SEAL.removeprefix('sha256:')}' is not a digest "
    "(sha256: and 64 small hexadecimal digits); correct it first"
)
ALD = ("--council", "ALD", "--office", "dcs")
BEC = ("--council", "BEC", "--office", "dcs")
ON = ("--on", "2016-11-18", "--evidence", "Decision of the cabinet, 18 November 2016")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The base record with a second edition open for signature."""
    shutil.copytree(BASE, tmp_path / "docs")
    edition = tmp_path / "docs/agreements/pact/2"
    edition.mkdir()
    (edition / "index.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(record: Path, name: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, [name, *arguments, "--path", str(record)])


def signatures(record: Path, edition: str = "2") -> Path:
    return record / "docs/agreements/pact" / edition / "signatures.yml"


def seal(record: Path) -> None:
    assert run(record, "seal", "PACT/2", "--on", "10 October 2016").exit_code == 0


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_seal_writes_the_digest_of_the_text_and_of_each_clause(record: Path) -> None:
    done = run(record, "seal", "PACT/2", "--on", "10 October 2016")
    assert (done.exit_code, done.output) == (0, f"Written: {signatures(record)}\n")
    assert signatures(record).read_text("utf-8") == SEALED


def test_seal_opens_the_text_today_where_no_day_is_named(record: Path) -> None:
    run(record, "seal", "PACT/2")
    assert signatures(record).read_text("utf-8").startswith("opened: 2016-12-20\nform: 1\nseal: ")


NOTES = (
    ("opened: 2016-10-10", "# Sent by post.\nopened: 10 October 2016  # a Monday"),
    ("\nclauses:", "   # made by a tool\nclauses:"),
)


def test_sealing_anew_changes_the_digests_and_nothing_else(record: Path) -> None:
    seal(record)
    for old, new in NOTES:
        replace(signatures(record), old, new)
    notes = "# None yet.\nsignatures: []\n"
    signatures(record).write_text(f"{signatures(record).read_text('utf-8')}{notes}", encoding="utf-8")
    replace(record / "docs/agreements/pact/2/index.md", "every second year", "every third year")
    before = signatures(record).read_text("utf-8").splitlines()
    assert run(record, "seal", "PACT/2").exit_code == 0
    after = signatures(record).read_text("utf-8").splitlines()
    changed = [line.split(": ")[0] for line in after if line not in before]
    assert (len(after), changed) == (len(before), ["seal", "  2(a)"])


def test_another_day_of_opening_can_be_named_until_somebody_has_signed_before_it(record: Path) -> None:
    seal(record)
    replace(signatures(record), "\nform", "  # a Monday\nform")
    assert run(record, "seal", "PACT/2", "--on", "2016-11-14").exit_code == 0
    moved = SEALED.replace("2016-10-10", "2016-11-14  # a Monday")
    assert signatures(record).read_text("utf-8") == moved
    assert run(record, "sign", "PACT/2", *ALD, *ON).exit_code == 0
    assert refused(record, "seal", "PACT/2", "--on", "2016-11-19") == (
        "ALD dcs signed PACT/2 on 18 November 2016, before 19 November 2016; "
        "open it for signature on an earlier day with --on"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Kept by the clerk.\n", f"# Kept by the clerk.\n{SEALED}"),
        ("opened: 2016-10-10\n# None yet.\nsignatures: []\n", f"{SEALED}# None yet.\nsignatures: []\n"),
    ],
)
def test_seal_goes_where_it_belongs_in_a_file_that_is_there(before: str, after: str, record: Path) -> None:
    signatures(record).write_text(before, encoding="utf-8")
    seal(record)
    assert signatures(record).read_text("utf-8") == after


def test_sign_adds_one_entry_and_keeps_what_is_there(record: Path) -> None:
    seal(record)
    assert run(record, "sign", "PACT/2", *ALD, *ON).output == f"Written: {signatures(record)}\n"
    first = f"""\
signatures:
  - council: ALD
    office: dcs
    date: 2016-11-18
    digest: {SEAL}
    evidence: Decision of the cabinet, 18 November 2016
"""
    assert signatures(record).read_text("utf-8") == SEALED + first
    replace(
        signatures(record),
        "signatures:\n  - council: ALD",
        "signatures:  # as they came\n  # Alder\n  - council: 'ALD'",
    )
    kept = signatures(record).read_text("utf-8")
    evidence = 'The "register": no. 5 # kept'
    assert run(record, "sign", "PACT/2", *BEC, "--on", "2016-12-01", "--evidence", evidence).exit_code == 0
    second = f"""\
  - council: BEC
    office: dcs
    date: 2016-12-01
    digest: {SEAL}
    evidence: 'The "register": no. 5 # kept'
"""
    assert signatures(record).read_text("utf-8") == kept + second


def test_a_deputy_may_sign_for_a_vacant_office_and_the_signed_record_is_sound(record: Path) -> None:
    seal(record)
    deputy = ("--deputy-for", "Assistant director", "--authority", "Chief executive")
    for who in (ALD, ("--council", "CRA", "--office", "dcs")):
        assert run(record, "sign", "PACT/2", *who, *ON).exit_code == 0
    day = ("--on", "2016-10-31", "--evidence", "Decision record")
    assert run(record, "sign", "PACT/2", *BEC, *day, *deputy).exit_code == 0
    assert (
        signatures(record)
        .read_text("utf-8")
        .endswith(
            f"""\
    date: 2016-10-31
    digest: {SEAL}
    evidence: Decision record
    deputy: Assistant director
    authority: Chief executive
"""
        )
    )
    done = CliRunner().invoke(main, ["check", "--strict", str(record)])
    assert done.exit_code == 0
    assert "PACT/2 has 3 signatures; none is missing" in done.output


def sealed_of_another_text(record: Path) -> None:
    seal(record)
    replace(record / "docs/agreements/pact/2/index.md", "every second", "every third")


def signed_by_alder(record: Path) -> None:
    seal(record)
    assert run(record, "sign", "PACT/2", *ALD, *ON).exit_code == 0


def signed_and_changed(record: Path) -> None:
    signed_by_alder(record)
    replace(record / "docs/agreements/pact/2/index.md", "every second", "every third")


def draft(record: Path) -> None:
    replace(record / "docs/agreements/pact/2/index.md", "for-signature", "draft")


def broken(record: Path) -> None:
    seal(record)
    replace(signatures(record), "seal: sha256:", "seal: ")


def withdrawn(record: Path) -> None:
    seal(record)
    text = record / "docs/agreements/pact/2/index.md"
    replace(text, "status: for-signature", "status: withdrawn\nwithdrawn_on: 2016-11-01")


def no_term_in_november(record: Path) -> None:
    seal(record)
    replace(record / "docs/councils.yml", "from: 2016-11-01", "from: 2016-12-01")


def nothing(record: Path) -> None:
    pass


def opened_on_draft(record: Path) -> None:
    seal(record)
    draft(record)


SEALING = [
    ("PACT/1", nothing, "PACT/1 is in-force: its text was sealed before it was signed, and stays as it is"),
    ("PACT/2", seal, "PACT/2 is sealed already, and its text has not changed"),
    (
        "PACT/2",
        signed_and_changed,
        "1 signature of PACT/2 is for another text; "
        "restore the words that were signed, or remove that signature first",
    ),
    ("PACT/2", broken, BROKEN),
    ("PACT/3", nothing, "there is no edition 'PACT/3'; did you mean 'PACT/2'?"),
    ("PACT", nothing, "there is no edition 'PACT'; did you mean 'PACT/2'?"),
]
PROOF = ("--evidence", "Decision record")
SIGNING = [
    (nothing, (*ALD, *ON), "PACT/2 is not sealed; run 'concordat seal PACT/2' first"),
    (opened_on_draft, (*ALD, *ON), "PACT/2 is a draft; set its status to for-signature first"),
    (broken, (*ALD, *ON), BROKEN),
    (
        sealed_of_another_text,
        (*ALD, *ON),
        "the text of PACT/2 has changed since it was sealed; restore the sealed words",
    ),
    (
        seal,
        ("--council", "DEE", "--office", "dcs", *ON),
        "DEE is no party to PACT; its parties are ALD, BEC, CRA, CRB",
    ),
    (
        seal,
        ("--council", "ALD", "--office", "lead_member", *ON),
        "lead_member does not sign PACT; its signing offices are dcs",
    ),
    (signed_by_alder, (*ALD, *ON), "ALD dcs has signed PACT/2 already"),
    (
        seal,
        ("--council", "CRB", "--office", "dcs", *ON),
        "CRB (Crag Council) did not exist on 18 November 2016",
    ),
    (seal, (*ALD, "--on", "2016-12-21", *PROOF), "21 December 2016 is in the future"),
    (
        seal,
        (*ALD, *ON, "--deputy-for", "Assistant director"),
        "a deputy signs for ALD dcs on somebody's authority; add --authority",
    ),
    (
        no_term_in_november,
        (*BEC, *ON),
        "18 November 2016 is in no recorded term of BEC dcs; add the term to councils.yml",
    ),
    (
        seal,
        (*BEC, "--on", "2016-10-31", *PROOF),
        "the office BEC dcs was vacant on 31 October 2016; name the deputy with --deputy-for",
    ),
    (
        seal,
        (*ALD, "--on", "2016-10-09", *PROOF),
        "9 October 2016 is before PACT/2 was opened for signature, on 10 October 2016",
    ),
    (withdrawn, (*ALD, *ON), "18 November 2016 is after PACT/2's last day in force, 1 November 2016"),
    (
        seal,
        (*ALD, "--on", "2016-11-18", "--evidence", " "),
        "nothing says where the proof of the signature is kept; add it with --evidence",
    ),
]


def refused(record: Path, *arguments: str) -> str:
    """Run a command that must be refused, and return why; no file may have changed."""
    before = {path: path.read_bytes() for path in record.rglob("*") if path.is_file()}
    done = run(record, *arguments)
    assert done.exit_code == 2
    assert {path: path.read_bytes() for path in record.rglob("*") if path.is_file()} == before
    return done.output.removeprefix("concordat: ").rstrip("\n")


@pytest.mark.parametrize(("edition", "prepare", "message"), SEALING)
def test_seal_refuses(edition: str, prepare: Prepare, message: str, record: Path) -> None:
    prepare(record)
    assert refused(record, "seal", edition) == message.format(file=signatures(record))


@pytest.mark.parametrize(("prepare", "arguments", "message"), SIGNING, ids=[row[2][:40] for row in SIGNING])
def test_sign_refuses(prepare: Prepare, arguments: tuple[str, ...], message: str, record: Path) -> None:
    prepare(record)
    assert refused(record, "sign", "PACT/2", *arguments) == message.format(file=signatures(record))


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(record: Path) -> None:
    seal(record)
    before = {path: path.read_bytes() for path in record.rglob("*") if path.is_file()}
    line = [sys.executable, "-m", "concordat", "sign", "PACT/2", *ALD, *ON, "--path", str(record)]
    small = 'ulimit -f 0; "$@" | cat; exit "${PIPESTATUS[0]}"'  # no file may grow
    done = subprocess.run(
        [need("bash"), "-c", small, "bash", *line], capture_output=True, text=True, check=False
    )
    message = f"concordat: '{signatures(record)}' cannot be written: file too large\n"
    assert (done.returncode, done.stderr) == (2, message)
    assert {path: path.read_bytes() for path in record.rglob("*") if path.is_file()} == before
