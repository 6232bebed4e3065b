"""SES as the hourly look asks it: what moto's lacks of it, answered where moto answers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from moto.core.exceptions import JsonRESTError
from moto.sesv2.responses import SESV2Response

# As SES answers; of an account, what is looked at.
IDENTITY = {
    "IdentityType": "DOMAIN",
    "VerifiedForSendingStatus": True,
    "DkimAttributes": {"SigningEnabled": True, "Status": "SUCCESS"},
}
ACCOUNT = {
    "EnforcementStatus": "HEALTHY",
    "ProductionAccessEnabled": True,
    "SendingEnabled": True,
    "SendQuota": {"Max24HourSend": 50000.0, "MaxSendRate": 14.0, "SentLast24Hours": 12.0},
}
GONE = JsonRESTError("NotFoundException", "Email identity does not exist.")
REFUSED = JsonRESTError("AccessDeniedException", "not allowed")


@contextmanager
def mail_service(*, identity: Any = IDENTITY, account: Any = ACCOUNT) -> Iterator[None]:
    """Each is what SES says, or what it refuses with."""
    said = {"get_email_identity": answering(identity), "get_account": answering(account)}
    with patch.multiple(SESV2Response, create=True, **said):
        yield


def answering(said: Any) -> Any:
    def answer(_: SESV2Response) -> str:
        if isinstance(said, JsonRESTError):
            raise said
        return json.dumps(said)

    return answer
