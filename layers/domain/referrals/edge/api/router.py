"""Where one noun's routes are gathered, before the function joins them to one API."""

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from referrals.edge.language import words_of
from referrals.model.session.api_key import ApiKey
from referrals.model.words.wording import Wording


class Routes(APIGatewayHttpRouter):
    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    @property
    def key(self) -> ApiKey:
        """The key that the request showed."""
        key: ApiKey = self.context["key"]
        return key

    @property
    def words(self) -> Wording:
        """In the language that the request asks for."""
        return words_of(self.current_event.raw_event)
