"""Held, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Held:
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
        """Held deliveries of a source, page by page, in no order; they are kept for 30 days.

        `GET /v1/held/{program}/{source}`; the key needs `held:read`.

        - `program`: The program's name in `program.yaml`.
        - `source`: Who tells of the order: `shopify`, `signed`, ...
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/held/{program}/{source}",
            names={
                "program": program,
                "source": source,
            },
            query={
                "limit": limit,
                "cursor": cursor,
            },
        )

    def replay(
        self,
        program: str,
        source: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Read held deliveries again with today's code and rules; what is understood is recorded.

        `POST /v1/held/{program}/{source}/replay`; the key needs `held:write`.

        - `program`: The program's name in `program.yaml`.
        - `source`: Who tells of the order: `shopify`, `signed`, ...
        - `limit`: How many to read at most.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "POST",
            "/v1/held/{program}/{source}/replay",
            names={
                "program": program,
                "source": source,
            },
            query={
                "limit": limit,
                "cursor": cursor,
            },
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        program: str,
        source: str,
        sha: str,
    ) -> Any:
        """Read a held body as it came, personal data and all: a scope of its own.

        `GET /v1/held/{program}/{source}/{sha}`; the key needs `held:bodies`.

        - `program`: The program's name in `program.yaml`.
        - `source`: Who tells of the order: `shopify`, `signed`, ...
        - `sha`: The hash of the body, as the list has it.
        """
        return self._connection.call(
            "GET",
            "/v1/held/{program}/{source}/{sha}",
            names={
                "program": program,
                "source": source,
                "sha": sha,
            },
        )
