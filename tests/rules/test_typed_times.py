"""Times, windows and durations typed by hand, with any keyboard."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.rules.typed_times import duration_typed, time_typed, window_typed, windows_typed

LATIN: dict[int, int] = {}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SCRIPTS = st.sampled_from([LATIN, ARABIC])
MINUTES = st.integers(0, 1439)
NEARLY = st.text(
    st.sampled_from("0123456789٠٩۵９::..,،-–—/ \n\u200f\u0650uhrmtoenvanbisوالىٕمن½²Ⅻß\u0130"), max_size=110
)
TIMES = st.from_regex(r"\d{1,2}:?\d\d?( ?[-–] ?\d{1,2}(:\d\d)?)?", fullmatch=True)
DATES = st.from_regex(r"\d{1,4}(-\d{1,2}-|[/.]\d{1,2}[/.]|[/.])\d{1,4}", fullmatch=True)
ANYTHING = st.one_of(st.text(), NEARLY, TIMES, DATES)


def written(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("9", 540, id="an hour alone"),
        pytest.param("09", 540, id="a zero in front"),
        pytest.param("9:00", 540, id="a colon"),
        pytest.param("9.00", 540, id="a point"),
        pytest.param("9h", 540, id="an h"),
        pytest.param("9u", 540, id="a u"),
        pytest.param("9h30", 570, id="minutes after the h"),
        pytest.param("9u30", 570, id="minutes after the u"),
        pytest.param("9 Uhr 30", 570, id="minutes after a German hour"),
        pytest.param("0930", 570, id="four digits"),
        pytest.param("0930 uur", 570, id="four digits and a unit"),
        pytest.param("930", None, id="three digits: a slip in four as likely as 9:30"),
        pytest.param("17:30 uur", 1050, id="minutes and a unit"),
        pytest.param("17.30 u.", 1050, id="a unit cut short"),
        pytest.param("9 uur", 540, id="an hour and a unit"),
        pytest.param("9 hrs", 540, id="an English unit"),
        pytest.param("9 ساعة", 540, id="an Arabic unit"),
        pytest.param("9 UUR", 540, id="capitals"),
        pytest.param(" 9 : 30\n", 570, id="stray space"),
        pytest.param("9\u00a0uur", 540, id="space that does not break"),
        pytest.param("٩:٠٠", 540, id="Arabic-Indic digits"),
        pytest.param("۱۷:۳۰", 1050, id="Persian digits"),
        pytest.param("０９：３０", 570, id="fullwidth digits and colon"),
        pytest.param("९:३०", 570, id="Devanagari digits"),
        pytest.param("1٧:3۰", 1050, id="digits of three scripts"),
        pytest.param("\u200f\u202a٩:٠٠\u202c\u2066\u2069\u061c", 540, id="signs of direction"),
        pytest.param("0:00", 0, id="midnight at the start"),
        pytest.param("0", 0, id="midnight as one digit"),
        pytest.param("24:00", 1440, id="midnight at the end"),
        pytest.param("24", 1440, id="the end without minutes"),
        pytest.param("2400", 1440, id="the end in four digits"),
        pytest.param("23:59", 1439, id="the last minute"),
        pytest.param("24:01", None, id="after the end"),
        pytest.param("25:00", None, id="an hour too many"),
        pytest.param("9:59", 599, id="the last minute of an hour"),
        pytest.param("9:60", None, id="a minute too many"),
        pytest.param("0960", None, id="a minute too many in four digits"),
        pytest.param("9:5", None, id="minutes of one digit"),
        pytest.param("9:", None, id="minutes left out"),
        pytest.param("009", None, id="an hour of three digits"),
        pytest.param("9:300", None, id="minutes of three digits"),
        pytest.param("9 30", None, id="nothing but space between"),
        pytest.param("-3", None, id="a minus"),
        pytest.param("9-17", None, id="two times"),
        pytest.param("abc", None, id="letters"),
        pytest.param("", None, id="nothing"),
        pytest.param(" \u200f ", None, id="nothing to be seen"),
        pytest.param("half tien", None, id="a time in words"),
        pytest.param("9am", None, id="half a day in English"),
        pytest.param("uur 9", None, id="the unit first"),
        pytest.param("9²", None, id="a superscript"),
        pytest.param("½", None, id="a fraction"),
        pytest.param("Ⅸ", None, id="a Roman numeral"),
        pytest.param("九", None, id="a Chinese numeral"),
        pytest.param("\ud800", None, id="half a character"),
        pytest.param(" " * 99 + "9", 540, id="as long as it may be"),
        pytest.param(" " * 100 + "9", None, id="one character too long"),
        pytest.param("9" * 5000, None, id="more digits than Python converts"),
    ],
)
def test_a_time_is_minutes_after_midnight(words: str, expected: int | None) -> None:
    assert time_typed(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("9-17", (540, 1020), id="a hyphen"),
        pytest.param("9 - 17", (540, 1020), id="a hyphen with space"),
        pytest.param("9–17", (540, 1020), id="an en dash"),
        pytest.param("9—17", (540, 1020), id="an em dash"),
        pytest.param("9 ~ 17", (540, 1020), id="a tilde"),
        pytest.param("9\u221217", (540, 1020), id="a minus sign"),
        pytest.param("9.00 tot 17.00", (540, 1020), id="Dutch"),
        pytest.param("9.00 TOT 17.00 UUR", (540, 1020), id="Dutch in capitals"),
        pytest.param("van 9 tot 17 uur", (540, 1020), id="Dutch with a word in front and a unit"),
        pytest.param("van 9 uur tot 17 uur", (540, 1020), id="a unit at both ends"),
        pytest.param("9 t/m 17", (540, 1020), id="Dutch for inclusive"),
        pytest.param("9 tot en met 17", (540, 1020), id="the same in full"),
        pytest.param("9:00 to 17:00", (540, 1020), id="English"),
        pytest.param("from 9 until 17 h", (540, 1020), id="English with a word in front"),
        pytest.param("9 till 17", (540, 1020), id="short English"),
        pytest.param("von 9 bis 17 Uhr", (540, 1020), id="German"),
        pytest.param("من ٩ إلى ١٧", (540, 1020), id="Arabic with its hamza"),
        pytest.param("من ٩ الى ١٧", (540, 1020), id="Arabic without"),
        pytest.param("۹ الی ۱۷", (540, 1020), id="with a Persian yeh"),
        pytest.param("٩ حتى ١٧", (540, 1020), id="Arabic for until"),
        pytest.param("٩:٠٠ - ١٧:٠٠", (540, 1020), id="Arabic-Indic digits"),
        pytest.param("\u200f٩:٠٠\u200f -\u200e ١٧:٠٠", (540, 1020), id="signs of direction within"),
        pytest.param("9tot17", (540, 1020), id="no space at all"),
        pytest.param("9u-17u30", (540, 1050), id="units without space"),
        pytest.param("0900-1730", (540, 1050), id="four digits"),
        pytest.param("22-2", (1320, 1560), id="over midnight"),
        pytest.param("22-24", (1320, 1440), id="until midnight"),
        pytest.param("22-0", (1320, 1440), id="until midnight, the other way"),
        pytest.param("0-24", (0, 1440), id="a whole day"),
        pytest.param("9:00-24:00", (540, 1440), id="from the morning until midnight"),
        pytest.param("24-6", (0, 360), id="the night begins at the end of a day"),
        pytest.param("9:01-9:00", (541, 1980), id="a minute short of a day"),
        pytest.param("9:00-9:01", (540, 541), id="a minute"),
        pytest.param("0:00-23:59", (0, 1439), id="a minute short of a whole day"),
        pytest.param("9-9", None, id="equal ends"),
        pytest.param("0-0", None, id="equal midnights"),
        pytest.param("24-24", None, id="equal midnights at the end"),
        pytest.param("24-0", None, id="two names of one midnight"),
        pytest.param("9", None, id="only a start"),
        pytest.param("9-", None, id="no end"),
        pytest.param("-17", None, id="no start"),
        pytest.param("9--17", None, id="two hyphens"),
        pytest.param("9-12-17", None, id="three times"),
        pytest.param("9 17", None, id="nothing between"),
        pytest.param("9-25", None, id="an end that is no time"),
        pytest.param("25-9", None, id="a start that is no time"),
        pytest.param("9-12, 13-17", None, id="two windows"),
        pytest.param("tot 17", None, id="only an end"),
        pytest.param("9 van tot 17", None, id="a word in the wrong place"),
        pytest.param("vana 9 tot 17", None, id="not quite the word in front"),
        pytest.param("9 tots 17", None, id="not quite the word between"),
        pytest.param("", None, id="nothing"),
        pytest.param("9-17" + " " * 96, (540, 1020), id="as long as it may be"),
        pytest.param("9-17" + " " * 97, None, id="one character too long"),
    ],
)
def test_a_window_ends_after_it_starts(words: str, expected: tuple[int, int] | None) -> None:
    assert window_typed(words) == expected


DAY = ((540, 720), (780, 1020))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("9-12, 13-17", DAY, id="a comma"),
        pytest.param("9-12,13-17", DAY, id="a comma without space"),
        pytest.param("٩-١٢، ١٣-١٧", DAY, id="an Arabic comma"),
        pytest.param("9-12; 13-17", DAY, id="a semicolon"),
        pytest.param("٩-١٢؛ ١٣-١٧", DAY, id="an Arabic semicolon"),
        pytest.param("9-12 en 13-17", DAY, id="Dutch"),
        pytest.param("9-12 AND 13-17", DAY, id="English in capitals"),
        pytest.param("٩-١٢ و ١٣-١٧", DAY, id="Arabic"),
        pytest.param("من ٩ إلى ١٢ ومن ١٣ إلى ١٧", DAY, id="Arabic written together"),
        pytest.param("9-12 + 13-17", DAY, id="a plus"),
        pytest.param("9-12 & 13-17", DAY, id="an ampersand"),
        pytest.param("9-12\n13-17", DAY, id="two lines"),
        pytest.param("9-12,\r\n\n13-17,", DAY, id="signs in a row, and one at the end"),
        pytest.param("van 9 tot 12 uur en van 13 tot 17 uur", DAY, id="in full"),
        pytest.param("9 tot en met 12 en 13 tot en met 17", DAY, id="an en that divides and two that do not"),
        pytest.param("9-17", ((540, 1020),), id="one window"),
        pytest.param("13-17, 9-12", DAY, id="sorted by start"),
        pytest.param("9-13, 12-17", ((540, 780), (720, 1020)), id="overlaps are not merged"),
        pytest.param("9-12, 12-17", ((540, 720), (720, 1020)), id="neighbours are not merged"),
        pytest.param("9-12, 9-12", ((540, 720), (540, 720)), id="doubles stay"),
        pytest.param("22-2, 9-12", ((540, 720), (1320, 1560)), id="over midnight"),
        pytest.param(
            "1-2,3-4,5-6,7-8,9-10,11-12", tuple((h * 60, h * 60 + 60) for h in range(1, 12, 2)), id="six"
        ),
        pytest.param("1-2,3-4,5-6,7-8,9-10,11-12,13-14", None, id="seven"),
        pytest.param("9-12, x", None, id="a part that does not fit"),
        pytest.param("9-12, 13-13", None, id="a part without length"),
        pytest.param("9-12 13-17", None, id="nothing between"),
        pytest.param("9-12 met 13-17", None, id="another word between"),
        pytest.param(",", None, id="only a comma"),
        pytest.param("", None, id="nothing"),
        pytest.param("9-12, 13-17" + " " * 90, None, id="one character too long"),
    ],
)
def test_windows_come_in_order(words: str, expected: tuple[tuple[int, int], ...] | None) -> None:
    assert windows_typed(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("45", 45, id="a bare number is minutes"),
        pytest.param("٤٥", 45, id="Arabic-Indic digits"),
        pytest.param("0045", 45, id="zeros in front go"),
        pytest.param("45 min", 45, id="minutes"),
        pytest.param("45 Min.", 45, id="minutes cut short"),
        pytest.param("45minuten", 45, id="Dutch minutes without space"),
        pytest.param("٤٥ دقيقة", 45, id="Arabic minutes"),
        pytest.param("1:30", 90, id="a colon"),
        pytest.param("1:30 uur", 90, id="a colon and a unit"),
        pytest.param("1:30 min", None, id="minutes and seconds"),
        pytest.param("1u30", 90, id="a u"),
        pytest.param("1h30", 90, id="an h"),
        pytest.param("1 uur 30 min", 90, id="two units"),
        pytest.param("1h5", None, id="minutes of one digit"),
        pytest.param("0:59", 59, id="the last minute of an hour"),
        pytest.param("1:60", None, id="a minute too many after a colon"),
        pytest.param("1u60", None, id="a minute too many after a unit"),
        pytest.param("1,5 uur", 90, id="a comma"),
        pytest.param("1.5 h", 90, id="a point"),
        pytest.param("١٫٥ ساعة", 90, id="an Arabic decimal comma"),
        pytest.param("0,1 uur", 6, id="a tenth"),
        pytest.param("1,25 uur", 75, id="a quarter"),
        pytest.param("1,75u", 105, id="three quarters"),
        pytest.param("1.25 uur", None, id="a quarter or 25 minutes"),
        pytest.param("1.30 uur", None, id="three tenths or half an hour"),
        pytest.param("1,30 uur", None, id="the same with a comma"),
        pytest.param("1,5", None, id="decimals without a unit"),
        pytest.param("1,5 min", None, id="half a minute"),
        pytest.param("1, uur", None, id="decimals left out"),
        pytest.param("2 uur", 120, id="hours"),
        pytest.param("2h", 120, id="hours without space"),
        pytest.param("2 ساعات", 120, id="Arabic hours"),
        pytest.param("1", 1, id="the least"),
        pytest.param("0", None, id="no time at all"),
        pytest.param("0:00", None, id="no time at all in hours"),
        pytest.param("720", 720, id="the most"),
        pytest.param("12:00", 720, id="the most in hours"),
        pytest.param("721", None, id="a minute too many in all"),
        pytest.param("12:01", None, id="a minute too many in hours"),
        pytest.param("12,1 uur", None, id="a tenth too many"),
        pytest.param("00045", None, id="five digits"),
        pytest.param("-5", None, id="a minus"),
        pytest.param("uur", None, id="a unit alone"),
        pytest.param("½ uur", None, id="a fraction"),
        pytest.param("4²", None, id="a superscript"),
        pytest.param("", None, id="nothing"),
        pytest.param("45" + " " * 99, None, id="one character too long"),
    ],
)
def test_a_duration_is_one_to_720_minutes(words: str, expected: int | None) -> None:
    assert duration_typed(words) == expected


def fits(window: tuple[int, int]) -> bool:
    start, end = window
    return (0 <= start <= 1439 and 1 <= end - start <= 1439) or window == (0, 1440)


@given(ANYTHING)
@example("\ud800")
@example("1" + " " * 98 + "!")
def test_whatever_is_typed_the_answer_is_in_range_or_none(words: str) -> None:
    time, minutes = time_typed(words), duration_typed(words)
    window, windows = window_typed(words), windows_typed(words)
    assert time is None or 0 <= time <= 1440
    assert window is None or fits(window)
    assert minutes is None or 1 <= minutes <= 720
    if windows is not None:
        assert 1 <= len(windows) <= 6
        assert all(map(fits, windows))
        assert list(windows) == sorted(windows)


@given(st.integers(0, 1440), SCRIPTS)
def test_a_time_that_was_written_is_read_back(minutes: int, script: dict[int, int]) -> None:
    assert time_typed(written(minutes).translate(script)) == minutes


@given(MINUTES, st.integers(1, 1439), SCRIPTS, st.sampled_from(["-", " – ", " tot ", " إلى "]))
def test_a_window_that_was_written_is_read_back(
    start: int, length: int, script: dict[int, int], between: str
) -> None:
    typed = f"{written(start)}{between}{written((start + length) % 1440)}".translate(script)
    assert window_typed(typed) == (start, start + length)


@given(
    st.lists(st.tuples(MINUTES, st.integers(1, 1439)), min_size=1, max_size=6),
    SCRIPTS,
    st.sampled_from([", ", "، ", "\n", " en "]),
)
def test_windows_that_were_written_are_read_back(
    pairs: list[tuple[int, int]], script: dict[int, int], between: str
) -> None:
    windows = sorted((start, start + length) for start, length in pairs)
    typed = between.join(f"{written(start)}-{written(end % 1440)}" for start, end in windows)
    assert windows_typed(typed.translate(script)) == tuple(windows)


@given(
    st.integers(1, 720),
    SCRIPTS,
    st.sampled_from(["{0}", "{0} min", "{1}:{2:02}", "{1}u{2:02}", "{1} h {2:02} min"]),
)
def test_a_duration_that_was_written_is_read_back(minutes: int, script: dict[int, int], form: str) -> None:
    assert duration_typed(form.format(minutes, *divmod(minutes, 60)).translate(script)) == minutes
