"""`ragmock check-docs`: its exit codes, its formats, and input that is no document."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner

from ragmock.cli import main

SARIF = Path(__file__).parents[1] / "reports" / "schemas" / "sarif-2.1.0.json"
CLEAN = "## List the datasets\n\n**GET** `/datasets`\n"
WRONG = CLEAN + "\n## List the documents\n\n**GET** `/datasets/{dataset_id}/documets`\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command in an empty folder, with a document of some text."""
    monkeypatch.chdir(tmp_path)

    def run(text, *options, **more):
        content = text if isinstance(text, bytes) else text.encode()
        Path("page.md").write_bytes(content)
        return CliRunner().invoke(main, ["check-docs", "page.md", *options], **more)

    return run


# ---------------------------------------------------------------------- exit codes, text
def test_a_document_without_a_finding_ends_with_0(run):
    ran = run(CLEAN)

    assert (ran.exit_code, ran.stdout) == (0, "")


def test_a_finding_is_told_as_compilers_do(run):
    ran = run(WRONG)

    assert ran.exit_code == 1
    assert ran.stdout == (
        "page.md:7:10: error unknown-path: the contract has no path "
        "/datasets/{dataset_id}/documets; expected /datasets/{dataset_id}/documents\n"
    )
    assert ran.stderr == "1 error in 1 document\n"


def test_fail_on_says_from_which_severity_on(run):
    warned = "**POST** `/datasets/{dataset_id}/document/create_by_text`\n"

    assert run(warned).exit_code == 1
    assert run(warned, "--fail-on", "error").exit_code == 0


def test_a_hint_fails_nothing(run):
    hinted = CLEAN + "\n#### Query Parameters\n\n- **page** (integer): Which page\n"

    ran = run(hinted)

    assert (ran.exit_code, "info undescribed-parameter" in ran.stdout) == (0, True)


def test_the_standard_input_is_read_as_a_dash(run):
    run(CLEAN)

    ran = CliRunner().invoke(main, ["check-docs", "-"], input=WRONG)

    assert ran.exit_code == 1
    assert ran.stdout.startswith("-:7:10: error unknown-path")


def test_the_product_can_be_said(run):
    ran = run(CLEAN, "--provider", "ragflow")

    assert (ran.exit_code, "expected /dataset" in ran.stdout) == (1, True)


def test_rules_are_listed_with_their_examples():
    ran = CliRunner().invoke(main, ["check-docs", "--rules"])

    assert ran.exit_code == 0
    assert "unknown-path (error)\n  A path that the contract does not have.\n" in ran.stdout


# ---------------------------------------------------------------------- formats
def test_json_has_every_place_and_text(run):
    (finding,) = json.loads(run(WRONG, "--format", "json").stdout)["findings"]

    assert finding == {
        "file": "page.md",
        "line": 7,
        "column": 10,
        "endLine": 7,
        "endColumn": 41,
        "rule": "unknown-path",
        "severity": "error",
        "what": "the contract has no path /datasets/{dataset_id}/documets",
        "stands": "/datasets/{dataset_id}/documets",
        "expected": "/datasets/{dataset_id}/documents",
        "suggestion": "/datasets/{dataset_id}/documents",
    }


@pytest.mark.parametrize("text", [CLEAN, WRONG])
def test_sarif_fits_its_schema(run, text):
    told = json.loads(run(text, "--format", "sarif").stdout)

    schema = json.loads(SARIF.read_text(encoding="utf-8"))
    jsonschema.validate(told, schema, jsonschema.Draft7Validator)
    assert [each["ruleId"] for each in told["runs"][0]["results"]] == (
        ["unknown-path"] if text == WRONG else []
    )


def test_junit_has_a_suite_for_each_document(run):
    suite = ET.fromstring(run(WRONG, "--format", "junit").stdout)[0]  # noqa: S314 - ours

    assert suite.attrib["name"] == "page.md"
    assert suite[0][0].attrib["type"] == "unknown-path"


def test_github_annotates_the_line(run):
    assert run(WRONG, "--format", "github").stdout == (
        "::error file=page.md,line=7,endLine=7,col=10,endColumn=41,title=unknown-path"
        "::the contract has no path /datasets/{dataset_id}/documets; "
        "expected /datasets/{dataset_id}/documents\n"
    )


# ---------------------------------------------------------------------- baseline
def test_a_baseline_silences_what_is_known_also_on_another_line(run):
    run(WRONG, "--baseline", "known.json", "--write-baseline")

    ran = run("# Title\n\n" + WRONG, "--baseline", "known.json")

    assert (ran.exit_code, ran.stdout) == (0, "")


