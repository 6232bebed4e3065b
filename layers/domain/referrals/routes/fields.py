"""Fields that several requests have, each checked once and described once."""

from typing import Annotated
from urllib.parse import unquote

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from referrals.model.moment import known_time_zone
from referrals.model.people.mailbox import MOST_CHARACTERS, BadEmailError, canonical_email

PROGRAM_PATTERN = r"^[a-z0-9][a-z0-9-]{1,39}$"
SOURCE_PATTERN = r"^[a-z0-9_-]{1,40}$"
ADVOCATE_PATTERN = r"^adv_[0-9a-z]{1,40}$"
PERSON_PATTERN = r"^(adv|fri)_[0-9a-z]{1,40}$"
ASSET_PATTERN = r"^([A-Z]{3}|points)$"
ONE_LINE = r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$"


# Beside what else stands in a key; the tables take 1,024 of the second part of one.
LONGEST_ID_BYTES = 800


class RequestBody(BaseModel):
    """A body that a caller sends: nothing unknown in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _email(value: str) -> str:
    try:
        canonical_email(value)
    except BadEmailError as error:
        raise ValueError(f"{error.message[:-1]}; {error.remedy[:-1]}") from None
    return value


def _time_zone(value: str) -> str:
    if not known_time_zone(value):
        raise ValueError("this is not a time zone; use an IANA name such as Europe/Berlin")
    return value


def _storable_id(value: str) -> str:
    """As it was meant, and short enough to be part of a key: those are counted in bytes."""
    return _short_id(unquote(value))


def _short_id(value: str) -> str:
    if not value.isprintable() or len(value.encode("utf-8", "surrogatepass")) > LONGEST_ID_BYTES:
        raise ValueError("this is the id of nothing; use it as it was given out")
    return value


ProgramPath = Annotated[
    str, Path(pattern=PROGRAM_PATTERN, description="The program's name in `program.yaml`.")
]
AdvocatePath = Annotated[str, Path(pattern=ADVOCATE_PATTERN, description="As enrolling answered.")]
CodePath = Annotated[str, Path(max_length=64, description="The link's code, in any case.")]
PersonPath = Annotated[
    str, Path(pattern=PERSON_PATTERN, description="An advocate's or a friend's id.")
]
SourcePath = Annotated[
    str,
    Path(pattern=SOURCE_PATTERN, description="Who tells of the order: `shopify`, `signed`, ..."),
]
OrderPath = Annotated[
    str,
    Path(max_length=300, description="The shop's own id of the order, percent-encoded."),
    AfterValidator(_storable_id),
]
ItemPath = Annotated[
    str,
    Path(max_length=600, description="As the list has it, percent-encoded."),
    AfterValidator(_storable_id),
]

ProgramId = Annotated[
    str, Field(pattern=PROGRAM_PATTERN, description="The program's name in `program.yaml`.")
]
SourceId = Annotated[
    str,
    Field(pattern=SOURCE_PATTERN, description="Who tells of the order: `shopify`, `signed`, ..."),
]
OrderId = Annotated[
    str,
    Field(
        min_length=1,
        max_length=300,
        pattern=ONE_LINE,
        description="The shop's own id of the order.",
    ),
    AfterValidator(_short_id),
]
AdvocateId = Annotated[str, Field(pattern=ADVOCATE_PATTERN, description="As enrolling answered.")]
PersonId = Annotated[
    str, Field(pattern=PERSON_PATTERN, description="An advocate's or a friend's id.")
]
PersonName = Annotated[str, Field(min_length=1, max_length=120, pattern=ONE_LINE)]
# Which addresses there are is for `model/people/mailbox` alone to say; no pattern knows better.
Email = Annotated[
    str,
    Field(min_length=3, max_length=MOST_CHARACTERS, description="name@example.com, in any script"),
    AfterValidator(_email),
]
Locale = Annotated[
    str,
    Field(
        max_length=35,
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        description="The language of letters and pages, such as `de` or `pt-BR`.",
    ),
]
TimeZone = Annotated[
    str,
    Field(max_length=64, description="Theirs, by its IANA name: `Europe/Berlin`."),
    AfterValidator(_time_zone),
]
OwnCode = Annotated[
    str, Field(min_length=3, max_length=30, description="a-z, 0-9 and inner hyphens")
]
Words = Annotated[str, Field(max_length=280, pattern=ONE_LINE)]
Moment = Annotated[AwareDatetime, Field(description="RFC 3339, such as 2026-11-22T09:30:00Z")]
