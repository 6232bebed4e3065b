"""Goodwill, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Goodwill:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def give(
        self,
        *,
        program: str,
        person_id: str,
        asset: str,
        amount: int,
        reference: str,
        reason: str,
        made_by: str,
        idempotency_key: str = "",
    ) -> Any:
        """Give somebody credit or points for no order; they are written to. The same reference:
        200.

        `POST /v1/goodwill`; the key needs `goodwill:write`.

        - `program`: The program's name in `program.yaml`.
        - `person_id`: Who gets it.
        - `asset`: The program's currency, or `points`.
        - `amount`: In the asset's smallest units; `limits.goodwill` says how much at most.
        - `reference`: Your own name for it, such as a ticket's: the same one is the same gesture,
          for ever.
        - `reason`: For the shop; its person never reads it. Leave names out.
        - `made_by`: Who of the shop gives it.
        """
        return self._connection.call(
            "POST",
            "/v1/goodwill",
            body={
                "program": program,
                "person_id": person_id,
                "asset": asset,
                "amount": amount,
                "reference": reference,
                "reason": reason,
                "made_by": made_by,
            },
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        goodwill_id: str,
    ) -> Any:
        """Read one gesture: who gave it, and why.

        `GET /v1/goodwill/{goodwill_id}`; the key needs `advocates:read`.

        - `goodwill_id`: As giving answered.
        """
        return self._connection.call(
            "GET",
            "/v1/goodwill/{goodwill_id}",
            names={
                "goodwill_id": goodwill_id,
            },
        )

    def list_of_person(
        self,
        person_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """List what a person was given as goodwill, newest first; what is new may be missing.

        `GET /v1/people/{person_id}/goodwill`; the key needs `advocates:read`.

        - `person_id`: An advocate's or a friend's id.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/people/{person_id}/goodwill",
            names={
                "person_id": person_id,
            },
            query={
                "limit": limit,
                "cursor": cursor,
            },
        )
