"""Telegram's HTML: a few tags in, plain text and spans out."""

from tryout.text.spans import Span
from tryout.text.tags import TYPES, Tag, read_tag, unescape, unparsable


class _Reader:
    """Walks the source once; keeps the open tags on a stack."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.open: list[tuple[Tag, int]] = []
        self.spans: list[Span] = []

    def write(self, raw: str) -> None:
        text = unescape(raw)
        self.parts.append(text)
        self.length += len(text)

    def take(self, tag: Tag) -> None:
        if not tag.closes:
            self.open.append((tag, self.length))
            return
        if not self.open:
            raise unparsable(f"Unexpected end tag at byte offset {tag.at}")
        opened, start = self.open.pop()
        if tag.name not in {"", opened.name}:
            found = f'expected "</{opened.name}>", found "</{tag.name}>"'
            raise unparsable(f"Unmatched end tag at byte offset {tag.at}, {found}")
        if start < self.length:
            self._add(opened, start)

    def _add(self, tag: Tag, start: int) -> None:
        span = _span(tag, start, self.length, "".join(self.parts)[start:])
        if span is None:
            return
        if self.spans and (block := _code_block(self.spans[-1], span)):
            self.spans[-1] = block
        else:
            self.spans.append(span)


def _code_block(inner: Span, outer: Span) -> Span | None:
    """Of `pre` and `code` around the very same characters Telegram makes one block, if a language is named."""
    same = (inner.start, inner.end) == (outer.start, outer.end) and {inner.type, outer.type} == {
        "code",
        "pre",
    }
    language = {**inner.extra, **outer.extra}
    return outer.of("pre", language) if same and language else None


def _span(tag: Tag, start: int, end: int, content: str) -> Span | None:
    if tag.name == "a":
        url = tag.attributes.get("href") or content
        return Span("text_link", start, end, {"url": url}) if "." in url or ":" in url else None
    kind = TYPES[tag.name]
    if tag.name == "blockquote" and "expandable" in tag.attributes:
        kind = "expandable_blockquote"
    language = tag.attributes.get("class", "")
    is_program = tag.name == "code" and language.startswith("language-")
    return Span(kind, start, end, {"language": language.removeprefix("language-")} if is_program else {})


def parse_html(source: str) -> tuple[str, list[Span]]:
    """The plain text and its spans in code points; ApiError when Telegram could not parse it."""
    reader = _Reader()
    place = 0
    while (start := source.find("<", place)) >= 0:
        reader.write(source[place:start])
        tag = read_tag(source, start)
        reader.take(tag)
        place = tag.end
    reader.write(source[place:])
    if reader.open:
        name = reader.open[-1][0].name
        raise unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
    return "".join(reader.parts), [_without_code_language(span) for span in reader.spans]


def _without_code_language(span: Span) -> Span:
    # A language belongs to a block of code; on `code` alone Telegram drops it.
    return span.of("code", {}) if span.type == "code" else span
