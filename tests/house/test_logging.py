"""Logs hold ids, types and codes; never what people wrote."""

import ast

import pytest

from tests.house.modules import Module, of

LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log"}
# As it is written at the call: numbers, kinds and names that we gave ourselves.
HARMLESS = {
    "code",
    "language",
    "one.kind",
    "job.__module__",
    "draft.dialog",
    "item.content.kind",
    "one.ids",
    "type(error).__name__",
    "type(one).__name__",
    "type(row).__name__",
}


def complaints(module: Module) -> list[str]:
    """What is wrong with the log calls of a module; each is a line number and a reason."""
    return [f"{module.path}:{call.lineno}: {wrong}" for call in log_calls(module) if (wrong := _wrong(call))]


def log_calls(module: Module) -> list[ast.Call]:
    found = []
    for name, call in module.calls():
        owner, _, level = name.rpartition(".")
        if level in LEVELS and owner.split(".")[-1] in {"log", "logger", "_log", "logging"}:
            found.append(call)
    return found


def _wrong(call: ast.Call) -> str:
    sentence, *values = call.args
    if not isinstance(sentence, ast.Constant):
        return "the sentence is written out, its values follow: a value within it cannot be checked"
    if "exception" in ast.unparse(call.func) or any(word.arg == "exc_info" for word in call.keywords):
        return "a traceback holds values: use describe(error)"
    odd = [ast.unparse(value) for value in values if not _harmless(value)]
    return f"only ids, types, kinds and describe(…) may be logged, not {', '.join(odd)}" if odd else ""


def _harmless(value: ast.expr) -> bool:
    written = ast.unparse(value)
    is_described = isinstance(value, ast.Call) and ast.unparse(value.func) == "describe"
    name = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""
    is_id = name.endswith("_id") or (name == "id" and isinstance(value, ast.Attribute))
    return written in HARMLESS or is_described or is_id


def test_no_log_line_holds_what_people_wrote() -> None:
    modules = of("bot", "handlers", "storage")
    assert sum(len(log_calls(module)) for module in modules) >= 10
    assert [one for module in modules for one in complaints(module)] == []


def test_nothing_is_printed_but_by_the_command_line() -> None:
    printing = {
        module.path
        for module in of("bot", "handlers", "storage")
        for name, _ in module.calls()
        if name == "print"
    }
    assert printing
    assert {one for one in printing if not one.startswith("bot/command_line/")} == {"bot/__main__.py"}


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('log.info("she wrote %s", message.text)', id="a message"),
        pytest.param('log.info(f"she wrote {text}")', id="hidden in the sentence"),
        pytest.param('log.error("failed: %s", error)', id="an error, whose text may quote her"),
        pytest.param('log.error("failed: %s", str(error))', id="the same as words"),
        pytest.param('log.exception("failed")', id="a traceback"),
        pytest.param('log.error("failed", exc_info=True)', id="the same by another name"),
        pytest.param('self.log.warning("update %s", update)', id="a whole update"),
        pytest.param('logging.info("from %s", person.telegram_name)', id="a name"),
    ],
)
def test_the_check_sees_what_it_looks_for(line: str) -> None:
    assert complaints(Module("made_up.py", ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        'log.info("started")',
        'log.warning("update %s failed: %s", update.update_id, describe(error))',
        'log.info("outbox %s: %s", item.id, type(error).__name__)',
    ],
)
def test_the_check_lets_ids_and_types_pass(line: str) -> None:
    assert complaints(Module("made_up.py", ast.parse(line))) == []
