"""What `concordat verify` says of a record, with real keys of ssh-keygen."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from concordat.ssh import NAMESPACE
from tests.golden import BASE
from tests.needs import need
from tests.running import Ran, invoke
from tests.test_corrections import MISSPELT, SEAL, SIGNED, TEXT, commit, correct, edit, git

SIGNATURE = "docs/agreements/pact/1/seal.sig"
SIGNERS = "docs/allowed_signers"
EVIDENCE = (
    "That these offices signed, and on those days, rests on the evidence named with each signature; "
    "nothing here proves it."
)
THREE = (
    "The text of PACT/1 is the text that 3 offices of 3 councils are recorded to have signed: "
    "each signature carries its digest."
)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The base record, sealed and signed by all, in no git."""
    shutil.copytree(BASE, tmp_path / "record" / "docs")
    return tmp_path / "record"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two keys, `clerk` and `stranger`, made on the spot."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("clerk", "stranger"):
        line = [need("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(line, check=True)
    return folder


def verify(record: Path) -> tuple[int, list[tuple[str, str]]]:
    """Return the exit code, and verdict and sentence of each claim."""
    done = invoke("verify", record, "--format", "json")
    claims = json.loads(done.out)["claims"]
    return done.code, [(claim["verdict"], claim["sentence"]) for claim in claims]


def of_key(record: Path) -> tuple[str, str]:
    return verify(record)[1][-1]


def sealed(record: Path, key: Path) -> Ran:
    return invoke("seal", "PACT/1", "--ssh-key", key, "--path", record)


def allow(record: Path, key: Path, options: str = "", end: str = "\n") -> None:
    public = key.with_suffix(".pub").read_text("utf-8").strip()
    (record / SIGNERS).write_bytes(f"# Offices{end}secretariat {options}{public}{end}".encode())


def test_a_sound_record_is_told_in_plain_words(record: Path) -> None:
    done = invoke("verify", record)
    assert done.code == 0
    assert (
        done.out
        == f"""\
PACT/1
  proven      The text of PACT/1 is the text that was sealed: {SEAL}.
  proven      {THREE}
  not proven  {EVIDENCE}
  not proven  No SSH key has signed the seal.

2 proven, 2 not proven, 0 broken
"""
    )


def test_each_correction_is_recomputed(record: Path) -> None:
    git(record, "init", "-q")
    commit(record)
    edit(record, MISSPELT)
    assert correct(record, "--on", "2016-12-01").code == 0
    code, claims = verify(record)
    assert code == 0
    assert claims[:3] == [
        ("proven", f"The text of PACT/1 is the text that was sealed as corrected below: {SEAL}."),
        (
            "proven",
            "The correction of 1 December 2016 (A misspelt word) is of spelling: "
            "its words before and after give the digests before and after.",
        ),
        ("proven", f"{THREE[:-1]}, or for 3 of them the digest before a correction."),
    ]
    edit(record, ('every year."\nsign', 'each year."\nsign'), name=SIGNED)
    said = "The correction of 1 December 2016 does not lead to the text that stands now."
    assert ("broken", said) in verify(record)[1]


def reworded(record: Path) -> None:
    edit(record, ("every year", "every day"))


def clause_digest_wrong(record: Path) -> None:
    edit(record, (f"{SEAL}\n", f'{SEAL}\nclauses:\n  "2.1": {SEAL}\n'), name=SIGNED)


def one_signed_another(record: Path) -> None:
    edit(
        record, (f"2016-08-21\n    digest: {SEAL}", f"2016-08-21\n    digest: sha256:{'0' * 64}"), name=SIGNED
    )


def unreadable(record: Path) -> None:
    edit(record, ("edition:", "edition"))


def form_of_tomorrow(record: Path) -> None:
    edit(record, ("opened:", "form: 4\nopened:"), name=SIGNED)


def no_seal(record: Path) -> None:
    edit(record, (f"seal: {SEAL}\n", ""), name=SIGNED)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (reworded, f"The text of PACT/1 is not the text that was sealed: sha256:…, not {SEAL}."),
        (reworded, f"ALD dcs, BEC dcs and CRA dcs signed another text than the one that stands: {SEAL}."),
        (
            clause_digest_wrong,
            "The digests recorded for 2.1, 1, 1.1, 2, 2.2, 2.2(a) and 2.2(b) are not those of the sealed "
            "clauses.",
        ),
        (
            one_signed_another,
            f"BEC dcs signed another text than the one that stands: sha256:{'0' * 64}.",
        ),
        (
            unreadable,
            "'agreements/pact/1/index.md' cannot be read, so nothing can be said of it; "
            "'concordat check' says why.",
        ),
        (form_of_tomorrow, "The seal of PACT/1 is of form 4, which is not known here."),
        (no_seal, "PACT/1 is in-force, but its text is not sealed."),
    ],
)
def test_what_is_broken_is_named_and_ends_with_1(
    harm: Callable[[Path], None], sentence: str, record: Path
) -> None:
    harm(record)
    code, claims = verify(record)
    broken = [said for verdict, said in claims if verdict == "broken"]
    start, _, end = sentence.partition("sha256:…")
    assert code == 1
    assert any(said.startswith(start) and said.endswith(end) for said in broken), broken


