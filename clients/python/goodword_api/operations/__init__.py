"""All nouns of the API, as the API describes them; written by `python -m goodword.docs`."""

from goodword_api.connection import Connection
from goodword_api.operations.advocates import Advocates
from goodword_api.operations.claims import Claims
from goodword_api.operations.conversions import Conversions
from goodword_api.operations.gifts import Gifts
from goodword_api.operations.goodwill import Goodwill
from goodword_api.operations.held import Held
from goodword_api.operations.letters import Letters
from goodword_api.operations.links import Links
from goodword_api.operations.listening import Listening
from goodword_api.operations.log import Log
from goodword_api.operations.measures import Measures
from goodword_api.operations.notes import Notes
from goodword_api.operations.outbox import Outbox
from goodword_api.operations.people import People
from goodword_api.operations.privacy import Privacy
from goodword_api.operations.programs import Programs
from goodword_api.operations.reconciliations import Reconciliations
from goodword_api.operations.redemptions import Redemptions
from goodword_api.operations.reviews import Reviews
from goodword_api.operations.stories import Stories
from goodword_api.operations.todo import Todo
from goodword_api.operations.welcome import Welcome


class Nouns:
    def __init__(self, connection: Connection) -> None:
        self.advocates = Advocates(connection)
        self.claims = Claims(connection)
        self.conversions = Conversions(connection)
        self.gifts = Gifts(connection)
        self.goodwill = Goodwill(connection)
        self.held = Held(connection)
        self.letters = Letters(connection)
        self.links = Links(connection)
        self.listening = Listening(connection)
        self.log = Log(connection)
        self.measures = Measures(connection)
        self.notes = Notes(connection)
        self.outbox = Outbox(connection)
        self.people = People(connection)
        self.privacy = Privacy(connection)
        self.programs = Programs(connection)
        self.reconciliations = Reconciliations(connection)
        self.redemptions = Redemptions(connection)
        self.reviews = Reviews(connection)
        self.stories = Stories(connection)
        self.todo = Todo(connection)
        self.welcome = Welcome(connection)
