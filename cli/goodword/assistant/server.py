"""The Model Context Protocol over standard input and output, by the SDK's own server."""

import json
from typing import Any

import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
)

from goodword.assistant.tools import INSTRUCTIONS, ApiTools
from goodword_api.errors import GoodwordApiError


def make_server(tools: ApiTools) -> Server[Any]:
    async def list_tools(_: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=tools.list_all())

    async def call_tool(_: Any, asked: CallToolRequestParams) -> CallToolResult:
        return await anyio.to_thread.run_sync(answer, tools, asked.name, asked.arguments or {})

    return Server(
        "goodword", instructions=INSTRUCTIONS, on_list_tools=list_tools, on_call_tool=call_tool
    )


def answer(tools: ApiTools, name: str, arguments: dict[str, Any]) -> CallToolResult:
    """A refusal is an answer, too: the assistant reads why, and what helps."""
    try:
        found = tools.call(name, arguments)
    except (GoodwordApiError, LookupError) as error:
        return CallToolResult(content=[TextContent(type="text", text=str(error))], is_error=True)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return CallToolResult(content=[TextContent(type="text", text=text)])


def serve(tools: ApiTools) -> None:
    """Until the assistant hangs up."""

    async def run() -> None:
        server = make_server(tools)
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(run)
