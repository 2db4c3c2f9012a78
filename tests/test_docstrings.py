"""Every public thing says what it is for."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
TREES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("src", "handlers")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
CLASSES = {
    node.name: node
    for tree in TREES.values()
    for node in tree.body
    if isinstance(node, ast.ClassDef)
}


def test_every_public_thing_says_what_it_is_for():
    assert [f"{path}: {name}" for path, tree in TREES.items() for name in silent(tree)] == []


def silent(tree):
    """List what is public and has no docstring; a method may have that of the one it overrides."""
    if not ast.get_docstring(tree):
        yield "the module"
    for node in filter(is_public, tree.body):
        if not ast.get_docstring(node):
            yield node.name
        if isinstance(node, ast.ClassDef):
            for method in filter(is_public, node.body):
                if not is_told(method.name, node):
                    yield f"{node.name}.{method.name}"


def is_public(node):
    named = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    return named and not node.name.startswith("_")


def is_told(method, node):
    """Tell whether a class, or one of ours that it inherits from, explains a method."""
    for each in node.body:
        if getattr(each, "name", None) == method and ast.get_docstring(each):
            return True
    above = (CLASSES.get(ast.unparse(each)) for each in node.bases)
    return any(is_told(method, each) for each in above if each)
