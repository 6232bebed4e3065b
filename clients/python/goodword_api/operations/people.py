"""People, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class People:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read_statement(
        self,
        person_id: str,
        *,
        program: str | None = None,
        asset: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """Read in words what came, went, waits and ends of what a person has, the newest first.

        `GET /v1/people/{person_id}/statement`; the key needs `advocates:read`.

        - `person_id`: An advocate's or a friend's id.
        - `program`: The program's id.
        - `asset`: The program's currency, as without it, or `points`.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/people/{person_id}/statement",
            names={
                "person_id": person_id,
            },
            query={
                "program": program,
                "asset": asset,
                "limit": limit,
                "cursor": cursor,
            },
        )
