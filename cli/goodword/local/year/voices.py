"""What people said in the year: stories, thanks, answers, wishes. Made up, in two languages."""

from typing import NamedTuple

from referrals.model.suggestion.suggestion import SuggestionTopic


class ToldStory(NamedTuple):
    language: str
    product: str
    text: str


STORIES = (
    ToldStory("de", "Roggenlaib", "Meine Schwiegermutter backt selbst. Sie hat gefragt, woher."),
    ToldStory(
        "en", "Rye", "I moved here knowing nobody. They remembered my order the second time I came."
    ),
    ToldStory(
        "de",
        "Brezeln",
        "Zum Kindergeburtstag dreißig Brezeln bestellt, einunddreißig bekommen. "
        "Eine sei für den Weg, hieß es.",
    ),
    ToldStory(
        "de",
        "Dinkelbrot",
        "Hält wirklich vier Tage. Am fünften mache ich Knödel daraus, die besten.",
    ),
    ToldStory(
        "en",
        "Sunday rolls",
        "We take turns walking over on Sundays. Whoever goes gets the one that is still warm.",
    ),
    ToldStory(
        "de",
        "Stollen",
        "Mein Vater sagt seit vierzig Jahren, der Stollen seiner Mutter sei der einzige. "
        "Im Dezember hat er zum ersten Mal geschwiegen.",
    ),
    ToldStory(
        "en", "Seeded loaf", "The crust sings when it cools. Listen to it before you cut it."
    ),
    ToldStory(
        "de",
        "Hefezopf",
        "Ich hatte die falsche Größe bestellt. Sie haben angerufen, bevor sie gebacken haben.",
    ),
    ToldStory(
        "en",
        "Rye",
        "My neighbour left half a loaf at my door with a note. Now I leave one at his.",
    ),
    ToldStory("de", "Roggenlaib", "Kein Brot für jeden Tag, sagte man mir. Ich esse es jeden Tag."),
    ToldStory(
        "en",
        "Cinnamon knots",
        "I bought six for the office and got to the office with four. No regrets.",
    ),
    ToldStory("de", "Brötchen", "Unser Büro streitet nur noch darüber, wer sie holen darf."),
)

THANKS = {
    "de": (
        "Danke! Ohne dich hätte ich die nie gefunden.",
        "Der Zopf war schon am Sonntagabend weg. Danke dir!",
        "Du hattest recht mit dem Roggenbrot.",
    ),
    "en": (
        "Thank you, the loaf did not survive the first evening.",
        "You were right about the rye.",
        "My kids ask for it by name now. Thanks!",
    ),
}
SHOP_THANKS = {
    "de": (
        "Drei Freunde in einem Monat, und jeder grüßt von Ihnen. Danke, das freut uns sehr.",
        "Ihre Freundin kam am Samstag und wusste schon, was sie wollte. Danke für Ihr gutes Wort!",
    ),
    "en": (
        "Your friend came on Saturday and already knew what to ask for. Thank you for that.",
        "Two of your friends met in our queue this week. We thought you would like to know.",
    ),
}

ANSWERS = {
    "promoter": (
        ("de", "Das Brot, natürlich. Aber auch, dass man sich kennt."),
        ("en", "It tastes of something, and nobody hurries you."),
        ("de", "Ich empfehle euch sowieso allen."),
        ("en", ""),
        ("de", ""),
    ),
    "passive": (
        ("de", "Gutes Brot, samstags leider immer ausverkauft."),
        ("en", "Lovely bread. The till could be quicker."),
        ("de", ""),
        ("en", ""),
    ),
    "detractor": (
        ("de", "Mein Brot war zweimal nicht da, obwohl ich bestellt hatte."),
        ("en", "The delivery came at noon, I had asked for eight."),
        ("de", "Der Laib war innen noch feucht."),
    ),
}
REPLIES = {
    "de": "Das darf nicht passieren, und es tut uns leid. Beim nächsten Mal geht der Laib auf uns.",
    "en": "That should not have happened, and we are sorry. We have changed the morning round.",
}


class Wish(NamedTuple):
    part: float
    """Of the year that was over when it was made."""
    topic: SuggestionTopic
    text: str
    answer: str = ""
    decided: str = ""
    """`done` or `declined`; empty for one that is open."""


WISHES = (
    Wish(
        0.34,
        SuggestionTopic.REWARDS,
        "Ten euros would be a round sum: a loaf and two coffees.",
        "Ten it is, from today on. Thank you for asking.",
        "done",
    ),
    Wish(
        0.5,
        SuggestionTopic.REWARDS,
        "Geld aufs Konto statt Guthaben",
        "Das können wir als Bäckerei nicht leisten. Verschenken können Sie das Guthaben gern.",
        "declined",
    ),
    Wish(
        0.68,
        SuggestionTopic.OTHER,
        "Drei Wochen warten ist lang, bis das Guthaben da ist.",
        "Zwei Wochen genügen, das haben wir nachgerechnet.",
        "done",
    ),
    Wish(0.93, SuggestionTopic.REWARDS, "A sourdough course for everybody who brings five friends"),
    Wish(0.97, SuggestionTopic.WORDING, "Schreibt bitte „Freundinnen und Freunde“."),
)

DENIED = "the same phone, a mailbox for an hour, no bread ever fetched"
APPROVED = "called: a flatmate, who really has no other mailbox"
