"""README and docs claim only what is so."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from ragmock import contract
from ragmock.cli import main

from .contract.cases import BOOKS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]
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


def test_the_curl_line_answers_as_printed(server_for):
    command, printed = re.search(r"\$ (curl .+)\n(\{.+\})\n", README).groups()
    url = server_for("demo").url
    command = command.replace("http://127.0.0.1:8765", url).replace(
        "ragflow-demo", "ragflow-readme"
    )

    answer = subprocess.run(["bash", "-c", f"{command} -s"], capture_output=True, check=True)

    assert json.loads(answer.stdout) == json.loads(printed)


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
    for command, options in re.findall(r"ragmock (serve|routes|refusals)((?: --[^`\n]*)?)", text):
        told = CliRunner().invoke(main, [command, "--help"]).output
        for option in re.findall(r"--[a-z-]+", options):
            assert option in told
