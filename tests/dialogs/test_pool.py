"""/profile, /ask and the answer to a request: in a few taps, in her hours, and nothing of it for another team."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from bot.model import Role
from bot.rules.hours import Arrangement, Kind, Window
from bot.rules.pool import NOTHING_TOLD, Gender, Profile
from storage import hours, notices, pool, requests, tables
from storage.requests import Request, State
from tests.cast import Someone, World
from tests.dialogs.arranging import WEEKLY, arrange, forged, toast, told

EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
ALL_WEEK = Arrangement(
    Kind.HOURS, date(2026, 11, 2), windows=tuple(Window(weekday, 540, 1020) for weekday in range(5))
)


@pytest.fixture
async def pooled(world: World, amina: Someone, vera: Someone) -> Someone:
    """Amina, with agreed hours, who told what she can be asked for."""
    await arrange(world, amina, ALL_WEEK)
    await amina.does("/profile", "[languages]", "[ti]", "[ar]", "[done]", "[themes]", "[money]", "[done]")
    await amina.does("[area]", "Schalkwijk")
    world.clock.forward(minutes=15)
    return amina


async def profile_of(world: World, who: Someone, at: int = 0) -> Profile:
    person = await who.person()
    found = await world.read(pool.told, person, person.teams_as(Role.KEY_PERSON)[at].id)
    assert isinstance(found, Profile)
    return found


async def all_requests(world: World) -> list[tuple[str, str | None, str | None]]:
    async with world.database.reading() as session:
        rows = await session.execute(select(tables.request).order_by(tables.request.c.id))
        return [(row.state, row.theme, row.language) for row in rows]


async def opened(world: World, vera: Someone) -> tuple[Request, ...]:
    person = await vera.person()
    team_id = person.teams_as(Role.COORDINATOR)[0].team_id
    found = await world.read(requests.open_in, person, team_id, world.clock.now())
    assert isinstance(found, tuple)
    return found


async def ask(amina: Someone, vera: Someone) -> None:
    """Vera asks Amina for help with money in Tigrinya."""
    number = (await amina.person()).id
    await vera.does("/ask", "[in_ti]", "[money]", f"[{number}]")
    await vera.hears(("[ask]", "ask.asked"))


async def hears(world: World, who: Someone, **step: float) -> list[str]:
    world.clock.forward(**step)
    before = len(world.telegram.calls)
    await world.tick()
    return who.lines_since(before)


# What she tells of herself


async def test_she_tells_languages_and_themes_in_a_few_taps(world: World, amina: Someone) -> None:
    await amina.hears(
        ("/profile", "profile.pick.ask"),
        ("[languages]", "profile.languages.ask"),
        ("[ti]", "profile.languages.ask"),
        ("[ar]", "profile.languages.ask"),
        ("[done]", "profile.languages"),
        ("[themes]", "profile.themes.ask"),
        ("[money]", "profile.themes.ask"),
        ("[@back]", "profile.pick.ask"),
    )
    assert await profile_of(world, amina) == Profile(("ar", "ti"), ("money",))


async def test_a_second_tap_takes_it_back_and_nothing_is_left(world: World, amina: Someone) -> None:
    await amina.does("/profile", "[languages]", "[ti]", "[ti]", "[done]")
    assert await profile_of(world, amina) == NOTHING_TOLD
    async with world.database.reading() as session:
        assert (await session.execute(select(tables.profile))).all() == []


async def test_a_rare_language_stands_behind_more_and_in_front_once_chosen(
    world: World, amina: Someone
) -> None:
    await amina.does("/profile", "[languages]")
    assert "wo" not in amina.options()
    await amina.does("[@more]", "[wo]")
    assert "wo" in amina.options()
    assert (await profile_of(world, amina)).languages == ("wo",)


async def test_gender_is_told_only_if_she_wants_and_taken_back(world: World, amina: Someone) -> None:
    await amina.hears(("/profile", "profile.pick.ask"), ("[gender]", "profile.gender.ask"))
    await amina.hears(("[woman]", "profile.is"))
    assert (await profile_of(world, amina)).gender is Gender.WOMAN
    lines = await amina.does("[gender]", "[none]")
    assert not [one for one in lines if one.startswith("profile.is")]
    assert (await profile_of(world, amina)).gender is None


async def test_an_area_is_a_few_words_and_tells_nothing_of_a_person(world: World, amina: Someone) -> None:
    await amina.hears(
        ("/profile", "profile.pick.ask"),
        ("[area]", "profile.area.ask"),
        ("W" * 41, "profile.area.refused"),
        ("two\nlines", "profile.area.refused"),
        ("0612345678", "profile.area.refused"),
        ("2034 AB 12", "profile.area.refused"),
        (" Schalkwijk  Oost ", "profile.area"),
    )
    assert (await profile_of(world, amina)).area == "Schalkwijk Oost"
    await amina.hears(("[area]", "profile.area_way.ask"), ("[none]", "profile.pick.ask"))
    assert (await profile_of(world, amina)).area == ""


async def test_her_days_come_from_her_agreed_hours(world: World, amina: Someone) -> None:
    assert "profile.no_days" in await amina.does("/profile")
    await arrange(world, amina, WEEKLY)
    lines = await amina.does("/profile")
    assert "arranged.days(arranged.weekday(weekday 0), 09:00–12:00, 13:00–17:00)" in lines
    assert "profile.who" in lines


async def test_clear_all_asks_once_and_leaves_nothing(world: World, pooled: Someone) -> None:
    await pooled.hears(("/profile", "profile.pick.ask"), ("[clear]", "profile.clear.ask"))
    await pooled.hears(("[no]", "profile.pick.ask"))
    assert await profile_of(world, pooled) != NOTHING_TOLD
    await pooled.does("[clear]", "[yes]")
    assert await profile_of(world, pooled) == NOTHING_TOLD
    assert "clear" not in pooled.options()


async def test_each_of_her_teams_hears_only_what_she_told_that_one(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.joins("Third team")
    first, second = (await amina.person()).memberships
    await amina.hears(("/profile", "profile.team.ask"), (f"[{second.team_id}]", "profile.pick.ask"))
    await amina.does("[languages]", "[so]", "[done]")
    assert await profile_of(world, amina, 0) == NOTHING_TOLD
    assert await profile_of(world, amina, 1) == Profile(("so",))
    await vera.does("/ask")
    assert "in_so" not in vera.options()
    await amina.hears(("[other_team]", "profile.team.ask"), (f"[{first.team_id}]", "profile.pick.ask"))


async def test_a_coordinator_has_nothing_to_tell_there(vera: Someone) -> None:
    await vera.hears(("/profile", "common.not_for_you"))


# Who can be asked


async def test_the_questions_are_about_what_somebody_told_and_lead_to_whoever_fits(
    world: World, pooled: Someone, vera: Someone
) -> None:
    number = (await pooled.person()).id
    await vera.hears(("/ask", "ask.pick.ask"))
    assert vera.options() == ["any", "in_ar", "in_ti", "pool"]
    await vera.hears(("[in_ti]", "ask.theme.ask"))
    assert vera.options()[:2] == ["any", "money"]
    lines = await vera.does("[money]")
    assert lines[0] == "ask.line.now(Amina, 4:45)"
    assert "profile.area(Schalkwijk)" in lines
    await vera.hears((f"[{number}]", "ask.hears.now"))
    assert vera.options() == ["ask", "back"]


async def test_gender_is_asked_only_where_somebody_told_it(
    world: World, pooled: Someone, vera: Someone
) -> None:
    await vera.hears(("/ask", "ask.pick.ask"), ("[any]", "ask.theme.ask"), ("[any]", "ask.people.ask"))
    await pooled.does("/profile", "[gender]", "[woman]")
    await vera.hears(("/ask", "ask.pick.ask"), ("[any]", "ask.theme.ask"), ("[any]", "ask.gender.ask"))
    assert vera.options()[:2] == ["any", "woman"]
    await vera.hears(("[woman]", "ask.people.ask"))


async def test_who_told_nothing_or_has_no_agreed_hours_is_found_under_any(
    world: World, pooled: Someone, vera: Someone
) -> None:
    bilal = world.someone(1008, "Bilal")
    await bilal.joins("Haarlem Effect")
    await vera.does("/ask", "[in_ti]")
    lines = await vera.does("[any]")
    assert not [one for one in lines if "Bilal" in one]
    await vera.does("/ask", "[any]")
    lines = await vera.does("[any]")
    assert "ask.line.no_hours(Bilal)" in lines
    await vera.hears((f"[{(await bilal.person()).id}]", "ask.nothing_told"))
    assert "ask" in vera.options(), "a message finds her all the same"


async def test_why_somebody_is_not_there_is_hers(world: World, pooled: Someone, vera: Someone) -> None:
    """Leave and a closed day look like any other hours; away and her own quiet hours are not seen at all."""
    await vera.does("/ask", "[any]")
    plain = await vera.does("[any]")
    await pooled.does("/away 2 h")
    async with world.database.transaction() as session:
        await session.execute(update(tables.person).values(quiet_weekdays="0126"))
    await vera.does("/ask", "[any]")
    assert await vera.does("[any]") == plain
    await arrange(world, pooled, Arrangement(Kind.LEAVE, date(2026, 11, 23)))
    await vera.does("/ask", "[any]")
    [line, *_] = await vera.does("[any]")
    assert line == "ask.line.later(Amina, when.tomorrow(09:00))"


async def test_who_has_no_hours_in_sight_cannot_be_asked(world: World, amina: Someone, vera: Someone) -> None:
    await arrange(world, amina, Arrangement(Kind.HOURS, date(2026, 11, 2)))
    await vera.does("/ask", "[any]", f"[{(await amina.person()).id}]")
    assert vera.options() == ["back"]


async def test_who_is_paused_or_has_left_is_not_there(world: World, pooled: Someone, vera: Someone) -> None:
    async with world.database.transaction() as session:
        mine = tables.membership_row.c.person_id == (await pooled.person()).id
        await session.execute(update(tables.membership_row).where(mine).values(paused_at=world.clock.now()))
    lines = await vera.does("/ask")
    assert "ask.nobody" in lines
    assert vera.options() == ["any"]


async def test_who_has_blocked_the_bot_cannot_be_asked(world: World, pooled: Someone, vera: Someone) -> None:
    pooled.phone.block()
    await world.settle()
    await vera.does("/ask", "[any]")
    assert "ask.line.unreachable(Amina)" in await vera.does("[any]")
    await vera.does(f"[{(await pooled.person()).id}]")
    assert "ask" not in vera.options()


async def test_a_large_team_is_leafed_through(world: World, amina: Someone, vera: Someone) -> None:
    for at in range(9):
        await world.someone(2000 + at, f"Key{at}").joins("Haarlem Effect")
    await vera.does("/ask")
    lines = await vera.does("[any]")
    assert sum(one.startswith("ask.line") for one in lines) == 8
    lines = await vera.does("[after]")
    assert sum(one.startswith("ask.line") for one in lines) == 2
    await vera.does(f"[{(await world.someone(2008, 'Key8').person()).id}]")
    await vera.hears(("[ask]", "ask.asked"))
    assert "before" in vera.options(), "back on the page it was asked from"


async def test_what_the_team_covers_names_nobody(world: World, pooled: Someone, vera: Someone) -> None:
    await world.someone(1008, "Bilal").joins("Haarlem Effect")
    await vera.does("/ask")
    lines = await vera.does("[pool]")
    assert (
        "profile.languages(ask.pool.language(spoken.name(ar), 1) ask.pool.language(spoken.name(ti), 1))"
        in lines
    )
    assert "ask.pool.silent(1)" in lines
    missing = next(one for one in lines if one.startswith("ask.pool.missing"))
    assert "topic.money" not in missing
    assert "topic.housing" in missing
    assert not [one for one in lines if "Amina" in one]
    await vera.hears(("[back]", "ask.pick.ask"))


# The request and its answer


async def test_a_request_waits_for_her_hours_and_is_answered_in_one_tap(
    world: World, pooled: Someone, vera: Someone
) -> None:
    world.clock.moment = EVENING
    number = (await pooled.person()).id
    await vera.does("/ask", "[in_ti]", "[money]")
    await vera.hears((f"[{number}]", "ask.hears.later"), ("[ask]", "ask.asked"))
    assert await hears(world, pooled, minutes=20) == []
    lines = await hears(world, pooled, hours=12)
    assert "answer.asks.both(Vera, topic.money, spoken.name(ti))" in lines
    assert "answer.hint(2026-11-25)" in lines
    [yes, no] = [one for one in pooled.options() if one.startswith("/answer")]
    assert (yes.split()[2], no.split()[2]) == ("yes", "no")
    await pooled.hears((f"[{yes}]", "answer.can"))
    lines = await hears(world, vera, minutes=20)
    assert "ask.can(Amina)" in lines
    assert "ask.what.both(topic.money, spoken.name(ti))" in lines
    assert await all_requests(world) == [("accepted", "money", "ti")]
    await vera.hears((f"[{yes.replace('answer', 'ask').replace(' yes', '')}]", "profile.languages"))
    assert vera.options() == ["back"], "nothing else happens by itself"


async def test_a_no_is_met_kindly_and_the_coordinator_hears_no_reason(
    world: World, pooled: Someone, vera: Someone
) -> None:
    await ask(pooled, vera)
    await hears(world, pooled, minutes=15)
    no = next(one for one in pooled.options() if one.endswith(" no"))
    assert await pooled.does(f"[{no}]") == ["answer.cannot(Vera)"]
    lines = await hears(world, vera, minutes=15)
    assert lines[-2:] == ["ask.cannot(Amina)", "ask.what.both(topic.money, spoken.name(ti))"]
    assert vera.options()[0] == "/ask"
    await vera.does("/ask", "[in_ti]")
    lines = await vera.does("[money]")
    assert lines[0].startswith("ask.line.now(Amina"), "it is shown nowhere"


async def test_a_second_tap_changes_nothing_and_says_what_holds(
    world: World, pooled: Someone, vera: Someone
) -> None:
    await ask(pooled, vera)
    await hears(world, pooled, minutes=15)
    await pooled.does("[/answer 1 yes]")
    await pooled.hears(("[/answer 1 no]", "answer.was.accepted"), ("[/answer 1 yes]", "answer.was.accepted"))
    assert await all_requests(world) == [("accepted", "money", "ti")]
    assert await told(world, vera) == ["ask.can"]


async def test_nobody_is_asked_twice_while_a_request_is_open(
    world: World, pooled: Someone, vera: Someone
) -> None:
    number = (await pooled.person()).id
    wim = world.someone(1007, "Wim")
    await wim.joins("Haarlem Effect", Role.COORDINATOR)
    await wim.does("/ask", "[any]", "[any]", f"[{number}]")
    await ask(pooled, vera)
    await vera.hears((f"[{number}]", "ask.asked_since"))
    assert vera.options() == ["withdraw", "back"]
    await wim.hears(("[ask]", "common.old_button"))
    assert len(await all_requests(world)) == 1
    await wim.does("/ask", "[any]", "[any]")
    await wim.hears((f"[{number}]", "ask.asked_since"))


async def test_a_request_can_be_taken_back_before_she_hears_it(
    world: World, pooled: Someone, vera: Someone
) -> None:
    world.clock.moment = EVENING
    await ask(pooled, vera)
    assert await told(world, pooled) == ["answer.asks.both"]
    await vera.hears(("/ask", "ask.pick.ask"), ("[open]", "ask.waits"), ("[1]", "ask.withdraw.ask"))
    await vera.hears(("[no]", "ask.waits"), ("[1]", "ask.withdraw.ask"), ("[yes]", "ask.pick.ask"))
    assert toast(vera) == "ask.withdrawn"
    assert await told(world, pooled) == []
    assert await opened(world, vera) == ()
    assert await hears(world, pooled, hours=13) == []


async def test_a_tap_on_what_was_taken_back_is_answered_kindly(
    world: World, pooled: Someone, vera: Someone
) -> None:
    await ask(pooled, vera)
    await hears(world, pooled, minutes=15)
    await vera.does("/ask", "[open]", "[1]", "[yes]")
    await pooled.hears(("[/answer 1 yes]", "answer.was.withdrawn"))
    assert await told(world, vera) == []


async def test_what_nobody_answers_ends_and_is_told_once(
    world: World, pooled: Someone, vera: Someone
) -> None:
    """Asked on Monday in her hours: it stands until the end of Tuesday."""
    await ask(pooled, vera)
    await hears(world, pooled, minutes=15)
    world.clock.moment = datetime(2026, 11, 24, 22, 59, tzinfo=UTC)
    await world.tick()
    assert len(await opened(world, vera)) == 1
    world.clock.forward(minutes=1)
    await pooled.hears(("[/answer 1 yes]", "answer.was.expired"))
    assert await hears(world, vera, minutes=15) == [], "her evening is hers"
    assert await all_requests(world) == [("expired", "money", "ti")]
    lines = await hears(world, vera, hours=12)
    assert lines[-2:] == ["ask.unanswered(Amina)", "ask.what.both(topic.money, spoken.name(ti))"]
    assert await hears(world, vera, hours=1) == []
    await pooled.hears(("[/answer 1 no]", "answer.was.expired"))
    await ask(pooled, vera)


async def test_what_she_never_heard_of_is_not_said_after_its_end(
    world: World, pooled: Someone, vera: Someone
) -> None:
    await pooled.does("/away 25-12")
    await ask(pooled, vera)
    world.clock.moment = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
    await world.tick()
    assert await told(world, pooled) == []
    assert await all_requests(world) == [("expired", "money", "ti")]


async def test_a_month_later_nothing_shows_who_said_yes_or_no(
    world: World, pooled: Someone, vera: Someone
) -> None:
    await ask(pooled, vera)
    await hears(world, pooled, minutes=15)
    await pooled.does("[/answer 1 no]")
    await hears(world, vera, days=31)
    assert await all_requests(world) == []
    await pooled.hears(("[/answer 1 no]", "answer.gone"))


async def test_where_whoever_asked_is_gone_another_coordinator_hears_the_answer(
    world: World, pooled: Someone, vera: Someone
) -> None:
    wim = world.someone(1007, "Wim")
    await wim.joins("Haarlem Effect", Role.COORDINATOR)
    await ask(pooled, vera)
    await hears(world, pooled, minutes=15)
    async with world.database.transaction() as session:
        hers = tables.membership_row.c.person_id == (await vera.person()).id
        await session.execute(update(tables.membership_row).where(hers).values(left_at=world.clock.now()))
    await pooled.does("[/answer 1 yes]")
    assert await told(world, wim) == ["ask.can"]


async def test_without_language_and_theme_she_is_simply_asked(
    world: World, pooled: Someone, vera: Someone
) -> None:
    await vera.does("/ask", "[any]", "[any]", f"[{(await pooled.person()).id}]", "[ask]")
    assert "answer.asks.any(Vera)" in await hears(world, pooled, minutes=15)


# Another team


async def test_petro_sees_nothing_of_haarlem_and_cannot_answer_for_anybody(
    world: World, pooled: Someone, vera: Someone, petro: Someone
) -> None:
    await ask(pooled, vera)
    number = (await pooled.person()).id
    assert await petro.does("/answer 1 yes") == await petro.does("/answer 999 yes") == ["answer.gone"]
    assert await petro.does("/answer") == await petro.does("/answer 1 perhaps") == ["answer.gone"]
    assert await petro.does("/ask") == await petro.does("/ask 1") == ["common.not_for_you"]
    await petro.joins("Utrecht West", Role.COORDINATOR)
    assert await petro.does("/ask 1") == await petro.does("/ask 999") == ["ask.gone"]
    assert await petro.does("/ask nonsense") == ["ask.gone"]
    assert "ask.nobody" in await petro.does("/ask")
    for option in ("in_ti", "open", str(number)):
        forged(petro, option)
        await world.settle()
        assert toast(petro) == "common.old_button"
    assert await all_requests(world) == [("waiting", "money", "ti")]


async def test_no_query_gives_petro_anything_of_haarlem(
    world: World, pooled: Someone, vera: Someone, petro: Someone
) -> None:
    await ask(pooled, vera)
    await petro.joins("Utrecht West", Role.COORDINATOR)
    asker, hers = await petro.person(), (await vera.person()).memberships[0].team_id
    now, mine = world.clock.now(), (await pooled.person()).memberships[0].id
    async with world.database.transaction() as session:
        assert not await requests.withdraw(session, asker, 1, now)
        assert not await requests.note_answer(session, asker, 1, State.ACCEPTED, now)
        assert await requests.seen_by(session, asker, 1) is None
        assert await requests.asked_of(session, asker, 1) is None
        for query in (
            requests.open_in(session, asker, hers, now),
            pool.of_team(session, asker, hers, world.settings.zone),
            pool.told(session, asker, mine),
            pool.tell(session, asker, mine, now, area="x"),
        ):
            with pytest.raises(LookupError):
                await query


async def test_only_another_key_person_of_the_team_can_be_asked(
    world: World, pooled: Someone, vera: Someone, petro: Someone
) -> None:
    asker, now = await vera.person(), world.clock.now()
    team_id = asker.memberships[0].team_id
    for whom in ((await petro.person()).id, asker.id, 999):
        new = Request(0, team_id, whom, asker.id, None, None, now, now, State.WAITING)
        async with world.database.transaction() as session:
            with pytest.raises(LookupError):
                await requests.ask(session, asker, new)


async def test_who_does_both_is_sought_in_her_hours_as_a_key_person_and_not_by_herself(
    world: World, amina: Someone, vera: Someone
) -> None:
    await amina.joins("Haarlem Effect", Role.COORDINATOR)
    await arrange(world, amina, ALL_WEEK, at=1)
    await vera.does("/ask")
    assert "ask.line.no_hours(Amina)" in await vera.does("[any]")
    assert "ask.nobody" in await amina.does("/ask")


async def test_an_old_button_is_no_answer_to_a_new_request(
    world: World, pooled: Someone, vera: Someone
) -> None:
    await ask(pooled, vera)
    await hears(world, pooled)
    await pooled.does("[/answer 1 no]")
    world.clock.forward(days=31)
    await world.tick()
    assert await all_requests(world) == []
    await vera.does("/ask", "[any]", "[any]", f"[{(await pooled.person()).id}]", "[ask]")
    await pooled.hears(("[/answer 1 yes]", "answer.gone"))
    assert await all_requests(world) == [("waiting", None, None)]


async def test_she_reads_the_name_of_whoever_hears_her_answer(
    world: World, pooled: Someone, vera: Someone
) -> None:
    wim = world.someone(1004, "Wim")
    await wim.joins("Haarlem Effect", Role.COORDINATOR)
    await ask(pooled, vera)
    await wim.does("/team", f"[m{(await vera.person()).memberships[0].id}]", "[leave]", "[yes]")
    assert await pooled.does("/answer 1 yes") == ["answer.can(Wim)"]
    assert "ask.can(Amina)" in await hears(world, wim, minutes=11)


async def test_an_answer_after_she_left_the_team_changes_nothing(
    world: World, pooled: Someone, vera: Someone
) -> None:
    await pooled.joins("Third team")
    await ask(pooled, vera)
    async with world.database.transaction() as session:
        its = tables.membership_row.c.id == (await pooled.person()).memberships[0].id
        await session.execute(update(tables.membership_row).where(its).values(left_at=world.clock.now()))
    await pooled.hears(("/answer 1 yes", "answer.gone"))
    await vera.hears(("/ask 1", "ask.gone"))
    assert await world.read(notices.held, (await vera.person()).id) == []
    assert await world.read(hours.duties, 1, Role.KEY_PERSON, world.settings.zone) == {}
