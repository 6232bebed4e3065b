"""Cases that somebody is to look at, or has looked at: one item an order, found by state and day.

Written in the transaction of the decision that it follows, whose guard holds for it, too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.errors import NotFoundError
from referrals.model.moment import stamp
from referrals.model.order_key import ConversionKey
from referrals.model.risk.case import CaseState, ReviewCase
from referrals.store.batch import read_batch
from referrals.store.table import Table

_PLACE = "review#"
_REVIEW = "review"
# The by_hold index has them by these names, each state apart.
_STATE = "review-{}"


class ReviewNotFoundError(NotFoundError):
    code = "review_not_found"


@dataclass(frozen=True, slots=True)
class FiledCase:
    key: ConversionKey
    case: ReviewCase


@dataclass(frozen=True, slots=True)
class Reviews:
    table: Table

    def get(self, case_id: str) -> FiledCase:
        item = self.table.get(_place(case_id), consistent=True)
        if item is None:
            raise ReviewNotFoundError(
                f"no review has the id {case_id}.",
                field="id",
                remedy="GET /v1/reviews lists those that wait.",
            )
        return _filed_case(item)

    def of_ids(self, case_ids: Sequence[str]) -> list[FiledCase]:
        """Those that are there, as they are now, in the order of their ids."""
        return list(map(_filed_case, read_batch(self.table, list(map(_place, case_ids)))))

    def page(
        self, state: CaseState, *, limit: int, start: Item | None = None
    ) -> tuple[list[FiledCase], Item | None]:
        """Open ones by the day that was promised, others by the day they were opened: from an
        index, so a newer one may be missing for a moment. `start` has `account` and `hold_until`.
        """
        place = {**start, "entry": _REVIEW, "hold_state": _STATE.format(state)} if start else None
        items, after = self.table.page(
            "hold_state = :s",
            {":s": _STATE.format(state)},
            start=place,
            IndexName="by_hold",
            Limit=limit,
        )
        where = {name: after[name] for name in ("account", "hold_until")} if after else None
        return [_filed_case(item) for item in items], where

    def open_of(self, program_id: str) -> tuple[list[ReviewCase], bool]:
        """A program's open ones by the day that was promised, as far as a megabyte of them all
        goes; whether there are others."""
        items, after = self.table.page(
            "hold_state = :s",
            {":s": _STATE.format(CaseState.OPEN), ":p": f"{program_id}#"},
            IndexName="by_hold",
            FilterExpression="begins_with(#k, :p)",
            ExpressionAttributeNames={"#k": "key"},
        )
        return [_filed_case(item).case for item in items], after is not None

    def cases_past(self, now: datetime, page: int) -> Iterator[str]:
        """Ids of open ones past the promised day, the longest ago first, so many at a time: a
        hint."""
        items = self.table.query(
            "hold_state = :s AND hold_until <= :until",
            {":s": _STATE.format(CaseState.OPEN), ":until": stamp(now)},
            IndexName="by_hold",
            Limit=page,
        )
        return (str(item["account"]).removeprefix(_PLACE) for item in items)

    def opened_between(
        self, state: CaseState, first: datetime, last: datetime
    ) -> Iterator[FiledCase]:
        """Those that are not open any more, by when they were opened."""
        items = self.table.query(
            "hold_state = :s AND hold_until BETWEEN :first AND :last",
            {":s": _STATE.format(state), ":first": stamp(first), ":last": stamp(last)},
            IndexName="by_hold",
        )
        return map(_filed_case, items)

    def all_open(self) -> Iterator[FiledCase]:
        """By the day that was promised."""
        items = self.table.query(
            "hold_state = :s", {":s": _STATE.format(CaseState.OPEN)}, IndexName="by_hold"
        )
        return map(_filed_case, items)

    def put_action(self, key: str, case: ReviewCase) -> Item:
        sort = case.answer_by if case.state is CaseState.OPEN else case.opened_at
        return self.table.put_action(
            {
                **_place(case.case_id),
                **case.model_dump(mode="json", exclude_none=True),
                "key": key,
                "hold_state": _STATE.format(case.state),
                "hold_until": stamp(sort),
            }
        )


def _place(case_id: str) -> Item:
    return {"account": f"{_PLACE}{case_id}", "entry": _REVIEW}


def _filed_case(item: Item) -> FiledCase:
    return FiledCase(ConversionKey.parse(item["key"]), ReviewCase.model_validate(item))
