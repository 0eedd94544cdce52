"""A moment in words, as near as somebody would say it: today, tomorrow, on Tuesday, on 4 March."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.screen import Day, Text, Weekday

NEAR_DAYS = 6


def clock(minute: int) -> str:
    """Minutes after midnight as 09:00; the end of a day is 24:00, and what lies beyond is read the day after."""
    within = minute if minute == 24 * 60 else minute % (24 * 60)
    return f"{within // 60:02}:{within % 60:02}"


def when(moment: datetime, now: datetime, zone: ZoneInfo) -> Text:
    """A past or coming moment, to be put into a sentence."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    time, days = f"{local:%H:%M}", (local.date() - today).days
    if days == 0:
        return Text(key="when.today", values={"time": time})
    if days in {-1, 1}:
        return Text(key="when.tomorrow" if days > 0 else "when.yesterday", values={"time": time})
    if abs(days) <= NEAR_DAYS:
        return Text(key="when.weekday", values={"weekday": Weekday(weekday=local.weekday()), "time": time})
    return Text(key="when.day", values={"day": Day(day=local.date()), "time": time})
