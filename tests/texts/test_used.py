"""No text without a use, no use without a text; for the bot and for the command line."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.texts import used
from tests.texts.catalogues import SOURCE, by_key, placeholders

BOT, COMMAND_LINE = by_key("bot", SOURCE), by_key("command line", SOURCE)
ASSEMBLY = next(tree for path, tree in used.modules() if path.name == "asking.py")
COMMANDS = [str(ast.literal_eval(call.args[1])) for call in used.calls(ASSEMBLY, "_add")]


def test_the_code_was_read_and_the_dialogues_were_walked() -> None:
    assert len(used.written()) > 40
    assert len(used.derived()) > 20
    assert len(used.walked()) > 100


def test_every_key_made_of_parts_is_known_with_all_it_can_become() -> None:
    assert used.made() == set(used.MADE_OF_PARTS)


def everything_used() -> set[str]:
    parts = {key for keys in used.MADE_OF_PARTS.values() for key in keys}
    return used.written() | used.derived() | used.walked() | parts


def test_every_text_the_code_asks_for_exists() -> None:
    assert everything_used() - set(BOT) == set()


def test_every_text_of_the_catalogue_is_asked_for() -> None:
    assert set(BOT) - everything_used() == set()


def _given(call: ast.Call) -> set[str] | None:
    """The names of the values given with a text, or None where they are not written out."""
    values = next((word.value for word in call.keywords if word.arg == "values"), None)
    if values is None:
        return set()
    if not isinstance(values, ast.Dict) or not all(isinstance(name, ast.Constant) for name in values.keys):
        return None
    return {str(name.value) for name in values.keys if isinstance(name, ast.Constant)}


def test_every_text_is_given_the_values_it_needs() -> None:
    seen = 0
    for _, call, pattern in used.asked():
        given = _given(call)
        for key in used.MADE_OF_PARTS.get(pattern, [pattern]):
            if given is None:
                continue
            seen += bool(given)
            assert placeholders(BOT[key].source[0]) <= given, f"{key}: line {call.lineno}"
    assert seen > 10


def _constants(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _told() -> Iterator[tuple[str, set[str] | None]]:
    """What the command line is told to say, with the names of the values given, None where they come later."""
    for path, tree in used.modules():
        told = ("say", "StorageProblem", "ValueError") if "pictures" not in path.parts else ()
        for name in told:
            for call in used.calls(tree, name):
                for key in (one for part in call.args[:1] for one in _constants(part)):
                    if re.fullmatch(r"[a-z_]+\.[a-z_]+", key):
                        yield (
                            key,
                            {str(word.arg) for word in call.keywords} if name == "StorageProblem" else None,
                        )


def _mentioned() -> set[str]:
    """Every string in the code that has the form of a key of the command line."""
    groups = "|".join(sorted({key.split(".")[0] for key in COMMAND_LINE}))
    return {
        text
        for _, tree in used.modules()
        for text in _constants(tree)
        if re.fullmatch(rf"({groups})\.[a-z_]+", text)
    }


def test_everything_the_command_line_says_exists() -> None:
    told = {key for key, _ in _told()}
    assert len(told) > 30
    assert told - set(COMMAND_LINE) == set()


def test_the_command_line_has_no_text_without_a_use() -> None:
    helped = {f"help.{command}" for command in COMMANDS}
    assert helped >= {"help.run", "help.invite", "help.export"}
    assert helped <= set(COMMAND_LINE)
    assert set(COMMAND_LINE) - helped - _mentioned() == set()


def test_a_problem_of_storage_is_told_with_the_values_its_text_needs() -> None:
    checked = [(key, given) for key, given in _told() if given]
    assert len(checked) > 10
    assert [key for key, given in checked if not placeholders(COMMAND_LINE[key].source[0]) <= given] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_command_line_is_explained(command: str) -> None:
    assert COMMAND_LINE[f"help.{command}"].source[0]
