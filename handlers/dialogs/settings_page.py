"""The page of /settings: what stands now for the team and for its organisation, and what each change means."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.model import TeamSettings
from bot.rules.quiet import Quiet, length
from bot.screen import Copyable, Day, Text
from handlers.dialogs.arranged import span
from handlers.dialogs.settings_options import DECISIONS, PHONES, SHARED, Shown, days

LONG: Final = 16 * 60


def head(scene: Shown) -> tuple[Text, ...]:
    """Before a change, what it is about and for whom it will hold; on the page itself, everything."""
    line = scene.answers.get("pick")
    if scene.facts.settings is None:
        return ()
    if line is None:
        return tuple(_page(scene.facts.settings))
    about = [Text(key=f"settings.about.{line}")] if line in PHONES | DECISIONS | {"notes_allowed"} else []
    return (*about, Text(key="settings.for_all")) if line in SHARED else tuple(about)


def _page(now: TeamSettings) -> Iterator[Text]:
    yield Text(key="settings.title", values={"team": now.name}, icon="⚙️")
    yield from _phone("office_phone", now.office_phone)
    yield from _phone("doctor_phone", now.doctor_phone)
    yield Text(key="settings.referral_days", values={"days": days(now.referral_days)}, icon="📤", apart=True)
    yield Text(key=f"settings.notes.{'on' if now.notes_allowed else 'off'}", icon="🗒")
    yield from _organisation(now)
    yield from _decision(now)


def _phone(name: str, number: str | None) -> Iterator[Text]:
    if number is None:
        yield Text(key=f"settings.{name}.none", apart=True)
    else:
        yield Text(key=f"settings.{name}.number", apart=True)
        yield Text(key="common.number", values={"number": Copyable(copyable=number)})


def _organisation(now: TeamSettings) -> Iterator[Text]:
    yield Text(key="settings.organisation", apart=True)
    yield Text(key=f"settings.good_friday.{'free' if now.good_friday else 'works'}", icon="🗓")
    yield Text(key=f"settings.liberation.{now.liberation}", icon="🗓")
    yield Text(key="settings.quiet", values={"times": span(now.quiet_start, now.quiet_end)}, icon="🌙")
    if length(Quiet(now.quiet_start, now.quiet_end)) > LONG:
        yield Text(key="settings.scarce", icon="⚠️")


def _decision(now: TeamSettings) -> Iterator[Text]:
    yield Text(key="settings.decision", apart=True)
    yield _heard("works_council_on", now.works_council_on, "📋")
    yield _heard("dpia_on", now.dpia_on, "🔐")
    yield Text(key="settings.open" if now.decided else "settings.closed_to_all")


def _heard(name: str, day: date | None, icon: str) -> Text:
    if day is None:
        return Text(key=f"settings.{name}.none", icon=icon)
    date_ = Text(key="settings.date", values={"day": Day(day=day), "year": str(day.year)})
    return Text(key=f"settings.{name}.heard", values={"day": date_}, icon=icon)


def told(old: TeamSettings, new: TeamSettings, line: str) -> Text:
    """What is different from now on, and for whom."""
    match line:
        case "good_friday":
            what = "good_friday_free" if new.good_friday else "good_friday_works"
        case "liberation":
            what = f"liberation_{new.liberation}"
        case "quiet":
            what = "quiet"
        case "referral_days":
            what = "referral_days"
        case "notes_allowed":
            what = "notes_on" if new.notes_allowed else "notes_off"
        case "works_council_on" | "dpia_on":
            what = _decided(old, new)
        case _:
            what = "phone" if getattr(new, line) else "no_phone"
    return Text(key=f"settings.told.{what}")


def _decided(old: TeamSettings, new: TeamSettings) -> str:
    if new.decided:
        return "changed_day" if old.decided else "open"
    return "closed" if old.decided else "one_missing"
