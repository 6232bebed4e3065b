"""One row of another program's file, read: whom it is of, what they share, what they have.

A row that can't be read says which column and what to do; it keeps no other row waiting.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from referrals.model.errors import RefusedError
from referrals.model.migration.former_code import code_in_address, former_code
from referrals.model.migration.rival_format import RivalFormat, plain_head
from referrals.model.money import EXPONENT, UnreadableMoneyError, parse_currency, to_minor
from referrals.model.people.mailbox import BadEmailError, canonical_email
from referrals.model.people.name import printable_name

MOST_MINOR = 100_000_000
"""What one person can have; more is a column that was taken for another."""
LONGEST_NAME = 100
LONGEST_CELL = 500
MOST_CODES = 20
_YES = frozenset({"1", "true", "yes", "y", "unsubscribed", "optedout"})
_BLOCKED = frozenset({"blocked", "banned", "rejected", "fraud"})
_FIRST_YEAR = 2000
_DECIMAL_COMMA = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+),\d{1,2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")

type Cells = Mapping[str, Sequence[str]]


class BadRowError(RefusedError):
    code = "bad_row"


@dataclass(frozen=True, slots=True)
class FormerCode:
    written: str
    """As the other program had it."""
    code: str
    """Ours; empty where none of ours can stand for it."""


@dataclass(frozen=True, slots=True)
class FriendRow:
    """A friend who came through the other program: a customer already, and nobody's news."""

    line: int
    email: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class AdvocateRow:
    line: int
    email: str
    external_id: str = ""
    name: str = ""
    locale: str = ""
    codes: tuple[FormerCode, ...] = ()
    money_minor: int = 0
    currency: str = ""
    points: int = 0
    pending: bool = False
    """Something waits there still; it is brought once it is theirs."""
    unsubscribed: bool = False
    came: FriendRow | None = None
    """They are somebody's friend, too, who was credited for them."""


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    line: int
    why: Literal["test", "turned_away", "self_referral", "nobody"]


@dataclass(frozen=True, slots=True)
class RowReader:
    format: RivalFormat
    currency: str
    """The program's."""

    def read(self, line: int, cells: Cells) -> AdvocateRow | FriendRow | LeftOutRow:
        """Raises BadRowError. `cells` are by plain heads."""
        row = _Row(self.format, cells)
        if _is_yes(row.first("test")):
            return LeftOutRow(line, "test")
        if friend := row.first("friend_email"):
            return _read_friend(line, friend, row)
        if not (email := row.first("email")):
            return LeftOutRow(line, "nobody")
        state = plain_head(row.first("state"))
        if state in _BLOCKED or state in self.format.refused_states:
            return LeftOutRow(line, "turned_away")
        return self._read_advocate(line, _require_address(email), row)

    def _read_advocate(self, line: int, email: str, row: "_Row") -> AdvocateRow:
        money, currency = self._read_money(row)
        return AdvocateRow(
            line=line,
            email=email,
            external_id=row.first("external_id"),
            name=_name(row),
            locale=language_tag(row.first("locale")),
            codes=tuple(_codes(row, self.format.parameter)),
            money_minor=money,
            currency=currency,
            points=_read_number(row.first("points"), "points"),
            pending=row.first("pending") not in ("", "0", "0.0", "0.00"),
            unsubscribed=_is_yes(row.first("unsubscribed")),
            came=self._read_coming(line, email, row),
        )

    def _read_coming(self, line: int, email: str, row: "_Row") -> FriendRow | None:
        if not row.first("came_by"):
            return None
        credited = plain_head(row.first("came_state")) in self.format.friend_states
        return FriendRow(line, email, _day(row.first("day"))) if credited else None

    def _read_money(self, row: "_Row") -> tuple[int, str]:
        text = _with_point(row.first("balance").replace(" ", ""))
        if not text:
            return 0, ""
        currency = row.first("currency") or self.currency
        try:
            currency = parse_currency(currency)
            exponent = 0 if self.format.unit == "minor" else -1
            minor = to_minor(text, currency, "balance", exponent)
        except UnreadableMoneyError as error:
            raise BadRowError(error.message, field=error.field, remedy=error.remedy) from None
        places = EXPONENT[currency] if exponent else 0
        if len(text.partition(".")[2]) > places:  # 1.000 may be a thousand.
            raise BadRowError(
                f"more decimals than the {places} that {currency} has here.",
                field="balance",
                remedy="Write it without a mark between thousands, such as 1000.00.",
            )
        return _require_possible(minor, "balance"), currency


def _with_point(text: str) -> str:
    """`12,50` and `1.234,50` as a spreadsheet of the Continent writes them; what may be a thousand
    (`1,000`) stays, and is refused."""
    comma = _DECIMAL_COMMA.fullmatch(text)
    return text.replace(".", "").replace(",", ".") if comma else text


@dataclass(frozen=True, slots=True)
class _Row:
    format: RivalFormat
    cells: Cells

    def texts(self, thing: str) -> Iterable[str]:
        for head in getattr(self.format.columns, thing):
            for cell in self.cells.get(head, ()):
                if text := cell.strip():
                    if len(text) > LONGEST_CELL:
                        raise BadRowError(
                            f"a cell has {len(text)} characters.", field=head, remedy="Shorten it."
                        )
                    yield text

    def first(self, thing: str) -> str:
        return next(iter(self.texts(thing)), "")


def _read_friend(line: int, friend: str, row: _Row) -> FriendRow | LeftOutRow:
    email = _require_address(friend)
    brought_by = row.first("advocate_email")
    if brought_by and canonical_email(_require_address(brought_by)) == canonical_email(email):
        return LeftOutRow(line, "self_referral")
    return FriendRow(line, email, _day(row.first("day")))


def _require_address(text: str) -> str:
    try:
        canonical_email(text)
    except BadEmailError:
        raise BadRowError(
            "this is no e-mail address.", field="email", remedy="Correct it, or take the row out."
        ) from None
    return text


def _name(row: _Row) -> str:
    parts = (row.first("first_name"), row.first("last_name"))
    text = " ".join(part for part in parts if part) or row.first("name")
    return printable_name(text[:LONGEST_NAME])


def language_tag(text: str) -> str:
    """`pt-BR` of `pt_BR`; empty for what is no language."""
    tag = text.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _codes(row: _Row, parameter: str) -> Iterable[FormerCode]:
    cells = (part for cell in row.texts("code") for part in cell.replace(";", ",").split(","))
    written = dict.fromkeys(code_in_address(part, parameter) for part in cells)
    for text in [each for each in written if each][:MOST_CODES]:
        yield FormerCode(text, former_code(text))


def _read_number(text: str, field: str) -> int:
    if not text:
        return 0
    try:
        number = int(text.removesuffix(".0").removesuffix(".00"))
    except ValueError:
        raise BadRowError("this is no whole number.", field=field) from None
    return _require_possible(number, field)


def _require_possible(number: int, field: str) -> int:
    if not 0 <= number <= MOST_MINOR:
        raise BadRowError(
            "nobody can have so much, or less than nothing.",
            field=field,
            remedy="Correct it; a debt of the other program isn't brought.",
        )
    return number


def _day(text: str) -> date | None:
    """None where the file tells none, or none that was."""
    if not text:
        return None
    try:
        if text.isdigit():
            seconds = int(text) / (1000 if len(text) > 11 else 1)
            found = datetime.fromtimestamp(seconds, UTC).date()
        else:
            found = datetime.fromisoformat(text.removesuffix(" UTC")).date()
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.year >= _FIRST_YEAR else None


def _is_yes(text: str) -> bool:
    return plain_head(text) in _YES
