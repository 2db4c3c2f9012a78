"""Where the rooms at the root of the repository lie: in a checkout, and inside the wheel."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parent

#: The folder that holds openapi.yaml, handlers/ and fixtures/.
HOME: Final = _PACKAGE if (_PACKAGE / "openapi.yaml").exists() else _PACKAGE.parents[1]
