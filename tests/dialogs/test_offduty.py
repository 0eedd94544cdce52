"""The message to pass on when she is off duty, and the card of her hours."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.model import Role
from bot.rules.hours import Arrangement, Kind, Window
from bot.screen import Picture, Say, Screen, Text
from storage import hours, outbox, teams
from tests.cast import Someone, World

OFFICE, DOCTOR, OTHER_OFFICE = "023-1234567", "023-7654321", "030-9999999"
MONDAY_EVENING = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
DANGER = ["offduty.danger", "common.number(112)"]
CALL_OFFICE = ["offduty.office", f"common.number({OFFICE})"]
CALL_DOCTOR = ["offduty.doctor", f"common.number({DOCTOR})"]
NUMBERS = [*DANGER, *CALL_OFFICE, *CALL_DOCTOR, "offduty.by_day"]
ALL_WEEK = tuple(Window(weekday, 0, 24 * 60) for weekday in range(7))
SPLIT = (Window(0, 540, 750), Window(0, 780, 1020), Window(2, 540, 1020), Window(2, 780, 900, True))


@pytest.fixture
async def settings(world: World, amina: Someone, vera: Someone) -> None:
    """Vera has set the numbers of the team."""
    await set_numbers(world, vera, office_phone=OFFICE, doctor_phone=DOCTOR)


async def set_numbers(world: World, who: Someone, **numbers: str) -> None:
    person = await who.person()
    async with world.database.transaction() as session:
        await teams.change(session, person, person.memberships[-1].team_id, **numbers)


async def agree(world: World, who: Someone, new: Arrangement) -> None:
    person = await who.person()
    now = world.clock.now()
    async with world.database.transaction() as session:
        await hours.propose(session, person.memberships[0].id, new, person.id, now, agreed=True)


def weekly(*windows: Window) -> Arrangement:
    return Arrangement(Kind.HOURS, date(2026, 1, 1), windows=windows)


def handed(who: Someone) -> list[str]:
    """The newest message, which has nothing on it but what is for the other person."""
    shown = who.phone.last
    assert shown.inline == []
    assert "\n\n\n" not in shown.text
    return [line for line in shown.text.split("\n") if line]


async def test_one_tap_brings_the_message_and_the_page_stays(settings: None, amina: Someone) -> None:
    await amina.hears(("/offduty", "offduty.language.ask"))
    page = amina.phone.last.message_id
    await amina.hears(("[ar]", "offduty.working_until"))
    assert handed(amina)[1:] == NUMBERS
    assert amina.phone.last.message_id > page
    assert [one.message_id for one in amina.phone.messages if one.inline] == [page]
    assert amina.options() == ["ar", "en", "nl", "text", "picture"]


async def test_another_language_and_the_card_come_from_the_same_page(amina: Someone) -> None:
    await amina.does("/offduty", "[ar]")
    await amina.hears(("[nl]", "offduty.working_until"), ("[text]", "offduty.title"))
    assert amina.options()[0] == "nl"


async def test_her_own_language_stands_in_front_and_then_the_last_choice(amina: Someone) -> None:
    await amina.does("/language", "[nl]", "/offduty")
    assert amina.options()[0] == "nl"
    await amina.does("[ar]")
    old_page = next(one for one in amina.phone.messages if one.inline)
    await amina.hears(("/offduty", "offduty.more.ask"))
    assert amina.options()[0] == "ar"
    assert [one.inline for one in amina.phone.messages if one.message_id == old_page.message_id] == [[]]


NEW_YEAR = Arrangement(Kind.LEAVE, date(2026, 11, 20), date(2027, 1, 3))
TUESDAY = "offduty.back(offduty.on_weekday(weekday 1, 09:00))"


@pytest.mark.parametrize(
    ("now", "arranged", "said"),
    [
        pytest.param(
            datetime(2026, 11, 23, 11, tzinfo=UTC),
            None,
            ["offduty.working_until(weekday 0, 17:00)"],
            id="on duty: until when today",
        ),
        pytest.param(MONDAY_EVENING, None, ["offduty.not_now", TUESDAY], id="tomorrow, by its name"),
        pytest.param(
            datetime(2026, 11, 23, 6, tzinfo=UTC),
            None,
            ["offduty.not_now", "offduty.back(offduty.on_today(weekday 0, 09:00))"],
            id="later today",
        ),
        pytest.param(
            datetime(2026, 11, 23, 11, 40, tzinfo=UTC),
            weekly(*SPLIT),
            ["offduty.not_now", "offduty.back(offduty.on_today(weekday 0, 13:00))"],
            id="in the break",
        ),
        pytest.param(
            datetime(2027, 3, 26, 19, tzinfo=UTC),
            None,
            ["offduty.not_now", TUESDAY],
            id="Friday evening before Easter Monday",
        ),
        pytest.param(
            MONDAY_EVENING,
            NEW_YEAR,
            ["offduty.not_now", "offduty.back(offduty.on_day(weekday 0, 2027-01-04, 09:00))"],
            id="after leave, with the date",
        ),
        pytest.param(MONDAY_EVENING, weekly(), ["offduty.not_now", "offduty.ask_office"], id="not in sight"),
        pytest.param(MONDAY_EVENING, weekly(*ALL_WEEK), ["offduty.working"], id="without an end in sight"),
        pytest.param(
            MONDAY_EVENING,
            weekly(Window(0, 1080, 1440)),
            ["offduty.working_until(weekday 0, 24:00)"],
            id="until midnight",
        ),
        pytest.param(
            MONDAY_EVENING,
            weekly(Window(0, 1080, 1560)),
            ["offduty.working_until(weekday 0, 02:00)"],
            id="past midnight",
        ),
    ],
)
async def test_it_says_when_she_is_back(
    world: World, settings: None, amina: Someone, now: datetime, arranged: Arrangement | None, said: list[str]
) -> None:
    world.clock.moment = now
    if arranged:
        await agree(world, amina, arranged)
    await amina.does("/offduty", "[en]")
    assert handed(amina) == said + NUMBERS


async def test_while_she_is_away_she_is_not_back_before_that_ends(
    world: World, settings: None, amina: Someone
) -> None:
    person, thursday = await amina.person(), datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
    async with world.database.transaction() as session:
        await hours.set_away(session, person.id, thursday, world.clock.now())
    await amina.does("/offduty", "[en]")
    back = "offduty.back(offduty.on_weekday(weekday 3, 12:00))"
    assert handed(amina) == ["offduty.not_now", back, *NUMBERS]
    world.clock.moment = thursday + timedelta(minutes=1)
    await amina.does("[en]")
    assert handed(amina)[0] == "offduty.working_until(weekday 3, 17:00)"


async def test_the_hours_of_her_coordination_are_not_those_of_her_work(world: World, amina: Someone) -> None:
    await agree(world, amina, weekly(Window(3, 600, 720)))
    await amina.does(f"/start {await world.invite('Haarlem Effect', Role.COORDINATOR)}")
    await amina.does("/offduty", "[en]")
    assert handed(amina)[1] == "offduty.back(offduty.on_weekday(weekday 3, 10:00))"
    await amina.does("[text]")
    assert "arranged.days(arranged.weekday(weekday 3), 10:00–12:00)" in handed(amina)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        pytest.param({}, [], id="none"),
        pytest.param({"office_phone": OFFICE}, CALL_OFFICE, id="the office alone"),
        pytest.param({"doctor_phone": DOCTOR}, CALL_DOCTOR, id="the doctor alone"),
    ],
)
async def test_what_the_team_has_not_set_leaves_nothing_behind(
    world: World, amina: Someone, vera: Someone, numbers: dict[str, str], said: list[str]
) -> None:
    await set_numbers(world, vera, **numbers)
    await agree(world, amina, weekly())
    await amina.does("/offduty", "[en]")
    office = ["offduty.ask_office"] if "office_phone" in numbers else []
    assert handed(amina) == ["offduty.not_now", *office, *DANGER, *said, "offduty.by_day"]


async def test_the_card_as_text_has_the_hours_and_numbers_of_the_work(
    world: World, settings: None, amina: Someone
) -> None:
    await agree(world, amina, weekly(*SPLIT))
    await amina.does("/offduty", "[en]", "[text]")
    assert handed(amina) == [
        "offduty.title",
        "common.name(Haarlem Effect)",
        "arranged.days(arranged.weekday(weekday 0), 09:00–12:30, 13:00–17:00)",
        "arranged.days(arranged.weekday(weekday 2), 09:00–17:00)",
        "arranged.consultation(arranged.weekday(weekday 2), 13:00–15:00)",
        *("offduty.card.danger", "common.number(112)"),
        *("offduty.card.office", f"common.number({OFFICE})"),
        *("offduty.card.doctor", f"common.number({DOCTOR})"),
    ]


@pytest.mark.parametrize(
    ("windows", "said"),
    [
        pytest.param((), "arranged.no_days", id="nothing"),
        pytest.param(
            SPLIT[-1:],
            "arranged.consultation(arranged.weekday(weekday 2), 13:00–15:00)",
            id="a consultation hour alone",
        ),
    ],
)
async def test_a_week_without_hours_says_only_what_is_so(
    world: World, amina: Someone, windows: tuple[Window, ...], said: str
) -> None:
    await agree(world, amina, weekly(*windows))
    await amina.does("/offduty", "[en]", "[text]")
    assert handed(amina) == [
        "offduty.title",
        "common.name(Haarlem Effect)",
        said,
        "offduty.card.danger",
        "common.number(112)",
    ]


async def test_the_card_shows_the_week_that_is_in_force(world: World, amina: Someone) -> None:
    await agree(world, amina, weekly(Window(0, 540, 600)))
    later = Arrangement(Kind.HOURS, date(2026, 11, 30), windows=(Window(1, 540, 600),))
    await agree(world, amina, later)
    await amina.does("/offduty", "[en]", "[text]")
    assert "arranged.days(arranged.weekday(weekday 0), 09:00–10:00)" in handed(amina)
    world.clock.forward(days=7)
    await amina.does("[text]")
    assert "arranged.days(arranged.weekday(weekday 1), 09:00–10:00)" in handed(amina)


@pytest.mark.parametrize("windows", [SPLIT, SPLIT[-1:], ()], ids=["hours", "consultation alone", "nothing"])
async def test_the_picture_arrives_alone(
    world: World, settings: None, amina: Someone, windows: tuple[Window, ...]
) -> None:
    await agree(world, amina, weekly(*windows))
    await amina.does("/offduty", "[ar]", "[picture]")
    shown = amina.phone.last
    assert shown.content is not None
    assert shown.content.startswith(b"\x89PNG\r\n")
    assert shown.message["photo"][0]["width"] == 1080
    assert (shown.text, shown.inline) == ("", []), "a caption would be passed on with it"


async def test_the_picture_comes_after_a_restart_too(world: World, amina: Someone) -> None:
    await amina.does("/offduty", "[ar]")
    world.telegram.faults.add("server_error", method="sendPhoto", times=None)
    shown, data = amina.button("picture")
    amina.phone.tap_data(data, shown.message_id)
    await world.program.intake.poll_once(0)
    await world.program.intake.handle_waiting()
    await world.program.stop()
    assert [one.content.kind for one in await world.read(outbox.waiting)] == ["picture", "edit"]
    world.telegram.faults.clear()
    await world.restart()
    assert [bool(one.content) for one in amina.phone.messages].count(True) == 1
    assert await world.read(outbox.waiting) == []


async def test_a_picture_that_cannot_be_drawn_does_not_hold_up_what_comes_after(
    world: World, amina: Someone
) -> None:
    title = Text(key="offduty.title")
    impossible = Picture(language="gone", title=title, team="", rows=(), consultation_title=title)
    after = Say(screen=Screen(lines=(Text(key="common.cancelled"),)))
    async with world.database.transaction() as session:
        items = await outbox.reply(session, amina.id, "en", [impossible, after], world.clock.now())
    world.program.delivery.post(items)
    await world.settle()
    assert amina.phone.last.text == "common.cancelled"
    assert await world.read(outbox.waiting) == []


async def test_with_two_teams_the_team_is_asked_each_time_and_only_its_numbers_are_told(
    world: World, settings: None, amina: Someone, vera: Someone
) -> None:
    await amina.does(f"/start {await world.invite('Third Team')}")
    haarlem, third = [one.team_id for one in (await amina.person()).memberships]
    await vera.does(f"/start {await world.invite('Third Team', Role.COORDINATOR)}")
    await set_numbers(world, vera, office_phone=OTHER_OFFICE)
    name = "common.name(Third Team)"
    await amina.hears(("/offduty", "offduty.team.ask"), (f"[{third}]", name), ("[en]", name))
    assert handed(amina)[1:] == [
        *DANGER,
        "offduty.office",
        f"common.number({OTHER_OFFICE})",
        "offduty.by_day",
    ]
    await amina.does("[text]")
    assert handed(amina)[1] == name
    await amina.hears(("/offduty", "offduty.team.ask"), (f"[{haarlem}]", "offduty.language.ask"))
    await amina.does("[en]")
    assert handed(amina)[1:] == NUMBERS


async def test_petros_numbers_are_his_alone(
    world: World, settings: None, amina: Someone, petro: Someone
) -> None:
    await petro.does(f"/start {await world.invite('Utrecht West', Role.COORDINATOR)}")
    await set_numbers(world, petro, office_phone=OTHER_OFFICE)
    for who in (amina, petro):
        await who.does("/offduty", "[en]", "[text]")
    heard = {who.id: "\n".join(one.text for one in who.phone.messages) for who in (amina, petro)}
    assert OTHER_OFFICE in heard[petro.id]
    assert OTHER_OFFICE not in heard[amina.id]
    assert not [number for number in (OFFICE, DOCTOR) if number in heard[petro.id]]


async def test_petro_gets_nothing_by_aminas_buttons(world: World, amina: Someone, petro: Someone) -> None:
    await amina.does("/offduty", "[en]")
    _, data = amina.button("text")
    await petro.does("/help")
    petro.phone.tap_data(data, petro.phone.last.message_id)
    await world.settle()
    assert petro.phone.toasts[-1].text == "common.old_button"


async def test_a_coordinator_has_no_such_message(vera: Someone) -> None:
    await vera.hears(("/offduty", "common.not_for_you"))


async def test_after_two_weeks_the_page_says_how_to_open_it_again(world: World, amina: Someone) -> None:
    await amina.does("/offduty", "[en]")
    before = len(world.telegram.calls)
    world.clock.forward(days=14, minutes=1)
    await world.tick()
    assert "offduty.closed" in amina.lines_since(before)
    await amina.hears(("/offduty", "offduty.language.ask"))
