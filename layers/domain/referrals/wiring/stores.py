"""Stores, each on its table, imported when asked for: a function pays for those it uses."""

from functools import cache
from typing import TYPE_CHECKING

from referrals.wiring import clients, clock

if TYPE_CHECKING:
    from referrals.store.attribution.referral import Referrals
    from referrals.store.code.gift_code import GiftCodes
    from referrals.store.code.stock import Stock
    from referrals.store.delivery.endpoint import Endpoints
    from referrals.store.delivery.outbox import Outbox
    from referrals.store.donation.donation import Donations
    from referrals.store.goodwill.goodwill import GoodwillRecords
    from referrals.store.insight.insight import Insights
    from referrals.store.link.click import Clicks
    from referrals.store.link.code_word import CodeWords
    from referrals.store.link.link import Links
    from referrals.store.order.alias import Aliases
    from referrals.store.order.body import Bodies
    from referrals.store.order.claim import Claims
    from referrals.store.order.claim_index import ClaimIndex
    from referrals.store.order.conversion import Conversions
    from referrals.store.order.former_customer import FormerCustomers
    from referrals.store.order.subscription import Subscriptions
    from referrals.store.people.person import People
    from referrals.store.people.suppression import Suppressions
    from referrals.store.privacy.request import PrivacyRequests
    from referrals.store.program.brief import ProgramBriefs
    from referrals.store.program.limit import Tallies
    from referrals.store.program.program import Programs
    from referrals.store.reconciliation.reconciliation import Reconciliations
    from referrals.store.redemption.lien import Liens
    from referrals.store.redemption.redemption import Redemptions
    from referrals.store.reward.former_decision import FormerDecisions
    from referrals.store.reward.grant import Grants
    from referrals.store.reward.ledger import Ledger
    from referrals.store.reward.shop_claim import ShopClaims
    from referrals.store.risk.review import Reviews
    from referrals.store.risk.trace import Sightings
    from referrals.store.session.session import Sessions


def programs() -> "Programs":
    from referrals.store.program.program import Programs

    return Programs(clients.table("programs"))


def people() -> "People":
    from referrals.store.people.person import People

    return People(clients.table("people"))


def suppressions() -> "Suppressions":
    from referrals.store.people.suppression import Suppressions

    return Suppressions(clients.table("people"))


def links() -> "Links":
    from referrals.store.link.link import Links

    return Links(clients.table("links"))


@cache
def code_words() -> "CodeWords":
    """One a container: it remembers what it wrote."""
    from referrals.store.link.code_word import CodeWords

    return CodeWords(clients.table("links"))


def gift_codes() -> "GiftCodes":
    from referrals.store.code.gift_code import GiftCodes

    return GiftCodes(clients.table("links"))


def clicks() -> "Clicks":
    from referrals.store.link.click import Clicks

    return Clicks(clients.table("clicks"))


def referrals() -> "Referrals":
    from referrals.store.attribution.referral import Referrals

    return Referrals(clients.table("referrals"))


def outbox() -> "Outbox":
    from referrals.store.delivery.outbox import Outbox

    return Outbox(clients.table("outbox"))


def stock() -> "Stock":
    from referrals.store.code.stock import Stock

    return Stock(clients.table("ledger"))


def shop_claims() -> "ShopClaims":
    from referrals.store.reward.shop_claim import ShopClaims

    return ShopClaims(clients.table("ledger"))


def insights() -> "Insights":
    from referrals.store.insight.insight import Insights
    from referrals.wiring.moment_marks import moment_marks

    return Insights(clients.table("insights"), clock.pause, moment_marks())


def sessions() -> "Sessions":
    from referrals.store.session.session import Sessions

    return Sessions(clients.table("sessions"))


def conversions() -> "Conversions":
    from referrals.store.order.conversion import Conversions

    return Conversions(clients.table("conversions"), bodies())


def subscriptions() -> "Subscriptions":
    from referrals.store.order.subscription import Subscriptions

    return Subscriptions(clients.table("conversions"))


def bodies() -> "Bodies":
    from referrals.store.order.body import Bodies

    return Bodies(clients.table("conversions"))


def former_customers() -> "FormerCustomers":
    from referrals.store.order.former_customer import FormerCustomers

    return FormerCustomers(clients.table("conversions"))


def privacy_requests() -> "PrivacyRequests":
    from referrals.store.privacy.request import PrivacyRequests

    return PrivacyRequests(clients.table("conversions"))


def reconciliations() -> "Reconciliations":
    from referrals.store.reconciliation.reconciliation import Reconciliations

    return Reconciliations(clients.table("conversions"))


def donations() -> "Donations":
    from referrals.store.donation.donation import Donations

    return Donations(clients.table("ledger"))


def goodwill() -> "GoodwillRecords":
    from referrals.store.goodwill.goodwill import GoodwillRecords

    return GoodwillRecords(clients.table("ledger"))


def grants() -> "Grants":
    from referrals.store.reward.grant import Grants

    return Grants(clients.table("ledger"))


def ledger() -> "Ledger":
    from referrals.store.reward.ledger import Ledger

    return Ledger(clients.table("ledger"))


def redemptions() -> "Redemptions":
    from referrals.store.redemption.redemption import Redemptions

    return Redemptions(clients.table("ledger"))


def liens() -> "Liens":
    from referrals.store.redemption.lien import Liens

    return Liens(clients.table("ledger"))


def tallies() -> "Tallies":
    from referrals.store.program.limit import Tallies

    return Tallies(clients.table("ledger"))


def former_decisions() -> "FormerDecisions":
    from referrals.store.reward.former_decision import FormerDecisions

    return FormerDecisions(clients.table("ledger"))


def endpoints() -> "Endpoints":
    from referrals.store.delivery.endpoint import Endpoints

    return Endpoints(clients.table("outbox"))


def aliases() -> "Aliases":
    from referrals.store.order.alias import Aliases

    return Aliases(clients.table("conversions"))


def claims() -> "Claims":
    from referrals.store.order.claim import Claims

    return Claims(clients.table("conversions"))


def claim_index() -> "ClaimIndex":
    from referrals.store.order.claim_index import ClaimIndex

    return ClaimIndex(clients.table("conversions"))


def sightings() -> "Sightings":
    from referrals.store.risk.trace import Sightings

    return Sightings(clients.table("conversions"))


def reviews() -> "Reviews":
    from referrals.store.risk.review import Reviews

    return Reviews(clients.table("ledger"))


def program_briefs() -> "ProgramBriefs":
    from referrals.store.program.brief import ProgramBriefs

    return ProgramBriefs(clients.table("programs"))
