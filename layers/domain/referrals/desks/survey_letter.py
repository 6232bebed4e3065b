"""What letters about surveys say beyond their wording: the question's page, or a person's reply."""

from referrals.desks.program_words import program_words
from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person
from referrals.model.survey.survey import SurveyNotFoundError
from referrals.model.survey.survey_link import PURPOSE, survey_address
from referrals.model.words.wording import wording_of
from referrals.wiring import keys, nudge_stores, settings


def question_content(item: OutboxItem) -> LetterContent:
    """The page alone records: what a scanner follows answers for nobody."""
    key, url = keys.signing_keys(PURPOSE)[0], settings.setting("PUBLIC_URL")
    return LetterContent(actions={"button": survey_address(url, key, str(item.data["survey_id"]))})


def reply_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    try:
        survey = nudge_stores.surveys().get(str(item.data["survey_id"]))
    except SurveyNotFoundError:
        return Skipped("erased")
    if survey.reply is None:
        return Skipped("no_reply")
    words = wording_of(program_words(item.program_id), reader.locale)
    date = words.date(survey.reply.made_at, reader.time_zone)
    by = words.say("answer_reply.by", name=survey.reply.made_by, date=date)
    return LetterContent(quote=survey.reply.text, quote_by=by)
