"""Log, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Log:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_all(
        self,
        *,
        actor: str | None = None,
        kind: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """Who changed what, when, by which key, and what came of it; ids alone.

        `GET /v1/log`; the key needs `log:read`.

        - `actor`: Only changes of this key (`key_...`) or person.
        - `kind`: Only this operation, such as `correction_make`.
        - `from_`: In UTC; two years are kept.
        - `to`: In UTC. Default: today.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/log",
            query={
                "actor": actor,
                "kind": kind,
                "from": from_,
                "to": to,
                "limit": limit,
                "cursor": cursor,
            },
        )
