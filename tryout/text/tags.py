"""One tag of Telegram's HTML: its name, its attributes, and what is wrong with it."""

import re
from dataclasses import dataclass

from tryout.errors import ApiError, bad_request

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_NAME = re.compile(r"</?([^\s>]*)")
_REST = re.compile(r"""((?:"[^"]*"|'[^']*'|[^>"'])*)>""")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.-]+))?""")
_MAY_STAND_ALONE = {("blockquote", "expandable")}


def unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return match.group()
    return chr(code)


def unescape(text: str) -> str:
    """`&lt; &gt; &amp; &quot;` and numbers become characters; any other ampersand stays as it is."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


@dataclass(frozen=True)
class Tag:
    """`<name attributes>` or `</name>`; `at` is its byte offset in the source."""

    name: str
    closes: bool
    attributes: dict[str, str]
    at: int
    end: int


def read_tag(source: str, start: int) -> Tag:
    """The tag that opens at `start`; ApiError in Telegram's words when there is none that it knows."""
    at = len(source[:start].encode())
    closes = source.startswith("/", start + 1)
    name = _NAME.match(source, start)
    if name is None or name.end() == len(source):
        raise _unclosed(closes, at)
    if not closes and name[1].lower() not in TYPES:
        raise unparsable(f'Unsupported start tag "{name[1].lower()}" at byte offset {at}')
    rest = _REST.match(source, name.end())
    if rest is None:
        raise _unclosed(closes, at)
    attributes = {} if closes else _attributes(name[1].lower(), rest[1], at)
    return Tag(name[1].lower(), closes, attributes, at, rest.end())


def _unclosed(closes: bool, at: int) -> ApiError:
    return unparsable(f"Unclosed {'end' if closes else 'start'} tag at byte offset {at}")


def _attributes(tag: str, source: str, at: int) -> dict[str, str]:
    found = {}
    for name, value in _ATTRIBUTE.findall(source):
        if not value and (tag, name) not in _MAY_STAND_ALONE:
            where = f'of an attribute of the tag "{tag}" at byte offset {at}'
            raise unparsable(f"Expected equal sign in declaration {where}")
        found[name] = unescape(value[1:-1] if value[:1] in {'"', "'"} else value.lower())
    if tag == "span" and found.get("class") != "tg-spoiler":
        raise unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    return found
