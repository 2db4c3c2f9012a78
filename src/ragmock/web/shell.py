"""What a shell makes of the curl lines that the documents misprint, told to those who paste them.

Seeds 002 and 004 put double quotes around JSON in double quotes, so that `data` is `{` alone; seed
004 leaves out the blank before the backslash at the end of a line, which glues the next option to
the header, and once the backslash, which cuts the line in two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

    from ragmock.web.call import Call

_OPTION: Final = re.compile(r"--(header|data|data-raw|form|location|request|url)$")


def glued(value: str) -> str:
    """Say so when an option of curl is glued to the end of a header."""
    option = _OPTION.search(value)
    if not option:
        return ""
    return (
        f"the quoting of the curl line glued {option[0]} to the header: "
        "put a blank before the backslash at the end of the line"
    )


def cut(data: str) -> str:
    """Say so when the quotes around JSON ended at its first inner quote."""
    if data.strip() != "{":
        return ""
    return (
        "the quoting of the curl line ended the value at its first inner quote: "
        "write --form 'data={\"...\"}' without the outer double quotes, or escape the inner ones"
    )


def lost_data(call: Call, methods: Container[str]) -> str:
    """Say so when a GET looks like a POST whose body was lost with the rest of the line."""
    if call.method != "GET" or "POST" not in methods or b"content-type" not in call.sent:
        return ""
    return "is a backslash missing at the end of a line? curl sends GET when it loses its --data"
