"""`goodword mcp`: an assistant asks the stack's API, by a key's scopes."""

import os
from typing import Annotated

import typer

from goodword.output import explain_errors
from referrals.model.errors import RefusedError, UnavailableError

KEY = "GOODWORD_KEY"


class NoAssistantKeyError(RefusedError):
    code = "no_assistant_key"


class NoStackThereError(UnavailableError):
    code = "no_stack_there"


def mcp(
    url: Annotated[str, typer.Option(help="The stack's address.")] = "http://localhost:8787",
    write: Annotated[
        bool, typer.Option("--write", help="Offer what changes something, too.")
    ] = False,
) -> None:
    """Serves the API to an assistant that speaks the Model Context Protocol, over stdin and stdout.

    The key stands in GOODWORD_KEY: `goodword key create assistant --scope reading` makes one. It
    reads alone unless --write is given, and then what the key's scopes allow.
    """
    with explain_errors():
        key = os.environ.get(KEY, "")
        if not key:
            raise NoAssistantKeyError(
                f"{KEY} is not set.",
                remedy="Make a key with `goodword key create assistant --scope reading`.",
            )
        # The protocol's library is for this command alone.
        from goodword.assistant.server import serve
        from goodword.assistant.tools import ApiTools
        from goodword_api.connection import Connection
        from goodword_api.errors import UnreachableError

        connection = Connection(url, key)
        try:
            described = connection.call("GET", "/v1/openapi.json")
        except UnreachableError as error:
            raise NoStackThereError(
                f"nothing answers at {url}.",
                remedy="Look at --url and the network, then try again.",
            ) from error
        serve(ApiTools(described, connection, writes=write))
