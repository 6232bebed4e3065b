"""Streams of links and people: a link's card is drawn again when what it says has changed."""

from typing import Any

from referrals.desks import card as card_desk
from referrals.edge.log import count
from referrals.edge.stream import Record, process
from referrals.steps.card.draw_card import follow_change


def handler(event: dict[str, Any], context: Any) -> Any:
    return process(event, handle)


def handle(record: Record) -> None:
    count("Cards", follow_change(record.new, record.old, card_desk.cards()))
