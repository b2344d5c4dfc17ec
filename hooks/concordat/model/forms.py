"""What editors write in front matter and YAML files: one class a form, one field a key.

Every value arrives as text (see `concordat.read.values`); the field's type says what is made
of it. Unknown keys are refused. The docstring under a field is its meaning, for editors too: `schema`
reads it from this file, as no check has to wait for that.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from concordat.model.fields import (
    COUNCIL_CODE,
    Clock,
    CouncilKey,
    Count,
    Day,
    EditionName,
    EntryAddress,
    IsoDay,
    MeetingAddress,
    OfficeKey,
    OtherInstrument,
    ShortName,
    Text,
    YesNo,
)
from concordat.model.registers import Register


class EditionStatus(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    FOR_SIGNATURE = "for-signature"
    IN_FORCE = "in-force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class MeetingStatus(StrEnum):
    """Where a meeting and its minutes stand."""

    AGENDA = "agenda"
    DRAFT = "draft"
    APPROVED = "approved"
    CANCELLED = "cancelled"

    @property
    def held(self) -> bool:
        """Whether there are minutes, rather than an agenda or a cancelled meeting."""
        return self in (MeetingStatus.DRAFT, MeetingStatus.APPROVED)


class Form(BaseModel):
    """The ground of every form: frozen, and a key it does not know is refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        defer_build=True,  # until something is checked by it: a form inside another never is
    )


class Region(Form):
    """`region.yml`: what holds for the whole record."""

    name: Text = "The region"
    """The region's name, as the site shows it."""
    demonstration: YesNo = False
    """Whether every page is marked as a demonstration."""
    as_of: Day | None = None
    """The day on which the record is read, in place of today."""
    email_domains: tuple[Text, ...] = ()
    """E-mail addresses of these domains may stand on pages."""
    identity: Text | None = None
    """What calendars and feeds tell the record by; the name where it is left out. Never to be changed."""
    licence: Text | None = None
    """The licence under which the record may be used again, in a line."""
    contacts: tuple[Text, ...] = ()
    """Single e-mail addresses and telephone numbers that may stand on pages."""
    allowed_signers: Text = "allowed_signers"
    """The file, below the record's folder, of the SSH keys that may sign a seal."""


REGION_KEYS = frozenset(Region.model_fields)
"""The keys of `region.yml`."""


class Period(Form):
    """A period of whole days, both ends included; an end left out is open."""

    first: Day | None = Field(default=None, alias="from")
    """The first day."""
    last: Day | None = Field(default=None, alias="until")
    """The last day."""


class CouncilName(Period):
    """A name that a council bore for a time."""

    name: Text
    """The official name."""


class CouncilCode(Period):
    """A GSS code that a council's area had for a time."""

    code: Annotated[str, StringConstraints(pattern=COUNCIL_CODE)]
    """The code, as the Office for National Statistics gives it."""


class Term(Period):
    """A term of office, or a vacancy. Holders are not named."""

    vacant: YesNo = False
    """Whether nobody held the office."""
    deputy: Text | None = None
    """The post that acted meanwhile."""
    authority: Text | None = None
    """On whose authority the deputy acted."""


class CouncilType(StrEnum):
    """The kinds of council."""

    METROPOLITAN = "metropolitan"
    UNITARY = "unitary"
    COUNTY = "county"
    DISTRICT = "district"
    LONDON_BOROUGH = "london borough"


class CouncilForm(Period):
    """One council: its names, codes and terms of office through time."""

    names: Annotated[tuple[CouncilName, ...], Field(min_length=1)]
    """The official names, oldest first."""
    short_name: Text | None = None
    """The name for tables."""
    codes: tuple[CouncilCode, ...] = ()
    """The GSS codes, oldest first."""
    type: CouncilType | None = None
    """The kind of council."""
    combined_authority: Text | None = None
    """The combined authority that it belongs to."""
    website: Text | None = None
    """Its website."""
    successors: tuple[CouncilKey, ...] = ()
    """The councils that replaced it."""
    terms: dict[OfficeKey, tuple[Term, ...]] = Field(default_factory=dict)
    """Terms of office by office, oldest first."""


class CouncilsForm(Form):
    """`councils.yml`: the offices that sign or act, and the councils."""

    offices: dict[OfficeKey, Text]
    """Each office's title."""
    councils: dict[CouncilKey, CouncilForm]
    """Each council under its lasting key."""


class BodyForm(Form):
    """One body of `bodies.yml`: a group that meets."""

    name: Text
    """The body's name."""
    office: OfficeKey | None = None
    """The office whose holders meet."""
    councils: tuple[CouncilKey, ...] = ()
    """The councils that belong to it; those in being on a date count."""
    quorum: Count | None = None
    """How many councils must take part."""
    every_months: Count | None = None
    """The months from one meeting to the next."""


