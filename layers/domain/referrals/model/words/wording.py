"""Words in the reader's language: whole sentences from `wordings/`, numbers and dates with them.

A language is one folder of TOML files there; nothing else lists the languages. A file holds the
parts of one subject, under the same name in every language.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from referrals.model.money import EXPONENT
from referrals.model.setting.form_of_address import ADDRESS

FOLDER = Path(__file__).parent / "wordings"
ADDRESS_FOLDER = Path(__file__).parent / "addresses"
"""Of languages that address friends and strangers in different words, the sentences that differ."""
ENGLISH = "en"
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "BRL": "R$", "JPY": "¥"}
_FIXED_SPACE = "\u00a0"


class Wording:
    """One language's sentences. Read by the friend's page: no dataclass, which loads `inspect`."""

    def __init__(self, tag: str, words: dict[str, Any]) -> None:
        self.tag = tag
        self.words = words

    @property
    def direction(self) -> str:
        return str(self.words["language"]["direction"])

    def say(self, sentence: str, **values: object) -> str:
        """The sentence named `part.name`, filled in; an unknown name or a gap is our mistake."""
        part, name = sentence.split(".")
        return str(self.words[part][name]).format(**values)

    def has(self, sentence: str) -> bool:
        part, _, name = sentence.partition(".")
        return name in self.words.get(part, {})

    def count(self, sentence: str, number: int, **values: object) -> str:
        """The sentence in the plural form that the number asks for."""
        part, name = sentence.split(".")
        form = self.words[part][name][plural(self.tag, number)]
        return str(form).format(count=self._digits(Decimal(number)), **values)

    def number(self, number: int) -> str:
        return self._digits(Decimal(number))

    def money(self, minor: int, currency: str) -> str:
        symbol = _SYMBOLS.get(currency, f"{currency}{_FIXED_SPACE}")
        amount = self._digits(Decimal(minor).scaleb(-EXPONENT[currency]))
        text = str(self.words["number"]["money"]).format(symbol=symbol, amount=amount)
        return text.strip(_FIXED_SPACE).replace(_FIXED_SPACE * 2, _FIXED_SPACE)

    def date(self, moment: datetime, time_zone: str) -> str:
        """The calendar day in the reader's own time zone."""
        day = moment.astimezone(_zone(time_zone))
        words = self.words["date"]
        pattern = str(words["pattern"])
        return pattern.format(day=day.day, month=words["months"][day.month - 1], year=day.year)

    def _digits(self, number: Decimal) -> str:
        marks = {",": self.words["number"]["group"], ".": self.words["number"]["decimal"]}
        return "".join(marks.get(letter, letter) for letter in f"{number:,f}")


@cache
def languages() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))


@cache
def wording(tag: str) -> Wording:
    words: dict[str, Any] = {}
    for path in sorted((FOLDER / tag).glob("*.toml")):
        parts = parts_of(path.read_text("utf-8"), tag)
        assert not words.keys() & parts.keys(), f"{path.name} repeats a part of another file"
        words |= parts
    return Wording(tag, words)


def parts_of(text: str, tag: str) -> dict[str, Any]:
    """The parts that a file's text, or a piece of it, spells out."""
    import tomllib

    if tag == "fr":  # no line may begin with a colon
        text = re.sub(r"(?<=\w) (?=[:;?!»])", _FIXED_SPACE, text)
    return tomllib.loads(text)


def wording_for(*wishes: str) -> Wording:
    return wording(tag_for(*wishes))


def tag_for(*wishes: str) -> str:
    """Of the first wish that we speak (`pt-PT` gets `pt-BR`), else English."""
    known = {tag.lower(): tag for tag in reversed(languages())}
    for wish in wishes:
        tag = wish.strip().replace("_", "-").lower()
        near = [t for t in known if t.split("-")[0] == tag.split("-")[0]]
        if tag in known or near:
            return known[tag if tag in known else near[0]]
    return ENGLISH


_GAP = re.compile(r"{([^}]*)}")
_NO_SENTENCES = {"language", "number", "date"}


@cache
def sentences_of(tag: str) -> dict[str, Any]:
    """Every sentence by its name, `part.name`: a text, or one for each plural form."""
    return {
        f"{part}.{name}": text
        for part, sentences in wording(tag).words.items()
        if part not in _NO_SENTENCES
        for name, text in sentences.items()
    }


def wording_of(words: Mapping[str, Mapping[str, Any]], *wishes: str) -> Wording:
    """The first wish that we speak, as a program says it: its form of address and own sentences.

    Every page and letter of a program asks here, so that all of them speak alike.
    """
    shipped = wording_for(*wishes)
    changes = words.get(shipped.tag)
    if not changes:
        return shipped
    base = wording_in(shipped.tag, str(changes.get(ADDRESS, "")))
    own = {name.partition(".")[::2]: text for name, text in changes.items() if name != ADDRESS}
    return Wording(base.tag, _with_changes(base.words, own))


@cache
def wording_in(tag: str, address: str) -> Wording:
    """The language in that form of address, formal or informal; as shipped where it has no other
    form, or none is asked for."""
    shipped = wording(tag)
    if address in ("", shipped.words["language"].get(ADDRESS, "")):
        return shipped
    changes = {
        (part, name): text
        for path in sorted((ADDRESS_FOLDER / tag).glob("*.toml"))
        for part, sentences in parts_of(path.read_text("utf-8"), tag).items()
        for name, text in sentences.items()
    }
    return Wording(tag, _with_changes(shipped.words, changes))


@cache
def languages_of_two_addresses() -> frozenset[str]:
    return frozenset(path.name for path in ADDRESS_FOLDER.iterdir() if path.is_dir())


def _with_changes(words: dict[str, Any], changes: dict[tuple[str, str], Any]) -> dict[str, Any]:
    """What no longer fits is left out: a later version of ours may have moved a sentence on."""
    changed = dict(words)
    for (part, name), text in changes.items():
        shipped = changed.get(part, {}).get(name)
        if type(shipped) is type(text) and _spelled_gaps(text) <= _spelled_gaps(shipped):
            changed[part] = {**changed[part], name: text}
    return changed


def _spelled_gaps(text: Any) -> set[str]:
    texts = text.values() if isinstance(text, dict) else (text,)
    return {gap for each in texts for gap in _GAP.findall(each)}


def wishes(accept_language: str) -> list[str]:
    """The tags of an Accept-Language header, most wanted first; what can't be read is left out."""
    wanted: list[tuple[float, str]] = []
    for choice in accept_language.split(",")[:20]:
        tag, _, rest = choice.strip().partition(";")
        weight = rest.strip().removeprefix("q=") or "1"
        if tag and tag != "*" and weight.replace(".", "", 1).isdecimal() and float(weight):
            wanted.append((-float(weight), tag))
    return [tag for _, tag in sorted(wanted, key=lambda wish: wish[0])]


def _zone(name: str) -> tzinfo:
    # Many pages have no date on them.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def plural(tag: str, number: int) -> str:
    """The plural category of a whole number, by the rules of the Unicode CLDR."""
    match tag.split("-")[0]:
        case "ar":
            return _arabic(number)
        case "fr" | "pt":
            return "one" if number in (0, 1) else "other"
    return "one" if number == 1 else "other"


def _arabic(number: int) -> str:
    if number < 3:
        return ("zero", "one", "two")[number]
    rest = number % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"
