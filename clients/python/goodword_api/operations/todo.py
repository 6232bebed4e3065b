"""Todo, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Todo:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_all(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """Rewards that people hand over or end, the longest waiting first.

        `GET /v1/todo`; the key needs `outbox:read`.

        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/todo",
            query={
                "limit": limit,
                "cursor": cursor,
            },
        )

    def finish(
        self,
        item_id: str,
        *,
        by: str,
        code: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Say that it is done, by whom and with which code; the letter goes out then.

        `POST /v1/todo/{item_id}/done`; the key needs `outbox:write`.

        - `item_id`: As the list has it, percent-encoded.
        - `by`: Who did it.
        - `code`: The code that was entered in the till, where one was promised.
        """
        return self._connection.call(
            "POST",
            "/v1/todo/{item_id}/done",
            names={
                "item_id": item_id,
            },
            body={
                "by": by,
                "code": code,
            },
            idempotency_key=idempotency_key,
        )
