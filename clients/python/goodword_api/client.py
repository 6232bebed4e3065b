"""The client: a method for each operation of the API, by noun."""

from collections.abc import Callable, Iterator
from typing import Any

from goodword_api.connection import Connection
from goodword_api.operations import Nouns


class Goodword(Nouns):
    """`url` is the stack's address, `key` one that `goodword key create` made; a try may take
    `timeout` seconds."""

    def __init__(self, url: str, key: str, *, timeout: float = 10.0) -> None:
        super().__init__(Connection(url, key, timeout))

    def each(self, operation: Callable[..., Any], *names: Any, **query: Any) -> Iterator[Any]:
        """Every item of a list, page after page: `each(goodword.outbox.list_all, state="parked")`.

        A list that changes meanwhile may show an item twice, or one that is gone.
        """
        cursor = ""
        while True:
            page = operation(*names, **{**query, **({"cursor": cursor} if cursor else {})})
            yield from page["items"]
            cursor = page.get("next_cursor") or ""
            if not cursor:
                return
