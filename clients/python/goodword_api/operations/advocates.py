"""Advocates, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Advocates:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_all(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """All advocates, page by page, by their ids.

        `GET /v1/advocates`; the key needs `advocates:read`.

        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/advocates",
            query={
                "limit": limit,
                "cursor": cursor,
            },
        )

    def enroll(
        self,
        *,
        program: str,
        name: str,
        email: str,
        locale: str | None = None,
        time_zone: str | None = None,
        consents: Any | None = None,
        letter: bool | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Enroll an advocate and get their link; the same e-mail again answers 200 with the same.

        What `consents` says then, field by field, is the newest word of the shop: it changes
        what shops said, and nothing that the person said on a page or in a letter

        `POST /v1/advocates`; the key needs `advocates:write`.

        - `program`: The program's name in `program.yaml`.
        - `name`: As they are greeted in letters.
        - `email`: Where letters go; one mailbox is one advocate, however it is spelled.
        - `locale`: The language of letters and pages, such as `de` or `pt-BR`.
        - `time_zone`: Theirs, by its IANA name: `Europe/Berlin`.
        - `consents`: What they agreed to, as your own form asked it; nothing is assumed.
        - `letter`: Whether they are sent their link in a letter, once; false where you tell them
          yourself.
        """
        return self._connection.call(
            "POST",
            "/v1/advocates",
            body={
                "program": program,
                "name": name,
                "email": email,
                "locale": locale,
                "time_zone": time_zone,
                "consents": consents,
                "letter": letter,
            },
            idempotency_key=idempotency_key,
        )

    def read(
        self,
        advocate_id: str,
    ) -> Any:
        """Read an advocate with their links and what they have.

        `GET /v1/advocates/{advocate_id}`; the key needs `advocates:read`.

        - `advocate_id`: As enrolling answered.
        """
        return self._connection.call(
            "GET",
            "/v1/advocates/{advocate_id}",
            names={
                "advocate_id": advocate_id,
            },
        )

    def read_statement(
        self,
        advocate_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """Read an advocate's statement: every line with the hash that lets anyone check it.

        `GET /v1/advocates/{advocate_id}/statement`; the key needs `advocates:read`.

        - `advocate_id`: As enrolling answered.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/advocates/{advocate_id}/statement",
            names={
                "advocate_id": advocate_id,
            },
            query={
                "limit": limit,
                "cursor": cursor,
            },
        )

    def open_portal(
        self,
        *,
        program: str,
        advocate_id: str | None = None,
        email: str | None = None,
        name: str | None = None,
        locale: str | None = None,
        time_zone: str | None = None,
        embed_origin: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Open an advocate's own page from the shop's account area: an address for five minutes.

        `POST /v1/portal-sessions`; the key needs `sessions:write`.

        - `program`: The program's name in `program.yaml`.
        - `advocate_id`: Whose page it is.
        - `email`: Whose page it is, where you have no id of theirs.
        - `name`: As they are greeted, where they are enrolled by this.
        - `locale`: The language of letters and pages, such as `de` or `pt-BR`.
        - `time_zone`: Theirs, by its IANA name: `Europe/Berlin`.
        - `embed_origin`: The shop's origin, such as https://shop.example, whose page may show the
          address within it. Its host is one of the program's `allowed_hosts`.
        """
        return self._connection.call(
            "POST",
            "/v1/portal-sessions",
            body={
                "program": program,
                "advocate_id": advocate_id,
                "email": email,
                "name": name,
                "locale": locale,
                "time_zone": time_zone,
                "embed_origin": embed_origin,
            },
            idempotency_key=idempotency_key,
        )
