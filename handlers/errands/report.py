"""A report for the commissioner: counted, put into words, drawn and sent; only for a coordinator of the team."""

import asyncio
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Final

from bot.pictures.report_pdf import Document, report_pdf
from bot.pictures.report_sheets import sheets_of
from bot.pictures.report_speech import Speech
from bot.pictures.report_words import document_of
from bot.rules.report_days import Days, is_whole
from bot.rules.report_model import Facts
from bot.screen import Screen, Text, Value
from bot.texts import Texts
from handlers.dialogs.goals import days_text
from handlers.errands.desk import Desk
from storage import report_figures
from storage.sheets import write_xlsx

NAMES: Final = {"nl": "verslag", "en": "report"}


async def run(desk: Desk, values: Mapping[str, str | int]) -> None:
    """Nothing for whoever does not coordinate the team any more. Both files hold the same figures."""
    team_id = int(values["team"])
    if team_id not in desk.person.coordinates:
        return
    first, last = (date.fromisoformat(str(values[name])) for name in ("first", "last"))
    days = Days(first, last, is_whole(first, last, desk.now.astimezone(desk.zone).date()))
    async with desk.database.reading() as session:
        of_team = (session, desk.person, team_id, days, desk.now, desk.zone)
        facts = await report_figures.facts(*of_team, beside_quarters=bool(values.get("beside_quarters")))
    language, form = str(values["language"]), str(values["form"])
    files = await asyncio.to_thread(made, desk.texts, facts, language, form)
    told: dict[str, Value] = {"team": facts.team, "days": days_text(first, last)}
    await desk.say(Screen(lines=(Text(key="report.ready", values={**told}, icon="📄"),)))
    for name, content in files.items():
        await desk.send_file(content, name)


def made(texts: Texts, facts: Facts, language: str, form: str) -> dict[str, BytesIO]:
    """The files by the names they are sent with."""
    document = document_of(texts, language, facts)
    stem = f"{NAMES[language]}-{facts.days.first}-{facts.days.last}"
    files: dict[str, BytesIO] = {}
    if form != "xlsx":
        files[f"{stem}.pdf"] = BytesIO(report_pdf(document))
    if form != "pdf":
        files[f"{stem}.xlsx"] = _xlsx(document, Speech(texts, language))
    return files


def _xlsx(document: Document, say: Speech) -> BytesIO:
    heads = (say(Text(key="report.sheet.about")), say(Text(key="report.sheet.meaning")))
    paper = BytesIO()
    write_xlsx(paper, sheets_of(document, say(Text(key="report.sheet.explains")), heads))
    return paper
