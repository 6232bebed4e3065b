"""Notes, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Notes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_reports(
        self,
        *,
        program: str | None = None,
    ) -> Any:
        """List notes that their readers reported; nobody but you sees those any more.

        `GET /v1/note-reports`; the key needs `notes:read`.

        - `program`: The program's name.
        """
        return self._connection.call(
            "GET",
            "/v1/note-reports",
            query={
                "program": program,
            },
        )

    def write(
        self,
        *,
        program: str,
        source: str,
        order_id: str,
        to: str,
        made_by: str,
        text: str,
        idempotency_key: str = "",
    ) -> Any:
        """Thank the advocate or the friend of an order, once; the same words again answer 200.

        `POST /v1/notes`; the key needs `notes:write`.

        - `program`: The program's name in `program.yaml`.
        - `source`: Who tells of the order: `shopify`, `signed`, ...
        - `order_id`: What it is about: there is one note of the shop an order and receiver.
        - `to`: The order's advocate or friend.
        - `made_by`: The name that its reader sees below it.
        - `text`: A person's own words. Addresses and links in it are plain text.
        """
        return self._connection.call(
            "POST",
            "/v1/notes",
            body={
                "program": program,
                "source": source,
                "order_id": order_id,
                "to": to,
                "made_by": made_by,
                "text": text,
            },
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        note_id: str,
    ) -> Any:
        """Read a note and the reply to it.

        `GET /v1/notes/{note_id}`; the key needs `notes:read`.

        - `note_id`: As writing answered.
        """
        return self._connection.call(
            "GET",
            "/v1/notes/{note_id}",
            names={
                "note_id": note_id,
            },
        )
