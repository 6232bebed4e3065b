"""Reconciliations, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Reconciliations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_all(
        self,
        program: str,
        source: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """Reports of a source, page by page; they are kept for half a year.

        `GET /v1/reconciliations/{program}/{source}`; the key needs `conversions:read`.

        - `program`: The program's name in `program.yaml`.
        - `source`: Who tells of the order: `shopify`, `signed`, ...
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/reconciliations/{program}/{source}",
            names={
                "program": program,
                "source": source,
            },
            query={
                "limit": limit,
                "cursor": cursor,
            },
        )
