"""GET /console/orders/{source}/{order_id} and its forms: one order's whole story, and its mending.

The story is that of `goodword explain`, in words.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from referrals.desks import claim as claim_desk
from referrals.desks import order as order_desk
from referrals.edge.http import Answer
from referrals.model.attribution.referral import Verdict
from referrals.model.delivery.outbox import DeliveryState
from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.order.claim import LONGEST_SAID, Claimant, HoldAction
from referrals.model.order.conversion import Conversion
from referrals.model.order_key import ConversionKey
from referrals.model.staff.right import Right
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.mail_search import read_address, read_hashes
from referrals.pages.console.orders import order_address
from referrals.pages.console.visit import DeskVisit
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.views.order.conversion_story import ConversionStory
from referrals.views.order.explanation import OrderStage, explanation
from referrals.views.story.order_stories import order_stories
from referrals.wiring import session_stores, stores, story_stores

STAGES = {
    OrderStage.UNPAID: ("It waits for its money.", "pending"),
    OrderStage.ATTRIBUTING: ("Who brought it is being found out.", "pending"),
    OrderStage.UNATTRIBUTED: ("Nobody’s word brought it.", "spent"),
    OrderStage.REWARDING: ("Its reward is being decided.", "pending"),
    OrderStage.DELIVERING: ("Something is on its way out.", "pending"),
    OrderStage.DONE: (
        "All that follows from it happened, or waits for a day or a person.",
        "yours",
    ),
}
MARKS = {Verdict.PASS: "holds", Verdict.FAIL: "does not hold", Verdict.SKIP: "not asked"}
HOLDS = (
    (HoldAction.FREEZE.value, "Freeze: nothing becomes theirs for now"),
    (HoldAction.LIFT.value, "Lift: it goes on as if nothing was"),
    (HoldAction.RELEASE.value, "Release: theirs now, before its day"),
)
CLAIMANTS = ((Claimant.FRIEND.value, "who bought"), (Claimant.ADVOCATE.value, "who recommended"))
WHOM = (("somebody", "Somebody recommended it"), ("nobody", "Nobody recommended it"))
LONGEST_CODE = 60


class NoAdvocateNamedError(RefusedError):
    code = "no_advocate_named"


class UnknownChoiceError(RefusedError):
    code = "unknown_choice"


class NoDayError(RefusedError):
    code = "no_day"


class NoOrderHereError(NotFoundError):
    code = "no_order_here"


class NoItemHereError(NotFoundError):
    code = "no_item_here"


def show(visit: DeskVisit) -> Answer:
    key = stores.aliases().greatest(_key(visit))
    if stores.conversions().find(key) is None:
        raise NoOrderHereError(
            f"{visit.rules.program} has no order {key.order_id} of {key.source}.",
            remedy="Look for it by its number on the page Orders.",
        )
    told = explanation(key, order_desk.archive(), visit.words)
    conversion = stores.conversions().state(key)
    names = _names(visit, told.story)
    members = session_stores.staff().register().members
    colleagues = {each.staff_id: each.signature for each in members}
    return show_page(
        visit,
        "order",
        f"Order {key.order_id}",
        key=key,
        place=order_address(key.source, key.order_id),
        open=str(visit.event.get("rawPath", "")).rstrip("/").rpartition("/")[2],
        told=told,
        story=told.story,
        stage=STAGES[told.standing],
        stories=order_stories(key, stores.referrals(), stores.people(), story_stores.stories()),
        names=names,
        colleagues=colleagues,
        with_names=lambda text: _with_names(text, colleagues),
        marks=MARKS,
        parked=DeliveryState.PARKED,
        helps=visit.may(Right.HELP),
        asks_address=_buyer(conversion) == "",
        holds=HOLDS,
        claimants=CLAIMANTS,
        whom=WHOM,
        longest_said=LONGEST_SAID,
    )


def correct(visit: DeskVisit) -> None:
    from referrals.steps.attribution.correct_attribution import CorrectionWish, correct_attribution

    named = None if visit.form.text("by", 20) == "nobody" else _reference(visit)
    wish = CorrectionWish(
        key=_key(visit),
        named=named,
        reason=visit.reason(),
        made_by=visit.staff.staff_id,
        actor=visit.staff.staff_id,
    )
    correct_attribution(wish, claim_desk.corrections(), now=visit.now)


def claim(visit: DeskVisit) -> None:
    from referrals.steps.order.make_claim import ClaimWish, make_claim

    key = stores.aliases().greatest(_key(visit))
    known = stores.conversions().find(key)
    buyer = _buyer(known) if known else ""
    visit.reason()
    if not buyer:
        read_hashes(visit)
    wish = ClaimWish(
        key=key,
        claimant=Claimant(_choice(visit, "claimant", CLAIMANTS)),
        named=_reference(visit),
        email="" if buyer else read_address(visit),
        friend_hash=buyer,
        happened_at=_day(visit),
        said=visit.form.text("said", LONGEST_SAID),
    )
    make_claim(wish, claim_desk.claims(), now=visit.now)


def hold(visit: DeskVisit) -> None:
    from referrals.steps.reward.hold_reward import HoldWish, hold_reward

    wish = HoldWish(
        key=_key(visit),
        action=HoldAction(_choice(visit, "action", HOLDS)),
        reason=visit.reason(),
        made_by=visit.staff.staff_id,
        actor=visit.staff.staff_id,
    )
    hold_reward(wish, claim_desk.holds(), now=visit.now)


def resend_item(visit: DeskVisit) -> None:
    """What is parked of this order, and nothing else."""
    from referrals.steps.delivery.resend import resend

    visit.reason()
    item_id = visit.form.text("item_id", 600)
    key = str(stores.aliases().greatest(_key(visit)))
    item = stores.outbox().find(item_id) if item_id else None
    if item is None or item.cause != key:
        raise NoItemHereError("nothing of this order is called so.", field="item_id")
    resend(item_id, stores.outbox(), stores.endpoints(), now=visit.now)


def _key(visit: DeskVisit) -> ConversionKey:
    return ConversionKey(visit.rules.program, visit.parts["source"], visit.parts["order_id"])


def _buyer(conversion: Conversion) -> str:
    """The keyed hash that the order knows its buyer by; empty for none."""
    return conversion.order.customer_hash if conversion.order else ""


def _reference(visit: DeskVisit) -> AdvocateReference:
    whom = visit.form.text("whom", LONGEST_CODE)
    if not whom:
        raise NoAdvocateNamedError(
            "who recommended it?", field="whom", remedy="Give a link’s code, or an id (adv_...)."
        )
    if whom.startswith("adv_"):
        return AdvocateReference(advocate_id=whom)
    return AdvocateReference(code=whom)


def _choice(visit: DeskVisit, name: str, options: tuple[tuple[str, str], ...]) -> str:
    given = visit.form.text(name, 40)
    if given not in [code for code, _ in options]:
        raise UnknownChoiceError("this is none of them.", field=name, remedy="Choose one of these.")
    return given


def _day(visit: DeskVisit) -> datetime:
    """Its beginning, where the program is."""
    try:
        day = date.fromisoformat(visit.form.text("day", 10))
    except ValueError:
        raise NoDayError(
            "when was it recommended?", field="day", remedy="Give the day, such as 2026-11-29."
        ) from None
    return datetime.combine(day, time(), ZoneInfo(visit.zone))


def _with_names(text: str, colleagues: Mapping[str, str]) -> str:
    """Colleagues as they are called, where a text begins with their ids."""
    word, _, rest = text.partition(" ")
    return f"{colleagues.get(word, word)} {rest}" if rest else text


def _names(visit: DeskVisit, story: ConversionStory) -> dict[str, str]:
    """By id, for whoever may read names."""
    people = {each.person_id for each in story.grants}
    people |= {story.attribution.advocate_id} if story.attribution else set()
    found = stores.people().find_all(people) if visit.sees_addresses else {}
    return {person_id: each.name for person_id, each in found.items()}
