"""Welcome, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Welcome:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def make(
        self,
        *,
        program: str,
        source: str,
        order_id: str,
        idempotency_key: str = "",
    ) -> Any:
        """Make the address of the friend's page after an order; the same order, the same address.

        `POST /v1/welcome-links`; the key needs `welcome:write`.

        - `program`: The program's name in `program.yaml`.
        - `source`: The one that reports the order.
        - `order_id`: The shop's own id of it; it may have been placed a moment ago, and not be
          known yet.
        """
        return self._connection.call(
            "POST",
            "/v1/welcome-links",
            body={
                "program": program,
                "source": source,
                "order_id": order_id,
            },
            idempotency_key=idempotency_key,
        )
