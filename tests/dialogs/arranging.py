"""What was arranged before a transcript begins, and what its people were told."""

from datetime import date, datetime

from bot.model import Role, Spending
from bot.rules.hours import Arrangement, Contract, Kind, Window
from storage import hours, notices, spent
from tests.cast import Someone, World

MONDAYS = (Window(0, 9 * 60, 12 * 60), Window(0, 13 * 60, 17 * 60))
WEEKLY = Arrangement(
    Kind.HOURS, date(2026, 11, 2), windows=MONDAYS, contract=Contract.VOLUNTEER, weekly_minutes=600
)
CLOSED_TODAY = Arrangement(Kind.CLOSING, date(2026, 11, 23))


async def arrange(
    world: World, who: Someone, new: Arrangement, *, by: Someone | None = None, at: int = 0
) -> int:
    """Proposed by somebody for one of her memberships, or with nobody named agreed at once."""
    person = await who.person()
    proposer = (await by.person()).id if by else person.id
    async with world.database.transaction() as session:
        mine = person.memberships[at].id
        return await hours.propose(session, mine, new, proposer, world.clock.now(), agreed=by is None)


async def coordinates(world: World, who: Someone, team: str) -> None:
    """Another team, for somebody who is in already."""
    await who.does(f"/start {await world.invite(team, Role.COORDINATOR)}")
    assert team in {one.team for one in (await who.person()).teams_as(Role.COORDINATOR)}


async def spend(world: World, who: Someone, minutes: int, day: date = date(2026, 11, 23)) -> None:
    person = await who.person()
    team_id, kind = person.memberships[0].team_id, Spending.TRAVEL
    async with world.database.transaction() as session:
        await spent.enter(session, person.id, team_id, day, kind, minutes, world.clock.now())


async def states(world: World, who: Someone) -> list[str]:
    [mine] = (await who.person()).memberships
    return [one.state for one in await world.read(hours.history, mine.id)]


async def told(world: World, who: Someone) -> list[str]:
    """The first lines of what waits for somebody."""
    held = await world.read(notices.held, (await who.person()).id)
    return [one.screen.lines[0].key for one in held]


async def at(world: World, who: Someone, moment: datetime) -> list[str]:
    world.clock.moment = moment
    return await who.does("/hours")


def toast(who: Someone) -> str:
    return who.phone.toasts[-1].text


def forged(who: Someone, option: str) -> None:
    """A tap on an option that nobody showed her, with the sign of the page she has."""
    shown = who.phone.last
    nonce = (shown.inline[0][0].data or "").split(":")[0]
    who.phone.tap_data(f"{nonce}:{option}", shown.message_id)
