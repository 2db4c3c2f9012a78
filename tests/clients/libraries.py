"""The client libraries that are run."""

from typing import Final

from .dataset_sdk import DatasetSdk
from .knowledge_sdk import KnowledgeSdk
from .library import Library
from .oapi2 import Oapi2
from .python_sdk import PythonSdk

LIBRARIES: Final[tuple[Library, ...]] = (PythonSdk(), Oapi2(), DatasetSdk(), KnowledgeSdk())
