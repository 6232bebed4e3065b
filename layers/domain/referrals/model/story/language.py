"""Languages that a story may be in, each by its own name; the wall is filtered by them."""

from referrals.model.errors import RefusedError

LANGUAGES = {
    "ar": "العربية",
    "bg": "Български",
    "ca": "Català",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "fa": "فارسی",
    "fi": "Suomi",
    "fr": "Français",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "id": "Bahasa Indonesia",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "nb": "Norsk",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sr": "Српски",
    "sv": "Svenska",
    "th": "ไทย",
    "tr": "Türkçe",
    "uk": "Українська",
    "vi": "Tiếng Việt",
    "zh": "中文",
}


class StoryLanguageError(RefusedError):
    code = "story_language"


def story_language(tag: str) -> str:
    """`pt` for `pt-BR`: people read a story of any region."""
    language = tag.strip().lower().partition("-")[0]
    if language not in LANGUAGES:
        raise StoryLanguageError(
            "this is none of the languages that stories are told in.",
            field="language",
            remedy=f"Choose one of {', '.join(LANGUAGES)}.",
        )
    return language
