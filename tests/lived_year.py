"""The demo's year without its stack: the emulator's own tables in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from goodword.local.place import TOOLS
from goodword.local.seed import demo_rules
from goodword.local.year.emulator_tables import EmulatorService, worked_in_process
from goodword.local.year.plan import DAYS, YearPlan, YearStory
from goodword.local.year.run import live_year
from referrals.wiring import clock
from tests.account import forget_clients, set_environment
from tests.template import tables

SECRET = "whsec_" + "c2VjcmV0LW9mLXRoZS15ZWFyLXRlc3Qh"
SECRETS = {
    "goodword/signing": "signing-of-the-test",
    "goodword/identity": "identity-of-the-test",
    "goodword/webhooks/friends/signed": SECRET,
}
RULES = demo_rules("http://localhost:8787")


def a_plan(until: datetime, size: float = 1.0, days: int = DAYS) -> YearPlan:
    return YearStory(until, 11, size, days).make_plan()


@contextmanager
def lived_year(size: float = 1.0, days: int = DAYS) -> Iterator[EmulatorService]:
    if not (TOOLS / "emulator").exists():
        pytest.skip("the emulator is not installed: make test")
    with pytest.MonkeyPatch.context() as patch:
        set_environment(patch)
        patch.setenv("GOODWORD_ENDPOINT_URL", "http://127.0.0.1:9")
        patch.setenv(clock.AHEAD, "0")
        forget_clients()
        shelf, vault = EmulatorService("dynamodb"), EmulatorService("secretsmanager")
        for noun, definition in tables().items():
            shelf.call("CreateTable", definition)
            patch.setenv(f"{noun.upper()}_TABLE", definition["TableName"])
        for name, text in SECRETS.items():
            vault.call("CreateSecret", {"Name": name, "SecretString": text})
        with worked_in_process(shelf, vault):
            live_year(a_plan(clock.now(), size, days), RULES, SECRET, shelf)
            yield shelf
    forget_clients()
