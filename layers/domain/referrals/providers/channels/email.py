"""Mail through SES: one letter to one person, in HTML and in plain text, stoppable in one click.

SES knows no idempotency key, so a crash between sending and noting it can send a letter twice;
the item's lease keeps that to crashes.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, Outgoing, TryAgain
from referrals.model.delivery.unsubscribe import sign_unsubscribe
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import Letter, LetterAddresses
from referrals.model.link.share import link_address
from referrals.model.people.mailbox import mailable
from referrals.model.risk.appeal import sign_appeal
from referrals.model.words.letter_data import PARTS, kind_of, stop_link_of
from referrals.providers.channels.sender import Outside

TEMPLATES = Path(__file__).parent / "letter"
# One attempt: a second one inside the client could send twice without our knowing.
_CONFIG = Config(connect_timeout=2, read_timeout=8, retries={"total_max_attempts": 1})
_LONGEST_HEADER = 995
_HOPELESS = {"BadRequestException", "MessageRejected", "NotFoundException"}


@dataclass(frozen=True, slots=True)
class Email:
    outside: Outside
    ses: Any

    def send(self, parcel: Outgoing, now: datetime) -> DeliveryOutcome:
        reader = parcel.recipient
        address = mailable(reader.email) if reader else ""
        if parcel.item.topic not in PARTS:
            return Hopeless("no_letter_for_this_topic")
        if reader is None or not address:
            return Hopeless("no_address")
        letter = write_letter(parcel, now, letter_addresses(self.outside, parcel))
        if any(
            has_control_letters(text) for text in (address, letter.subject, self.outside.mail_from)
        ):
            return Hopeless("line_break_in_header")
        request = ses_request(self.outside.mail_from, address, letter)
        if not all(map(_is_header, request["Content"]["Simple"]["Headers"])):
            return Hopeless("header_too_long")
        if reply_to := mailable(parcel.rules.mail.reply_to):
            request["ReplyToAddresses"] = [reply_to]
        if self.outside.mail_sets:
            kind = kind_of(parcel.item.topic)
            request["ConfigurationSetName"] = f"{self.outside.mail_sets}-{kind}"
        return self._hand_over(request)

    def _hand_over(self, request: dict[str, Any]) -> DeliveryOutcome:
        try:
            return Done(str(self.ses.send_email(**request)["MessageId"]))
        except ClientError as error:
            code = str(error.response["Error"]["Code"])
            return Hopeless(f"ses_{code}") if code in _HOPELESS else TryAgain(f"ses_{code}")
        except BotoCoreError as error:
            return TryAgain(f"ses_{type(error).__name__}")


def open_sender(outside: Outside) -> Email:
    ses = boto3.client("sesv2", endpoint_url=outside.endpoint_url, config=_CONFIG)
    return Email(outside, ses)


def ses_request(sender: str, recipient: str, letter: Letter) -> dict[str, Any]:
    html, text = render(letter)
    headers = {}
    if letter.unsubscribe_url:
        headers = {
            "List-Unsubscribe": f"<{letter.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    simple = {
        "Subject": _utf8(letter.subject),
        "Body": {"Text": _utf8(text), "Html": _utf8(html)},
        "Headers": [{"Name": name, "Value": value} for name, value in headers.items()],
    }
    return {
        "FromEmailAddress": sender,
        "Destination": {"ToAddresses": [recipient]},
        "Content": {"Simple": simple},
    }


def render(letter: Letter) -> tuple[str, str]:
    """HTML (compiled from MJML, every value escaped) and the text part that says the same."""
    html = _templates().get_template("letter.html").render(letter=letter)
    text = _templates().get_template("letter.txt").render(letter=letter)
    return html, text


def letter_addresses(outside: Outside, parcel: Outgoing) -> LetterAddresses:
    """Each signed for its own purpose."""
    person, origin = parcel.recipient, outside.public_url.rstrip("/")
    person_id = person.person_id if person else parcel.item.person_id
    stop = stop_link_of(parcel.item.topic, person_id)
    token = sign_unsubscribe(outside.unsubscribe_key(), stop)
    code = person.codes.get(parcel.item.program_id, "") if person else ""
    return LetterAddresses(
        parcel.content.unsubscribe or f"{origin}/unsubscribe?token={token}",
        appeal=_appeal_address(outside, parcel, origin),
        link=link_address(origin, code) if code else "",
        card=outside.card_address(code) if code else "",
    )


def _appeal_address(outside: Outside, parcel: Outgoing, origin: str) -> str:
    case_id = str((parcel.item.data.get("review") or {}).get("case_id", ""))
    return f"{origin}/appeal?token={sign_appeal(outside.appeal_key(), case_id)}" if case_id else ""


def _is_header(header: dict[str, str]) -> bool:
    """SES takes printable ASCII only, and neither folds nor encodes it."""
    value = header["Value"]
    return len(value) <= _LONGEST_HEADER and value.isascii() and value.isprintable()


def has_control_letters(text: str) -> bool:
    """Whether a header made of this could smuggle in another one."""
    return any(letter < " " or letter in "\x7f\x85\u2028\u2029" for letter in text)


@cache
def _templates() -> Environment:
    # The text part is no HTML: escaping it would show `&amp;` to people.
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
