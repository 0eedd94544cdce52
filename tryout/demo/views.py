"""What the page shows, as plain values that become JSON."""

import asyncio
from typing import Any

from tryout.demo.bot import RUNNING
from tryout.demo.handset import Handset
from tryout.demo.show import Show
from tryout.demo.world import World
from tryout.people import Shown

View = dict[str, Any]
_SAMPLES = ("sticker", "photo", "voice", "contact", "location", "document")


def parts(show: Show) -> dict[str, View]:
    """The page piece by piece, so that only what changed need travel."""
    world = show.world
    world.look()
    phones = {f"phone:{key}": phone(handset) for key, handset in world.handsets.items()}
    order: View = {"phones": list(world.handsets), "run": show.number, "bot": world.telegram.username}
    return {"stage": order, "clock": clock(world), "bot": bot(show), **phones}


def clock(world: World) -> View:
    jump, loop_time = world.jump, asyncio.get_running_loop().time()
    view: View = {"ahead": round(world.clock.ahead.total_seconds(), 3), "jump": None}
    if jump:
        waits = jump.waits(loop_time, world.bot.since, world.bot.state == RUNNING)
        did = jump.deeds(world.telegram.calls, world.handsets.values()) if jump.did is None else jump.did
        seconds = [int(moment.timestamp()) for moment in (jump.start, jump.end)]
        view["jump"] = {"from": seconds[0], "to": seconds[1], "waits": waits, "did": did}
    return view


def bot(show: Show) -> View:
    world, faults = show.world, show.world.telegram.faults
    state: View = {"state": world.bot.state, "starts": world.bot.starts, "complaint": world.bot.complaint}
    wrong: View = {"away": faults.is_away, "too_many": faults.waiting("too_many"), "failure": show.failure}
    return {**state, **wrong, "pending": len(world.telegram.pending), "loss": world.loss.view}


def phone(handset: Handset) -> View:
    """One phone as its owner sees it."""
    one, account, member = handset.phone, handset.phone.account, handset.member
    waiting = {update["update_id"] for update in one.telegram.pending}
    running: View = {
        "started": account.started,
        "blocked": account.blocked,
        "invited": handset.invitation is not None,
        "typing": handset.awaits_words,
        "tapped": _tapped(handset),
        "keyboard": one.reply_keyboard,
        "commands": one.commands,
        "toasts": [{"text": toast.text, "alert": toast.show_alert} for toast in one.toasts],
        "messages": [
            _message(shown, handset.updates.get(shown.message_id) in waiting) for shown in one.messages
        ],
    }
    known = {"key": member.key, "name": member.name, "role": member.role, "team": member.team}
    return {**known, "language": one.language_code, **running}


def _tapped(handset: Handset) -> View | None:
    tap = handset.open_tap
    return {"message_id": tap.message_id, "data": tap.data} if tap else None


def _message(shown: Shown, waits: bool) -> View:
    raw = shown.message
    kind = next((name for name in _SAMPLES if name in raw), "text")
    # The apps show the code of an invitation to nobody.
    hides_code = not shown.from_bot and shown.text.startswith("/start ")
    text = "/start" if hides_code else shown.text
    view: View = {"id": shown.message_id, "out": not shown.from_bot, "kind": kind, "date": raw["date"]}
    view |= {"text": text, "entities": shown.entities, "edits": shown.edits, "silent": shown.silent}
    view |= {"waits": waits, "file": shown.file_name, "forwarded": "forward_origin" in raw}
    view["rows"] = [
        [{"text": b.text, "data": b.data, "url": b.url, "copy": b.copy_text, "style": b.style} for b in row]
        for row in shown.inline
    ]
    if kind in {"contact", "location", "sticker"}:
        view["about"] = raw[kind]
    return view


def call_rows(world: World, start: int) -> list[View]:
    """The log of calls from number `start` on."""
    rows = []
    for call in world.telegram.calls[start:]:
        phone = next((key for key, handset in world.handsets.items() if handset.hears(call)), None)
        row: View = {"at": int(call.at.timestamp()), "method": call.method, "phone": phone, "ok": call.ok}
        rows.append({**row, "code": call.error_code, "fault": call.fault})
    return rows
