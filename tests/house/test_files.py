"""Every module opens with one sentence, and the map of the files is made of them."""

import ast

import pytest

from tests.house.files import MAP, drawn, sentence
from tests.house.modules import LAYERS, Module, modules


def test_every_layer_is_looked_at() -> None:
    assert {one.layer for one in modules()} == set(LAYERS)
    assert len(modules()) > 80


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_a_module_opens_with_a_sentence(module: Module) -> None:
    said = (ast.get_docstring(module.tree) or "").split("\n")
    assert said[0].endswith("."), "begin the module with one sentence that says what it is for"
    assert said[1:2] in ([], [""]), "the sentence stands on one line, with an empty line below"
    assert 10 <= len(sentence(module)) <= 110


def test_no_two_modules_say_the_same() -> None:
    said = [sentence(one) for one in modules()]
    assert len(set(said)) == len(said)


def test_the_map_of_the_files_is_up_to_date() -> None:
    assert MAP.read_text() == drawn(), "make it anew: python -m tests.house.files"
