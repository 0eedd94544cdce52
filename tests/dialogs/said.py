"""What the bot would like to say to somebody, and what of it she hears."""

from bot.screen import Screen, Text
from storage import notices
from tests.cast import Someone, World

NEWS = "privacy.title"


async def put(world: World, someone: Someone) -> None:
    """The bot has something to say to her; nobody waits for an answer."""
    person = await someone.person()
    async with world.database.transaction() as session:
        unique = f"test:{person.id}:{world.clock.now().isoformat()}"
        screen = Screen(lines=(Text(key=NEWS),))
        await notices.put(
            session, person.id, person.memberships[0].team_id, unique, screen, world.clock.now()
        )


async def hears_news(world: World, someone: Someone) -> bool:
    """Whether the next round of the gate brings it."""
    before = len(world.telegram.calls)
    await world.tick()
    return NEWS in someone.lines_since(before)


async def held(world: World, someone: Someone) -> list[str | None]:
    """Why each thing to be said to her waits."""
    return [one.reason for one in await world.read(notices.held, (await someone.person()).id)]
