"""README and docs claim only what is so."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from ragmock import contract
from ragmock.cli import main

from .conftest import serve
from .contract.cases import BOOKS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = "|".join(main.list_commands(None))
TITLES = {
    "000": "RAGFlow datasets",
    "001": "generic data",
    "002": "Dify Knowledge, hyphenated",
    "003": "Dify Knowledge, underscored",
    "004": "Dify Knowledge, with metadata",
}


def cases_of(number):
    return next(book.cases for book in BOOKS if book.number == number)


def shape_of(call):
    return re.sub(r"\{\w+\}", "{}", call.partition("?")[0])


def coverage_table():
    rows = ["| document | calls printed | calls that work |", "| --- | --- | --- |"]
    operations = contract.load().operations.values()
    for number, title in TITLES.items():
        printed = [each for each in operations if number in each.printed_in]
        # A call works when a case of tests/contract makes it, and is answered as printed.
        made = {shape_of(case.call) for case in cases_of(number) if "refused" not in case.answer}
        works = [each for each in printed if shape_of(f"{each.method} {each.path}") in made]
        rows.append(f"| {number} {title} | {len(printed)} | {len(works)} |")
    return "\n".join(rows)


def test_the_table_of_documents_is_what_the_contract_says():
    assert coverage_table() in README, f"put this table into README.md:\n\n{coverage_table()}"


def conversation():
    """Give the commands of the first console that talks to a server, and what each answers."""
    console = next(
        each for each in re.findall(r"```console\n(.+?)```", README, re.DOTALL) if "curl" in each
    )
    pairs = re.findall(r"^\$ (.+)\n((?:[^$].*\n)*)", console, re.MULTILINE)
    return [(command, json.loads(answer) if answer else None) for command, answer in pairs]


def is_within(printed, said):
    """Tell whether what is printed was said, among other things.

    How far a document is that is not completed depends on how slow the machine is.
    """
    if printed in ("waiting", "queuing"):
        return said not in ("completed", "available", "error")
    if isinstance(printed, dict):
        return all(key in said and is_within(value, said[key]) for key, value in printed.items())
    if isinstance(printed, list):
        return len(printed) <= len(said) and all(map(is_within, printed, said))
    return (
        printed == pytest.approx(said, abs=1e-5) if isinstance(printed, float) else printed == said
    )


def test_the_conversation_goes_as_printed(tmp_path):
    commands, printed = zip(*conversation(), strict=True)
    with serve("demo", tmp_path, progression="time") as server:
        said = [
            subprocess.run(
                [
                    "bash",
                    "-c",
                    f"{commands[0]}; {command.replace('curl', 'curl -s')}".replace(
                        "http://127.0.0.1:8765", server.url
                    ),
                ],
                cwd=tmp_path,
                capture_output=True,
                check=True,
            ).stdout
            for command in commands
        ]

    answers = [json.loads(answer) if answer else None for answer in said]
    assert [
        (command, answer)
        for command, shown, answer in zip(commands, printed, answers, strict=True)
        if shown is not None and not is_within(shown, answer)
    ] == []
    assert sum("curl" in command for command in commands) == 5


def test_the_make_targets_that_are_named_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"\$ make (\w+)", README))

    assert named == {"serve", "test"}
    assert {name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith("http")]

    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_of_ragmock_in_the_docs_have_their_options(page):
    text = page.read_text(encoding="utf-8")
    for command, options in re.findall(rf"ragmock ({COMMANDS})((?: --[^`\n]*)?)", text):
        told = CliRunner().invoke(main, [command, "--help"]).output
        for option in re.findall(r"--[a-z-]+", options.partition(" -- ")[0]):
            assert option in told