def test_a_seal_is_signed_with_a_key_and_verified_as_its_owner_s(record: Path, keys: Path) -> None:
    before = (record / SIGNED).read_bytes()
    assert sealed(record, keys / "clerk") == Ran(0, f"Written: {record / SIGNATURE}\n", "")
    assert (record / SIGNED).read_bytes() == before
    assert b"\r" not in (record / SIGNATURE).read_bytes()
    verdict, sentence = of_key(record)
    assert verdict == "not proven"
    assert sentence.endswith("; no file of allowed signers says whose it is.")
    allow(record, keys / "clerk")
    verdict, sentence = of_key(record)
    assert verdict == "proven"
    assert sentence.startswith("The seal is signed with the SSH key SHA256:")
    assert sentence.endswith(", which on 8 August 2016 could sign for secretariat.")
    assert invoke("check", record).code == 0


def test_line_ends_of_windows_change_nothing(record: Path, keys: Path) -> None:
    sealed(record, keys / "clerk")
    allow(record, keys / "clerk", end="\r\n")
    for name in (SIGNATURE, TEXT, SIGNED):
        content = (record / name).read_bytes()
        (record / name).write_bytes(content.replace(b"\n", b"\r\n"))
    assert of_key(record)[0] == "proven"


def signed_for(record: Path, key: Path, namespace: str, statement: str) -> None:
    """Sign something else by hand, as somebody could who has the key."""
    line = [need("ssh-keygen"), "-Y", "sign", "-q", "-f", str(key), "-n", namespace]
    done = subprocess.run(line, input=statement.encode(), capture_output=True, check=True)
    (record / SIGNATURE).write_bytes(done.stdout)


@pytest.mark.parametrize(
    ("namespace", "statement", "holds"),
    [
        (NAMESPACE, f"PACT/1 form 1 {SEAL}\n", True),
        ("file", f"PACT/1 form 1 {SEAL}\n", False),
        (NAMESPACE, f"PACT/2 form 1 {SEAL}\n", False),
        (NAMESPACE, f"PACT/1 form 1 {SEAL}\r\n", False),
        (NAMESPACE, f"PACT/1 form 1 sha256:{'0' * 64}\n", False),
    ],
)
def test_only_this_seal_counts_and_only_for_its_purpose(
    namespace: str, statement: str, holds: bool, record: Path, keys: Path
) -> None:
    signed_for(record, keys / "clerk", namespace, statement)
    allow(record, keys / "clerk")
    assert of_key(record)[0] == ("proven" if holds else "broken")
    assert verify(record)[0] == (0 if holds else 1)


