"""What knowledge bases are filled with, and a count of what they hold, one by one."""

from ragmock.domain.limits import Limits
from ragmock.domain.model import Cut, Mode, Rules, Technique, Upload

SMALL = Limits(worlds=2, datasets=3, documents=3, chunks=20, fields=1)
LINES = Rules(Mode.CUSTOM, cut=Cut("\n", 100))


def walked(state):
    """Count what a knowledge base holds, one by one."""
    documents = [each for rows in state.documents.values() for each in rows.values()]
    chunks = [chunk for each in documents for chunk in each.chunks.values()]
    children = [child for chunk in chunks for child in chunk.children]
    fields = [field for rows in state.fields.values() for field in rows]
    return len(documents), len(chunks) + len(children), len(fields)


def counted(state):
    return state.document_count, state.chunk_count, state.field_count


def upload(base, name, lines):
    content = "\n".join(f"Line {line}|of {name}" for line in range(lines)).encode()
    return Upload(base.ids.uuid(), name, "txt", "text/plain", content, base.now(), is_text=True)


def submit(base, dataset_id, name="a.txt", lines=1):
    return base.documents.submit(
        base.datasets.get(dataset_id),
        upload(base, name, lines),
        LINES,
        technique=Technique.KEYWORDS,
    )


def dataset(base, name="Handbook"):
    return base.datasets.create(base.ids.uuid(), name).id
