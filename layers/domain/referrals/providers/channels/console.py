"""The twin that prints: what would have gone out, for a first local run. Nothing leaves."""

import json
import sys
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, Outgoing
from referrals.model.letter.composition import write_letter
from referrals.model.words.letter_data import PARTS
from referrals.providers.channels.email import letter_addresses
from referrals.providers.channels.sender import Outside


@dataclass(frozen=True, slots=True)
class Console:
    outside: Outside

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:
        item = parcel.item
        fields: dict[str, object] = {"level": "INFO", "message": "would have sent"}
        fields |= {"item_id": item.item_id, "topic": item.topic, "person_id": item.person_id}
        if item.topic in PARTS and parcel.recipient:
            letter = write_letter(parcel, now, letter_addresses(self.outside, parcel))
            # Facts of the letter that name nobody: logs keep no names and no addresses.
            fields |= {"subject": letter.subject, "reward": letter.reward, "when": letter.when}
        elif item.channel == "email":
            return Hopeless("no_letter_for_this_topic")
        sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")
        return Done("console")


def open_sender(outside: Outside) -> Console:
    return Console(outside)
