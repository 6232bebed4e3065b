"""Privacy, as the API describes them; written by `python -m goodword.docs`."""

from collections.abc import Sequence
from typing import Any

from goodword_api.connection import Connection


class Privacy:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_all(
        self,
        program: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """Requests about personal data, done ones for a year; nobody is named.

        `GET /v1/privacy-requests/{program}`; the key needs `privacy:read`.

        - `program`: The program's name in `program.yaml`.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/privacy-requests/{program}",
            names={
                "program": program,
            },
            query={
                "limit": limit,
                "cursor": cursor,
            },
        )

    def ask(
        self,
        program: str,
        *,
        kind: str,
        email: str | None = None,
        orders: Sequence[Any] | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Export what is held about a person, or have them erased everywhere.

        `POST /v1/privacy-requests/{program}`; the key needs `privacy:write`.

        - `program`: The program's name in `program.yaml`.
        - `kind`: All that is held about the person, or its end.
        - `email`: Whose data it is; or `orders`, or both.
        - `orders`: Those that an address can't find: where a platform tells a customer's id alone.
        """
        return self._connection.call(
            "POST",
            "/v1/privacy-requests/{program}",
            names={
                "program": program,
            },
            body={
                "kind": kind,
                "email": email,
                "orders": orders,
            },
            idempotency_key=idempotency_key,
        )

    def decide(
        self,
        program: str,
        request_id: str,
        *,
        decision: str,
        idempotency_key: str = "",
    ) -> Any:
        """Release a held request, to be carried out, or refuse it as another shop's.

        `POST /v1/privacy-requests/{program}/{request_id}`; the key needs `privacy:write`.

        - `program`: The program's name in `program.yaml`.
        - `request_id`: As the list of requests has it.
        - `decision`: Carried out after all, or over without it.
        """
        return self._connection.call(
            "POST",
            "/v1/privacy-requests/{program}/{request_id}",
            names={
                "program": program,
                "request_id": request_id,
            },
            body={
                "decision": decision,
            },
            idempotency_key=idempotency_key,
        )
