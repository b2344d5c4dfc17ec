"""The kinds of value that a key can have: each made of the text that the editor wrote."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, InstanceOf, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from concordat import addresses
from concordat.dates import DateError, parse_date

COUNCIL_KEY = r"^[A-Z]{2,8}$"
COUNCIL_CODE = r"^[EWSN][0-9]{8}$"
OFFICE_KEY = r"^[a-z][a-z0-9_]{0,30}$"
BODY_KEY = r"^[A-Z][A-Z0-9]{1,11}$"
CLAUSE_KEY = r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
OTHER_INSTRUMENT = r"^(?:[Ss]ub-?)?(?:[Cc]lause|[Ss]ection|[Pp]aragraph|[Aa]rticle)s? +[^ ].*$"
DIGEST = r"^sha256:[0-9a-f]{64}$"


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return parse_date(value)
    except DateError as error:
        kind = "date_impossible" if error.impossible else "date_form"
        raise PydanticCustomError(kind, "{reason}", {"reason": str(error)}) from error


def _iso_date(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        message = "'{value}' is not a date in figures, which the blog needs"
        raise PydanticCustomError("iso_date", message, {"value": value})
    return _date(value)


def _time(value: object) -> object:
    return _clock(value) if isinstance(value, str) else value


@lru_cache(maxsize=1024)
def _clock(value: str) -> time:
    match = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", value.strip())
    if match is None:
        raise PydanticCustomError("time_form", "'{value}' is not a time such as 10:00", {"value": value})
    return time(int(match[1]), int(match[2]))


def _boolean(value: object) -> object:
    if isinstance(value, str):
        if value in ("true", "false"):
            return value == "true"
        raise PydanticCustomError("true_or_false", "'{value}' is neither true nor false", {"value": value})
    return value


def _whole_number(value: object) -> object:
    if isinstance(value, str):
        if re.fullmatch(r"[0-9]{1,6}", value):
            return int(value)
        raise PydanticCustomError("whole_number", "'{value}' is not a whole number", {"value": value})
    return value


def _meeting(value: object) -> object:
    address = addresses.parse(value) if isinstance(value, str) else value
    if isinstance(address, addresses.Meeting) and not address.entry:
        return address
    raise PydanticCustomError(
        "meeting_address", "'{value}' is not a meeting such as DCS 2016-10-07", {"value": str(value)}
    )


def _entry(value: object) -> object:
    address = addresses.parse(value) if isinstance(value, str) else value
    if isinstance(address, addresses.Meeting) and address.entry:
        return address
    raise PydanticCustomError(
        "entry_address",
        "'{value}' is not a decision or an action such as DCS 2016-10-07 D2",
        {"value": str(value)},
    )


def _public_address(value: str) -> str:
    *folders, last = value.partition("#")[0].split("/")
    climbs = {"", ".", ".."} & {*folders} or last in (".", "..")
    if re.fullmatch(r"[^\s#?:\\]*(?:#[^\s#]+)?", value) and not climbs:
        return value
    raise PydanticCustomError("public_address", "'{value}' is not an address of this site", {"value": value})


def _sentence(value: str) -> str:
    if re.search(r"\w", value):
        return value
    raise PydanticCustomError("sentence", "'{value}' says nothing", {"value": value})


def _digest(value: str) -> str:
    if re.fullmatch(DIGEST, value):
        return value
    raise PydanticCustomError(
        "digest_form", "'{value}' is not a digest (sha256: and 64 small hexadecimal digits)", {"value": value}
    )


def _written(pattern: str, *examples: str) -> Any:
    """Return the type of what an editor writes, for the schemas: a text of a form, with examples."""
    return Annotated[str, Field(pattern=f"^(?:{pattern})$", examples=list(examples))]


_ISO_PATTERN = r"[1-9]\d{3}-\d{2}-\d{2}"
_DAY = _written(rf"{_ISO_PATTERN}|\d{{1,2}} [A-Za-z]+ [1-9]\d{{3}}", "2016-12-09", "9 December 2016")
_MEETING = _written(rf"{addresses.SHORT_NAME} {_ISO_PATTERN}", "DCS 2016-10-07")
_COUNT = Annotated[int, Field(ge=1)]
_ENTRY = _written(rf"{addresses.SHORT_NAME} {_ISO_PATTERN} (?:{addresses.ENTRY})", "DCS 2016-10-07 D2")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Sentence = Annotated[Text, AfterValidator(_sentence)]
Day = Annotated[date, BeforeValidator(_date, json_schema_input_type=_DAY)]
IsoDay = Annotated[
    date, BeforeValidator(_iso_date, json_schema_input_type=_written(_ISO_PATTERN, "2016-12-09"))
]
Clock = Annotated[
    time, BeforeValidator(_time, json_schema_input_type=_written(r"([01]?\d|2[0-3])[:.]([0-5]\d)", "10:00"))
]
YesNo = Annotated[bool, BeforeValidator(_boolean)]
Count = Annotated[int, BeforeValidator(_whole_number, json_schema_input_type=_COUNT), Field(ge=1)]
MeetingAddress = Annotated[
    InstanceOf[addresses.Meeting], BeforeValidator(_meeting, json_schema_input_type=_MEETING)
]
EntryAddress = Annotated[
    InstanceOf[addresses.Meeting], BeforeValidator(_entry, json_schema_input_type=_ENTRY)
]
Digest = Annotated[str, AfterValidator(_digest), WithJsonSchema({"type": "string", "pattern": DIGEST})]
CouncilKey = Annotated[str, StringConstraints(pattern=COUNCIL_KEY)]
PublicAddress = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_public_address)
]
OfficeKey = Annotated[str, StringConstraints(pattern=OFFICE_KEY)]
OtherInstrument = Annotated[str, StringConstraints(strip_whitespace=True, pattern=OTHER_INSTRUMENT)]
BodyKey = Annotated[str, StringConstraints(pattern=BODY_KEY)]
ShortName = Annotated[str, StringConstraints(pattern=rf"^{addresses.SHORT_NAME}$")]
EditionName = Annotated[str, StringConstraints(pattern=rf"^{addresses.EDITION}$")]
ClauseNumber = Annotated[str, StringConstraints(pattern=rf"^{addresses.CLAUSE_NUMBER}$")]
ClauseKey = Annotated[str, StringConstraints(pattern=CLAUSE_KEY)]
