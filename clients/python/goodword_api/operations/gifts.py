"""Gifts, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Gifts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_all(
        self,
        program: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """Gift codes that a second order had, or one whose own click is of another link.

        `GET /v1/gift-leaks/{program}`; the key needs `conversions:read`.

        - `program`: The program's name in `program.yaml`.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/gift-leaks/{program}",
            names={
                "program": program,
            },
            query={
                "limit": limit,
                "cursor": cursor,
            },
        )
