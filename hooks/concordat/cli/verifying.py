"""The command `verify`: what is proven, what is not, and what is broken."""

from __future__ import annotations

import json
import posixpath
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from concordat import ssh
from concordat.cli.common import load
from concordat.cli.ground import root_of, stop, write
from concordat.cli.publishing import BRANCH_OPTION, is_commit, verify_published
from concordat.dates import in_words
from concordat.index import Edition
from concordat.proof import Claim, Verdict, prove
from concordat.publish.verifying import is_published
from concordat.record import Record
from concordat.seal import statement


@click.command("verify")
@click.argument("where", default=".")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to show it.")
@BRANCH_OPTION
def verify_command(where: str, form: str, branch: str) -> None:
    """Say what is proven, what is not and what is broken.

    WHERE is the folder of the record, whose seals are recomputed; or a published folder, branch or
    version, whose files are compared with its manifest. Exits with 1 where something is broken.
    """
    path = Path(where)
    published = is_published(path) or (not path.exists() and ("/" not in where or is_commit(where)))
    claims = verify_published(where, branch) if published else verify_record(path)
    write(_as_json(claims) if form == "json" else _as_text(claims))
    sys.exit(1 if any(claim.verdict is Verdict.BROKEN for claim in claims) else 0)


def verify_record(path: Path) -> list[Claim]:
    """Return what the record in a folder proves; stop where there is none."""
    record, root = load(path, None), root_of(path)
    allowed = _allowed_signers(record, root)
    sealed = (each for each in record.editions() if each.signatures_file and each.signatures_file.form.seal)
    keys = {edition.address: _by_key(record, edition, root, allowed) for edition in sealed}
    return prove(record, keys)


def _allowed_signers(record: Record, root: Path) -> bytes | None:
    """Return the file of allowed signers; None where none is configured and none is there."""
    file = root / record.region.allowed_signers
    if not file.resolve().is_relative_to(root.resolve()):
        stop(f"region.yml: allowed_signers '{record.region.allowed_signers}' leads out of the record")
    if not file.exists() and "allowed_signers" not in record.region.model_fields_set:
        return None
    return _content(file)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        stop(f"'{file}' cannot be read: {(fault.strerror or str(fault)).lower()}")


def _by_key(record: Record, edition: Edition, root: Path, allowed: bytes | None) -> tuple[Verdict, str]:
    """Return what an SSH signature proves of an edition's seal, in a sentence."""
    file = root / posixpath.dirname(edition.path) / "seal.sig"
    form = edition.signatures_file.form if edition.signatures_file else None
    if form is None or form.seal is None or not file.exists():
        return Verdict.OPEN, "No SSH key has signed the seal."
    day = form.opened or record.today
    try:
        said = statement(edition.address, form.form, form.seal)
        checked = ssh.check(said, _content(file), allowed, day)
    except ssh.SshFault as fault:
        return Verdict.OPEN, f"The SSH signature of the seal has not been checked: {fault}."
    key = f"the SSH key {checked.key}" if checked.key else "an SSH key"
    if not checked.holds:
        return Verdict.BROKEN, f"The seal is not signed as 'seal.sig' says, by {key}: {checked.reason}."
    if allowed is None:
        return Verdict.OPEN, f"The seal is signed with {key}; no file of allowed signers says whose it is."
    return (
        Verdict.PROVEN,
        f"The seal is signed with {key}, which on {in_words(day)} could sign for {checked.principal}.",
    )


def _as_text(claims: Iterable[Claim]) -> str:
    rows: list[str] = []
    subject = None
    width = max(map(len, Verdict))
    for claim in claims:
        if claim.subject != subject:
            rows += [*([""] if rows else []), claim.subject or "The record"]
            subject = claim.subject
        rows.append(f"  {claim.verdict:<{width}}  {claim.sentence}")
    counted = Counter(claim.verdict for claim in claims)
    return "\n".join([*rows, "", ", ".join(f"{counted[verdict]} {verdict}" for verdict in Verdict)])


def _as_json(claims: list[Claim]) -> str:
    counted = Counter(claim.verdict for claim in claims)
    counts = {str(verdict): counted[verdict] for verdict in Verdict}
    return json.dumps({"claims": [asdict(claim) for claim in claims], "counts": counts}, indent=1)
