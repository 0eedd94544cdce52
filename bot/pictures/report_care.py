"""What a report tells of the care for key persons, where enough of them had a session."""

from bot.pictures.report_pdf import Section
from bot.pictures.report_speech import Speech
from bot.pictures.report_tables import hours
from bot.rules.report_model import Report
from bot.screen import Text


def supervision(made: Report, say: Speech) -> Section:
    kept, title = made.supervision, say(Text(key="report.section.supervision"))
    if kept is None:
        return Section(title, (say(Text(key="report.supervision.few")),))
    values = {"held": say.number(kept.held), "planned": say.number(kept.planned)}
    lines = [say(Text(key="report.supervision.held", values={**values}))]
    if kept.median_interval_days is not None:
        days = say.number(kept.median_interval_days)
        lines.append(say(Text(key="report.supervision.interval", values={"days": days})))
    lines.append(say(Text(key="report.supervision.peer", values={"number": say.number(kept.peer_sessions)})))
    given = say.number(hours(kept.minutes_given))
    lines.append(say(Text(key="report.supervision.hours", values={"hours": given})))
    return Section(title, tuple(lines))
