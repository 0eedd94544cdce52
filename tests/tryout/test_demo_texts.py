"""The words of the try-out page: whole in both languages, and none of them in the code."""

import json
import re
from importlib.resources import files

import pytest

PAGE = files("tryout") / "page"
TEXTS = {code: json.loads((PAGE / f"texts.{code}.json").read_text("utf-8")) for code in ("en", "nl")}
CODE = {one.name: one.read_text("utf-8") for one in PAGE.iterdir() if one.name.endswith((".js", ".html"))}
STEPS = re.findall(r'id: "(\w+)"', CODE["steps.js"])
NAMED = re.findall(r'\bt\("([\w.-]+)"[,)]|data-t(?:-label)?="([\w.-]+)"', "".join(CODE.values()))


def test_both_languages_have_the_same_texts_with_the_same_values() -> None:
    english, dutch = TEXTS["en"], TEXTS["nl"]
    assert len(english) > 100
    assert list(english) == list(dutch)
    values = {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in english.items()}
    assert {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in dutch.items()} == values


def test_every_text_that_the_page_names_exists() -> None:
    keys = {one or other for one, other in NAMED}
    assert len(keys) > 60
    assert keys - TEXTS["en"].keys() == set()


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_the_tour_has_its_words(step: str) -> None:
    assert {f"tour.{step}.title", f"tour.{step}.text"} <= TEXTS["en"].keys()


def test_the_tour_has_steps() -> None:
    assert len(STEPS) >= 5


@pytest.mark.parametrize("name", sorted(CODE))
def test_no_file_of_the_page_is_too_long_to_read(name: str) -> None:
    assert len(CODE[name].splitlines()) < 200
