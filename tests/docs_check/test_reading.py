"""What is read in a document, whatever markup it is written in, and where it stands."""

import pytest

from ragmock.docs_check.model import Document, Where
from ragmock.docs_check.reading.reading import is_markdown, read

MDX = """\
import { CodeGroup } from '../code.tsx'

<Heading
  url='/datasets'
  method='POST'
  title='Create an empty dataset'
  name='#create_empty_dataset'
/>
<Row>
  <Col>
    ### Request Body
    <Properties>
      <Property name='name' type='string' key='name'>
        The name (required)
      </Property>
      <Property name='permission' type='string' key='permission'>
        Who sees it
          - <code>only_me</code> Only me
      </Property>
    </Properties>
  </Col>
  <Col sticky>
    <CodeGroup title="Request" tag="POST" targetCode={`curl '${props.apiBaseUrl}/datasets'`}>
    ```bash {{ title: 'cURL' }}
    curl --request POST '${props.apiBaseUrl}/datasets'
    ```
    </CodeGroup>
    <CodeGroup title="Response">
    ```json {{ title: 'Response' }}
    {
      "id": ""
    }
    ```
    </CodeGroup>
  </Col>
</Row>
"""
COPIED = """\
Powered by GitBook

Delete a Document

Request example:

curl --request DELETE 'https://api.dify.ai/v1/datasets/{dataset_id}/documents/{document_id}' \\
--header 'Authorization: Bearer {api_key}'

Response example:

{
  "result": "success"
}

Error message

code
status
message

no_file_uploaded

400

Please upload your file.
"""
LABELLED = """\
- **Name:** `name`
  - **Type:** string
  - **Description:** Words (optional), default 20, range 1-100
"""
TABLE = """\
| Name | Type | Required | Default | Description |
| --- | --- | --- | --- | --- |
| `name` | string | No | 20 | range 1-100 |
"""


def section(text, number=-1):
    return [each for each in read(Document("page", text)).sections if each.title or each.endpoints][
        number
    ]


def parameter(line, name="name"):
    text = f"## List\n\n**GET** `/datasets`\n\n#### Query Parameters\n\n{line}\n"
    return next(each for each in section(text).parameters if each.name == name)


# ---------------------------------------------------------------------- the kinds of documents
def test_mdx_is_read_by_its_components():
    found = section(MDX)

    assert (found.title, found.endpoints[0].method, found.endpoints[0].path) == (
        "Create an empty dataset",
        "POST",
        "/datasets",
    )
    assert [(each.name, each.type, each.where) for each in found.parameters] == [
        ("name", "string", Where.BODY),
        ("permission", "string", Where.BODY),
    ]
    assert [choice for choice, _ in found.parameters[1].choices] == ["only_me"]
    assert [each.passage.text for each in found.commands] == [
        "curl --request POST '${props.apiBaseUrl}/datasets'"
    ]
    assert found.answers[0].passage.text == '{\n  "id": ""\n}'
    assert found.answers[0].command is found.commands[0]


def test_what_is_set_in_keeps_its_place():
    document = Document("page", MDX)
    (answer,) = section(MDX).answers
    start = document.place(answer.passage.span(4, 8).start)

    assert MDX.splitlines()[start.line - 1][start.column - 1 :].startswith('"id"')


def test_text_copied_from_a_page_is_read_without_fences():
    found = section(COPIED, -2)

    assert (found.title, len(found.commands), len(found.answers)) == ("Delete a Document", 1, 1)
    assert found.commands[0].passage.text.endswith("'Authorization: Bearer {api_key}'")


def test_a_table_that_lost_its_lines_is_read_cell_by_cell():
    (error,) = section(COPIED).errors

    assert (error.code, error.status, error.message) == (
        "no_file_uploaded",
        400,
        "Please upload your file.",
    )


@pytest.mark.parametrize(("text", "expected"), [(MDX, True), (COPIED, False), ("Hello\n", True)])
def test_the_content_tells_what_a_document_is(text, expected):
    assert is_markdown(text) is expected


# ---------------------------------------------------------------------- operations
@pytest.mark.parametrize(
    "said",
    [
        "**GET** `/datasets`",
        "`GET /datasets`",
        "GET /datasets",
        "- **URL**: `/datasets`\n- **方法**: `GET`",
        "| Method | Request URI |\n| --- | --- |\n| GET | `/datasets` |",
        "```http\nGET /datasets HTTP/1.1\n```",
    ],
)
def test_an_operation_is_named_in_many_ways(said):
    (found,) = section(f"## List\n\n{said}\n").endpoints

    assert (found.method, found.path) == ("GET", "/datasets")


def test_a_command_in_a_page_about_pages_is_none():
    assert section("## Example\n\n````markdown\n```bash\ncurl x\n```\n````\n").commands == ()


# ---------------------------------------------------------------------- parameters
@pytest.mark.parametrize(
    "line",
    [
        "- **name** (string): Words, default 20, range 1-100 (optional)",
        "- `name` (string) - Words, defaults to 20, between 1 and 100 (optional)",
        "- name (string) Words (optional), default: 20, range 1 to 100",
        TABLE,
        LABELLED,
    ],
)
def test_a_parameter_is_described_in_many_ways(line):
    found = parameter(line)

    assert (found.type, found.required, found.default) == ("string", False, "20")
    assert (found.minimum, found.maximum, found.where) == (1, 100, Where.QUERY)


def test_a_field_stands_within_another():
    found = parameter("- **a** (object): One\n  - **b** (string): Two", "a.b")

    assert found.type == "string"


def test_words_in_a_list_below_a_text_are_its_choices():
    found = parameter("- **name** (string): One of\n  - `a`: this\n  - `b`: that")

    assert [choice for choice, _ in found.choices] == ["a", "b"]


# ---------------------------------------------------------------------- answers
def test_a_status_in_place_of_a_body_is_an_answer():
    (answer,) = section("## Delete\n\n#### Response\n\n```\n204 No Content\n```\n").answers

    assert (answer.status, answer.passage.text) == (204, "")


def test_two_halves_of_a_block_are_one_answer():
    text = '## A\n\n#### Response\n\n```json\n{"a": 169 \n```\n```json\n5308667}\n```\n'

    (answer,) = section(text).answers

    assert answer.passage.text == '{"a": 1695308667}'
    assert answer.torn is not None


@pytest.mark.parametrize(
    ("language", "prompt"),
    [
        ("bash", ""),
        ("bash{2,3}", ""),
        ("{.sh}", ""),
        ("console", "$ "),
        ("shell-session", "user@host:~$ "),
        ("ShellSession", "% "),
        ("prompt", "> "),
        ("pwsh-session", "PS C:\\> "),
        ("doscon", "C:\\> "),
    ],
)
def test_a_command_is_read_in_whatever_its_fence_calls_a_shell(language, prompt):
    page = f"## List\n\n```{language}\n{prompt}curl http://localhost/v1/datasets\n```\n"

    commands = [
        each for section in read(Document("a.md", page)).sections for each in section.commands
    ]

    assert [each.passage.text for each in commands] == ["curl http://localhost/v1/datasets"]
