"""Keys instead of words, so that tests of behaviour do not depend on wording."""

from bot.screen import Copyable, Day, Several, Spoken, Text, Value, Weekday
from bot.texts import Texts


class KeysOnly(Texts):
    """A text is shown as its key, with its values in brackets."""

    def _fill(self, language: str, text: Text, *, escape_html: bool) -> str:
        inner = [self._shown(language, value) for value in text.values.values()]
        key = f"{text.key}@{text.language}" if text.language else text.key
        return f"{key}({', '.join(inner)})" if inner else key

    def _shown(self, language: str, value: Value) -> str:
        match value:
            case Text():
                return self._fill(language, value, escape_html=False)
            case Several(several=parts):
                return " ".join(self._fill(language, part, escape_html=False) for part in parts)
            case Copyable(copyable=code):
                return code
            case Day(day=day):
                return day.isoformat()
            case Weekday(weekday=weekday):
                return f"weekday {weekday}"
            case Spoken(spoken=code):
                return code
            case _:
                return str(value)
