"""What came of one delivery, as metrics: how many of each kind, and those that were given up."""

from referrals.edge.log import count, stack
from referrals.model.delivery.delivery import DeliveryOutcome, Hopeless
from referrals.model.delivery.outbox import BY_HAND


def report_delivery(channel: str, outcome: DeliveryOutcome) -> None:
    """What waits for a person's hands by its nature is not given up."""
    count("Deliveries", channel=channel, outcome=type(outcome).__name__)
    if isinstance(outcome, Hopeless) and outcome.reason != BY_HAND:
        count("ParkedDeliveries", channel=channel, stack=stack())
