"""What editors write about addresses that were published."""

from __future__ import annotations

from pydantic import Field

from concordat.model.fields import PublicAddress, Sentence
from concordat.model.forms import Form


class AddressesForm(Form):
    """`addresses.yml`: what became of published addresses that the site no longer has."""

    forwards: dict[PublicAddress, PublicAddress] = Field(default_factory=dict)
    """Addresses that moved, each with the one to which it leads now."""
    gone: dict[PublicAddress, Sentence] = Field(default_factory=dict)
    """Addresses that ended, each with a sentence that says what became of it."""
