"""Slack: a report as blocks that nobody's name can break, and what its answers mean."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from referrals.model.connection.report import LONGEST_LINE, ChannelReport, day_report, list_of
from referrals.model.delivery.delivery import (
    ENDPOINT_GONE,
    DeliveryOutcome,
    Done,
    Hopeless,
    Outgoing,
    TryAgain,
)
from referrals.providers.channels.rest import retry_pause
from referrals.providers.channels.slack import (
    Slack,
    SlackAddressError,
    hook_path,
    slack_message,
)
from tests.providers.channels.stand_in import OutsideStandIn, open_stand_in
from tests.providers.channels.surroundings import HOOK
from tests.world import NOW, rules

REPORT = ChannelReport(
    heading="Bakery <!channel>",
    paragraph="<https://evil.example|Click> & @here",
    lists=(list_of("Waiting", ["1 order <@U1>"]),),
    link="https://go.shop.example/console?program=friends",
)


@pytest.fixture
def slack() -> Iterator[OutsideStandIn]:
    with open_stand_in() as there:
        yield there


def send(there: OutsideStandIn, addresses: tuple[str, ...] = (HOOK,)) -> DeliveryOutcome:
    item = day_report("friends", NOW.date(), REPORT, NOW)
    channel = Slack("goodword/", lambda _: addresses, there.url)
    return channel.send(Outgoing(item, rules()), NOW)


def test_a_report_is_blocks_and_a_text(slack: OutsideStandIn) -> None:
    outcome = send(slack)

    told = slack.body("/services/T0/B0/x0")
    kinds = [block["type"] for block in told["blocks"]]
    assert outcome == Done("slack")
    assert kinds == ["header", "section", "section", "section"]
    assert told["text"].startswith("Bakery &lt;!channel&gt;: &lt;https")


def test_no_text_can_link_or_call_anybody() -> None:
    told = slack_message(REPORT.model_dump())

    sections = [block["text"]["text"] for block in told["blocks"][1:]]
    assert [text for text in sections if "<" in text] == [
        "<https://go.shop.example/console?program=friends|Open the desk>"
    ]
    assert told["blocks"][0]["text"]["type"] == "plain_text"


def test_a_long_report_stays_within_slack_s_ends() -> None:
    long = ChannelReport(
        heading="h" * 400, paragraph="&" * 5000, lists=(list_of("l", ["<" * 999] * 99),)
    )

    told = slack_message(long.model_dump())

    assert len(told["blocks"][0]["text"]["text"]) <= 150
    texts = [block["text"]["text"] for block in told["blocks"][1:]]
    assert max(map(len, texts)) <= 3000
    assert texts[0].endswith("&amp;")
    assert len(list_of("l", ["x" * 999] * 99).lines[0]) == LONGEST_LINE


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Hopeless("answered_400")),
        (403, Hopeless("answered_403")),
        (404, ENDPOINT_GONE),
        (410, ENDPOINT_GONE),
        (429, TryAgain("answered_429", ailing=True, rest=timedelta(seconds=30))),
        (500, TryAgain("answered_500", ailing=True, rest=timedelta(seconds=30))),
        (302, TryAgain("answered_302")),
    ],
)
def test_slack_s_answer_decides(
    slack: OutsideStandIn, status: int, outcome: DeliveryOutcome
) -> None:
    slack.answers["/services/T0/B0/x0"] = (status, "invalid_payload")
    slack.headers = {"retry-after": "30"}

    assert send(slack) == outcome


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.slack.com/services/T/B/x",
        "https://hooks.slack.com.evil.example/services/T/B/x",
        "https://evil.example/services/T/B/x",
        "https://user@hooks.slack.com/services/T/B/x",
        "https://hooks.slack.com:8443/services/T/B/x",
        "https://hooks.slack.com/workflows/T/B/x",
        "https://hooks.slack.com/services/../../x",
        "https://hooks.slack.com/services/T B",
        "https://[hooks",
        "https://hooks.slack.com/services/" + "x" * 400,
        "",
    ],
)
def test_only_slack_s_own_webhooks_are_called(slack: OutsideStandIn, address: str) -> None:
    with pytest.raises(SlackAddressError):
        hook_path(address)

    assert send(slack, (address,)) == Hopeless("slack_address")
    assert slack.got == []


def test_nothing_is_sent_without_an_address(slack: OutsideStandIn) -> None:
    assert send(slack, ()) == Hopeless("no_slack_address")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7),
        ("99999999", 900),
        ("Sun, 22 Nov 2026 09:31:00 GMT", 60),
        ("Sun, 22 Nov 2020 09:31:00 GMT", 0),
        ("soon", None),
        ("", None),
    ],
)
def test_a_pause_is_kept_to_within_bounds(text: str, seconds: int | None) -> None:
    asked = retry_pause({"retry-after": text}, NOW)

    assert asked == (None if seconds is None else timedelta(seconds=seconds))
