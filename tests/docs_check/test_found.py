"""What rules find beyond the example that each has, and what they let be."""

from textwrap import dedent

import pytest

from ragmock.docs_check.check import check
from ragmock.docs_check.model import Document

ERRORS = "### Errors\n\n| Code |\n| --- |\n| 102 |\n"
UPDATE = """\
## Update a document

**POST** `/datasets/{dataset_id}/documents/{document_id}/update-by-text`

### Request Body

"""
SEGMENTS = "/datasets/{dataset_id}/documents/{document_id}/segments/{segment_id}"


def told(rule, *texts):
    """Give the document, the line and what is expected there, of all findings of a rule."""
    documents = [Document(str(number), dedent(text)) for number, text in enumerate(texts)]
    found = [each for each in check(documents) if each.rule == rule]
    return [(each.document.path, each.place.line, each.expected) for each in found]


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("# A\n\n### B\n", [3]),
        ("# A\n\n## B\n\n### C\n\n## D\n", []),
        ("# A\n\nError message\n\n- **unauthorized**: The key is wrong\n", [3]),
        ("# A\n\nOf an error\nmessage\n", []),
        ("# A\n\n## B\n\n**GET** `/datasets`\n\n# Errors\n", [7]),
        ("# A\n\n**GET** `/datasets`\n\n# Errors\n", []),
    ],
)
def test_titles_are_of_one_kind_and_go_down_step_by_step(page, lines):
    assert [line for _, line, _ in told("uneven-titles", page)] == lines


@pytest.mark.parametrize("later", [0, 1])
def test_a_difference_is_told_in_the_document_that_the_contract_does_not_agree_with(later):
    older = "## Create\n\n**POST** `/datasets/{dataset_id}/document/create_by_text`\n"
    today = "## Create\n\n**POST** `/datasets/{dataset_id}/document/create-by-text`\n"
    documents = [today, older] if later else [older, today]

    assert told("other-path", *documents) == [
        (str(later), 3, "/datasets/{dataset_id}/document/create-by-text")
    ]


@pytest.mark.parametrize("later", [0, 1])
def test_the_method_that_servers_take_is_the_one_that_is_expected(later):
    patch, post = (f"## Update\n\n**{method}** `{SEGMENTS}`\n" for method in ("PATCH", "POST"))
    documents = [post, patch] if later else [patch, post]

    assert told("other-method", *documents) == [(str(later), 3, "POST")]


def test_documents_that_are_both_wrong_are_both_told():
    field = "## List\n\n**GET** `/datasets`\n\n### Query Parameters\n\n- **page** ({}): Which\n"

    assert told("other-type", field.format("string"), field.format("boolean")) == [
        ("0", 7, "integer"),
        ("1", 7, "integer"),
    ]


def test_marks_are_compared_across_the_sections_of_a_document():
    listing = (
        "## List\n\n**GET** `/datasets`\n\n### Query Parameters\n\n- **page** (integer): Which\n"
    )
    marked = listing.replace("Which", "Which (optional)").replace(
        "/datasets", "/datasets/{id}/documents"
    )

    assert told("unmarked-optional", listing) == []
    assert told("unmarked-optional", listing + "\n" + marked) == [("0", 7, "(optional)")]


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("One of these is required.", True),
        ("How many. It is required", True),
        ("If there is a page, it is required.", False),
        ("It is required by nobody.", False),
    ],
)
def test_a_sentence_may_say_that_a_parameter_is_required(words, is_told):
    page = (
        f"## List\n\n**GET** `/datasets`\n\n### Query Parameters\n\n- **page** (integer): {words}\n"
    )

    assert bool(told("needless-required", page)) == is_told


@pytest.mark.parametrize(
    ("text", "rule", "is_told"),
    [
        ("- **name** (string): Its name (optional)\n", "unsaid-alternative", False),
        ("- **text** (string): Its text (optional)\n", "unsaid-alternative", True),
        (
            "- **text** (string): Its text (optional), or process_rule\n",
            "unsaid-alternative",
            False,
        ),
        ("- **text** (string): Its text (required)\n", "unsaid-alternative", False),
        # names that lost their marks, and words that are none
        (
            "Its rules\n- mode (string) How\n- separator Where it is cut\n",
            "untyped-parameter",
            True,
        ),
        ("Its rules\n- mode (string) How\n- economy High and low\n", "unknown-parameter", False),
        (
            "- **process_rule** (object): How\n  - **options:**\n    - `a`\n",
            "label-as-field",
            False,
        ),
        ("- **process_rule** (object): How\n  - options\n    - `a`\n", "label-as-field", True),
    ],
)
def test_what_a_list_says_of_its_parameters_is_read(text, rule, is_told):
    assert bool(told(rule, UPDATE + text)) == is_told


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        ('{"data": [], "has_more": true, "limit": 2}', [1]),
        ('{"data": [...], "has_more": true, "limit": 2}', []),
        ('{"data": [1, 2], "has_more": true, "limit": 2}', []),
        ('{"data": [{"answer": "a"}], "doc_form": "text_model"}', [1]),
        ('{"data": {"answer": "a"}, "doc_form": "hierarchical_model"}', [1]),
        ('{"data": [{"answer": "a"}], "doc_form": "qa_model"}', []),
        ('{"data": [{"answer": null}], "doc_form": "text_model"}', []),
    ],
)
def test_a_page_and_a_form_contradict_what_stands_beside_them(answer, lines):
    page = f"## List\n\n**GET** `/datasets`\n\n### Response\n\n```json\n{answer}\n```\n"

    assert [line - 7 for _, line, _ in told("contradictory-answer", page)] == lines


def test_operations_without_refusals_are_told_where_others_have_theirs_beside_them():
    listing = "## List\n\n**GET** `/api/v1/dataset`\n"
    showing = "## Show\n\n**GET** `/api/v1/dataset/{dataset_id}`\n\n" + ERRORS
    apart = showing.replace("### Errors", "## Errors")

    assert told("undescribed-error", listing) == []
    assert told("undescribed-error", f"{listing}\n{showing}")[0] == ("0", 3, "100, 401")
    assert 3 not in [line for _, line, _ in told("undescribed-error", f"{listing}\n{apart}")]


@pytest.mark.parametrize(
    ("words", "is_told"), [("Switches fields.", True), ("`enable` or `disable`.", False)]
)
def test_the_words_that_a_path_takes_are_named(words, is_told):
    path = "/datasets/{dataset_id}/metadata/built-in/{action}"
    page = f"## Switch\n\n**POST** `{path}`\n\n{words}\n"

    assert bool(told("undescribed-blank", page)) == is_told


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("curl '$BASE/datasets'", True),
        ("curl -H 'X-Key: ${KEY}' http://localhost/v1/datasets", True),
        ('curl "$BASE/datasets"', False),
        ('curl http://localhost/v1/datasets --json \'{"name": "$5"}\'', False),
    ],
)
def test_a_variable_in_single_quotes_is_told_but_in_a_body(line, is_told):
    page = f"## List\n\n```bash\n{line}\n```\n"

    assert bool(told("curl-variable-in-single-quotes", page)) == is_told


def test_of_many_mistakes_in_a_line_each_tells_what_it_alone_does():
    page = """\
    ## Add

    ```bash
    curl http://localhost/v1/datasets -H 'Authorization: Bearer KEY'\\
    -H 'Content-Type: application/json'\\
    --data '{"name": "a"}'
    ```
    """
    found = check([Document("0", dedent(page))])

    first, second = (each.what for each in found if each.rule == "curl-glued-option")
    assert "apart from the others" not in first
    assert "apart from the others, the server receives" in second
