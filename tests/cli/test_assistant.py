"""`goodword mcp`: an assistant reads the API by the protocol's own client, and no more."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import anyio
import pytest
from mcp import StdioServerParameters
from mcp.client.session import ClientSession
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult, TextContent
from typer.testing import CliRunner

from goodword.assistant.server import answer
from goodword.assistant.tools import ApiTools
from goodword.main import app
from goodword_api.connection import Connection
from referrals.model.session.api_key import Scope
from referrals.routes.api import description
from tests.api_server import ApiServer, api_server
from tests.caller import KEY, a_shop_with_a_key, with_key
from tests.template import ROOT

READER = KEY[:-3] + "abc"


@pytest.fixture(autouse=True)
def server(account: None) -> Iterator[ApiServer]:
    a_shop_with_a_key()
    with api_server() as running:
        yield running


def tools(server: ApiServer, *, writes: bool = False, key: str = KEY) -> ApiTools:
    return ApiTools(json.loads(description()), Connection(server.url, key), writes=writes)


def text(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_only_reading_is_offered_by_default(server: ApiServer) -> None:
    offered = tools(server).list_all()

    assert all(tool.annotations and tool.annotations.read_only_hint for tool in offered)
    assert "conversion_read" in {tool.name for tool in offered}
    assert len(tools(server, writes=True).list_all()) > len(offered)


def test_what_writes_cannot_be_called_unasked(server: ApiServer) -> None:
    refused = answer(tools(server), "goodwill_give", {})

    assert (refused.is_error, server.heard) == (True, [])


@pytest.mark.parametrize("writes", [False, True])
def test_every_tool_s_schema_is_whole(server: ApiServer, writes: bool) -> None:
    for tool in tools(server, writes=writes).list_all():
        schema = json.dumps(tool.input_schema)
        assert "#/components" not in schema
        assert set(tool.input_schema["required"]) <= set(tool.input_schema["properties"])


def test_an_order_says_why(server: ApiServer) -> None:
    order = {"program": "friends", "source": "shopify", "order_id": "1001"}

    told = answer(tools(server), "conversion_read", order)

    assert not told.is_error
    assert json.loads(text(told))["order_id"] == "1001"


def test_a_refusal_is_told_with_its_remedy(server: ApiServer) -> None:
    with_key(READER, Scope.PROGRAMS_READ)

    told = answer(tools(server, key=READER), "log_list_all", {})

    assert told.is_error
    assert "log:read" in text(told)


def test_a_missing_name_is_told(server: ApiServer) -> None:
    assert "order_id" in text(answer(tools(server), "conversion_read", {"program": "friends"}))


def test_without_a_key_nothing_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOODWORD_KEY", raising=False)

    ran = CliRunner().invoke(app, ["mcp"])

    assert (ran.exit_code, "goodword key create" in ran.output) == (1, True)


def test_where_nothing_answers_the_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODWORD_KEY", "gw_test_nobody")
    monkeypatch.setattr("goodword_api.connection.TRIES", 1)

    ran = CliRunner().invoke(app, ["mcp", "--url", "http://127.0.0.1:9"])

    assert ran.exit_code == 5
    assert "nothing answers at http://127.0.0.1:9. Look at --url" in " ".join(ran.output.split())


def test_the_protocol_s_client_gets_its_answers(server: ApiServer) -> None:
    """The command as an assistant starts it, in a process of its own."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-c", "from goodword.main import main; main()", "mcp", "--url", server.url],
        env={"GOODWORD_KEY": KEY, "PYTHONPATH": ":".join(sys.path)},
        cwd=ROOT,
    )

    async def talk() -> tuple[Any, Any, Any]:
        async with stdio_client(command) as pair, ClientSession(*pair) as client:
            began = await client.initialize()
            listed = await client.list_tools()
            called = await client.call_tool("program_read", {"program": "friends"})
            return began, listed, called

    with anyio.from_thread.start_blocking_portal() as portal:
        began, listed, called = portal.call(talk)

    assert "conversion_read" in began.instructions
    assert len(listed.tools) > 20
    assert json.loads(text(called))["program"] == "friends"
