"""One order of a store's own list against what we know of it, and into the books if it is news.

It goes the way of a webhook's body from there: recorded, ignored or held, by the same step.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from awswire.dynamo import AwsError
from referrals.model.errors import MISSHAPEN, GoodwordError, UnavailableError
from referrals.model.order.conversion import Fact, Report
from referrals.model.order.precedence import rank_of
from referrals.model.order.provenance import LISTED, Provenance
from referrals.model.order.receipt import Outcome, Receipt
from referrals.model.order_key import ConversionKey
from referrals.model.reconciliation.reconciliation import Kind
from referrals.providers.shops.order_list import Row
from referrals.providers.shops.source import Source, SourceContext
from referrals.steps.order.join_names import Names
from referrals.steps.order.record_conversion import Delivery, RecordingDesk, reading_of, record_body
from referrals.store.order.body import RawBody
from referrals.store.order.fact import RecordedFact
from referrals.store.program.brief import ProgramBrief

type Known = Mapping[str, RecordedFact]

PULLED = Provenance.RECONCILIATION
# What one order, or one store, can bring about by itself.
MISHAPS = (GoodwordError, *MISSHAPEN)
AN_ITEM_S_OWN = "ValidationException"


@dataclass(frozen=True, slots=True)
class ComparisonDesk:
    """What comparing the orders of one store needs."""

    name: str
    source: Source
    brief: ProgramBrief
    intake: RecordingDesk


def compare_row(row: Row, desk: ComparisonDesk, opened_at: datetime) -> Kind:
    """How a row compares, having recorded its news. Safe to repeat within one window.

    One order that goes wrong doesn't keep the rest waiting; UnavailableError and an AWS that
    refuses us do, for they would go wrong for all.
    """
    try:
        return _compare(row, desk, opened_at)
    except UnavailableError:
        raise
    except AwsError as error:
        if error.code != AN_ITEM_S_OWN:
            raise
        return Kind.FAILED
    except MISHAPS:
        return Kind.FAILED


def code_of(error: Exception) -> str:
    return error.code if isinstance(error, GoodwordError) else "unexpected"


def words_of(error: Exception) -> str:
    """The words of our own errors; only the name of others, whose text may hold an order."""
    text = str(error) if isinstance(error, GoodwordError) else type(error).__name__
    return f"{code_of(error)}: {text}"


def _compare(row: Row, desk: ComparisonDesk, opened_at: datetime) -> Kind:
    body = RawBody(row.raw, {}, opened_at, PULLED)
    context = SourceContext(desk.brief.currency, desk.intake.identity_key(), opened_at)
    reading = reading_of(desk.source, body, context)
    known: Known = {}
    if isinstance(reading, Report):
        known = _known_facts(reading, desk)
        newest = [_newest_fact(fact, known) for fact in reading.facts]
        # A body without facts may still tell that two names are one order's.
        if newest and not any(map(_is_news, reading.facts, newest)):
            return _found_by(opened_at, [each for each in newest if each])
    brief = desk.brief
    delivery = Delivery(brief.program_id, desk.name, {}, row.raw, opened_at, PULLED)
    receipt = record_body(delivery, desk.source, body, desk=desk.intake, brief=brief)
    return _kind(receipt, known, opened_at)


def _known_facts(report: Report, desk: ComparisonDesk) -> Known:
    intake = desk.intake
    key = ConversionKey(desk.brief.program_id, desk.name, report.order_id)
    if report.aliases is not None:
        key = Names(intake.aliases, intake.conversions, intake.bodies).end_of(key)
    return {each.fact.name: each for each in intake.conversions.facts(key)}


def _newest_fact(fact: Fact, known: Known) -> RecordedFact | None:
    """The newest fact known in place of `fact`.

    A list that says less than webhooks do is a witness of its own: what a webhook said as well
    counts for it.
    """
    names = (fact.name, "order") if fact.name == f"order#{LISTED}" else (fact.name,)
    found = [known[name] for name in names if name in known]
    return max(found, key=lambda each: rank_of(each.fact, each.via), default=None)


def _is_news(fact: Fact, known: RecordedFact | None) -> bool:
    return known is None or rank_of(fact, PULLED) > known.standing


def _is_own(each: RecordedFact, opened_at: datetime) -> bool:
    """Recorded by this very window, on a page that is done a second time."""
    return each.via is PULLED and each.recorded_at == opened_at


def _found_by(opened_at: datetime, known: list[RecordedFact]) -> Kind:
    own = [_is_own(each, opened_at) for each in known]
    if not any(own):
        return Kind.SAME
    return Kind.MISSING if all(own) else Kind.BEHIND


def _kind(receipt: Receipt, known: Known, opened_at: datetime) -> Kind:
    match receipt.outcome:
        case Outcome.RECORDED:
            before = [each for each in known.values() if not _is_own(each, opened_at)]
            return Kind.BEHIND if before else Kind.MISSING
        case Outcome.REPLAYED:
            return Kind.SAME  # A webhook was faster, this very moment.
        case Outcome.HELD:
            return Kind.HELD
        case _:
            return Kind.IGNORED
