"""Each setting: what it is without being set, what it may be, and what is refused, by text key."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from bot.settings import Settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine, and no file `.env`."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SLEUTELBOT_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def refusal(**given: Any) -> tuple[str, str]:
    """Which field is refused first, and with which text key."""
    with pytest.raises(ValidationError) as caught:
        Settings(**given)
    first = caught.value.errors()[0]
    return str(first["loc"][0]), str(first.get("ctx", {}).get("error", first["type"]))


def test_without_any_setting_everything_but_the_token_is_known() -> None:
    unset = Settings()
    assert unset.token.get_secret_value() == ""
    assert unset.api_url == "https://api.telegram.org"
    assert (unset.database, unset.key_file) == (Path("sleutelbot.sqlite"), Path("sleutelbot.key"))
    assert (unset.zone, unset.clock_file) == (ZoneInfo("Europe/Amsterdam"), None)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        pytest.param("database", "/var/lib/bot.sqlite", Path("/var/lib/bot.sqlite"), id="database"),
        pytest.param("key_file", "/etc/bot.key", Path("/etc/bot.key"), id="key file"),
        pytest.param("timezone", "Europe/Kyiv", "Europe/Kyiv", id="time zone"),
        pytest.param(
            "api_url", "http://127.0.0.1:8081/", "http://127.0.0.1:8081", id="address, without its last slash"
        ),
    ],
)
def test_a_setting_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: object
) -> None:
    monkeypatch.setenv(f"SLEUTELBOT_{name.upper()}", value)
    assert getattr(Settings(), name) == expected


def test_a_setting_comes_from_the_file_beside_the_program(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLEUTELBOT_TIMEZONE=Asia/Kathmandu\nSOMETHING_ELSE=1\n")
    assert Settings().zone == ZoneInfo("Asia/Kathmandu")


def unknown() -> object:
    with pytest.raises(ValidationError) as caught:
        Settings()
    return caught.value.errors()[0]["ctx"]["error"].setting


def test_a_misspelt_name_is_refused_wherever_it_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("SLEUTELBOT_DATABSE=/var/lib/bot.sqlite\n")
    assert unknown() == "SLEUTELBOT_DATABSE"
    (tmp_path / ".env").unlink()
    monkeypatch.setenv("SLEUTELBOT_TOCKEN", "42:TEST")
    assert unknown() == "SLEUTELBOT_TOCKEN"


def test_the_environment_counts_more_than_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLEUTELBOT_TOKEN=1:file\n")
    monkeypatch.setenv("SLEUTELBOT_TOKEN", "2:environment")
    assert Settings().token.get_secret_value() == "2:environment"


def test_the_token_is_never_shown() -> None:
    known = Settings(token=SecretStr("42:SECRET"))
    assert "SECRET" not in f"{known!r} {known} {known.model_dump_json()}"


def test_settings_do_not_change_while_the_program_runs() -> None:
    with pytest.raises(ValidationError):
        Settings().timezone = "Europe/Kyiv"


@pytest.mark.parametrize(
    "name", ["Amsterdam", "", "Europe", "../../etc/passwd", "/etc/passwd", "Europe/Amsterdam\0", " UTC"]
)
def test_an_unknown_time_zone_is_refused(name: str) -> None:
    assert refusal(timezone=name) == ("timezone", "startup.timezone_unknown")


@given(st.text(max_size=20))
def test_any_text_is_a_time_zone_or_refused(name: str) -> None:
    try:
        refused = None if Settings(timezone=name).zone else "no zone"
    except ValidationError as error:
        refused = str(error.errors()[0].get("ctx", {}).get("error"))
    assert refused in {None, "startup.timezone_unknown"}


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("api.telegram.org", id="no scheme"),
        pytest.param("ftp://api.telegram.org", id="another scheme"),
        pytest.param("https://", id="no host"),
        pytest.param("https:///bot", id="a path only"),
        pytest.param("http://:8081", id="a port only"),
        pytest.param("", id="nothing"),
        pytest.param("localhost:8081", id="what looks like a scheme"),
    ],
)
def test_half_an_address_is_refused(url: str) -> None:
    assert refusal(api_url=url) == ("api_url", "startup.api_url_malformed")


@pytest.mark.parametrize(
    "url", ["http://[::1", "http://localhost:port", "http://localhost:99999", "http://localhost:0"]
)
def test_an_address_that_cannot_be_taken_apart_is_refused_too(url: str) -> None:
    assert refusal(api_url=url) == ("api_url", "startup.api_url_malformed")


@pytest.mark.parametrize("name", ["api_url", "timezone", "database", "key_file", "clock_file", "token"])
def test_a_setting_left_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"SLEUTELBOT_{name.upper()}", "")
    assert getattr(Settings(), name) == Settings.model_fields[name].default


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8081",
        "http://localhost:1",
        "http://LOCALHOST",
        "http://[::1]:8081",
        "https://localhost",
    ],
)
def test_a_clock_file_is_taken_while_the_address_is_this_machine(url: str) -> None:
    assert Settings(api_url=url, clock_file=Path("clock")).clock_file == Path("clock")


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://api.telegram.org", id="Telegram itself"),
        pytest.param("http://192.168.1.5:8081", id="another machine"),
        pytest.param("http://127.0.0.1.example.org", id="a name that begins like this machine"),
        pytest.param("http://localhost.example.org", id="another such name"),
        pytest.param("http://localhost@example.org", id="a user called so"),
        pytest.param("http://example.org/?localhost", id="a query that says so"),
    ],
)
def test_a_clock_file_is_refused_for_any_other_address(url: str) -> None:
    assert refusal(api_url=url, clock_file="clock") == ("clock_file", "startup.clock_file_refused")


def test_without_an_address_a_clock_file_is_refused() -> None:
    assert refusal(clock_file="clock") == ("clock_file", "startup.clock_file_refused")


def test_of_a_wrong_address_and_a_clock_file_the_address_is_told_first() -> None:
    assert refusal(api_url="localhost", clock_file="clock") == ("api_url", "startup.api_url_malformed")
