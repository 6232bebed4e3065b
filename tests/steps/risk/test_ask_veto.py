"""The shop's own system is asked before a reward goes ahead; its first word stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from referrals.desks import review as review_desk
from referrals.model.attribution.referral import RewardDecision, RewardStatus
from referrals.model.delivery.delivery import DeliveryOutcome, Done, TryAgain
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.order.conversion import Signals
from referrals.model.reward.grant import GrantStatus
from referrals.model.risk.policy import RiskOutcome
from referrals.providers.veto import NoVerdict, SystemVerdict
from referrals.steps.risk.ask_veto import REST_SECONDS, VetoDesk, ask_veto
from referrals.wiring import stores
from tests.corrector import CANCELLED, grant, has, outbox, record_and_wake, shop, sound
from tests.reviewer import appeal, decide, decision_now, filed_case, hold_order
from tests.world import NOW, a_key, an_order

pytestmark = pytest.mark.usefixtures("account")
ALLOW, HOLD, DENY = RiskOutcome
VETO = {"url": "https://shop.example/veto", "within_minutes": 60, "default": "allow"}
BY = "the shop's system"
NONE = {"veto": None}
ENDS = NOW + timedelta(minutes=60)


@dataclass
class System:
    """The merchant's system, as its answers show it."""

    says: SystemVerdict | NoVerdict
    asked: list[str] = field(default_factory=list)
    rests: dict[str, float] = field(default_factory=dict)
    clock: float = 0

    def verdict(self, item: OutboxItem, _url: str, _now: datetime, /) -> SystemVerdict | NoVerdict:
        self.asked.append(item.item_id)
        return self.says

    def desk(self) -> VetoDesk:
        reviews = review_desk.reviews()
        return VetoDesk(stores.programs(), reviews, self, self.rests, lambda: self.clock)


@pytest.fixture(autouse=True)
def books_that_add_up(account: None) -> Iterator[None]:
    yield
    assert sound()


def open_shop(**veto: Any) -> None:
    shop(risk={"veto": {**VETO, **veto}}, limits={"budget_minor": 5000})


def place_order(order_id: str = "1001") -> RewardDecision:
    placed = an_order(signals=Signals(ref_codes=("ada-bakes",)))
    decision = record_and_wake(placed, order_id=order_id)
    assert decision
    return decision


def question() -> OutboxItem:
    (item,) = [each for each in stores.outbox().about(str(a_key())) if each.channel == Channel.VETO]
    return item


def ask(system: System, now: datetime = NOW) -> DeliveryOutcome:
    return ask_veto(question(), system.desk(), now=now)


def answer(outcome: RiskOutcome, reason: str = "") -> RewardDecision:
    assert isinstance(ask(System(SystemVerdict(outcome, reason))), Done)
    return decision_now()


class TestQuestion:
    def test_nobody_is_written_to_while_it_is_asked(self) -> None:
        open_shop()

        decision = place_order()

        assert (decision.status, decision.reason) == (RewardStatus.WITHHELD, "veto_awaited")
        assert outbox() == {"veto-1"}
        assert (grant().status, has("adv_ada")) == (GrantStatus.SUSPENDED, 0)

    def test_it_has_the_order_and_the_terms_of_the_question(self) -> None:
        open_shop(default="hold")
        place_order()

        data = question().data

        assert (data["order_id"], data["gross_minor"], data["currency"]) == ("1001", 5000, "EUR")
        assert (data["default"], data["ends_at"]) == ("hold", "2026-11-22T10:30:00Z")

    def test_what_the_checks_hold_is_a_person_s_to_decide_first(self) -> None:
        open_shop()

        assert hold_order().reason == "under_review"
        assert decide("approve").reason == "all_checks_passed"
        assert "veto-1" not in outbox()

    def test_a_program_without_checks_asks_nobody(self) -> None:
        shop(risk={"enabled": False, "veto": VETO})

        assert place_order().status is RewardStatus.GRANTED


class TestAnswer:
    def test_an_order_that_may_go_ahead_is_thanked_for_as_any_other(self) -> None:
        open_shop()
        place_order()

        assert answer(ALLOW).status is RewardStatus.GRANTED
        assert has("adv_ada") == 500
        assert outbox() == {"veto-1", "thanks", "welcome"}
        assert not grant().reviewed

    def test_a_veto_leaves_nothing_and_may_be_appealed(self) -> None:
        open_shop()
        place_order()

        assert answer(DENY, "an employee").reason == "risk_denied"
        assert filed_case().rules == ("risk_veto",)
        assert {"denied-advocate-2", "denied-friend-2"} <= outbox()
        assert appeal().reason == "under_review"
        assert decide("approve", "no employee any more").status is RewardStatus.GRANTED

    def test_it_may_call_for_a_person(self) -> None:
        open_shop()
        place_order()

        assert answer(HOLD).reason == "under_review"
        assert filed_case().rules == ("risk_veto",)

    def test_the_first_answer_stands(self) -> None:
        open_shop()
        place_order()
        answer(DENY, "an employee")

        ask(System(SystemVerdict(ALLOW, "changed its mind")))

        assert decision_now().reason == "risk_denied"
        (word,) = stores.conversions().state(a_key()).reviews
        assert (word.act, word.note, word.made_by) == ("system_deny", "an employee", BY)

    def test_an_order_called_off_meanwhile_earns_nothing(self) -> None:
        open_shop()
        place_order()
        record_and_wake(CANCELLED)

        assert answer(ALLOW).reason == "cancelled"
        assert has("adv_ada") == 0


class TestSilence:
    def test_it_is_asked_again_and_no_later_than_its_time_ends(self) -> None:
        open_shop()
        place_order()

        assert ask(System(NoVerdict("answered_500"))) == TryAgain("answered_500", latest=ENDS)
        assert decision_now().reason == "veto_awaited"

    @pytest.mark.parametrize(
        ("default", "reason"),
        [("allow", "all_checks_passed"), ("hold", "under_review"), ("deny", "risk_denied")],
    )
    def test_without_an_answer_the_stated_default_holds(self, default: str, reason: str) -> None:
        open_shop(default=default)
        place_order()
        system = System(SystemVerdict(DENY, "too late"))

        assert isinstance(ask(system, ENDS), Done)

        assert (decision_now().reason, system.asked) == (reason, [])
        (word,) = stores.conversions().state(a_key()).reviews
        assert (word.made_by, word.note) == ("the program's default", "no answer in time")

    def test_a_program_that_asks_nobody_any_more_uses_the_default_at_once(self) -> None:
        open_shop(default="allow")
        place_order()
        newest = stores.programs().get("friends")
        rules = newest.rules.model_copy(update={"risk": newest.rules.risk.model_copy(update=NONE)})
        stores.programs().add(newest.model_copy(update={"version": 2, "rules": rules}))

        ask(System(SystemVerdict(DENY, "not asked")))

        assert decision_now().status is RewardStatus.GRANTED

    def test_a_system_that_hangs_is_left_alone_for_a_while(self) -> None:
        open_shop()
        place_order()
        system = System(NoVerdict("no_answer_TimeoutError", hung=True))

        ask(system)
        assert ask(system) == TryAgain("left_alone", latest=ENDS)
        system.clock = REST_SECONDS
        ask(system)

        assert len(system.asked) == 2
