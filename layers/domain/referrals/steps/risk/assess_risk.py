"""Notes where an order's traces were seen, and asks the checks of risk about it.

Its own sightings are written before others' are read, so of two orders at once one sees the other.
However many orders there are, one costs the same: a write and a read for each kind of trace that
it has, and a read for its click, its advocate and its friend; none while it says nothing new.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from referrals.model.attribution.referral import Referral
from referrals.model.order.conversion import OrderFact
from referrals.model.people.person import Person
from referrals.model.privacy.request import ERASED
from referrals.model.program.program import AppliedProgram
from referrals.model.risk.assessment import RiskAssessment, assess
from referrals.model.risk.disposable import is_disposable
from referrals.model.risk.evidence import RiskEvidence, Sighting, TraceKind
from referrals.model.risk.near_name import are_near
from referrals.model.risk.policy import RiskPolicy
from referrals.store.link.click import Clicks
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.risk.trace import Sightings


@dataclass(frozen=True, slots=True)
class RiskDesk:
    sightings: Sightings
    clicks: Clicks
    people: People
    programs: Programs


@dataclass(frozen=True, slots=True)
class RiskQuestion:
    referral: Referral
    """With its newest figures, to be written once the answer is on it."""
    known: Referral | None
    """As it is stored."""
    order: OrderFact
    program: AppliedProgram
    """The newest version; the one that was promised by is looked up."""


def assess_risk(question: RiskQuestion, desk: RiskDesk, *, now: datetime) -> Referral:
    """The referral with its traces and the assessment that holds. Safe to repeat."""
    referral, figures = question.referral, question.referral.figures
    policy = _policy(question, desk)
    in_vain = figures.test and not question.program.rules.test_mode
    if figures.renewal is not None:
        # What its first order was found to be holds for it, too.
        return referral
    if not policy.enabled or in_vain or figures.customer_hash.startswith(ERASED):
        return referral
    referral = referral.model_copy(update={"traces": _traces(question, desk)})
    _note(referral, question.known, desk)
    basis = _basis(referral, question.order)
    if not _is_due(referral, basis, now):
        return referral
    found = assess(_evidence(referral, question.order, policy, desk), policy)
    return referral.model_copy(update={"risk": found.model_copy(update={"basis": basis})})


def _policy(question: RiskQuestion, desk: RiskDesk) -> RiskPolicy:
    """By the version that was promised when the friend came; the newest where nobody was."""
    referral, program = question.referral, question.program
    version = referral.attribution.program_version
    if referral.is_attributed and version != program.version:
        program = desk.programs.get_version(referral.program_id, version)
    return program.rules.risk


def _is_due(referral: Referral, basis: str, now: datetime) -> bool:
    """Not for what was given before there were checks, nor for what is theirs already: only a
    correction to somebody else asks again."""
    known, reward = referral.risk, referral.reward
    if not referral.is_attributed or (known and known.basis == basis):
        return False
    if reward is None or reward.facts is None or not reward.facts.parts:
        return True
    if known and _people_of(known) != basis.partition("-")[0]:
        return True
    until = reward.facts.hold_until
    return known is not None and until is not None and until > now


def _traces(question: RiskQuestion, desk: RiskDesk) -> dict[str, str]:
    """Those of the order's bodies, and those of the click that it names."""
    known = question.known.traces if question.known else {}
    found = dict(question.order.traces.by_kind)
    clicks = (each.click_id for each in question.referral.candidates if each.click_id)
    click_id = question.referral.attribution.click_id or next(clicks, "")
    if not click_id:
        return found
    found[TraceKind.DEVICE.value] = click_id
    if known.get(TraceKind.DEVICE) == click_id:
        visit = known.get(TraceKind.VISIT, "")
    else:
        click = desk.clicks.get(click_id)
        visit = click.ip_hash if click else ""
    return {**found, TraceKind.VISIT.value: visit} if visit else found


def _note(referral: Referral, known: Referral | None, desk: RiskDesk) -> None:
    """Where it is to be found from now on; and nowhere that it isn't any more."""
    before = known.all_traces if known else {}
    gone = {n: value for n, value in before.items() if referral.all_traces.get(n) != value}
    if known and gone:
        desk.sightings.forget(known.conversion_key, gone, known.figures.occurred_at)
    if known is None or (before, _sighting(known)) != (referral.all_traces, _sighting(referral)):
        desk.sightings.note(referral.program_id, referral.all_traces, _sighting(referral))


def _sighting(referral: Referral) -> Sighting:
    figures = referral.figures
    return Sighting(
        referral.key,
        figures.occurred_at,
        figures.customer_hash,
        referral.attribution.advocate_id,
        0 < figures.gross_minor <= figures.lost_minor,
    )


def _evidence(
    referral: Referral, order: OrderFact, policy: RiskPolicy, desk: RiskDesk
) -> RiskEvidence:
    figures, window = referral.figures, timedelta(days=policy.window_days)
    between = (figures.occurred_at - window, figures.occurred_at + window)
    advocate = desk.people.find(referral.attribution.advocate_id)
    friend = desk.people.find(referral.friend_id) if referral.friend_id else None
    return RiskEvidence(
        placed_at=figures.occurred_at,
        customer=figures.customer_hash,
        advocate_id=referral.attribution.advocate_id,
        advocate_customer=advocate.email_hash if advocate else "",
        near_names=_are_near(advocate, friend),
        disposable=is_disposable(friend.email) if friend and friend.email else None,
        first_order=figures.first_order,
        paid_search=order.signals.paid_search,
        coupon_site=order.traces.coupon_site,
        sightings={
            TraceKind(kind): desk.sightings.of_trace(referral.conversion_key, kind, value, between)
            for kind, value in referral.all_traces.items()
        },
    )


def _are_near(advocate: Person | None, friend: Person | None) -> bool | None:
    if not (advocate and friend and advocate.email and friend.email):
        return None
    return are_near(advocate.email, friend.email)


def _basis(referral: Referral, order: OrderFact) -> str:
    """Two short hashes: of who it is about, and of everything else that the order says."""
    figures = referral.figures
    people = (referral.attribution.advocate_id, figures.customer_hash)
    facts = (
        figures.first_order,
        order.signals.paid_search,
        order.traces.coupon_site,
        sorted(referral.traces.items()),
    )
    return f"{_short_hash(people)}-{_short_hash(facts)}"


def _people_of(assessment: RiskAssessment) -> str:
    return assessment.basis.partition("-")[0]


def _short_hash(parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:12]
