"""The commands that write YAML: keys, seal, sign, correct. Each changes one file, whole or not at all."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from concordat import ssh
from concordat.addresses import Meeting
from concordat.cli.common import FOLDER, Entry, complete_address, edition_of, existing, load, save
from concordat.cli.ground import Day, root_of, stop, write
from concordat.edit import add_rows
from concordat.findings import Severity, did_you_mean, listed
from concordat.gitfiles import GitTrouble
from concordat.index import Edition
from concordat.keys import Proposal, propose
from concordat.model.signatures import Signature, TextCorrection
from concordat.past import find_texts, text_at
from concordat.record import Record
from concordat.seal import Line
from concordat.signing import Refused, correct, is_sealed, seal, sign, statement_of, text_to_correct
from concordat.wording import excerpts


@click.command("keys")
@click.argument("agreement", shell_complete=complete_address)
@click.option("--write", "writes", is_flag=True, help="Write the proposals into clauses.yml.")
@FOLDER
def keys_command(agreement: str, writes: bool, path: Path) -> None:
    """Propose rows of the clause table for clauses of AGREEMENT that have no lasting key.

    Shows why: how alike the old and the new words are. Writes only with --write.
    """
    record = load(path, None)
    known = record.agreements.get(agreement)
    if known is None:
        hint = did_you_mean(agreement, record.agreements, f"there is {listed(record.agreements) or 'none'}")
        stop(f"there is no agreement '{agreement}'; {hint}")
    file = root_of(path) / "agreements" / known.file.folder / "clauses.yml"
    _stop_at_mistake(record, file, f"agreements/{known.file.folder}/clauses.yml")
    proposals = propose(known)
    if not proposals:
        write(f"Every clause of {agreement} has a key.")
        return
    write("\n".join(_shown(agreement, proposals)))
    if writes:
        save(file, add_rows(existing(file), proposals))


def _shown(agreement: str, proposals: Iterable[Proposal]) -> Iterable[str]:
    for proposal in proposals:
        address = f"{agreement}/{proposal.edition}"
        if proposal.merged:
            yield f"{proposal.key}: merged into {proposal.merged} in {address}"
        elif proposal.new:
            yield f"{proposal.key}: a new row for {address} {listed(proposal.numbers)}"
        else:
            instead = f", not {proposal.replaces}" if proposal.replaces else ""
            numbers = f"{listed(proposal.numbers)}{instead}"
            yield f"{proposal.key}: {address} {numbers}, {proposal.score:.0%} alike"
            if proposal.old_words != proposal.new_words:
                yield f"  old: {proposal.old_words}"
                yield f"  new: {proposal.new_words}"


@click.command("seal")
@click.argument("edition", shell_complete=complete_address)
@click.option(
    "--on",
    "day",
    type=Day(),
    help="The day from which it can be signed; by default, the one written there, else today.",
)
@click.option("--ssh-key", "key", type=click.Path(path_type=Path), help="Sign the seal with this SSH key.")
@FOLDER
def seal_command(edition: str, day: date | None, key: Path | None, path: Path) -> None:
    """Seal the text of EDITION, such as SLI/2: write its digest, and one for each clause.

    With --ssh-key the seal, a new one or the one that is there, is signed with the key into seal.sig.
    """
    record = load(path, None)
    found = edition_of(record, edition)
    file = _signatures(path, record, found)
    signature = file.with_name("seal.sig")
    text = ""
    try:
        if not (key and is_sealed(found)):
            text = seal(found, existing(file), on=day, today=record.today)
        signed = ssh.sign(statement_of(found), key) if key else ""
    except (Refused, ssh.SshFault) as fault:
        stop(str(fault))
    if text:
        save(file, text)
    if signed:
        save(signature, signed)
    elif signature.exists():
        write(f"'{signature}' signs the former seal: sign the new one with --ssh-key, or delete that file")


@click.command("sign")
@click.argument("edition", shell_complete=complete_address)
@click.option("--council", required=True, help="The council's key, such as LDS.")
@click.option("--office", required=True, help="The office's key, such as dcs.")
@click.option("--on", "day", type=Day(), required=True, help="The day of signing.")
@click.option("--evidence", required=True, help="Where the proof is kept.")
@click.option("--deputy-for", "deputy", help="The post that signed for the holder of the office.")
@click.option("--authority", help="On whose authority a deputy signed.")
@FOLDER
def sign_command(
    edition: str,
    council: str,
    office: str,
    day: date,
    evidence: str,
    deputy: str | None,
    authority: str | None,
    path: Path,
) -> None:
    """Record one signature for the sealed text of EDITION, such as SLI/2."""
    record = load(path, None)
    found = edition_of(record, edition)
    file = _signatures(path, record, found)
    signature = Signature.model_construct(
        council=council,
        office=office,
        day=day,
        digest="",
        evidence=evidence.strip(),
        deputy=(deputy or "").strip() or None,
        authority=(authority or "").strip() or None,
    )
    try:
        text = sign(record, found, existing(file), signature)
    except Refused as fault:
        stop(str(fault))
    save(file, text)


@click.command("correct")
@click.argument("edition", shell_complete=complete_address)
@click.option("--what", required=True, help="What is corrected.")
@click.option("--by", required=True, help="The body or the office that corrects it.")
@click.option("--on", "day", type=Day(), help="The day of the correction; by default, today.")
@click.option("--decision", type=Entry(), help="The decision behind it, such as 'DCS 2016-10-07 D2'.")
@click.option("--from", "revision", help="The git revision that holds the words as they were sealed.")
@FOLDER
def correct_command(
    edition: str,
    what: str,
    by: str,
    day: date | None,
    decision: Meeting | None,
    revision: str | None,
    path: Path,
) -> None:
    """Record that a slip in the sealed text of EDITION, such as SLI/2, was put right.

    Put it right in the text first. The words before are looked up in git. Signatures stand where
    only spelling, a cross-reference, a title or layout changed, or a decision backs the change.
    """
    record = load(path, None)
    found = edition_of(record, edition)
    file = _signatures(path, record, found)
    correction = TextCorrection.model_construct(
        day=day or record.today,
        by=by.strip(),
        what=what.strip(),
        decision=decision,
        before="",
        after="",
        lines=(),
    )
    if not correction.by or not correction.what:
        stop("a correction says what it corrects and who made it; add --what and --by")
    try:
        old = _text_before(root_of(path), found, text_to_correct(found), revision)
        text, changes = correct(record, found, existing(file), old, correction)
    except (Refused, GitTrouble) as fault:
        stop(str(fault))
    for change in changes:
        before, after = excerpts(change.old, change.new)
        write(f"{change.clause or 'text without a number'} ({change.slip}): '{before}' became '{after}'")
    save(file, text)


def _text_before(root: Path, edition: Edition, digest: str, revision: str | None) -> tuple[Line, ...]:
    """Return the canonical text with a digest, from git. Raises GitTrouble, or Refused where it has none."""
    if revision:
        return text_at(root, edition.path, revision) or ()
    texts = find_texts(root, edition, [digest])
    if digest not in texts:
        raise Refused(
            f"git has no text of {edition.address} with the sealed digest {digest[:19]}…; "
            "name the revision that has it with --from, or restore the sealed words"
        )
    return texts[digest]


def _signatures(path: Path, record: Record, edition: Edition) -> Path:
    name = f"{posixpath.dirname(edition.path)}/signatures.yml"
    _stop_at_mistake(record, root_of(path) / name, name)
    return root_of(path) / name


def _stop_at_mistake(record: Record, file: Path, name: str) -> None:
    """Stop where the file to be written has a mistake already, as nothing sure can be added to it."""
    for finding in record.findings:
        if finding.location.path == name and finding.severity is Severity.ERROR:
            stop(f"'{file}' has a mistake, line {finding.location.line}: {finding.message}; correct it first")