class AgreementForm(Form):
    """`agreement.yml`: what holds for an agreement through all its editions."""

    short_name: ShortName
    """The name in references."""
    title: Text
    """The agreement's title."""
    parties: Annotated[tuple[CouncilKey, ...], Field(min_length=1)]
    """The councils bound by it; those in being on a date count."""
    signing_offices: Annotated[tuple[OfficeKey, ...], Field(min_length=1)]
    """The offices that sign for each party."""
    review_months: Count | None = None
    """The months from one review to the next."""
    carry_within_months: Count | None = None
    """The months within which an agreed change is to be carried into an edition."""
    other_instruments: tuple[OtherInstrument, ...] = ()
    """Phrases such as "section 47 enquiries", whose number is that of another text."""
    joined: dict[CouncilKey, Day] = Field(default_factory=dict)
    """The day from which a party is bound that was none from the beginning."""
    sign_within_months: Count | None = None
    """The months that a new party has to sign an edition in force."""


class EditionFront(Form):
    """Front matter of an edition's text."""

    edition: EditionName
    """The edition's name; the folder bears the same."""
    status: EditionStatus
    """Where the edition stands."""
    title: Text | None = None
    """The page's title, where it differs from the agreement's."""
    adopted_by: EntryAddress | None = None
    """The decision that adopted it."""
    adopted_on: Day | None = None
    """The day of adoption, where that decision is not in the record."""
    carries: tuple[EntryAddress, ...] = ()
    """The decisions whose changes to clauses this edition carries."""
    in_force_from: Day | None = None
    """Its first day in force."""
    in_force_until: Day | None = None
    """Its last day in force."""
    review_by: Day | None = None
    """The day by which it is to be reviewed."""
    withdrawn_on: Day | None = None
    """The day on which it was withdrawn."""
    description: Text | None = None
    """A line for search engines."""

    @property
    def adopted(self) -> date | None:
        """The day of its adoption, where one is given."""
        return self.adopted_on or (self.adopted_by.day if self.adopted_by else None)


class Correction(Form):
    """A recorded correction of approved minutes."""

    at: MeetingAddress
    """The meeting that made it."""
    what: Text
    """What was corrected."""


class MeetingFront(Form):
    """Front matter of minutes."""

    day: Day = Field(alias="date")
    """The day of the meeting; the file bears the same name."""
    status: MeetingStatus
    """Where the minutes stand."""
    title: Text | None = None
    """The page's title, where it differs from body and date."""
    start: Clock | None = None
    """When it begins."""
    end: Clock | None = None
    """When it ends."""
    place: Text | None = None
    """Where it is held."""
    approved_at: MeetingAddress | None = None
    """The later meeting that approved the minutes."""
    chair: CouncilKey | None = None
    """The council whose office-holder took the chair."""
    present: tuple[CouncilKey, ...] = ()
    """The councils present."""
    represented: dict[CouncilKey, Text] = Field(default_factory=dict)
    """The councils for which somebody else came, with that post."""
    apologies: tuple[CouncilKey, ...] = ()
    """The councils that sent apologies."""
    absent: tuple[CouncilKey, ...] = ()
    """The councils that neither came nor sent apologies."""
    in_attendance: tuple[Text, ...] = ()
    """Guests."""
    next: Day | None = None
    """The day of the next meeting."""
    closes: tuple[EntryAddress, ...] = ()
    """Actions of earlier meetings that this meeting closed."""
    corrections: tuple[Correction, ...] = ()
    """Corrections made after approval."""
    description: Text | None = None
    """A line for search engines."""


class PageFront(Form):
    """Front matter of an ordinary page."""

    title: Text | None = None
    """The page's title."""
    description: Text | None = None
    """A line for search engines."""
    shows: Register | None = Field(default=None, alias="register")
    """The table that the site adds to the page."""
    hide: tuple[Text, ...] = ()
    """Parts of the theme to hide."""
    template: Text | None = None
    """The template to use."""
    icon: Text | None = None
    """An icon for the navigation."""
    status: Text | None = None
    """A mark in the navigation."""
    tags: tuple[Text, ...] = ()
    """Tags."""
    search: dict[Text, Text] = Field(default_factory=dict)
    """Settings of the theme's search."""


class PostDates(Form):
    """The dates of a post, where it was changed later."""

    created: IsoDay
    """The day of the post."""
    updated: IsoDay | None = None
    """The day of the last change."""


class Author(Form):
    """One author of `blog/.authors.yml`: an office, not a person."""

    name: Text
    """The office's title."""
    description: Text
    """What the office does."""
    avatar: Text
    """The path of a picture below the record's folder."""
    slug: Text | None = None
    """The last part of the address of the author's page."""
    url: Text | None = None
    """A page about the office."""


class AuthorsForm(Form):
    """`blog/.authors.yml`: who writes posts."""

    authors: dict[Text, Author]
    """Each author under its key."""


def _post_dates(value: object) -> object:
    return {"created": value} if isinstance(value, str) else value


class PostFront(PageFront):
    """Front matter of a blog post."""

    day: Annotated[PostDates, BeforeValidator(_post_dates, json_schema_input_type=IsoDay | PostDates)] = (
        Field(alias="date")
    )
    """The day of the post, or its days as `created` and `updated`."""
    authors: tuple[Text, ...] = ()
    """Keys of `.authors.yml`: offices, not persons."""
    categories: tuple[Text, ...] = ()
    """Categories."""
    slug: Text | None = None
    """The last part of the post's address."""
    draft: YesNo = False
    """Whether the post is left out of the site."""
    pin: YesNo = False
    """Whether the post stays on top."""
    readtime: Count | None = None
    """Minutes of reading."""
    links: tuple[Text, ...] = ()
    """Related pages."""
