"""The languages somebody can tell that she speaks, and how each is called by whoever reads it."""

from typing import Final

from bot.screen import Spoken, Text

# By ISO 639, the most spoken among newcomers in front. Dutch is not among them: whoever does this work speaks it.
LANGUAGES: Final = (
    *("ar", "ti", "en", "uk", "tr", "fa", "prs", "so", "pl", "kmr", "ckb", "ps"),
    *("am", "om", "tig", "ru", "fr", "es", "pt", "ber", "srn", "hns", "ur", "hi"),
    *("zh", "vi", "ro", "bg", "hy", "arc", "sq", "sw", "ln", "wo", "az", "ta"),
)
FRONT: Final = 12
# What Unicode has no name for, or none by which those who speak it know it.
NAMED_HERE: Final = frozenset({"prs", "kmr", "ckb", "ber", "hns"})


def language(code: str) -> Text:
    """The name of one of LANGUAGES."""
    if code in NAMED_HERE:
        return Text(key=f"spoken.{code}")
    return Text(key="spoken.name", values={"name": Spoken(spoken=code)})
