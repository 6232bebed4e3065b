"""Claims, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Claims:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def make(
        self,
        *,
        program: str,
        source: str,
        order_id: str,
        claimant: Any,
        email: str,
        happened_at: str,
        code: str | None = None,
        advocate_id: str | None = None,
        said: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Claim an order for who recommended it; the same claim again answers 200 with the same.

        `POST /v1/claims`; the key needs `claims:write`.

        - `program`: The program's name in `program.yaml`.
        - `source`: Who tells of the order: `shopify`, `signed`, ...
        - `order_id`: The shop's own id of the order.
        - `claimant`: Who speaks: the friend or the advocate.
        - `email`: The friend's, as given at the checkout. Only a keyed hash of it is kept.
        - `happened_at`: When the recommendation was.
        - `code`: Who recommended, by one of their links; or `advocate_id`.
        - `advocate_id`: Who recommended, by their id; or `code`.
        - `said`: In their own words, for whoever looks at it.
        """
        return self._connection.call(
            "POST",
            "/v1/claims",
            body={
                "program": program,
                "source": source,
                "order_id": order_id,
                "claimant": claimant,
                "code": code,
                "advocate_id": advocate_id,
                "email": email,
                "happened_at": happened_at,
                "said": said,
            },
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        program: str,
        source: str,
        order_id: str,
        claim_id: str,
    ) -> Any:
        """Read how a claim stands, with every check it went through.

        `GET /v1/claims/{program}/{source}/{order_id}/{claim_id}`; the key needs `claims:read`.

        - `program`: The program's name in `program.yaml`.
        - `source`: Who tells of the order: `shopify`, `signed`, ...
        - `order_id`: The shop's own id of the order, percent-encoded.
        - `claim_id`: As claiming answered.
        """
        return self._connection.call(
            "GET",
            "/v1/claims/{program}/{source}/{order_id}/{claim_id}",
            names={
                "program": program,
                "source": source,
                "order_id": order_id,
                "claim_id": claim_id,
            },
        )
