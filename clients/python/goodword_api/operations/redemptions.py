"""Redemptions, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Redemptions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_of_advocate(
        self,
        advocate_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """What an advocate redeemed, the newest first; what was just written may be missing.

        `GET /v1/advocates/{advocate_id}/redemptions`; the key needs `redemptions:read`.

        - `advocate_id`: As enrolling answered.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/advocates/{advocate_id}/redemptions",
            names={
                "advocate_id": advocate_id,
            },
            query={
                "limit": limit,
                "cursor": cursor,
            },
        )

    def exchange(
        self,
        *,
        program: str,
        person_id: str,
        reference: str,
        amount: int | None = None,
        item: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Turn credit into a code, or buy of the catalogue by points; the code is there in a
        moment.

        Read the redemption again until it is captured: then it has the code, and its person a
        letter

        `POST /v1/exchanges`; the key needs `redemptions:write`.

        - `program`: The program's name in `program.yaml`.
        - `person_id`: Who spends it.
        - `reference`: Your own name for it: the same one again is the same exchange, for ever.
        - `amount`: Of credit, in the currency's smallest units: so much off one order.
        - `item`: Of the catalogue, for points.
        """
        return self._connection.call(
            "POST",
            "/v1/exchanges",
            body={
                "program": program,
                "person_id": person_id,
                "amount": amount,
                "item": item,
                "reference": reference,
            },
            idempotency_key=idempotency_key,
        )

    def reserve(
        self,
        *,
        program: str,
        person_id: str,
        asset: str,
        amount: int,
        reference: str | None = None,
        minutes: int | None = None,
        capture: bool | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Reserve what somebody has, or spend it at once; the same reference answers 200.

        `POST /v1/redemptions`; the key needs `redemptions:write`.

        - `program`: The program's name in `program.yaml`.
        - `person_id`: Who spends it.
        - `asset`: The program's currency, or `points`.
        - `amount`: In the asset's smallest units: 500 is 5.00 EUR, or 500 points.
        - `reference`: Your own name for it, such as an order's: the same one again is the same
          redemption, for ever. Without it the Idempotency-Key names it; without both each request
          is a new one.
        - `minutes`: After which the reservation ends by itself.
        - `capture`: Whether it is spent at once.
        """
        return self._connection.call(
            "POST",
            "/v1/redemptions",
            body={
                "program": program,
                "person_id": person_id,
                "asset": asset,
                "amount": amount,
                "reference": reference,
                "minutes": minutes,
                "capture": capture,
            },
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        redemption_id: str,
    ) -> Any:
        """Read a redemption as it stands at this moment.

        `GET /v1/redemptions/{redemption_id}`; the key needs `redemptions:read`.

        - `redemption_id`: As reserving answered.
        """
        return self._connection.call(
            "GET",
            "/v1/redemptions/{redemption_id}",
            names={
                "redemption_id": redemption_id,
            },
        )

    def capture(
        self,
        redemption_id: str,
        *,
        amount: int | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Spend what was reserved, all of it or a part; again with the same amount is the same.

        `POST /v1/redemptions/{redemption_id}/capture`; the key needs `redemptions:write`.

        - `redemption_id`: As reserving answered.
        - `amount`: What is spent; all of it without. The rest is available again.
        """
        return self._connection.call(
            "POST",
            "/v1/redemptions/{redemption_id}/capture",
            names={
                "redemption_id": redemption_id,
            },
            body={
                "amount": amount,
            },
            idempotency_key=idempotency_key,
        )

    def release(
        self,
        redemption_id: str,
        *,
        idempotency_key: str = "",
    ) -> Any:
        """Return what was reserved; released or ended already, nothing changes.

        `POST /v1/redemptions/{redemption_id}/release`; the key needs `redemptions:write`.

        - `redemption_id`: As reserving answered.
        """
        return self._connection.call(
            "POST",
            "/v1/redemptions/{redemption_id}/release",
            names={
                "redemption_id": redemption_id,
            },
            idempotency_key=idempotency_key,
        )
