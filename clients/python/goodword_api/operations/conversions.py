"""Conversions, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Conversions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def report_act(
        self,
        *,
        program: str,
        act: str,
        id: str,
        email: str,
        happened_at: str,
        click_token: str | None = None,
        code: str | None = None,
        first_name: str | None = None,
        locale: str | None = None,
        accepts_mail: bool | None = None,
        test: bool | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Report a sign-up, or a trial that began; `GET /v1/conversions/...` tells what came of
        it.

        `POST /v1/acts`; the key needs `acts:write`.

        - `program`: The program's name in `program.yaml`.
        - `act`: What the friend did.
        - `id`: The shop's own: of the account, or of the subscription. Told again it is the same
          act.
        - `email`: The friend's. Have it confirmed first: a sign-up costs nobody anything.
        - `happened_at`: RFC 3339, such as 2026-11-22T09:30:00Z
        - `click_token`: What the click brought under `gw`; or `code`.
        - `code`: The code of the link by which the friend came.
        - `first_name`: The friend's, for letters.
        - `locale`: The language of letters to the friend, such as `de`.
        - `accepts_mail`: Whether the friend agreed to friendly letters of the shop.
        - `test`: A try-out: judged and shown, and earns nothing.
        """
        return self._connection.call(
            "POST",
            "/v1/acts",
            body={
                "program": program,
                "act": act,
                "id": id,
                "email": email,
                "happened_at": happened_at,
                "click_token": click_token,
                "code": code,
                "first_name": first_name,
                "locale": locale,
                "accepts_mail": accepts_mail,
                "test": test,
            },
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        program: str,
        source: str,
        order_id: str,
        *,
        as_of: str | None = None,
    ) -> Any:
        """Read an order: its money, its attribution with every candidate, its reward decision.

        `GET /v1/conversions/{program}/{source}/{order_id}`; the key needs `conversions:read`.

        - `program`: The program's name in `program.yaml`.
        - `source`: Who tells of the order: `shopify`, `signed`, ...
        - `order_id`: The shop's own id of the order, percent-encoded.
        - `as_of`: The order as it stood then, with its decisions taken again.
        """
        return self._connection.call(
            "GET",
            "/v1/conversions/{program}/{source}/{order_id}",
            names={
                "program": program,
                "source": source,
                "order_id": order_id,
            },
            query={
                "as_of": as_of,
            },
        )

    def make_correction(
        self,
        program: str,
        source: str,
        order_id: str,
        *,
        reason: str,
        made_by: str,
        code: str | None = None,
        advocate_id: str | None = None,
        nobody: bool | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Correct who brought an order; attribution and rewards follow within seconds.

        `POST /v1/conversions/{program}/{source}/{order_id}/corrections`; the key needs
        `corrections:write`.

        - `program`: The program's name in `program.yaml`.
        - `source`: Who tells of the order: `shopify`, `signed`, ...
        - `order_id`: The shop's own id of the order, percent-encoded.
        - `reason`: Why, for the shop; it stands with the decision.
        - `made_by`: Who of the shop decides this: the decision will carry it.
        - `code`: Who brought the order, by one of their links.
        - `advocate_id`: Who brought the order, by their id.
        - `nobody`: True where the order came without a recommendation.
        """
        return self._connection.call(
            "POST",
            "/v1/conversions/{program}/{source}/{order_id}/corrections",
            names={
                "program": program,
                "source": source,
                "order_id": order_id,
            },
            body={
                "code": code,
                "advocate_id": advocate_id,
                "nobody": nobody,
                "reason": reason,
                "made_by": made_by,
            },
            idempotency_key=idempotency_key,
        )

    def make_hold(
        self,
        program: str,
        source: str,
        order_id: str,
        *,
        action: Any,
        reason: str,
        made_by: str,
        idempotency_key: str = "",
    ) -> Any:
        """Freeze an order's reward, lift that, or release it before its day.

        `POST /v1/conversions/{program}/{source}/{order_id}/holds`; the key needs `holds:write`.

        - `program`: The program's name in `program.yaml`.
        - `source`: Who tells of the order: `shopify`, `signed`, ...
        - `order_id`: The shop's own id of the order, percent-encoded.
        - `action`: What becomes of the wait.
        - `reason`: Why, for the shop.
        - `made_by`: Who of the shop decides this: it stands with the order.
        """
        return self._connection.call(
            "POST",
            "/v1/conversions/{program}/{source}/{order_id}/holds",
            names={
                "program": program,
                "source": source,
                "order_id": order_id,
            },
            body={
                "action": action,
                "reason": reason,
                "made_by": made_by,
            },
            idempotency_key=idempotency_key,
        )
