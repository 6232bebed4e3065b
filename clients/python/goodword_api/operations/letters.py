"""Letters, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Letters:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def preview(
        self,
        topic: str,
        *,
        program: str | None = None,
        language: str | None = None,
    ) -> Any:
        """Read a letter with made-up news, in HTML and in text: nothing is sent.

        `GET /v1/letters/{topic}/preview`; the key needs `programs:read`.

        - `topic`: Such as `advocate.thanked`.
        - `program`: The program that sends it.
        - `language`: Such as `de`; the nearest is used.
        """
        return self._connection.call(
            "GET",
            "/v1/letters/{topic}/preview",
            names={
                "topic": topic,
            },
            query={
                "program": program,
                "language": language,
            },
        )

    def send_test(
        self,
        topic: str,
        *,
        program: str,
        to: str,
        language: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Send a test letter to a mailbox that the program names in `mail.test_to`.

        `POST /v1/letters/{topic}/test`; the key needs `outbox:write`.

        - `topic`: Such as `advocate.thanked`.
        - `program`: The program's name in `program.yaml`.
        - `to`: One of the program's `mail.test_to`.
        - `language`: Of the letter: `de`, `fr`, ...
        """
        return self._connection.call(
            "POST",
            "/v1/letters/{topic}/test",
            names={
                "topic": topic,
            },
            body={
                "program": program,
                "to": to,
                "language": language,
            },
            idempotency_key=idempotency_key,
        )
