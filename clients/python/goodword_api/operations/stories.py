"""Stories, as the API describes them; written by `python -m goodword.docs`."""

from typing import Any

from goodword_api.connection import Connection


class Stories:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_of_program(
        self,
        *,
        program: str | None = None,
        state: Any | None = None,
        use: Any | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Any:
        """List stories in a state, the oldest first; or, by `use`, those that the shop may show
        so.

        `GET /v1/stories`; the key needs `stories:read`.

        - `program`: The program's id.
        - `state`: How the stories stand.
        - `use`: Only those that may be used so.
        - `limit`: How many items a page may hold.
        - `cursor`: `next_cursor` of the page before; empty at first.
        """
        return self._connection.call(
            "GET",
            "/v1/stories",
            query={
                "program": program,
                "state": state,
                "use": use,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def read_story(
        self,
        story_id: str,
    ) -> Any:
        """Read a story with its versions, consents and what was said of it.

        `GET /v1/stories/{story_id}`; the key needs `stories:read`.

        - `story_id`: As the list of stories has it.
        """
        return self._connection.call(
            "GET",
            "/v1/stories/{story_id}",
            names={
                "story_id": story_id,
            },
        )

    def approve_story(
        self,
        story_id: str,
        *,
        version: int,
        made_by: str,
        note: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Let a version be shown where its author agreed; the author is written to.

        `POST /v1/stories/{story_id}/approve`; the key needs `stories:write`.

        - `story_id`: As the list of stories has it.
        - `version`: The version that was read: one that was written meanwhile is refused.
        - `made_by`: Who of the shop says this: it stands in the log.
        - `note`: For the shop: its author never reads it.
        """
        return self._connection.call(
            "POST",
            "/v1/stories/{story_id}/approve",
            names={
                "story_id": story_id,
            },
            body={
                "version": version,
                "note": note,
                "made_by": made_by,
            },
            idempotency_key=idempotency_key,
        )

    def decline_story(
        self,
        story_id: str,
        *,
        version: int,
        made_by: str,
        reason: Any,
        note: str | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Keep a version from being shown, or take it down; the author reads why.

        `POST /v1/stories/{story_id}/decline`; the key needs `stories:write`.

        - `story_id`: As the list of stories has it.
        - `version`: The version that was read: one that was written meanwhile is refused.
        - `made_by`: Who of the shop says this: it stands in the log.
        - `reason`: The author reads why, and what would change it, in their own language.
        - `note`: For the shop: its author never reads it.
        """
        return self._connection.call(
            "POST",
            "/v1/stories/{story_id}/decline",
            names={
                "story_id": story_id,
            },
            body={
                "version": version,
                "note": note,
                "made_by": made_by,
                "reason": reason,
            },
            idempotency_key=idempotency_key,
        )

    def read_photo(
        self,
        story_id: str,
    ) -> Any:
        """Look at the photo of a story's newest version.

        `GET /v1/stories/{story_id}/photo`; the key needs `stories:read`.

        - `story_id`: As the list of stories has it.
        """
        return self._connection.call(
            "GET",
            "/v1/stories/{story_id}/photo",
            names={
                "story_id": story_id,
            },
        )
