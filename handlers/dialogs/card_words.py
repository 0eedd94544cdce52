"""A few words of her own on the saved card, where her team allows them: written, written anew or taken away."""

from dataclasses import replace

from bot.dialog import Again, Option
from bot.rules.personal_data import LONGEST
from bot.rules.retention import Kind, kept, oldest_kept
from bot.screen import Text
from handlers.deps import Turn
from handlers.dialogs import recognised
from handlers.dialogs.card_options import Facts, Shown
from storage import words


async def with_words(turn: Turn, facts: Facts) -> Facts:
    """The same, with what she wrote and whether she may write."""
    hers = (turn.session, turn.person.id)
    written = await words.of(*hers, [facts.contact.id])
    allowed = await words.are_allowed(*hers, facts.contact.id) and _would_stay(facts)
    return replace(facts, words=written.get(facts.contact.id), words_allowed=allowed)


def _would_stay(facts: Facts) -> bool:
    """With an older contact they would be gone by the next morning."""
    return facts.contact.logged_at.date() > oldest_kept(kept(Kind.WORDS), facts.today)


def are_there(scene: Shown) -> bool:
    return scene.answers["line"] == "words" and scene.facts.words is not None


def ways(scene: Shown) -> tuple[Option, ...]:
    """Where the team has turned words off since then, they can still be taken away."""
    new = (Option("new", icon="✏️"),) if scene.facts.words_allowed else ()
    return (*new, Option("remove", icon="🗑"))


def are_typed(scene: Shown) -> bool:
    allowed = scene.answers["line"] == "words" and scene.facts.words_allowed
    return allowed and scene.answers.get("words") != "remove"


def checked(typed: str, _: Shown) -> str | None:
    return recognised.checked(typed)


def about(scene: Shown) -> tuple[Text, ...]:
    """How much may be written, above the question."""
    return (Text(key="card.at_most", values={"number": LONGEST}),) if are_typed(scene) else ()


async def save(turn: Turn, scene: Shown) -> Again:
    """Kept with the contact, and never in the draft."""
    number, typed = scene.facts.contact.id, scene.answers.get("words_typed")
    await words.write(turn.session, turn.person.id, number, typed)
    return Again()
