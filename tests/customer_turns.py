"""Customers' orders and answers as tables and streams tell of them, for folding in any order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st

from awswire.codec import Item
from referrals.model.attribution.referral import AttributionStatus, Referral
from referrals.model.insight.insight import Day, total_of
from referrals.model.measure.customer import customer_counts
from referrals.model.survey.survey import Survey
from referrals.views.measure.census_check import CENSUS_TABLES, take_census, wrong_records
from referrals.wiring import clients, measure_stores, stores
from tests.world import NOW, a_conversion, a_referral, an_order, figures_of, hash_of

ADA, BEN = hash_of("ada@example.com"), hash_of("ben@example.com")
TABLES = ("referrals", *CENSUS_TABLES)
LINK = {"advocate_id": "adv_ada", "program_id": "friends"}
KEYS = {
    "referrals": ("referral_key",),
    "insights": ("series", "bucket"),
    "stories": ("subject", "entry"),
}


@dataclass(frozen=True)
class OrderTurn:
    """One state of an order, as the table of referrals has it for a while."""

    order_id: str
    customer: str = BEN
    day: int = 0
    lost_minor: int = 0
    brought: bool = True


@dataclass(frozen=True)
class AnswerTurn:
    """One time that somebody answered one of their surveys."""

    person_id: str = "adv_ada"
    score: int = 9
    day: int = 0
    number: int = 1

    @property
    def question(self) -> Survey:
        return Survey(
            person_id=self.person_id,
            program_id="friends",
            number=self.number,
            asked_at=NOW,
            mailed=True,
        )


def referral_of(turn: OrderTurn, revision: int) -> Referral:
    figures = figures_of(
        a_conversion(an_order(occurred_at=NOW + timedelta(days=turn.day))),
        customer_hash=turn.customer,
        lost_minor=turn.lost_minor,
        revision=revision,
    )
    status = AttributionStatus.ATTRIBUTED if turn.brought else AttributionStatus.UNATTRIBUTED
    advocate = "adv_ada" if turn.brought else ""
    return a_referral(figures, turn.order_id, status=status, advocate_id=advocate)


def changes_of(turns: Sequence[OrderTurn]) -> list[tuple[Item, Item]]:
    """What the table's stream tells, with the table as these turns leave it."""
    table, changes = stores.referrals().table, []
    for turn in turns:
        key = {"referral_key": referral_of(turn, 1).key}
        old = table.get(key) or {}
        revision = old["figures"]["revision"] + 1 if old else 1
        table.put({**key, **referral_of(turn, revision).model_dump(mode="json")})
        changes.append((old, table.get(key) or {}))
    return changes


def said_by(turns: Sequence[AnswerTurn]) -> list[Item]:
    """What the table's stream tells of surveys, with the table as these answers leave it."""
    table, items = clients.table("stories"), []
    for turn in turns:
        place = {"subject": f"person#{turn.person_id}", "entry": f"survey#friends#{turn.number:04}"}
        known = Survey.model_validate(found) if (found := table.get(place)) else turn.question
        answered_at = NOW + timedelta(days=turn.day, microseconds=7)
        after = known.with_answer(turn.score, "", answered_at)
        table.put({**place, **after.model_dump(mode="json", exclude_none=True)})
        items.append(table.get(place) or {})
    return items


def differences() -> list[object]:
    """Between what is kept and what the tables come to."""
    tables = {noun: clients.table(noun) for noun in TABLES}
    census = take_census(tables, stores.programs())
    sums = total_of(customer_counts(each, "UTC") for each in census.values())
    kept = {day.bucket: day.counters for day in stores.insights().all_days()}
    found: list[object] = list(wrong_records(census, measure_stores.customer_records()))
    for bucket in {**kept, **sums}:
        one, other = kept.get(bucket, {}), sums.get(bucket, {})
        found += [
            (bucket, name) for name in {**one, **other} if one.get(name, 0) != other.get(name, 0)
        ]
    return found


def cohort(name: str, month: str = "2026-11") -> dict[str, int]:
    days = stores.insights().cohorts("friends", NOW.date() + timedelta(days=800))
    found = (d for d in days if d.bucket.cohort == name and f"{d.bucket.on:%Y-%m}" == month)
    day: Day | None = next(found, None)
    return {n: v for n, v in day.counters.items() if v} if day else {}


def empty_tables() -> None:
    for noun, names in KEYS.items():
        for item in list(clients.table(noun).scan()):
            clients.table(noun).delete({name: item[name] for name in names})


TURNS = st.builds(
    OrderTurn,
    order_id=st.sampled_from(["1", "2", "3", "4"]),
    customer=st.sampled_from([ADA, BEN, "hash-cleo", ""]),
    day=st.sampled_from([0, 1, 29, 30, 31, 89, 90, 200, 364, 365, 400]),
    lost_minor=st.sampled_from([0, 0, 0, 700, 5000]),
    brought=st.booleans(),
)
ANSWERS = st.builds(
    AnswerTurn,
    person_id=st.sampled_from(["adv_ada", "fri_ada", "fri_ben", "fri_gone"]),
    score=st.sampled_from([10, 9, 8, 6]),
    day=st.sampled_from([-1, 0, 1, 31, 40, 89, 200]),
    number=st.sampled_from([1, 2]),
)
