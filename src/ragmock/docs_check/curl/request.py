"""The request that curl makes of the words it is given; no file is read that they name."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote_plus

from ragmock.docs_check.curl.forms import Part, part
from ragmock.docs_check.curl.options import SHORT, SWITCHES, WITH_VALUE
from ragmock.docs_check.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ragmock.docs_check.curl.words import Word

_HOST: Final = re.compile(r"(?:[A-Za-z][\w+.-]*:/?/?)?[^/?#]*")

#: Options that give a body, or a part of one.
DATA: Final = frozenset(("data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json"))
FORM: Final = frozenset(("form", "form-string"))


@dataclass(frozen=True, slots=True)
class Request:
    """What curl sends. Headers are those of the line and those that curl adds for the body."""

    method: str
    url: Traced | None
    headers: tuple[tuple[str, str], ...] = ()
    body: Traced | None = None
    body_file: str | None = None  # the body is the content of a file
    form: tuple[Part, ...] = ()
    more_urls: tuple[Word, ...] = ()  # each would be asked as well

    @property
    def target(self) -> str:
        """The path and the query, as they are printed, without scheme and host."""
        if self.url is None:
            return ""
        host = _HOST.match(self.url.text)
        return self.url.text[host.end() :] if host else self.url.text

    def header(self, name: str) -> str | None:
        """Give the value of a header."""
        found = (value for key, value in self.headers if key.lower() == name.lower())
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Option:
    """An option of curl, by its long name, and its value if it has one."""

    name: str
    word: Word
    value: Traced | None = None
    value_word: Word | None = None  # that the value is, or is a part of
    known: bool = True


def options(words: Sequence[Word]) -> Iterator[Option]:
    """Tell the options among the words behind `curl`; a URL is an option without a name."""
    rest = iter(words)
    for word in rest:
        if word.text.startswith("--") and len(word.text) > 2:  # noqa: PLR2004 - the dashes
            yield _long(word, rest)
        elif word.text.startswith("-") and len(word.text) > 1:
            yield from _short(word, rest)
        else:
            yield Option("", word, word.value, word)


def _long(word: Word, rest: Iterator[Word]) -> Option:
    name = word.text[2:]
    if name in WITH_VALUE:
        value = next(rest, None)
        return Option(name, word, value.value if value else None, value)
    return Option(name, word, known=name.removeprefix("no-") in SWITCHES)


def _short(word: Word, rest: Iterator[Word]) -> Iterator[Option]:
    """Read options of one letter, which may be glued together, the last one to its value."""
    for at, letter in enumerate(word.text[1:], 1):
        name = SHORT.get(letter)
        if name is None:
            yield Option(letter, word, known=False)
        elif name not in WITH_VALUE:
            yield Option(name, word)
        elif at + 1 < len(word.text):
            yield Option(name, word, word.value.part(at + 1), word)
            return
        else:
            value = next(rest, None)
            yield Option(name, word, value.value if value else None, value)
            return


@dataclass
class _Draft:
    """What the options have said so far."""

    method: str | None = None
    urls: list[Word] = field(default_factory=list)
    url: Traced | None = None
    headers: list[tuple[str, str]] = field(default_factory=list)
    data: list[Traced] = field(default_factory=list)
    data_file: str | None = None
    form: list[Part] = field(default_factory=list)
    is_json: bool = False
    in_query: bool = False
    upload: str | None = None
    only_head: bool = False

    def take(self, option: Option) -> None:
        """Take what an option says; most say nothing about the request."""
        value = option.value
        if value is None:
            self.in_query |= option.name == "get"
            self.only_head |= option.name == "head"
        elif option.name in ("", "url"):
            self._take_url(value, option.value_word)
        elif option.name in DATA:
            self._take_data(option.name, value)
        elif option.name in FORM:
            self.form.append(part(value, literal=option.name == "form-string"))
        else:
            self._take_text(option.name, value.text)

    def _take_url(self, value: Traced, word: Word | None) -> None:
        if self.url is None:
            self.url = value
        elif word:
            self.urls.append(word)

    def _take_data(self, name: str, value: Traced) -> None:
        self.is_json |= name == "json"
        if name == "data-urlencode":
            self.data.append(_encoded(value))
        elif name != "data-raw" and value.text.startswith("@"):
            self.data_file = value.text[1:]
        else:
            self.data.append(value)

    def _take_text(self, name: str, text: str) -> None:
        said: dict[str, Callable[[], object]] = {
            "request": lambda: setattr(self, "method", text),
            "header": lambda: self.headers.append(_header(text)),
            "upload-file": lambda: setattr(self, "upload", text),
            "user": lambda: self._authorize(f"Basic {b64encode(text.encode()).decode()}"),
            "oauth2-bearer": lambda: self._authorize(f"Bearer {text}"),
            "user-agent": lambda: self.headers.append(("User-Agent", text)),
            "cookie": lambda: self.headers.append(("Cookie", text)),
        }
        said.get(name, lambda: None)()

    def _authorize(self, value: str) -> None:
        self.headers.append(("Authorization", value))

    def request(self) -> Request:
        """Make the request of what was said."""
        body = _joined(self.data) if self.data else None
        url = self.url
        if self.in_query and body is not None and url is not None:
            joint = "&" if "?" in url.text else "?"
            url, body = _joined([url, body], joint), None
        body_file = self.upload if self.data_file is None else self.data_file
        headers = list(self.headers)
        if body is not None or self.data_file is not None:
            kind = "application/json" if self.is_json else "application/x-www-form-urlencoded"
            self._add(headers, "Content-Type", kind)
            if self.is_json:
                self._add(headers, "Accept", "application/json")
        method = self.method or self._usual_method(has_body=body is not None)
        return Request(
            method, url, tuple(headers), body, body_file, tuple(self.form), tuple(self.urls)
        )

    def _usual_method(self, *, has_body: bool) -> str:
        if self.only_head:
            return "HEAD"
        if has_body or self.form or (self.data_file is not None and not self.in_query):
            return "POST"
        return "GET" if self.upload is None else "PUT"

    @staticmethod
    def _add(headers: list[tuple[str, str]], name: str, value: str) -> None:
        if all(key.lower() != name.lower() for key, _ in headers):
            headers.append((name, value))


def request(words: Sequence[Word]) -> Request:
    """Read the words behind `curl`."""
    draft = _Draft()
    for option in options(words):
        draft.take(option)
    return draft.request()


def _header(text: str) -> tuple[str, str]:
    name, _, value = text.partition(":")
    return name.strip(), value.strip()


def _joined(texts: Sequence[Traced], joint: str = "&") -> Traced:
    """Put texts together as curl does with those of several options."""
    text = joint.join(each.text for each in texts)
    origins: list[int] = []
    for each in texts:
        origins += [*each.origins]  # the place of its end is that of what joins it to the next
    return Traced(text, origins)


def _encoded(value: Traced) -> Traced:
    """Encode a text as `--data-urlencode` does: all of it, or what stands behind `name=`."""
    name, equals, content = value.text.partition("=")
    if not equals:
        name, content = "", value.text
    start = len(value.text) - len(content)
    texts = [(char, at) for at, char in enumerate(f"{name}=" if name else "")]
    texts += [(char, start + at) for at, raw in enumerate(content) for char in quote_plus(raw)]
    places = [value.origin(at) for _, at in texts]
    return Traced("".join(char for char, _ in texts), [*places, value.origins[-1]])
