"""/team: a coordinator sees who is in her team, invites, pauses and lets go, each risky act after a second yes."""

from datetime import timedelta

from bot.access import COORDINATORS
from bot.dialog import Again, Choose, Dialog, Done, Goto, Tap
from bot.model import Role
from bot.screen import Screen, Text, Value
from handlers.deps import Turn
from handlers.dialogs import coordinated, team_acts
from handlers.dialogs import team_options as options
from handlers.dialogs.arranging import named
from handlers.dialogs.overview_page import MOST_LISTED
from handlers.dialogs.supervision_lists import GUIDES
from handlers.dialogs.team_facts import INVITATIONS, INVITE, Facts, Shown, is_large, member
from handlers.dialogs.team_gather import gather
from handlers.dialogs.team_inviting import invite
from handlers.dialogs.team_options import does, picked
from handlers.dialogs.team_page import head, sees
from storage import audit, invitations
from storage.audit import Action

Ending = Again | Goto | Done


async def save(turn: Turn, scene: Shown, _: int) -> Ending:
    pick, home = scene.answers["pick"], _home(scene)
    match pick:
        case "invite":
            await invite(turn, scene)
            return Again(home)
        case "invitations":
            return await _withdraw(turn, scene)
        case "ask":
            return Goto("ask", 0, coordinated.home(scene))
        case "other_names":
            return Again(coordinated.home(scene))
        case "other_team":
            return Again()
    return await _act(turn, scene)


def _home(scene: Shown) -> tuple[Tap, ...]:
    """The taps that lead to the same page of the team again."""
    part = ({"part": scene.answers["part"]},) if "part" in scene.answers else ()
    return (*coordinated.home(scene), *part)


def _hers(scene: Shown) -> tuple[Tap, ...]:
    """The taps that lead to the page of the same member again."""
    return (*_home(scene), {"pick": scene.answers["pick"]})


async def _withdraw(turn: Turn, scene: Shown) -> Again:
    if scene.answers["withdraw"] == "no":
        return Again((*_home(scene), {"pick": INVITATIONS}))
    if not await invitations.withdraw(turn.session, turn.person, int(scene.answers["invitation"])):
        return Again(_home(scene), Text(key="team.told.used"))
    await audit.write(turn.session, turn.person.id, Action.WITHDRAWN, scene.facts.one.team.team_id, turn.now)
    return Again(_home(scene), Text(key="team.told.withdrawn"))


async def _act(turn: Turn, scene: Shown) -> Ending:
    """What is done with one member, and the page as it is then."""
    one, do = member(scene), scene.answers["do"]
    if one is None:
        raise LookupError("nobody of a team that she coordinates")
    if do == "back":
        return Again(_home(scene))
    if do == "guides":
        return Goto("supervision", 0, _guides(scene))
    if scene.answers.get("sure") == "no":
        return Again(_hers(scene))
    name: dict[str, Value] = {"name": named(one.name, one.person_id)}
    told = Text(key=f"team.told.{do}", values=name)
    await team_acts.ACTS[do](turn, scene, one)
    turn.numbers_changed = True
    if one.person_id == turn.person.id and do in team_acts.ENDS:
        return Done(await team_acts.without(turn, told))
    return Again(_home(scene) if do in options.GOES else _hers(scene), told)


def _guides(scene: Shown) -> tuple[Tap, ...]:
    """The question who guides her, as /supervision asks it: of many key persons in the part where she stands."""
    one, seats = member(scene), scene.facts.one.seats
    hers = [each for each in seats if each.role is Role.KEY_PERSON and not each.paused]
    at = hers.index(one) if one in hers else 0
    part = ({"part": str(at // MOST_LISTED * MOST_LISTED)},) if len(hers) > MOST_LISTED else ()
    who = ({"who": str(one.membership_id)},) if one else ()
    return (*coordinated.home(scene), {"pick": GUIDES}, *part, *who)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="team.expired"),))


DIALOG: Dialog[Facts] = Dialog(
    name="team",
    roles=COORDINATORS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("part", options.parts, when=is_large, columns=1),
        Choose("pick", options.ways, resting=True),
        Choose("do", options.deeds, when=options.about_member, resting=True),
        Choose("to_team", options.targets, when=does("move")),
        Choose("referrals_to", options.key_persons, when=options.hands_referrals),
        Choose("sessions_to", options.coordinators, when=options.hands_leading),
        Choose("sure", options.yes_or_no, when=options.asks_sure),
        Choose("role", options.roles, when=picked(INVITE)),
        Choose("language", options.languages, when=picked(INVITE)),
        Choose("invitation", options.invitations, when=picked(INVITATIONS)),
        Choose("withdraw", options.yes_or_no, when=picked(INVITATIONS), labels="team.sure.option"),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    sees=sees,
    lives=timedelta(days=1),
    ages_from_start=True,
)
