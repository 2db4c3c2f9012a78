"""Excel files of the format before 2007, read in a process of their own.

A single wrong byte can place a cell so far off that the reader asks for more memory than there is,
and ends its process; where the cells are is not told without reading them.
"""

import json
import subprocess
import sys
from typing import Final

_MOST_MEMORY: Final = 2 << 30
_MOST_SECONDS: Final = 20


def rows_apart(content: bytes) -> list[str]:
    """Return the rows as `spreadsheets.rows` does; raises ValueError where it does, or ends."""
    program = "from ragmock.text.old_spreadsheets import answer; answer()"
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            input=content,
            capture_output=True,
            check=True,
            timeout=_MOST_SECONDS,
        )
    except subprocess.SubprocessError:
        raise ValueError("it is no readable Excel file: reading it takes too much") from None
    said = json.loads(done.stdout)
    if isinstance(said, str):
        raise ValueError(said)  # noqa: TRY004 - of the content, not of a type
    return [str(row) for row in said]


def answer() -> None:
    """Read a file from the standard input, and write its rows, or what is wrong with it."""
    from ragmock.text.spreadsheets import rows  # noqa: PLC0415 - asks for this module

    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not everywhere

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    try:
        said: list[str] | str = rows(sys.stdin.buffer.read(), zipped=False)
    except ValueError as wrong:
        said = str(wrong)
    sys.stdout.write(json.dumps(said))
