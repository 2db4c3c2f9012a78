"""What is taken out of a text before it is cut into chunks."""

import re
from typing import Final

# The class holds U+00EF, U+00BF and U+00BE as well: it names the three bytes of U+FFFE, and they
# match the letters ï ¿ ¾ instead. Dify had that until 1.16.1 (issue 39214), so 1.2.0 has it.
_INVALID: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xef\xbf\xbe\ufffe]")

_BLANK_LINES: Final = re.compile(r"\n{3,}")

# Newlines are not in the class, and a single tab stays a tab.
_SPACES: Final = re.compile(
    "[\t\f\r \u00a0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]{2,}",
)

# An address, or a run of letters that is none. Taking the whole run at once keeps the search from
# trying every tail of it, which would cost the square of its length.
_EMAIL: Final = re.compile(r"([a-zA-Z0-9_.+-]++)(@[a-zA-Z0-9-]++\.[a-zA-Z0-9-.]++)?")

# Since pull request 30392 (2025-12) the links of Markdown are spared; its images were spared
# earlier, but whether 1.2.0 does it is not verified.
_URL: Final = re.compile(r"https?://\S+")


def clean(text: str, *, extra_spaces: bool, urls_and_emails: bool) -> str:
    """Return the text without what no chunk holds.

    ``<|`` and ``|>`` become ``<`` and ``>``, and control characters go, whatever the rules say
    (Dify 0.6 to 1.16). *extra_spaces* leaves two newlines of three or more, and one space of two
    or more blanks; *urls_and_emails* deletes both. Dify applies rules in the order in which they
    are given; here it is the order of its automatic rule, so the two spaces around a deleted
    address stay.
    """
    text = text.replace("<|", "<").replace("|>", ">")
    text = _INVALID.sub("", text)
    if extra_spaces:
        text = _BLANK_LINES.sub("\n\n", text)
        text = _SPACES.sub(" ", text)
    if urls_and_emails:
        text = _EMAIL.sub(lambda found: "" if found[2] else found[1], text)
        text = _URL.sub("", text)
    return text
