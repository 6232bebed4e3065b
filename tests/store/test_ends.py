"""What has ended is gone for every reader, however late the table's own clean-up is."""

import ast
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from referrals.model.era import epoch_seconds
from referrals.model.errors import GoodwordError
from referrals.model.order.conversion import Contact
from referrals.store.link.click import KEEP_SECONDS as CLICKS_KEPT
from referrals.store.order.body import KEEP_SECONDS as BODIES_KEPT
from referrals.store.order.body import RawBody
from referrals.store.table import ENDS, Change
from referrals.wiring import clients, session_stores, stores
from tests.clicks import a_click
from tests.corrector import place_order, shop
from tests.house.tree import modules
from tests.letters import stop_clock
from tests.template import resources
from tests.world import NOW, a_key

TABLES = resources("AWS::DynamoDB::Table")
BODY = RawBody(b"{}", {}, NOW)


def noun_of(table: str) -> str:
    return table.removesuffix("Table").lower()


def test_every_table_that_deletes_by_time_is_read_by_time() -> None:
    told = {
        noun_of(name): table["TimeToLiveSpecification"]["AttributeName"]
        for name, table in TABLES.items()
        if "TimeToLiveSpecification" in table
    }

    assert told == ENDS


@pytest.mark.parametrize("noun", sorted(ENDS))
@pytest.mark.parametrize(("seconds", "there"), [(1, True), (0, False), (-9, False)])
def test_no_reader_of_any_table_meets_what_has_ended(
    account: None, noun: str, seconds: int, there: bool
) -> None:
    keys = TABLES[f"{noun.capitalize()}Table"]["KeySchema"]
    key = {each["AttributeName"]: "a" for each in keys}
    item = {**key, ENDS[noun]: epoch_seconds(NOW) + seconds}
    table = clients.table(noun)
    table.put(item)
    (first, *_) = key

    found = [
        table.get(key),
        *table.query("#k = :k", {":k": "a"}, ExpressionAttributeNames={"#k": first}),
        *table.scan(),
        *table.scan_page()[0],
    ]

    assert found == ([item] * 4 if there else [None])


def test_an_item_without_an_end_stays(account: None) -> None:
    clients.table("links").put({"code": "ada", "gone_at": "never"})

    assert clients.table("links").get({"code": "ada"})


def keep_body() -> None:
    stores.bodies().keep(a_key(), BODY, Contact(email="ben@example.com"))


def hold_body() -> None:
    stores.bodies().hold("friends", "signed", BODY, "unread")


def raw_is_there() -> bool:
    try:
        return bool(stores.bodies().raw(a_key(), BODY.sha))
    except GoodwordError:
        return False


KEPT: dict[str, tuple[Callable[[], object], Callable[[], bool], int]] = {
    "a body": (keep_body, raw_is_there, BODIES_KEPT),
    "a contact": (
        keep_body,
        lambda: bool(stores.bodies().contact(a_key(), BODY.sha).email),
        BODIES_KEPT,
    ),
    "a held body": (
        hold_body,
        lambda: bool(stores.bodies().waiting("friends", "signed")),
        BODIES_KEPT,
    ),
    "a click": (
        lambda: stores.clicks().record(a_click("clk_1")),
        lambda: stores.clicks().get("clk_1") is not None,
        CLICKS_KEPT,
    ),
}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_what_is_kept_for_a_time_ends_with_it(
    name: str, account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, is_there, seconds = KEPT[name]
    pass_time = stop_clock(monkeypatch, NOW)
    keep()

    pass_time(timedelta(seconds=seconds - 1))
    before = is_there()
    pass_time(timedelta(seconds=1))

    assert (before, is_there()) == (True, False)


def test_an_ended_history_of_asking_keeps_nobody_out(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, key = clients.table("sessions"), {"token_hash": "asks#ben"}
    table.put({**key, "version": 7, "expires_at": epoch_seconds(NOW)})
    assert session_stores.sign_ins().history("ben").version == 0

    free = "attribute_not_exists(token_hash) OR expires_at <= :now"
    table.put(key, Change(guard=free, values={":now": epoch_seconds(NOW)}))

    assert table.get(key) == key


def test_tables_are_made_in_one_place() -> None:
    """Give a store `clients.table`: it knows what ends. The redirect's own reads links alone."""
    made = {
        f"{module.dotted_name}"
        for module in modules("layers/domain", "functions")
        for call in ast.walk(ast.parse(module.path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Table"
    }

    assert made == {"referrals.wiring.clients", "referrals.desks.click"}


def test_the_clock_of_ends_is_everybody_s(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, datetime(2031, 1, 1, tzinfo=NOW.tzinfo))

    assert clients.ends_by().year == 2031


def test_what_every_later_key_hangs_on_has_no_end(account: None) -> None:
    """Only the body goes: the order, its decision and its grant are known for ever."""
    shop()
    place_order()

    kept = {
        noun: [item for item in clients.table(noun).scan() if "expires_at" not in item]
        for noun in ("conversions", "referrals", "ledger")
    }

    key = str(a_key())
    assert key in {item.get("conversion_key") for item in kept["conversions"]}
    assert key in {item.get("referral_key") for item in kept["referrals"]}
    assert f"grant#{key}" in {item["account"] for item in kept["ledger"]}
