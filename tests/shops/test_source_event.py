"""What `python -m tests.shops.event` writes is what the door answers as it was meant."""

import json
from pathlib import Path
from typing import Any

import pytest

from functions.conversions.app import handler
from referrals.providers.shops.registry import MODULES
from tests.shops.event import main
from tests.shops.fact_modules import facts_of
from tests.shops.signing import secret_of
from tests.world import store_program, webhook_secret

sources = pytest.mark.parametrize("source", sorted(MODULES))


@pytest.fixture
def shop(account: None) -> None:
    store_program()
    for source in MODULES:
        webhook_secret(source, secret_of(source))


def write_event(folder: Path, source: str, *more: str) -> dict[str, Any]:
    main([f"{source}/{facts_of(source).paid_topic}", "case", *more], folder)
    event: dict[str, Any] = json.loads((folder / f"{source}_case.json").read_text())
    return event


def answer(event: dict[str, Any]) -> tuple[int, str]:
    answered = handler(event, None)
    told = json.loads(answered["body"])
    return answered["statusCode"], told.get("outcome") or told["code"]


@sources
def test_an_event_made_up_is_recorded(shop: None, tmp_path: Path, source: str) -> None:
    assert answer(write_event(tmp_path, source)) == (200, "recorded")


@sources
@pytest.mark.parametrize("way", ["--forged", "--unsigned"])
def test_an_event_forged_is_refused(shop: None, tmp_path: Path, source: str, way: str) -> None:
    assert answer(write_event(tmp_path, source, way)) == (401, "bad_signature")


def test_an_event_signed_long_ago_is_refused(shop: None, tmp_path: Path) -> None:
    assert answer(write_event(tmp_path, "paddle", "--stale")) == (401, "bad_signature")


@pytest.mark.parametrize("source", ["paddle", "signed", "stripe"])
def test_an_event_signed_twice_is_recorded(shop: None, tmp_path: Path, source: str) -> None:
    assert answer(write_event(tmp_path, source, "--twice")) == (200, "recorded")


def test_a_value_put_into_the_body_is_signed_with_it(shop: None, tmp_path: Path) -> None:
    event = write_event(tmp_path, "signed", "--set", 'data.total="many"')

    assert '"total":"many"' in event["body"]
    assert answer(event) == (200, "held")


def test_an_unknown_topic_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"transaction\.completed"):
        main(["paddle/sale", "case"], tmp_path)
