"""How did this order stand at some moment, and by which decisions? Told by what they rested on."""

from dataclasses import dataclass, replace
from datetime import datetime

from referrals.model.attribution.referral import OrderFigures, Referral
from referrals.model.era import epoch_milliseconds
from referrals.model.history.reward_ground import known_reward_ground
from referrals.model.moment import stamp
from referrals.model.order.conversion import Conversion, Fact, OrderFact, PaymentFact
from referrals.model.order.fold import fold
from referrals.model.order_key import ConversionKey
from referrals.model.reward.grant import Grant, GrantStatus, Side
from referrals.store.history.past_archive import PastArchive
from referrals.store.order.conversion import ConversionNotFoundError
from referrals.store.order.fact import RecordedFact
from referrals.store.reward.books import seen_together
from referrals.store.reward.former_decision import RewardRuling


@dataclass(frozen=True, slots=True)
class PastOrder:
    conversion: Conversion
    referral: Referral | None
    grant: Grant | None
    facts: tuple[RecordedFact, ...]
    """Those that were known then and hold still: of one that was told anew only the newer is
    kept."""
    whole: Referral | None
    """The referral with all decisions until today."""
    rulings: tuple[RewardRuling, ...]
    """All decisions on its reward until today."""


def past_order(key: ConversionKey, moment: datetime, archive: PastArchive) -> PastOrder:
    """ConversionNotFoundError where nothing had been reported by then."""
    facts = archive.conversions.facts(key)
    known = tuple(each for each in facts if each.recorded_at <= moment)
    referral, grant = seen_together(str(key), archive.referrals, archive.grants)
    then = _past_referral(referral, moment) if referral else None
    if not known and then is None:
        raise ConversionNotFoundError(
            f"nothing had been reported about order {key.order_id} by {stamp(moment)}.",
            field="as_of",
            remedy="Name a later moment.",
        )
    rulings = tuple(archive.former.rulings(referral)) if referral else ()
    if then:
        then = _with_ruling(then, rulings, moment)
    told = _past_facts(facts, archive.conversions.payments(key), moment)
    return PastOrder(
        conversion=_past_conversion(key, told, then),
        referral=then,
        grant=_past_grant(grant, rulings, moment),
        facts=known,
        whole=referral,
        rulings=rulings,
    )


def _past_referral(referral: Referral, moment: datetime) -> Referral | None:
    """Without what was decided since; figures and reward are those of today still."""
    decided = tuple(each for each in referral.decisions if each.decided_at <= moment)
    return referral.model_copy(update={"decisions": decided}) if decided else None


def _with_ruling(referral: Referral, rulings: tuple[RewardRuling, ...], at: datetime) -> Referral:
    """The reward's decision of then, and the figures that it rested on."""
    taken = [each for each in rulings if each.decision.decided_at <= at]
    later = rulings[len(taken) :]
    fields: dict[str, object] = {"reward": taken[-1].decision if taken else None}
    # Without a decision by then the nearest figures are those of the next one.
    for ruling in (*taken[-1:], *later[:1]):
        if ground := known_reward_ground(ruling.ground):
            fields["figures"] = OrderFigures.model_validate(ground.referral["figures"])
            break
    return referral.model_copy(update=fields)


def _past_facts(
    facts: tuple[RecordedFact, ...], payments: tuple[PaymentFact, ...], moment: datetime
) -> list[Fact]:
    """With the order as it was told anew, where nothing else tells of it: what it came to then is
    in the figures that were decided on."""
    told: list[Fact] = [each.fact for each in facts if each.recorded_at <= moment]
    if not any(isinstance(each, OrderFact) for each in told):
        told += [each.fact for each in facts if isinstance(each.fact, OrderFact)]
    until = epoch_milliseconds(moment)
    return [*told, *(each for each in payments if each.version_ms <= until)]


def _past_conversion(key: ConversionKey, told: list[Fact], referral: Referral | None) -> Conversion:
    found = fold(key, len(told), told)
    return _by_figures(found, referral.figures) if referral else found


def _by_figures(conversion: Conversion, figures: OrderFigures) -> Conversion:
    """What was decided on goes before what can be folded today."""
    order = conversion.order
    if order and order.amounts.gross_minor != figures.gross_minor:
        amounts = replace(order.amounts, gross_minor=figures.gross_minor)
        order = replace(order, amounts=amounts)
    return replace(conversion, order=order, revision=figures.revision, cancelled=figures.cancelled)


def _past_grant(
    grant: Grant | None, rulings: tuple[RewardRuling, ...], moment: datetime
) -> Grant | None:
    """As it was before the next decision, which kept it so; today's where there was none since."""
    later = [each for each in rulings if each.decision.decided_at > moment]
    if len(later) == len(rulings):
        return None
    if later:
        ground = known_reward_ground(later[0].ground)
        grant = ground.grant_before if ground else None
    return _without_future(grant, moment) if grant else None


def _without_future(grant: Grant, moment: datetime) -> Grant:
    fields: dict[str, object] = {
        "sides": tuple(_past_side(each, moment) for each in grant.sides),
        "former": tuple(_past_side(each, moment) for each in grant.former),
    }
    if grant.released_at and grant.released_at > moment:
        fields["released_at"] = None
        if grant.status is GrantStatus.AVAILABLE:
            fields["status"] = GrantStatus.HELD
    return grant.model_copy(update=fields)


def _past_side(side: Side, moment: datetime) -> Side:
    if side.issued_at is None or side.issued_at <= moment:
        return side
    return side.model_copy(update={"issued_at": None, "code": "", "shop_code": None})