@pytest.mark.parametrize(
    ("options", "verdict"),
    [
        ('valid-before="20160901" ', "proven"),  # allowed on the day on which the text was opened
        ('valid-after="20160901" ', "broken"),
        (f'namespaces="file,{NAMESPACE}" ', "proven"),
        ('namespaces="file" ', "broken"),
    ],
)
def test_what_a_key_is_allowed_for_counts(options: str, verdict: str, record: Path, keys: Path) -> None:
    sealed(record, keys / "clerk")
    allow(record, keys / "clerk", options)
    assert of_key(record)[0] == verdict


def test_a_key_that_is_not_allowed_and_a_file_that_is_no_signature_are_broken(
    record: Path, keys: Path
) -> None:
    sealed(record, keys / "stranger")
    allow(record, keys / "clerk")
    verdict, sentence = of_key(record)
    assert verdict == "broken"
    assert sentence.endswith(": the file of allowed signers does not name its key.")
    (record / SIGNATURE).write_text("Signed, the clerk\n", encoding="utf-8")
    assert of_key(record)[0] == "broken"


def test_the_file_of_allowed_signers_can_stand_elsewhere_in_the_record(record: Path, keys: Path) -> None:
    sealed(record, keys / "clerk")
    allow(record, keys / "clerk")
    (record / SIGNERS).rename(record / "docs/keys")
    region = record / "docs/region.yml"
    region.write_text(f"{region.read_text('utf-8')}allowed_signers: keys\n", encoding="utf-8")
    assert of_key(record)[0] == "proven"
    (record / "docs/keys").unlink()
    message = f"concordat: '{record / 'docs/keys'}' cannot be read: no such file or directory\n"
    assert invoke("verify", record) == Ran(2, "", message)
    edit(record, ("allowed_signers: keys", "allowed_signers: ../keys"), name="docs/region.yml")
    message = "concordat: region.yml: allowed_signers '../keys' leads out of the record\n"
    assert invoke("verify", record) == Ran(2, "", message)


def test_without_ssh_keygen_nothing_is_signed_and_nothing_is_claimed(
    record: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(record, keys / "clerk")
    allow(record, keys / "clerk")
    monkeypatch.setenv("PATH", str(record))
    missing = "ssh-keygen, a part of OpenSSH, is not installed"
    assert of_key(record) == ("not proven", f"The SSH signature of the seal has not been checked: {missing}.")
    (record / SIGNATURE).unlink()
    assert sealed(record, keys / "clerk") == Ran(2, "", f"concordat: {missing}\n")
    assert not (record / SIGNATURE).exists()


def test_a_key_that_cannot_sign_leaves_no_seal_behind(record: Path, tmp_path: Path) -> None:
    need("ssh-keygen")
    edit(record, ("in-force", "for-signature"))
    (record / SIGNED).unlink()
    nowhere = tmp_path / "key"
    assert sealed(record, nowhere) == Ran(2, "", f"concordat: there is no SSH key '{nowhere}'\n")
    nowhere.write_text("no key", encoding="utf-8")
    nowhere.chmod(0o600)
    done = sealed(record, nowhere)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"concordat: the key '{nowhere}' has not signed: ")
    assert not (record / SIGNED).exists()
    assert not (record / SIGNATURE).exists()


def test_a_text_that_is_sealed_anew_asks_for_a_new_signature(record: Path, keys: Path) -> None:
    edit(record, ("in-force", "for-signature"))
    (record / SIGNED).unlink()
    assert (
        sealed(record, keys / "clerk").out == f"Written: {record / SIGNED}\nWritten: {record / SIGNATURE}\n"
    )
    edit(record, ("every year", "every day"))
    done = invoke("seal", "PACT/1", "--path", record)
    advice = "signs the former seal: sign the new one with --ssh-key, or delete that file"
    assert done.out == f"Written: {record / SIGNED}\n'{record / SIGNATURE}' {advice}\n"
    allow(record, keys / "clerk")
    assert of_key(record)[0] == "broken"
    sealed(record, keys / "clerk")
    assert of_key(record)[0] == "proven"
