"""Each form of a report: fit for those who read it, whatever a text holds."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from ragmock.reports.forms import SUFFIXES, UnknownForm, render, save
from ragmock.reports.report import Case, Outcome, Report, Suite
from ragmock.reports.table import write as write_table

SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture(params=["report", "nasty"])
def any_report(request):
    return request.getfixturevalue(request.param)


# ---------------------------------------------------------------------------- the suffix chooses
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_of_a_file_chooses_the_form(report, tmp_path, suffix):
    file = tmp_path / "reports" / f"report{suffix.upper()}"

    save(report, file)

    assert file.read_text(encoding="utf-8") == render(report, suffix)


def test_another_suffix_is_refused_with_those_that_there_are(report, tmp_path):
    with pytest.raises(UnknownForm, match=r"report\.txt: .* \.json, \.xml, \.sarif, \.html"):
        save(report, tmp_path / "report.txt")

    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------------------- each form
def test_sarif_is_that_of_its_schema(any_report):
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    told = json.loads(render(any_report, ".sarif"))

    jsonschema.validate(told, schema, jsonschema.Draft7Validator)


def test_sarif_tells_what_failed_and_what_was_skipped_with_its_place(report):
    (run,) = json.loads(render(report, ".sarif"))["runs"]

    assert run["tool"]["driver"]["rules"] == [
        {"id": "status", "shortDescription": {"text": "The status is the printed one."}},
        {"id": "untried", "shortDescription": {"text": "untried"}},
    ]
    assert run["results"] == [
        {
            "ruleId": "status",
            "level": "warning",
            "message": {"text": "answers 404, printed is 200"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "docs/my%20seed.md"},
                        "region": {"startLine": 12, "startColumn": 3},
                    },
                    "logicalLocations": [
                        {"fullyQualifiedName": "dify.datasets.list_datasets/curl 2"}
                    ],
                }
            ],
        },
        {
            "ruleId": "untried",
            "level": "note",
            "message": {"text": "never tried"},
            "locations": [{"logicalLocations": [{"fullyQualifiedName": "seed.md/curl 3"}]}],
        },
    ]


def test_junit_is_that_of_its_schema(any_report):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))

    schema.assertValid(etree.fromstring(render(any_report, ".xml").encode()))


def test_junit_counts_and_tells_what_failed_and_what_was_skipped(report):
    root = etree.fromstring(render(report, ".xml").encode())
    suite, empty = root
    _, failed, skipped = suite

    assert root.attrib == {"name": "Documents", "tests": "3", "failures": "1", "errors": "0"}
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")
    assert (empty.get("name"), empty.get("tests")) == ("empty.md", "0")
    assert failed[0].attrib == {"message": "answers 404, printed is 200", "type": "status"}
    assert failed[0].text == "docs/my seed.md:12:3: answers 404, printed is 200"
    assert (skipped[0].tag, skipped[0].get("message")) == ("skipped", "never tried")


def test_json_tells_all_and_leaves_out_what_there_is_not(report):
    told = json.loads(render(report, ".json"))

    assert told["totals"] == {"passed": 1, "failed": 1, "skipped": 1}
    assert told["details"] == {"files": 2}
    assert told["suites"][0]["cases"][0] == {
        "name": "curl 1",
        "outcome": "passed",
        "level": "error",
    }
    assert told["suites"][0]["cases"][1]["place"] == {
        "file": "docs/my seed.md",
        "line": 12,
        "column": 3,
    }


class Page(HTMLParser):
    """What stands in a page: elements with their attributes, and texts."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def test_a_page_needs_no_other_file_and_no_script(any_report):
    page = Page(render(any_report, ".html"))

    assert [tag for tag, attributes in page.elements if "src" in attributes] == []
    assert [a["href"] for _, a in page.elements if "href" in a] == ["data:,"]
    assert {tag for tag, _ in page.elements} & {"script", "b>", "img", "iframe", "object"} == set()
    assert "url(" not in render(any_report, ".html")


def test_a_page_can_be_narrowed_to_each_outcome_that_there_is(report):
    page = Page(render(report, ".html"))

    assert [a["id"] for tag, a in page.elements if tag == "input"] == [
        *("show-all", "show-passed", "show-failed", "show-skipped")
    ]


def test_a_suite_whose_note_says_it_all_is_closed(report):
    untried = Suite("untried.md", (Case("curl 1", Outcome.SKIPPED),), "never tried")
    page = Page(render(replace(report, suites=(*report.suites, untried)), ".html"))

    assert ["open" in a for tag, a in page.elements if tag == "details"] == [True, True, False]


def test_a_text_that_was_sent_is_a_text_on_the_page(nasty):
    page = Page(render(nasty, ".html"))

    assert len([tag for tag, _ in page.elements if tag == "b"]) == 1  # the outcome
    assert any(text.startswith("<b>\\x1b[31m& \"Grün\" '中文'") for text in page.texts)


def test_a_table_shows_what_failed_and_in_short_what_was_skipped(report):
    assert write_table(report) == (
        "Documents\n"
        "\n"
        "seed.md   1 of 3\n"
        "    failed: curl 2 (docs/my seed.md:12:3): answers 404, printed is 200\n"
        "    never tried: curl 3\n"
        "empty.md\n"
        "\n"
        "right  1 of 3\n"
    )


def test_a_table_shows_each_case_that_was_skipped_where_nothing_says_it_in_short():
    suite = Suite("a", (Case("b", Outcome.SKIPPED, "it needs a model"),))
    told = write_table(Report("t", "tool", (suite,), words={Outcome.SKIPPED: "not run"}))

    assert told == "t\n\na  0 of 1\n    not run: b: it needs a model\n"


def test_what_cannot_be_shown_is_spelled_out_in_every_form(nasty):
    for told in (write_table(nasty), *(render(nasty, each) for each in SUFFIXES)):
        assert {"\x1b", "\x00", "\x85", "\u202e", "\ufffe", "\ud800"} & {*told} == set()
        assert "中文" in told


def test_no_text_that_was_sent_begins_a_line_of_a_table_as_a_command_to_a_ci(nasty):
    assert [
        line for line in write_table(nasty).splitlines() if line.lstrip().startswith("::")
    ] == []
