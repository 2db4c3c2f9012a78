"""Why Dify 1.2.0 refuses a call too, in the words of docs/clients.md."""

from typing import Final

TAGS: Final = "tags are served since Dify 1.4.2"
STATUS: Final = "documents are switched since Dify 1.5.0"
GET_DOCUMENT: Final = "one document is shown since Dify 1.5.1, one segment since 1.4.2"
BUILT_IN: Final = "at this path since Dify 1.9.0, before at `/v1/datasets/metadata/built-in`"
PIPELINES: Final = "pipelines are served since Dify 1.9.0"
NEVER: Final = "no release of Dify has served the path"
CHAT: Final = "of the chat API, which no key for knowledge opens, and ragmock does not have"
