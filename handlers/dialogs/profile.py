"""/profile: what a key person can be asked for in a team. All of it is hers to tell, to change and to take back."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from bot.access import KEY_PERSONS
from bot.dialog import Again, Choose, Dialog, Tap, Write
from bot.languages import LANGUAGES, language
from bot.model import Membership, Role
from bot.rules.hours import DEFAULT, Window, agreement_on
from bot.rules.pool import THEMES, Gender
from bot.screen import Screen, Several, Text, Value
from handlers.deps import Turn
from handlers.dialogs import coordinated
from handlers.dialogs import profile_options as options
from handlers.dialogs.arranged import week
from handlers.dialogs.bands import duty_of
from handlers.dialogs.profile_options import Facts, Shown, picked, topic
from storage import hours, pool


async def gather(turn: Turn, _: int, taps: Sequence[Tap]) -> Facts:
    teams = turn.person.teams_as(Role.KEY_PERSON)
    team_id = coordinated.chosen(teams, taps)
    mine = next((one for one in teams if one.team_id == team_id), None)
    if mine is None:
        return Facts(teams)
    told = await pool.told(turn.session, turn.person, mine.id)
    return Facts(teams, mine, told, await _windows(turn, mine))


async def _windows(turn: Turn, mine: Membership) -> tuple[Window, ...] | None:
    """Her days are those that were agreed, so that she need not keep them up to date here."""
    reach = await hours.reach(turn.session, turn.person.id, turn.zone)
    agreement = agreement_on(duty_of(reach, turn.person, mine), turn.now.astimezone(reach.zone).date())
    return None if agreement == DEFAULT else agreement.windows


def head(scene: Shown) -> tuple[Text, ...]:
    facts = scene.facts
    if facts.mine is None or "pick" in scene.answers:
        return ()
    return tuple(_page(facts, facts.mine))


def _page(facts: Facts, mine: Membership) -> Iterator[Text]:
    told = facts.profile
    yield Text(key="profile.title", values={"team": mine.team})
    yield Text(key="profile.why")
    spoken: dict[str, Value] = {"languages": _several([language(one) for one in told.languages])}
    yield Text(key="profile.languages", values=spoken, icon="🗣", apart=True)
    liked: dict[str, Value] = {"themes": _several([topic(one) for one in told.themes])}
    yield Text(key="profile.themes", values=liked, icon="🧭")
    if told.gender:
        yield Text(key="profile.is", values={"gender": gender_text(told.gender)}, icon="👤")
    if told.area:
        yield Text(key="profile.area", values={"area": told.area}, icon="📍")
    yield from _days(facts.windows)
    yield Text(key="profile.who", icon="🔒", apart=True)


def _several(told: Sequence[Text]) -> Value:
    return Several(several=tuple(told)) if told else Text(key="profile.not_told")


def gender_text(gender: Gender) -> Text:
    return Text(key=f"profile.gender.option.{gender}")


def _days(windows: tuple[Window, ...] | None) -> Iterator[Text]:
    if windows is None:
        yield Text(key="profile.no_days", icon="📅", apart=True)
        return
    yield Text(key="profile.days", icon="📅", apart=True)
    yield from week(one for one in windows if not one.consultation)


async def save(turn: Turn, scene: Shown, _: int) -> Again:
    """Each change is kept at once. A list stays open for more; everything else leads back to the page."""
    home, part = coordinated.home(scene), scene.answers["pick"]
    if part == "other_team":
        return Again()
    if scene.answers.get(part) in {"done", "no"}:
        return Again(home)
    await _tell(turn, scene, **_changed(scene))
    stays = part in {"languages", "themes"}
    return Again((*home, {"pick": part}) if stays else home, None if stays else Text(key="profile.kept"))


def _changed(scene: Shown) -> dict[str, Any]:
    told, answers = scene.facts.profile, scene.answers
    match answers["pick"]:
        case "languages":
            return {"languages": options.toggled(told.languages, answers["languages"], LANGUAGES)}
        case "themes":
            return {"themes": options.toggled(told.themes, answers["themes"], THEMES)}
        case "gender":
            chosen = answers["gender"]
            return {"gender": None if chosen == options.NO_GENDER else Gender(chosen)}
        case "area":
            return {"area": answers.get("area", "")}
    return {"languages": (), "themes": (), "gender": None, "area": ""}


async def _tell(turn: Turn, scene: Shown, **changed: Any) -> None:
    if scene.facts.mine is None:
        raise LookupError("no team is chosen")
    await pool.tell(turn.session, turn.person, scene.facts.mine.id, turn.now, **changed)


async def expire(_: object, __: object) -> Screen:
    return Screen(lines=(Text(key="profile.closed"),))


DIALOG = Dialog(
    name="profile",
    roles=KEY_PERSONS,
    steps=(
        Choose("team", coordinated.teams, when=coordinated.several),
        Choose("pick", options.parts, resting=True),
        Choose("languages", options.languages, when=picked("languages"), first=options.first_languages),
        Choose("themes", options.themes, when=picked("themes")),
        Choose("gender", options.genders, when=picked("gender")),
        Choose("area_way", options.area_ways, when=options.has_area),
        Write("area", options.area_checked, when=options.types_area),
        Choose("clear", options.yes_no, when=picked("clear")),
    ),
    gather=gather,
    on_save=save,
    on_expire=expire,
    head=head,
    lives=timedelta(days=1),
)
