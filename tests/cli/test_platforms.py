"""How platforms are set up: what the command prints is what docs/sources.md says, and works."""

import re

import pytest

from goodword.trial.signed_sample import shapes_of
from referrals.providers.shops.platform import Platform, platforms
from referrals.providers.shops.registry import MODULES
from tests.template import ROOT

ADDRESS = "https://<your address>/webhooks/<program>/{source}"
PAGE = (ROOT / "docs/sources.md").read_text()
EVERY = pytest.mark.parametrize("platform", platforms().values(), ids=platforms())


def plain(text: str) -> str:
    return re.sub(r"[\s*`]+", " ", text)


def section(platform: Platform) -> str:
    (found,) = re.findall(rf"^## {re.escape(platform.name)}$(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    return plain(found)


def test_every_source_is_a_platform() -> None:
    assert set(platforms()) == set(MODULES)


@EVERY
def test_the_page_says_what_the_command_prints(platform: Platform) -> None:
    # Segment's one section names both of its sources in one sentence.
    named = "segment-server" if platform.source == "segment" else platform.source
    url = ADDRESS.format(source=named)
    steps = [plain(step) for step in (*platform.steps_for(url), platform.rotate)]

    assert [step for step in steps if step.strip() not in section(platform)] == []


@EVERY
def test_the_page_names_every_topic_to_tick(platform: Platform) -> None:
    assert [topic for topic in platform.topics if topic not in section(platform)] == []


@EVERY
def test_the_order_that_is_tried_can_be_made_up(platform: Platform) -> None:
    assert platform.test in shapes_of(platform.source)


def test_stripe_tells_of_refunds_as_they_are_made() -> None:
    assert "refund.created" in platforms()["stripe"].topics


def test_made_secrets_survive_a_decoder_of_entities() -> None:
    woocommerce = platforms()["woocommerce"]

    assert all(not set("&<>\"' ") & set(woocommerce.made_up()) for _ in range(50))
