"""Which texts the code asks for: written out as a key, made of parts, or derived from a dialogue and its step.

A key made of parts, such as `f"safety.{name}"`, stands below with all it can become, so that neither a text
without a use nor a use without a text stays unseen.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from bot.dialog import Choose, Write
from bot.export import COLUMNS, What
from bot.languages import NAMED_HERE
from bot.menu import STRANGERS
from bot.model import Attendance, DayPart, Familiarity, Role, Spending, Timing
from bot.rules.boundaries import WORDINGS
from bot.rules.directory import TEMPLATE
from bot.rules.gate import Reason
from bot.rules.goals import Indicator, Standing
from bot.rules.holidays import Liberation
from bot.rules.hours import Contract, Why
from bot.rules.light_days import Calendar
from bot.rules.load import Band
from bot.rules.personal_data import Kind
from bot.rules.pool import Gender
from bot.rules.report import STUCK
from bot.rules.report_cells import OUTCOMES as REPORTED
from bot.rules.report_cells import WITH
from bot.rules.retention import Kind as Retained
from bot.rules.slots import Clash
from bot.safety import CARDS, CONTACT, OF_TEAM, SERVICES
from bot.sheets_read import Reason as Unread
from bot.supervision import THEMES, Answer, Every, Lead, MeetingKind, MeetingState
from bot.taxonomy import ACTIONS, KINDS, PARTNERS, ROLES, TAXONOMY, TOPICS
from bot.texts import KEYBOARD_COMMANDS
from handlers.commands import COMMANDS
from handlers.commands.how import MET
from handlers.dialogs import DIALOGS, alarms, heavy, meeting_rights, meeting_words, numbers_options
from handlers.dialogs.join import PROMISES
from handlers.dialogs.quiet_options import ZONES
from handlers.dialogs.settings_options import DECISIONS, PHONES
from handlers.errands.export_words import OUTCOMES as EXPORTED_OUTCOMES
from handlers.errands.mydata_page import READABLE
from storage.audit_about import TOLD
from storage.hours import AGREED, DECLINED, PROPOSED, WITHDRAWN
from storage.reminders import LOST, UNTOLD
from storage.requests import State as RequestState
from tests.rules import walks

ROOT: Final = Path(__file__).parents[2]
LAYERS: Final = ("bot", "handlers", "storage")
_RECORD: Final = ("actions", "referral", "day", "minutes", "people", "familiarity", "roles")
SETTINGS_TOLD: Final = (
    *("phone", "no_phone", "good_friday_free", "good_friday_works", "quiet"),
    *(f"liberation_{one}" for one in Liberation),
    *("referral_days", "notes_on", "notes_off"),
    *("one_missing", "open", "changed_day", "closed"),
)
_DETAILS: Final = [f"{topic}.{one.id}" for topic in TOPICS for one in TOPICS[topic].sub]

EXPORTED: Final = sorted({column for columns in COLUMNS.values() for column in columns})
BIG: Final = ("contacts", "questions", "residents_reached")
COUNTING: Final = (
    *("log", "twice", "bands", "rounded", "small", "questions", "referrals", "supervision", "not_kept"),
)

MADE_OF_PARTS: Final[dict[str, list[str]]] = {
    "action.{}": [f"action.{one}" for one in ACTIONS],
    "agenda.own.{}": ["agenda.own.referrals", "agenda.own.off_duty"],
    "agenda.point.{}": [
        f"agenda.point.{one}" for one in ("referrals", "off_duty", "boundaries", "hours", "else")
    ],
    "agenda.sent.{}": ["agenda.sent.heavy", "agenda.sent.topic"],
    "agree.state.{}": [f"agree.state.{one}" for one in (AGREED, DECLINED, PROPOSED, WITHDRAWN)],
    "arranged.contract.{}": [f"arranged.contract.{one}" for one in Contract],
    "attendance.{}": [f"attendance.{one}" for one in Attendance],
    "card.day_part.option.{}": [f"card.day_part.option.{one}" for one in DayPart],
    "card.familiarity.option.{}": [f"card.familiarity.option.{one}" for one in Familiarity],
    "boundary.reminder.{}": [f"boundary.reminder.{one}" for one in range(WORDINGS)],
    "card.record.timing.{}": [f"card.record.timing.{one}" for one in (Timing.EARLIER, Timing.EXTRA)],
    "card.record.{}": [f"card.record.{one}" for one in _RECORD],
    "command.{}": [f"command.{one}" for one in (*COMMANDS, *STRANGERS)],
    "detail.{}.{}": [f"detail.{one}" for one in _DETAILS],
    "team.told.{}": [f"team.told.{one}" for one in ("pause", "resume", "leave", "move", "lost")],
    "seen.did.{}": [f"seen.did.{one}" for one in TOLD],
    "gate.{}": [f"gate.{one}" for one in ("unknown", "expired", "unreachable")],
    "directory.column.{}": [f"directory.column.{one}" for one in TEMPLATE],
    "directory.entry.{}": [
        f"directory.entry.{one}" for one in TEMPLATE if one not in {"category", "phone", "checked_on"}
    ],
    "directory.example.{}": [
        f"directory.example.{one}" for one in ("name", "what", "for_whom", "how_to_refer")
    ],
    "directory.explain.{}": [f"directory.explain.{one}" for one in TEMPLATE],
    "directory.reason.{}": [
        f"directory.reason.{one}" for one in ("missing", "unknown", "too_long", "link", "in_future", "twice")
    ],
    "directory.unreadable.{}": [f"directory.unreadable.{one}" for one in Unread],
    "export.column.{}": [f"export.column.{one}" for one in EXPORTED],
    "export.explains.{}": [f"export.explains.{one}" for one in EXPORTED],
    "export.head.{}": [f"export.head.{one}" for one in ("column", "code", "meaning")],
    "export.outcome.{}": [f"export.outcome.{one}" for one in EXPORTED_OUTCOMES],
    "export.state.{}": [f"export.state.{one}" for one in MeetingState],
    "export.what.option.{}": [f"export.what.option.{one}" for one in What],
    "goals.indicator.{}": [f"goals.indicator.{one}" for one in Indicator],
    "goals.standing.{}": [f"goals.standing.{one}" for one in Standing],
    "report.big.{}": [f"report.big.{one}" for one in BIG],
    "report.big.{}.told": [f"report.big.{one}.told" for one in BIG],
    "report.chart.{}": [f"report.chart.{one}" for one in ("questions", "actions", "partners")],
    "report.column.{}": [
        f"report.column.{one}"
        for one in ("what", "number", "now", "before", "change", "expected", "agreed", "goal_days")
    ],
    "report.counting.{}": [f"report.counting.{one}" for one in COUNTING],
    "report.kept.{}": [f"report.kept.{one}" for one in ("planned", "held", "interval", "peer", "hours")],
    "report.outcome.{}": [f"report.outcome.{one}" for one in REPORTED],
    "report.outcomes.{}": [f"report.outcomes.{one}" for one in ("helped", "under_way")],
    "report.questions.{}": [f"report.questions.{one}" for one in ("more", "fewer", "same")],
    "report.reach.{}": [f"report.reach.{one}" for one in WITH],
    "report.section.{}": [
        f"report.section.{one}"
        for one in ("team", "reach", "questions", "actions", "referrals", "supervision", "counting")
    ],
    "report.stuck.{}": [f"report.stuck.{one}" for one in STUCK],
    "report.table.{}": [
        f"report.table.{one}"
        for one in ("goals", "key", "contacts", "questions", "actions", "partners", "outcomes", "supervision")
    ],
    "report.with.{}": [f"report.with.{one}" for one in WITH],
    "role.{}": [f"role.{one}" for one in ROLES],
    "hours.band.{}": [f"hours.band.{one}" for one in Band],
    "hours.now.{}": [f"hours.now.{one}" for one in Why],
    "hours.state.{}": [f"hours.state.{one}" for one in (PROPOSED, AGREED, DECLINED, WITHDRAWN)],
    "hours.team.{}": [f"hours.team.{one}" for one in Role],
    "heavy.answer.{}": [f"heavy.answer.{one}" for one, _ in heavy.ANSWERS],
    "heavy.met.{}": [f"heavy.met.{one}" for one in MET],
    "help.{}": [f"help.{one}" for one in Role],
    "join.welcome.{}": [f"join.welcome.{one}" for one in Role],
    "join.{}": [f"join.{one}" for one in PROMISES],
    "keyboard.{}": [f"keyboard.{one}" for one in KEYBOARD_COMMANDS],
    "kind.{}": [f"kind.{one}" for one in KINDS],
    "meeting.button.{}": [f"meeting.button.{one}" for one in meeting_words.ACTS],
    "meeting.every.{}": [f"meeting.every.{one}" for one in Every],
    "meeting.guest.{}": [f"meeting.guest.{one}" for one in ("no", "yes", "other_time")],
    "meeting.kind.{}": [f"meeting.kind.{one}" for one in MeetingKind],
    "meeting.news.{}": [
        f"meeting.news.{one}" for one in ("planned", "moved", "cancelled", "restored", "without_you")
    ],
    "meeting.state.{}": [f"meeting.state.{one}" for one in ("skipped", "cancelled", "held", "not_held")],
    "meeting.who.{}": [
        f"meeting.who.{one}" for one in ("coming", "not_coming", "silent", "came", "stayed_away")
    ],
    "meeting.why_not.{}": [f"meeting.why_not.{one}" for one in meeting_rights.WHY_NOT],
    "outcome_of.{}": [f"outcome_of.{one.id}" for one in TAXONOMY.referral_outcomes],
    "outcome.themes.option.{}": [f"outcome.themes.option.{one}" for one in THEMES],
    "partner.{}": [f"partner.{one}" for one in PARTNERS],
    "privacy.kept.{}": [f"privacy.kept.{one}" for one in Retained],
    "mydata.table.{}": [f"mydata.table.{one}" for one, columns in READABLE.items() if columns],
    "mydata.column.{}": sorted({f"mydata.column.{one}" for columns in READABLE.values() for one in columns}),
    "alarm.answer.{}": [f"alarm.answer.{one}" for one, _ in alarms.ANSWERS],
    "numbers.service.{}": [
        f"numbers.service.{one}" for one in (*OF_TEAM, *(each.id for each in SERVICES.values() if each.phone))
    ],
    "numbers.way.{}": [f"numbers.way.{one}" for one in numbers_options.WAYS],
    "safety.{}": sorted({f"safety.{one.title}" for one in CARDS.values()}),
    "safety.for.{}": [
        f"safety.for.{one}"
        for one in (*SERVICES, *OF_TEAM, "doctor_unknown", "social_team_unknown")
        if one != CONTACT
    ],
    "safety.says.{}": sorted({f"safety.says.{one}" for card in CARDS.values() for one in card.says}),
    "safety.step.{}": [
        f"safety.step.{one}" for one in ("notice", "discuss", "discuss_contact", "decides", "decides_next")
    ],
    "quiet.light.option.{}": [f"quiet.light.option.{one}" for one in Calendar],
    "quiet.zone.option.{}": [f"quiet.zone.option.{one}" for one in ZONES],
    "referral.answered.{}": [
        f"referral.answered.{one}" for one in ("good", "stuck", "own_choice", "no_need")
    ],
    "recognised.{}": [f"recognised.{one}" for one in Kind],
    "referral.button.{}": [f"referral.button.{one}" for one in ("more", "later", "stop")],
    "rhythm.{}": [f"rhythm.{one}" for one in ("due", "overdue")],
    "answer.was.{}": [f"answer.was.{one}" for one in RequestState if one is not RequestState.WAITING],
    "profile.gender.option.{}": [f"profile.gender.option.{one}" for one in Gender],
    "spoken.{}": [f"spoken.{one}" for one in NAMED_HERE],
    "sessions.answer.{}": [f"sessions.answer.{one}" for one in Answer],
    "settings.about.{}": [f"settings.about.{one}" for one in PHONES | DECISIONS | {"notes_allowed"}],
    "settings.good_friday.{}": [f"settings.good_friday.{one}" for one in ("free", "works")],
    "settings.liberation.{}": [f"settings.liberation.{one}" for one in Liberation],
    "settings.notes.{}": ["settings.notes.on", "settings.notes.off"],
    "settings.told.{}": [f"settings.told.{one}" for one in SETTINGS_TOLD],
    "supervision.lead.option.{}": [f"supervision.lead.option.{one}" for one in Lead],
    "supervision.missed.{}": [f"supervision.missed.{one}" for one in (*UNTOLD, *LOST)],
    "times.problem.{}": [f"times.problem.{one}" for one in Clash],
    "settings.{}.heard": [f"settings.{one}.heard" for one in DECISIONS],
    "settings.{}.none": [f"settings.{one}.none" for one in PHONES | DECISIONS],
    "settings.{}.number": [f"settings.{one}.number" for one in PHONES],
    "time.kind.option.{}": [f"time.kind.option.{one}" for one in Spending],
    "today.{}": [f"today.{one}" for one in ("edit", "undo", "redo")],
    "topic.{}": [f"topic.{one}" for one in TOPICS],
    "waiting.reason.{}": [f"waiting.reason.{one}" for one in Reason],
    "waiting.was.{}": [f"waiting.was.{one}" for one in Reason],
    # Derived from dialogue, step and option: `derived` and `walked` know what these become.
    "{}.{}.ask": [],
    "{}.{}": [],
    "{}.paused": [],
    "{}.{}.refused": [],
}


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    paths = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]
    return tuple((path, ast.parse(path.read_text(), str(path))) for path in paths)


def asked() -> Iterator[tuple[ast.Module, ast.Call, str]]:
    """Every `Text(key=…)` in what talks to people, with each key it can have; `{}` stands for a part."""
    for path, tree in modules():
        if "command_line" in path.parts or path.is_relative_to(ROOT / "storage"):
            continue  # the command line has texts of its own, and a column for texts is called Text too
        for call in calls(tree, "Text"):
            [given] = [word.value for word in call.keywords if word.arg == "key"]
            for key in _keys(given, tree):
                yield tree, call, key


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _keys(node: ast.expr, tree: ast.Module) -> list[str]:
    match node:
        case ast.Constant(value=str(key)):
            return [key]
        case ast.JoinedStr(values=parts):
            return ["".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in parts)]
        case ast.IfExp(body=one, orelse=other):
            return [*_keys(one, tree), *_keys(other, tree)]
        case ast.Name(id=name):
            given = [key for value in _assigned(name, tree) for key in _keys(value, tree)]
            if given:
                return given
    raise AssertionError(f"line {node.lineno}: write the key out, or as an f-string: {ast.unparse(node)}")


def _assigned(name: str, tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(one, ast.Name) and one.id == name for one in node.targets
        ):
            yield node.value


def written() -> set[str]:
    return {key for _, _, key in asked() if "{}" not in key}


def made() -> set[str]:
    return {key for _, _, key in asked() if "{}" in key}


def derived() -> set[str]:
    """The keys that every dialogue has by its form: its questions, and what it says to words and to a pause."""
    return {
        key for dialog in DIALOGS.values() for step in dialog.questions for key in _of_step(dialog.name, step)
    } | {f"{dialog.name}.paused" for dialog in DIALOGS.values() if dialog.pausable}


def _of_step(dialog: str, step: Choose[object] | Write[object]) -> Iterator[str]:
    yield f"{dialog}.{step.name}.ask"
    if isinstance(step, Write):
        yield f"{dialog}.{step.name}.refused"


def walked() -> set[str]:
    """The keys met on walking every dialogue: lines, and labels of buttons."""
    return {line.key for _, screen in walks.screens() for line in screen.lines} | {
        one.label.key for one in walks.buttons()
    }
