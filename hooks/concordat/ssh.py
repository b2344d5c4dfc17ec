"""Detached SSH signatures of seals, made and checked by `ssh-keygen -Y`.

A signature counts for one namespace only, so that one made for another purpose proves nothing here.
Line ends of Windows in a signature or in the file of allowed signers change nothing.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

NAMESPACE = "concordat-seal@v1"
"""What a key signs for: the purpose, and the version of what is signed."""


class SshFault(Exception):
    """Why nothing was signed or checked, in a sentence."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a signature: whether it holds, whose it is ("" where nobody says), its key."""

    holds: bool
    principal: str = ""
    key: str = ""
    reason: str = ""


def sign(statement: bytes, key: Path) -> str:
    """Return the detached signature of a statement by a private key, or by a public one whose agent runs.

    ssh-keygen asks for a passphrase itself. Raises SshFault.
    """
    if not key.is_file():
        raise SshFault(f"there is no SSH key '{key}'")
    done = _keygen(["-Y", "sign", "-q", "-f", str(key), "-n", NAMESPACE], statement)
    if done.returncode or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise SshFault(f"the key '{key}' has not signed: {_reason(done)}")
    return done.stdout.decode("ascii")


def check(statement: bytes, signature: bytes, allowed: bytes | None, day: date) -> Checked:
    """Return what can be said of a signature, as on a day; without allowed signers, not whose it is.

    Raises SshFault where ssh-keygen is missing.
    """
    with _files(signature, allowed) as (signed, signers):
        sound = _keygen(["-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(signed)], statement)
        key = re.search(r"SHA256:\S+", sound.stdout.decode("utf-8", "replace"))
        shown = key[0] if key else ""
        if sound.returncode:
            return Checked(False, key=shown, reason=_reason(sound))
        if signers is None:
            return Checked(True, key=shown)
        then = f"-Overify-time={day:%Y%m%d}120000"
        asked = ["-Y", "find-principals", "-s", str(signed), "-f", str(signers), then]
        found = _keygen(asked, statement)
        names = found.stdout.decode("utf-8", "replace").split("\n")[0].strip()
        if found.returncode or not names:
            return Checked(False, key=shown, reason="the file of allowed signers does not name its key")
        who = names.split(",")[0]
        line = ["-Y", "verify", "-n", NAMESPACE, "-s", str(signed), "-f", str(signers), "-I", who, then]
        verified = _keygen(line, statement)
        if verified.returncode:
            return Checked(False, who, shown, _reason(verified))
        return Checked(True, who, shown)


@contextmanager
def _files(signature: bytes, allowed: bytes | None) -> Iterator[tuple[Path, Path | None]]:
    """Give ssh-keygen both files with plain line ends: it refuses Windows' own."""
    with TemporaryDirectory(prefix="concordat-") as folder:
        signed, signers = Path(folder) / "seal.sig", Path(folder) / "allowed_signers"
        signed.write_bytes(_plain(signature))
        if allowed is not None:
            signers.write_bytes(_plain(allowed))
        yield signed, signers if allowed is not None else None


def _plain(content: bytes) -> bytes:
    text = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return text.rstrip(b"\n") + b"\n"


def _keygen(arguments: list[str], statement: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["ssh-keygen", *arguments], input=statement, capture_output=True, check=False)
    except OSError as fault:
        raise SshFault("ssh-keygen, a part of OpenSSH, is not installed") from fault


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip().rstrip(".").lower() if lines else "ssh-keygen gives no reason"
