"""Where the rooms at the root of the repository lie: in a checkout, and inside the wheel."""

from pathlib import Path
from typing import Final

#: The folder of the package itself.
PACKAGE: Final = Path(__file__).parent

#: The folder that holds openapi.yaml, handlers/ and fixtures/.
HOME: Final = PACKAGE if (PACKAGE / "openapi.yaml").exists() else PACKAGE.parents[1]
