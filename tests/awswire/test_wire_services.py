"""The light client against a whole DynamoDB and Secrets Manager over HTTP (moto's server)."""

import json
from collections.abc import Iterator

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from awswire.bucket import WireBucket
from awswire.wire import Wire
from referrals.model.link.link import LinkStatus
from referrals.store.card.card_file import CardFiles
from referrals.store.link.link import CodeTakenError
from referrals.store.table import CancelledError, Change, ConditionFailedError, transact
from referrals.wiring import clients, keys, page_stores, stores
from tests.account import ENVIRONMENT, create_secrets, create_tables, forget_clients
from tests.bucket import BUCKET, open_bucket
from tests.world import a_link

ABSENT = Change(guard="attribute_not_exists(code)")


@pytest.fixture
def light_wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """A fresh account behind a real port, reached by the light client."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_ENDPOINT_URL", "GOODWORD_ENDPOINT_URL"):
        monkeypatch.setenv(name, f"http://{host}:{port}")
    create_tables(monkeypatch)
    create_secrets()
    monkeypatch.setenv("GOODWORD_CLIENT", "wire")
    forget_clients()
    client = clients.dynamo()
    assert isinstance(client, Wire)
    yield client
    forget_clients()
    # Its state is the process's own: left there, the next account would not be fresh.
    requests.post(f"http://{host}:{port}/moto-api/reset", timeout=10)
    server.stop()


def test_items_come_back_as_they_were(light_wire: Wire) -> None:
    link = a_link(words="Brot & Küchlein 🥐", window_days=7)

    stores.links().create(link)

    assert stores.links().get(link.code) == link
    assert list(stores.links().of_advocate("adv_ada")) == [link]
    assert stores.links().find("nobody") is None


def test_guards_hold_over_the_wire(light_wire: Wire) -> None:
    links = stores.links()
    links.create(a_link())

    assert links.change("ada-bakes", status="paused").status is LinkStatus.PAUSED
    with pytest.raises(CodeTakenError):
        links.create(a_link(advocate_id="adv_eve"))
    with pytest.raises(ConditionFailedError):
        links.table.delete({"code": "ada-bakes"}, ABSENT)


def test_transactions_tell_which_guard_failed(light_wire: Wire) -> None:
    table = clients.table("links")
    taken = {"code": "taken", "advocate_id": "a", "program_id": "p"}
    table.put(taken)
    actions = [table.put_action({**taken, "code": "free"}, ABSENT), table.put_action(taken, ABSENT)]

    with pytest.raises(CancelledError) as raised:
        transact(light_wire, actions)

    assert raised.value.failed == (1,)
    assert table.get({"code": "free"}) is None


def test_secrets_are_read_over_the_wire(light_wire: Wire) -> None:
    boto3.client("secretsmanager").create_secret(
        Name="goodword/hooks", SecretString=json.dumps({"live": ["new", "old"]})
    )

    assert clients.secrets().live("goodword/hooks") == ("new", "old")
    assert clients.secrets().live("goodword/none") == ()
    assert len(keys.signing_keys("click")) == 1


def test_a_card_is_read_over_the_wire(light_wire: Wire) -> None:
    open_bucket()
    CardFiles(clients.pictures(), BUCKET).put("card-of-ada.png", b"\x89PNG and more")

    cards = page_stores.card_files()

    assert isinstance(cards.s3, WireBucket)
    assert cards.find("card-of-ada.png") == b"\x89PNG and more"
    assert cards.find("card-of-nobody.png") is None
