"""What a mention of a clause that is not there, or no longer, could mean: hints that lead somewhere."""

from __future__ import annotations

from concordat.addresses import labels, number_key
from concordat.findings import nearest
from concordat.index import Agreement, Edition


def near_clause(edition: Edition, number: str, prefix: str = "") -> str:
    """Return a hint with the nearest clause: the last of its siblings, else the most alike."""
    wanted = labels(number)
    for end in range(len(wanted) - 1, 0, -1):
        parent = ".".join(wanted[:end])
        if parent in edition.by_key:
            siblings = [c for c in edition.clauses if c.level == end + 1 and c.key.startswith(f"{parent}.")]
            if siblings:
                last = siblings[-1].number
                return f"edition {edition.name} ends at {last} there; did you mean '{prefix}{last}'?"
            return f"did you mean '{prefix}{edition.clauses[edition.by_key[parent]].number}'?"
    known = [clause.number for clause in edition.clauses]
    ends = f"edition {edition.name} goes from {known[0]} to {known[-1]}" if known else "it has no clauses"
    match = nearest(number, known)
    return f"did you mean '{prefix}{match}'?" if match else ends


def renumbered_clause(agreement: Agreement, edition: Edition, number: str, prefix: str) -> str:
    """Return a hint with the number that a clause of an earlier edition has in this one; else the nearest."""
    for earlier in reversed(agreement.editions[: agreement.editions.index(edition)]):
        for now in agreement.numbers_in(edition.name, earlier.name, number)[:1]:
            return (
                f"clause {number} of edition {earlier.name} is {now} in edition {edition.name}; "
                f"did you mean '{prefix}{now}'?"
            )
    return near_clause(edition, number, prefix)


def citation_in_force(agreement: Agreement, cited: Edition, current: Edition | None, number: str) -> str:
    """Return a hint with what to write for a clause of a superseded edition, or for that edition."""
    if current is None:
        return "no text is in force; take it out"
    numbers = agreement.numbers_in(current.name, cited.name, number)
    has_key = number_key(number) in agreement.keys(cited.name)
    if number and not numbers and (has_key or number_key(number) not in current.by_key):
        return f"edition {current.name} does not have that clause; take it out, or cite it in a dated page"
    shown = f"{agreement.short_name} {numbers[0] if numbers else number}".rstrip()
    return f"write '{shown}' for the text in force"
