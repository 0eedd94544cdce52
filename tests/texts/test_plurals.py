"""Plural forms: as many as the language has, chosen as the language chooses them."""

from collections import defaultdict
from importlib.resources import files as resource

import pytest
from babel import Locale

from bot.screen import Text
from bot.texts import Texts, read
from tests.texts.catalogues import by_key, entries, files, languages

TO_1000 = range(1001)
ARABIC = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4}


def test_something_is_counted() -> None:
    assert {one.key for one in entries() if len(one.source) > 1} >= {"card.minutes.some", "today.count"}


@pytest.mark.parametrize(("folder", "language"), files())
def test_every_counted_text_has_the_forms_its_header_announces(folder: str, language: str) -> None:
    announced = files()[folder, language].num_plurals
    wrong = [
        one.name
        for one in by_key(folder, language).values()
        if len(one.source) > 1 and len(one.forms) != announced
    ]
    assert wrong == []


@pytest.mark.parametrize("language", languages())
def test_the_header_tells_numbers_apart_exactly_as_the_language_does(language: str) -> None:
    catalogue = read(resource("locales") / f"{language}.po")
    rule = Locale.parse(language).plural_form
    forms: defaultdict[str, set[int]] = defaultdict(set)
    for number in TO_1000:
        forms[rule(number)].add(catalogue.plural(number))
    used = [form for chosen in forms.values() for form in chosen]
    assert sorted(used) == list(range(files()["bot", language].num_plurals)), dict(forms)


@pytest.mark.parametrize("language", languages())
def test_every_form_says_the_number(language: str) -> None:
    counted = [one for one in by_key("bot", language).values() if len(one.source) > 1]
    assert counted
    assert [one.name for one in counted for form in one.forms if "{count}" not in form] == []


@pytest.mark.parametrize(("count", "form"), ARABIC.items())
def test_arabic_chooses_among_six_forms(count: int, form: int) -> None:
    forms = by_key("bot", "ar")["card.minutes.some"].forms
    said = Texts.load().plain("ar", Text(key="card.minutes.some", values={"count": count}))
    assert said == forms[form].format(count=f"\u2068{count}\u2069")


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        pytest.param("nl", 1, "1 minuut", id="one"),
        pytest.param("nl", 0, "0 minuten", id="none"),
        pytest.param("nl", 2, "2 minuten", id="two"),
        pytest.param("en", 1, "1 minute", id="one in English"),
        pytest.param("en", 21, "21 minutes", id="many in English"),
    ],
)
def test_a_duration_is_said_as_people_say_it(language: str, count: int, said: str) -> None:
    found = Texts.load().plain(language, Text(key="card.minutes.some", values={"count": count}))
    assert found.replace("\u2068", "").replace("\u2069", "") == said
