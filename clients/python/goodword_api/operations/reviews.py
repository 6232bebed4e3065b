"""Reviews, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Reviews:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read_harm(
        self,
        program: str,
        *,
        from_: str | None = None,
        to: str | None = None,
    ) -> Any:
        """Count what the checks did to people: denials, those taken back by check, and the wait.

        `GET /v1/review-harm/{program}`; the key needs `reviews:read`.

        - `program`: The program's name in `program.yaml`.
        - `from_`: Default: 29 days before `to`.
        - `to`: Default: today, where the shop is.
        """
        return self._connection.call(
            "GET",
            "/v1/review-harm/{program}",
            names={
                "program": program,
            },
            query={
                "from": from_,
                "to": to,
            },
        )

    def list_all(
        self,
        *,
        state: Any | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """Orders that somebody has to look at, the first promised first; or denied and closed
        ones.

        `GET /v1/reviews`; the key needs `reviews:read`.

        - `state`: How far the reviews are.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/reviews",
            query={
                "state": state,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def read(
        self,
        review_id: str,
    ) -> Any:
        """Read what was found of an order, and what was said of it.

        `GET /v1/reviews/{review_id}`; the key needs `reviews:read`.

        - `review_id`: As the list of reviews has it.
        """
        return self._connection.call(
            "GET",
            "/v1/reviews/{review_id}",
            names={
                "review_id": review_id,
            },
        )

    def appeal(
        self,
        review_id: str,
        *,
        said: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Pass on that who was denied asks for another look: once an order.

        `POST /v1/reviews/{review_id}/appeals`; the key needs `reviews:write`.

        - `review_id`: As the list of reviews has it.
        - `said`: What the person who was denied says, in their own words.
        """
        return self._connection.call(
            "POST",
            "/v1/reviews/{review_id}/appeals",
            names={
                "review_id": review_id,
            },
            body={
                "said": said,
            },
            idempotency_key=idempotency_key,
        )

    def say(
        self,
        review_id: str,
        *,
        act: str,
        made_by: str,
        note: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Approve or deny it, or note what was learnt; the reward follows within seconds.

        `POST /v1/reviews/{review_id}/words`; the key needs `reviews:write`.

        - `review_id`: As the list of reviews has it.
        - `act`: The decision, or a note for whoever decides.
        - `made_by`: Who of the shop says this: it stands with the order.
        - `note`: What was learnt; a `note` is nothing without it. The next who looks reads it.
        """
        return self._connection.call(
            "POST",
            "/v1/reviews/{review_id}/words",
            names={
                "review_id": review_id,
            },
            body={
                "act": act,
                "note": note,
                "made_by": made_by,
            },
            idempotency_key=idempotency_key,
        )
