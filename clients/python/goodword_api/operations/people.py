"""People, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class People:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tell_consent(
        self,
        *,
        program: str,
        consents: Any,
        said_at: str,
        sentence: str,
        email: str | None = None,
        source: str | None = None,
        order_id: str | None = None,
        locale: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Tell that a buyer agreed to something, or took it back; told again it changes nothing.

        `POST /v1/consents`; the key needs `consents:write`.

        - `program`: The program's name in `program.yaml`.
        - `consents`: What they said, yes or no; what isn't named isn't changed.
        - `said_at`: When they said it. The newest word holds, whenever it is told; none is later
          than now.
        - `sentence`: What they read beside the box, or what they wrote: kept as their word's proof.
        - `email`: The buyer's. Nothing of it is kept but a keyed hash.
        - `source`: The one that reports the order.
        - `order_id`: The shop's own id of an order of theirs that was reported.
        - `locale`: The language of that sentence.
        """
        return self._connection.call(
            "POST",
            "/v1/consents",
            body={
                "program": program,
                "email": email,
                "source": source,
                "order_id": order_id,
                "consents": consents,
                "said_at": said_at,
                "sentence": sentence,
                "locale": locale,
            },
            idempotency_key=idempotency_key,
        )

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
