"""Every worked example of docs/algorithms/conversions.md, told in its source's own bodies."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from referrals.model.errors import RefusedError
from referrals.model.order.conversion import Base, Conversion, Fact, Payment, Report
from referrals.model.order.fold import fold
from referrals.model.order.loss import loss_of
from referrals.model.order.precedence import rank_of as rank_of_fact
from referrals.model.order.receipt import clip_report, doubt
from referrals.providers.shops.registry import MODULES, find_source
from referrals.providers.shops.source import SourceContext
from tests.lives import Step, put
from tests.shops.fact_modules import FACTS, facts_of
from tests.template import ROOT
from tests.world import IDENTITY, NOW, a_key

PAGE = (ROOT / "docs/algorithms/conversions.md").read_text()
HEADINGS = {facts.heading: name for name, facts in FACTS.items()}
HEADER = "| Told of an order of 50.00 | Stands |"
CONTEXT = SourceContext("EUR", IDENTITY)
FEWEST = 3
STATES = ("draft", "pending", "authorised", "in part", "zero total", "by gift card alone")
UNPAID = "| Source | " + " | ".join(STATES) + " |"
UNTOLD = ("not sent", "not told")


@dataclass(frozen=True, slots=True)
class Example:
    source: str
    told: str
    stands: str


def rows(header: str) -> Iterator[tuple[str, list[str]]]:
    """The heading above, and the cells, of every row under a table's header."""
    title, inside = "", False
    for line in PAGE.splitlines():
        if line.startswith("## "):
            title = line.removeprefix("## ").partition(":")[0]
        inside = line == header or (inside and line.startswith("|"))
        if inside and line != header and not line.startswith("|---"):
            yield title, [cell.strip() for cell in line.split("|")[1:-1]]


def examples() -> Iterator[Example]:
    for title, (told, stands) in rows(HEADER):
        yield Example(HEADINGS.get(title, ""), told, stands)


def unpaid() -> Iterator[Example]:
    for _, (name, *cells) in rows(UNPAID):
        source = HEADINGS[name]
        told = facts_of(source).unpaid
        for state, stands in zip(STATES, cells, strict=True):
            if stands in UNTOLD:
                assert state not in told, f"{source} tells of {state}"
            else:
                yield Example(source, told[state], stands)


def bodies(example: Example) -> list[Any]:
    """A topic in backticks, with its amount behind it, or a change of its body: `name: value`."""
    found: list[Any] = []
    ids: dict[str, int] = {}
    for second, (words, amount) in enumerate(re.findall(r"`([^`]+)`(?: ([0-9.]+))?", example.told)):
        name, changes, value = words.partition(": ")
        if changes:
            put(found[-1], name.split("."), value)
            continue
        number = ids.setdefault(amount, len(ids) + 1)
        step = Step("", name, back=amount or "0", refund_id=number)
        found.append(step.body(example.source, second))
    return found


def standing(example: Example) -> str:
    source = find_source(example.source)
    assert source is not None
    kept: dict[str, Fact] = {}
    word = "nothing"
    for body in bodies(example):
        try:
            reading = source.read(json.dumps(body).encode(), {}, CONTEXT)
        except RefusedError:
            return "held"
        if not isinstance(reading, Report):
            word = type(reading).__name__.lower()
            continue
        report = clip_report(reading)
        if doubt(report, "EUR", NOW):
            return "held"
        for fact in report.facts:
            kept[fact.name] = max(kept.get(fact.name, fact), fact, key=rank_of_fact)
    return in_words(fold(a_key(), 1, kept.values())) if kept else word


def in_words(state: Conversion) -> str:
    if state.order is None:
        return "awaited"
    if state.order.test:
        return "a test"
    paid = state.order.payment is Payment.PAID
    total = f" {amount(state.order.amounts.gross_minor)}" if paid else ""
    words = [state.order.payment.value.replace("_", " ") + total]
    words += ["called off"] * state.cancelled + ["disputed"] * state.is_disputed
    gross, net = (loss_of(state, base).total_minor for base in (Base.GROSS, Base.NET))
    words += [f"lost {amount(gross)}"] * (paid and gross > 0)
    words += [f"net {amount(net)}"] * (paid and net != gross)
    return ", ".join(words)


def amount(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


EXAMPLES = [*examples(), *unpaid()]


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.source}: {e.told}" for e in EXAMPLES])
def test_an_example_of_the_page_is_so(example: Example) -> None:
    assert standing(example) == example.stands


def test_every_source_has_examples_of_what_it_tells() -> None:
    told = [example.source for example in examples()]

    assert set(told) == set(MODULES)
    assert {HEADINGS[name] for _, (name, *_) in rows(UNPAID)} == set(MODULES)
    assert [name for name in MODULES if told.count(name) < FEWEST] == []
