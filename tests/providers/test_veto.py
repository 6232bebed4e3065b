"""The merchant's own system, asked over a real line: signed, bounded, and never guessed."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import standardwebhooks

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.risk.policy import RiskOutcome
from referrals.providers.channels.post import NoAnswerError, ask
from referrals.providers.channels.public_address import CheckedAddress
from referrals.providers.veto import (
    LARGEST,
    NoVerdict,
    SystemVerdict,
    VetoLine,
    one_line,
    read_verdict,
)
from tests.providers.channels.surroundings import SECRET, outside
from tests.veto_server import VetoServer, open_veto_server
from tests.world import NOW, an_item

ALLOW, HOLD, DENY = RiskOutcome


@pytest.fixture
def system() -> Iterator[VetoServer]:
    with open_veto_server() as server:
        yield server


def question() -> OutboxItem:
    data = {"conversion_key": "friends#shopify#1001"}
    return an_item(channel=Channel.VETO, topic=Topic.VETO_ASKED, data=data)


def verdict(system: VetoServer, secrets: tuple[str, ...] = (SECRET,)) -> SystemVerdict | NoVerdict:
    return VetoLine(outside(secrets)).verdict(question(), system.url, NOW)


def test_a_signed_question_gets_its_verdict(system: VetoServer) -> None:
    system.answer = b'{"verdict": "deny", "reason": "an employee"}'

    assert verdict(system) == SystemVerdict(DENY, "an employee")

    ((headers, body),) = system.got
    assert json.loads(body)["type"] == "veto.asked"
    moment = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    signature = standardwebhooks.Webhook(SECRET).sign(headers["webhook-id"], moment, body.decode())
    assert headers["webhook-signature"] == signature


@pytest.mark.parametrize("status", [201, 302, 404, 500])
def test_any_other_status_is_no_verdict(system: VetoServer, status: int) -> None:
    system.status = status

    assert verdict(system) == NoVerdict(f"answered_{status}")


def test_an_endless_answer_is_not_read(system: VetoServer) -> None:
    system.answer = b" " * (LARGEST + 1) + b'{"verdict": "allow"}'

    assert verdict(system) == NoVerdict("no_answer_TooLong", hung=True)


def test_a_system_that_hangs_is_cut_off(system: VetoServer) -> None:
    system.wait = 5
    place = CheckedAddress(False, "localhost", system.port, "127.0.0.1", "/")
    began = time.monotonic()

    with pytest.raises(NoAnswerError):
        ask(place, b"{}", {}, seconds=0.3, largest=LARGEST)

    assert time.monotonic() - began < 3


def test_an_address_inside_is_never_asked() -> None:
    line = VetoLine(outside(), resolve=lambda *_: ["10.0.0.1"])

    assert line.verdict(question(), "https://shop.example/", NOW) == NoVerdict("forbidden_address")


def test_without_a_secret_nobody_is_asked(system: VetoServer) -> None:
    assert verdict(system, ()) == NoVerdict("no_outbound_secret")
    assert system.got == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"verdict": "hold"}', SystemVerdict(HOLD, "")),
        (b'{"verdict": "allow", "reason": 7, "more": []}', SystemVerdict(ALLOW, "")),
        (b'{"verdict": "ALLOW"}', NoVerdict("not_understood")),
        (b'{"verdict": ["allow"]}', NoVerdict("not_understood")),
        (b'["allow"]', NoVerdict("not_understood")),
        (b"null", NoVerdict("not_understood")),
        (b"", NoVerdict("not_understood")),
        (b"\xff\xfe", NoVerdict("not_understood")),
        (b"[" * 4000, NoVerdict("not_understood")),
    ],
)
def test_only_one_of_three_words_is_a_verdict(
    body: bytes, found: SystemVerdict | NoVerdict
) -> None:
    assert read_verdict(body) == found


def test_its_reason_is_kept_on_one_line() -> None:
    assert one_line("an\nemployee\u2028\ud800 of ours" + "!" * 500).startswith(
        "an employee of ours"
    )
    assert len(one_line("x" * 999)) == 280
