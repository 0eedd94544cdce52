"""/mydata: a page at once and two files soon, with everything about her and nobody else."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import Boolean, Integer

from bot.rules.hours import Arrangement, Kind
from bot.screen import Screen, Text
from bot.texts import Texts
from handlers.errands import mydata_page
from storage import my_data, my_data_told, notices
from storage.outbox import waiting
from storage.tables import metadata
from storage.types import Moment
from tests.cast import Someone, World
from tests.dialogs.arranging import arrange
from tests.dialogs.test_privacy import leaves, object_, trail
from tests.rules.stage import ZONE
from tests.storage.test_my_data import ME

LOGS = ("/contact", "[phone_call]", "[money]", "[explained]", "[none]")


def files_of(who: Someone) -> dict[str, bytes]:
    """Every file that she got, by the end of its name."""
    files = [one for one in who.phone.messages if one.file_name]
    return {str(one.file_name).rpartition(".")[2]: one.content or b"" for one in files}


async def whole(who: Someone) -> dict[str, Any]:
    found = json.loads(files_of(who)["json"])
    assert isinstance(found, dict)
    return found


async def test_the_page_comes_at_once_with_how_many_and_since_when(amina: Someone) -> None:
    await amina.does(*LOGS)
    lines = await amina.does("/mydata")
    assert lines[:2] == ["mydata.title", "mydata.person"]
    assert "mydata.number_since(mydata.table.contact, 1, 2026-11-23, 2026)" in lines
    assert "mydata.files" in lines
    assert amina.options() == ["/correct", "/privacy"]


async def test_two_files_follow_with_the_same_rows(world: World, amina: Someone) -> None:
    await amina.does(*LOGS, "/mydata")
    names = [one.file_name for one in amina.phone.messages if one.file_name]
    assert names == ["sleutelbot-my-data-2026-11-23.html", "sleutelbot-my-data-2026-11-23.json"]
    found = await whole(amina)
    assert [row["kind"] for row in found["tables"]["contact"]] == ["phone_call"]
    assert found["tables"]["person"][0]["telegram_id"] == amina.id
    assert "topic.money" in files_of(amina)["html"].decode()
    assert await world.read(waiting) == []
    assert "asked_for_copy" in await world.read(trail)


async def test_nobody_else_is_in_it(amina: Someone, vera: Someone, petro: Someone) -> None:
    await petro.does(*LOGS)
    await amina.does(*LOGS, "/coordinator", "[question]", "Can we talk on Friday?", "[yes]", "/mydata")
    for content in files_of(amina).values():
        written = content.decode()
        for other in (vera, petro):
            assert other.phone.first_name not in re.findall(r"\w+", written)
            assert str(other.id) not in re.findall(r"[0-9]+", written)
    assert "Can we talk on Friday?" in files_of(amina)["json"].decode()


async def test_what_tells_who_she_is_in_the_trail_is_not_in_it(amina: Someone) -> None:
    await amina.does("/mydata")
    found = await whole(amina)
    assert "reference" not in found["tables"]["person"][0]
    assert found["left_out"].keys() == my_data_told.LEFT_OUT.keys()
    assert found["about_nobody"].keys() == my_data.ABOUT_NOBODY.keys()


async def test_who_has_left_still_gets_it(world: World, amina: Someone, vera: Someone) -> None:
    await amina.does(*LOGS)
    await leaves(world, amina, vera)
    assert "mydata.files" in await amina.does("/mydata")
    assert files_of(amina).keys() == {"html", "json"}


async def test_a_stranger_gets_nothing(stranger: Someone) -> None:
    assert await stranger.does("/mydata") == ["common.by_invitation"]
    assert files_of(stranger) == {}


async def test_whoever_asks_twice_at_once_gets_one_pair(world: World, amina: Someone) -> None:
    amina.phone.send("/mydata")
    amina.phone.send("/mydata")
    await world.settle()
    assert len([one for one in amina.phone.messages if one.file_name]) == 2


class Reader(HTMLParser):
    """Which tags and addresses a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags, self.attributes = set[str](), dict[str, str | None]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= dict(attrs)


@pytest.mark.parametrize("language", ["en", "nl", "ar"])
async def test_the_page_needs_nothing_from_anywhere_in_every_language(
    world: World, texts: Texts, amina: Someone, language: str
) -> None:
    await amina.does(*LOGS, "/profile", "[languages]", "[ti]")
    kept = await world.read(my_data.of, await amina.person(), ZONE)
    words = {"words": "<script>alert(1)</script> & more"}
    kept["contact"][0] |= words
    page = mydata_page.page(texts, language, kept, world.clock.now(), world.settings.zone)
    reader = Reader()
    reader.feed(page)
    assert not reader.tags & {"script", "link", "img", "iframe", "form", "a"}
    assert not {"src", "href"} & reader.attributes.keys()
    assert reader.attributes["lang"] == language
    assert reader.attributes["dir"] == ("rtl" if language == "ar" else "ltr")
    assert "&lt;script&gt;" in page


async def test_a_coordinator_who_proposed_hours_gets_it_too(
    world: World, amina: Someone, vera: Someone
) -> None:
    opening = Arrangement(Kind.OPENING, date(2026, 11, 24), None, 540, 600)
    await arrange(world, amina, opening, by=vera)
    assert "errand.failed" not in await vera.does("/mydata")
    [row] = (await whole(vera))["tables"]["arrangement"]
    assert (row["proposed_by"], row["start"]) == (my_data_told.YOU, my_data_told.HIDDEN)
    assert files_of(vera).keys() == {"html", "json"}


async def test_a_coordinator_does_not_read_why_somebody_was_not_reached(
    world: World, amina: Someone, vera: Someone
) -> None:
    await object_(amina)
    me, asks = await amina.person(), await vera.person()
    screen = Screen(lines=(Text(key="common.name", values={"name": "tea"}),))
    given = (me.memberships[0].team_id, "question:77", screen, world.clock.now())
    async with world.database.transaction() as session:
        await notices.put(session, me.id, *given, asked_by=asks.id)
    world.clock.forward(hours=1)
    await world.tick()
    await vera.does("/mydata")
    told = [row for row in (await whole(vera))["tables"]["notice"] if row["person"] != my_data_told.YOU]
    assert [row["key"] for row in told] == ["question"]
    assert not [one for one in files_of(vera).values() if b'"objected"' in one]


def test_every_table_can_be_put_on_the_page(world: World, texts: Texts) -> None:
    """Each with a row of its own kinds of values, and with one of somebody else, of which nothing is told."""
    rows = {
        name: [
            {"id": 1, **{column: _value(name, column) for column in columns}},
            {"id": 2, **dict.fromkeys(columns, my_data_told.HIDDEN)},
        ]
        for name, columns in mydata_page.READABLE.items()
    }
    page = mydata_page.page(texts, "en", rows, world.clock.now(), world.settings.zone)
    assert page.count("<h2>") == len([one for one in mydata_page.READABLE.values() if one])
    assert ME.name not in page


def _value(table: str, column: str) -> Any:
    """As a row of hers has it; the parts of a contact, and what the trail tells, have no column of their own."""
    columns = metadata.tables[table].columns
    match columns[column].type if column in columns else None:
        case Moment():
            return "2026-11-23T11:00:00+00:00"
        case Boolean():
            return True
        case Integer():
            return 540
    return "2026-11-23" if column == "at" else "word"
