"""Which orders does somebody have to look at, until when, and what is known of one of them?"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pydantic import BaseModel

from awswire.codec import Item
from referrals.model.attribution.referral import Referral
from referrals.model.moment import Moment, moment_of
from referrals.model.order.claim import ReviewFact
from referrals.model.risk.case import CaseState
from referrals.model.words.decision import risk_remedy, risk_sentence
from referrals.model.words.wording import Wording
from referrals.store.risk.review import FiledCase, Reviews
from referrals.store.risk.review_file import ReviewFile


class ReviewRow(BaseModel):
    """One order in the queue; nobody is named."""

    review_id: str
    program: str
    source: str
    order_id: str
    state: CaseState
    score: int
    rules: tuple[str, ...]
    """The checks that found something, the heaviest first."""
    opened_at: Moment
    answer_by: Moment
    """What was promised to who waits."""
    late: bool
    """Whether that has passed without an answer."""
    answered_at: Moment | None
    appealed: bool
    """Whether who was denied asked for another look."""


class ReviewFinding(BaseModel):
    rule: str
    weight: int
    found: str
    sentence: str
    """What was found, for a person."""
    remedy: str
    """What would change it, for a person."""


class ReviewWord(BaseModel):
    act: str
    note: str
    made_by: str
    actor: str
    """The key that said it, or the person at the command line; empty in those of old."""
    made_at: Moment


class ReviewDetail(ReviewRow):
    hold_from: int
    """The score from which somebody looks, by the program's version."""
    findings: tuple[ReviewFinding, ...]
    clear: tuple[str, ...]
    """Checks that found nothing; those that couldn't know are left out."""
    words: tuple[ReviewWord, ...]
    """What people said of it, in that order."""


def review_queue(
    state: CaseState, reviews: Reviews, *, now: datetime, limit: int, start: Item | None = None
) -> tuple[list[ReviewRow], Item | None]:
    found, after = reviews.page(state, limit=limit, start=start)
    return [ReviewRow(**_row(each, now)) for each in found], after


def review_detail(
    review_id: str, file: ReviewFile, words: Wording, *, now: datetime
) -> ReviewDetail:
    (found,) = _details([file.reviews.get(review_id)], file, words, now)
    return found


def review_details(
    review_ids: Sequence[str], file: ReviewFile, words: Wording, *, now: datetime
) -> list[ReviewDetail]:
    """The same of many, by as many requests as for one."""
    return list(_details(file.reviews.of_ids(review_ids), file, words, now))


def _details(
    cases: Sequence[FiledCase], file: ReviewFile, words: Wording, now: datetime
) -> Iterator[ReviewDetail]:
    keys = file.aliases.greatest_of([each.key for each in cases])
    names = list(dict.fromkeys(keys))
    referrals = {each.key: each for each in file.referrals.of_keys(list(map(str, names)))}
    orders = {each.key: each for each in file.conversions.of_keys(names)}
    for filed, key in zip(cases, keys, strict=True):
        referral, order = referrals.get(str(key)), orders.get(key)
        risk = referral.risk if referral else None
        yield ReviewDetail(
            **_row(filed, now),
            hold_from=risk.hold_from if risk else 0,
            findings=tuple(_findings(referral, words)),
            clear=risk.clear if risk else (),
            words=tuple(map(review_word, order.reviews if order else ())),
        )


def _row(filed: FiledCase, now: datetime) -> dict[str, object]:
    case, key = filed.case, filed.key
    return {
        "review_id": case.case_id,
        "program": key.program_id,
        "source": key.source,
        "order_id": key.order_id,
        "state": case.state,
        "score": case.score,
        "rules": case.rules,
        "opened_at": case.opened_at,
        "answer_by": case.answer_by,
        "late": case.state is CaseState.OPEN and case.answer_by < now,
        "answered_at": case.answered_at,
        "appealed": case.was_appealed,
    }


def _findings(referral: Referral | None, words: Wording) -> Iterator[ReviewFinding]:
    for hit in referral.risk.weightiest if referral and referral.risk else ():
        yield ReviewFinding(
            rule=hit.rule,
            weight=hit.weight,
            found=hit.input,
            sentence=risk_sentence(words, hit.rule),
            remedy=risk_remedy(words, hit.rule),
        )


def review_word(fact: ReviewFact) -> ReviewWord:
    at = moment_of(fact.version_ms // 1000)
    return ReviewWord(
        act=fact.act, note=fact.note, made_by=fact.made_by, actor=fact.actor, made_at=at
    )
