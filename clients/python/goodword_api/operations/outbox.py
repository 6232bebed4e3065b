"""Outbox, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Outbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_all(
        self,
        *,
        state: Any | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """Items in one state, page by page, the longest due first.

        `GET /v1/outbox`; the key needs `outbox:read`.

        - `state`: Parked items wait for a person.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/outbox",
            query={
                "state": state,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def send_again(
        self,
        item_id: str,
        *,
        idempotency_key: str = "",
    ) -> Any:
        """Send a parked item again.

        `POST /v1/outbox/{item_id}/resend`; the key needs `outbox:write`.

        - `item_id`: As the list has it, percent-encoded.
        """
        return self._connection.call(
            "POST",
            "/v1/outbox/{item_id}/resend",
            names={
                "item_id": item_id,
            },
            idempotency_key=idempotency_key,
        )
