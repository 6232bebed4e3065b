"""Klaviyo: an event on the person's profile, which is brought up to date first.

The private key of the shop's own account is a secret of the program. Two calls, each with an end;
an event has the item's own id, so that a repeat is the same event.
"""

import hashlib
import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from referrals.model.connection.profile_event import EVENTS, FORGOTTEN
from referrals.model.delivery.delivery import (
    DeliveryOutcome,
    Done,
    Hopeless,
    Outgoing,
    Skipped,
    TryAgain,
)
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import LetterAddresses
from referrals.model.link.share import link_address
from referrals.model.moment import stamp
from referrals.model.people.mailbox import mailable
from referrals.model.people.person import Person
from referrals.model.words.letter_data import REWARD_PARTS
from referrals.providers.channels.rest import retry_pause
from referrals.providers.channels.sender import Outside, Sender
from referrals.providers.exchange import Reply, exchange

ORIGIN = "https://a.klaviyo.com"
REVISION = "2026-10-15"
SECONDS = 4.0
TRIED = "Tried Goodword"


@dataclass(frozen=True, slots=True)
class Klaviyo:
    public_url: str
    secrets_prefix: str
    live_secrets: Callable[[str], tuple[str, ...]]
    origin: str = ORIGIN

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:
        """Done with the profile's id there."""
        keys = self.live_secrets(f"{self.secrets_prefix}{secret_name(parcel.item.program_id)}")
        if not keys:
            return Hopeless("no_klaviyo_key")
        try:
            if parcel.item.topic == FORGOTTEN:
                return self._forget(keys[0], parcel, now)
            return self._tell(keys[0], parcel, now)
        except (OSError, http.client.HTTPException) as error:
            return TryAgain(f"no_answer_{type(error).__name__}", ailing=True)

    def _tell(self, key: str, parcel: Outgoing, now: datetime) -> DeliveryOutcome:
        reader = parcel.recipient
        email = mailable(reader.email) if reader else ""
        if reader is None or not email:
            return Skipped("no_address")
        link = self._link(reader, parcel.item.program_id)
        profile: dict[str, Any] = {"email": email}
        if link:
            profile["properties"] = {"Referral link": link}
        answer = self._post(key, "/api/profile-import", _resource("profile", profile))
        profile_id = _id_in(answer)
        if answer.status not in (200, 201) or not profile_id:
            return outcome_of_reply(answer, now)
        event = event_of(parcel, now, link=link, profile_id=profile_id)
        answer = self._post(key, "/api/events", _resource("event", event))
        return Done(profile_id) if answer.status == 202 else outcome_of_reply(answer, now)

    def _forget(self, key: str, parcel: Outgoing, now: datetime) -> DeliveryOutcome:
        profile_id = str(parcel.item.data["profile"])
        profile = {"profile": {"data": {"type": "profile", "id": profile_id}}}
        body = _resource("data-privacy-deletion-job", profile)
        answer = self._post(key, "/api/data-privacy-deletion-jobs", body)
        # A profile that isn't there any more needs no deletion.
        gone = answer.status in (202, 404)
        return Done("forgotten") if gone else outcome_of_reply(answer, now)

    def _post(self, key: str, path: str, body: dict[str, Any]) -> Reply:
        headers = {
            "authorization": f"Klaviyo-API-Key {key}",
            "revision": REVISION,
            "accept": "application/vnd.api+json",
            "content-type": "application/vnd.api+json",
            "user-agent": "Goodword/1",
        }
        data = json.dumps(body, ensure_ascii=False).encode()
        public = self.origin.startswith("https:")
        return exchange(f"{self.origin}{path}", headers, SECONDS, body=data, public_only=public)

    def _link(self, reader: Person, program_id: str) -> str:
        code = reader.codes.get(program_id, "")
        return link_address(self.public_url, code) if code else ""


def open_sender(outside: Outside) -> Sender:
    origin = outside.stand_in or ORIGIN
    return Klaviyo(outside.public_url, outside.secrets_prefix, outside.live_secrets, origin)


def secret_name(program_id: str) -> str:
    return f"outbound/{program_id}/klaviyo"


def outcome_of_reply(answer: Reply, now: datetime) -> DeliveryOutcome:
    """A key that was refused may be exchanged, a limit passes; what was not understood never
    will be."""
    status = answer.status
    if status == 429 or status >= 500:
        return TryAgain(f"answered_{status}", ailing=True, rest=retry_pause(answer.headers, now))
    if status in (401, 403):
        return TryAgain("key_refused", ailing=True)
    if 400 <= status < 500:
        return Hopeless(f"answered_{status}")
    return TryAgain(f"answered_{status}")


def event_of(parcel: Outgoing, now: datetime, *, link: str, profile_id: str) -> dict[str, Any]:
    item = parcel.item
    digest = hashlib.sha256(item.item_id.encode()).hexdigest()
    name = {"name": EVENTS.get(item.topic, TRIED)}
    return {
        "properties": _properties(parcel, now, link),
        "time": stamp(item.created_at),
        "unique_id": f"gw_{digest[:32]}",
        "metric": {"data": {"type": "metric", "attributes": name}},
        "profile": {"data": {"type": "profile", "id": profile_id, "attributes": {}}},
    }


def _properties(parcel: Outgoing, now: datetime, link: str) -> dict[str, str]:
    """In the reader's language, as their letter says it; without the other person's name."""
    told = {"Shop": parcel.rules.shop_name, "Link": link}
    if parcel.item.topic in REWARD_PARTS:
        letter = write_letter(replace(parcel, other=None), now, LetterAddresses(unsubscribe=""))
        told |= {"Reward": letter.reward, "Why": letter.opening, "When": letter.when}
    return {name: text for name, text in told.items() if text}


def _resource(kind: str, attributes: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"type": kind, "attributes": attributes}}


def _id_in(answer: Reply) -> str:
    """Empty where the answer has none, or isn't what it says it is."""
    try:
        found = json.loads(answer.body)["data"]["id"]
    except (ValueError, KeyError, TypeError):
        return ""
    return found if isinstance(found, str) and len(found) <= 100 else ""