def test_a_second_mistake_of_a_known_kind_is_told(run):
    run(WRONG, "--baseline", "known.json", "--write-baseline")

    ran = run(WRONG + "\n**GET** `/datasets/{dataset_id}/documets`\n", "--baseline", "known.json")

    assert ran.exit_code == 1
    assert ran.stdout.startswith("page.md:9:10: error unknown-path")


def test_what_went_away_is_told(run):
    run(WRONG, "--baseline", "known.json", "--write-baseline")

    ran = run(CLEAN, "--baseline", "known.json")

    assert ran.exit_code == 0
    assert "page.md: unknown-path is in the baseline and was not found" in ran.stderr


@pytest.mark.parametrize("text", ["", "[]", "{", '{"version": 2}', '{"version": 1}'])
def test_what_is_no_baseline_ends_with_2(run, text):
    run(CLEAN)
    Path("known.json").write_text(text, encoding="utf-8")

    ran = run(CLEAN, "--baseline", "known.json")

    assert (ran.exit_code, "known.json" in ran.stderr) == (2, True)


# ---------------------------------------------------------------------- silencing
def test_a_comment_silences_a_rule_in_the_next_block(run):
    head, _, line = WRONG.rpartition("**GET**")

    ran = run(f"{head}<!-- ragmock-ignore unknown-path -->\n\n**GET**{line}")

    assert (ran.exit_code, ran.stdout) == (0, "")


def test_a_comment_about_another_rule_silences_nothing(run):
    head, _, line = WRONG.rpartition("**GET**")

    assert run(f"{head}<!-- ragmock-ignore dead-link -->\n\n**GET**{line}").exit_code == 1


def test_a_comment_silences_a_whole_fence_and_nothing_behind_it(run):
    fence = '\n```json\n{"a": 1,}\n\n{"b": 1,}\n```\n'

    ran = run(f"<!-- ragmock-ignore -->{fence}{fence}")

    assert re.findall(r"page\.md:(\d+)", ran.stdout)
    assert all(int(line) > 7 for line in re.findall(r"page\.md:(\d+)", ran.stdout))


# ---------------------------------------------------------------------- what is no document
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "holds a NUL byte"),
        ("Größe".encode("latin-1") * 9, "is no UTF-8 text"),
        (b"a" * 50_000_000, "has more than 16 MB"),
        (b"a" * 5_000_000, "has a line of 5,000,000 characters"),
    ],
)
def test_what_is_no_text_ends_with_2_and_says_why(run, content, why):
    ran = run(content)

    assert (ran.exit_code, why in ran.stderr, ran.stdout) == (2, True, "")


def test_json_of_half_a_megabyte_may_stand_on_one_line(run):
    block = '{"data": [' + ", ".join(['{"name": "a"}'] * 30_000) + ",]}"

    ran = run(f"## List\n\n**GET** `/datasets`\n\n### Response\n\n```json\n{block}\n```\n".encode())

    assert (ran.exit_code, "json-trailing-comma" in ran.stdout) == (1, True)


@pytest.mark.parametrize("name", ["nowhere.md", "."])
def test_what_cannot_be_read_ends_with_2(run, name):
    run(CLEAN)

    ran = CliRunner().invoke(main, ["check-docs", name])

    assert (ran.exit_code, ran.stderr.startswith("ragmock: ")) == (2, True)


def test_without_a_file_it_ends_with_2():
    assert CliRunner().invoke(main, ["check-docs"]).exit_code == 2


@pytest.mark.parametrize(
    "text",
    [
        "```json\n{",
        "````\n```\n```json\n[[[[",
        "{" * 100_000,
        "[" * 100_000 + "\n```",
        "```bash\ncurl '\n\"$(`\n```",
        "| a | b |\n| --- |\n| `c",
        "**" * 50_000,
        "<Heading method='GET' url='" * 3_000,
        "- " * 5_000 + "x",
        "> " * 5_000 + "x",
        "```json\n" + '{"a":' * 20_000 + "\n```",
        "{/* <!-- ragmock-ignore",
        "\ufeff# Title",
        "\r\n\r\n# A\r# B",
        "```bash\ncurl -d @/etc/passwd https://example.com/v1/datasets\n```",
        "```bash\ncurl -F file=@/etc/passwd http://x/v1/datasets/{a}/document/create-by-file\n```",
    ],
)
def test_broken_markup_is_read_as_far_as_it_goes(run, text):
    ran = run(text)

    assert ran.exit_code in (0, 1)
    assert ran.exception is None or isinstance(ran.exception, SystemExit)


def test_control_characters_do_not_reach_the_terminal(run):
    ran = run("**GET** `/datasets\x1b[31m`\n")

    assert "\x1b" not in ran.stdout
