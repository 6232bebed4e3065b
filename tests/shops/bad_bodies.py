"""A source's own headers as nobody would send them: cut, doubled, emptied, swapped, misspelt."""

import re
from collections.abc import Callable, Iterator

type Headers = dict[str, str]

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ODD_NUMBERS = ("", " ", "-1", "+1", "1.5", "1e9", "NaN", "x", "²", "0", "9" * 12, "9" * 5000)
WHOLE: tuple[Callable[[str], str], ...] = (
    lambda _: "",
    lambda _: " ",
    lambda _: "é\udc80",
    lambda value: value + value,
    lambda value: value * 200,
    lambda value: value[: len(value) // 2],
    lambda value: value[1:],
    lambda value: value[:-1],
    lambda value: value[::-1],
    lambda value: value.upper(),
    lambda value: value.translate(ARABIC),
    lambda value: value.replace("=", ""),
    lambda value: value.replace("=", "=="),
)


def bad_headers(signed: Headers) -> Iterator[Headers]:
    """Each header alone in every odd way, then missing, then with another one's value."""
    for name, value in signed.items():
        yield from ({**signed, name: odd} for odd in odd_values(value))
        yield {other: kept for other, kept in signed.items() if other != name}
        yield from ({**signed, name: other, each: value} for each, other in signed.items())
    yield {}


def odd_values(value: str) -> Iterator[str]:
    yield from (made(value) for made in WHOLE)
    # The signed time is some number in it, wherever that stands.
    for number in re.finditer(r"[0-9]+", value[:60]):
        yield from (value[: number.start()] + odd + value[number.end() :] for odd in ODD_NUMBERS)
    for between in ",; ":
        parts = value.split(between)
        for position, part in enumerate(parts if len(parts) > 1 else ()):
            rest = (parts[:position], parts[position + 1 :])
            for odd in ([], [part, part], [""], [part.partition("=")[0]], [part[:-1]]):
                yield between.join([*rest[0], *odd, *rest[1]])
