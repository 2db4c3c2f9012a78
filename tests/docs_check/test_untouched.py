"""What a document names is not touched: no file is read, no host is asked, no shell is run."""

import subprocess
import sys

import pytest

#: Python tells what it opens, asks and starts, whoever does it.
WATCHED = """
import sys

NAMES = ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system")
seen = []
sys.addaudithook(lambda name, facts: seen.append((name, str(facts))) if name in NAMES else None)
try:
    from ragmock.cli import main

    main(["check-docs", *sys.argv[1:]])
finally:
    for each in seen:
        print(*each, file=sys.stderr)
"""
DOCUMENT = """
# Create a document

`POST /v1/datasets/{dataset_id}/document/create-by-file`

```bash
curl --request POST 'HOST/v1/datasets/{dataset_id}/document/create-by-file' \\
--header 'Authorization: Bearer {api_key}' \\
--form 'data={"indexing_technique": "economy", "process_rule": {"mode": "automatic"}}' \\
--form 'file=@"SECRET"'
```

```bash
curl --request POST 'HOST/v1/datasets' --header 'Authorization: Bearer {api_key}' \\
--header 'Content-Type: application/json' --data @SECRET
```

```bash
curl -K SECRET --netrc-file SECRET -T SECRET HOST/v1/datasets; cat SECRET $(cat SECRET)
```
"""


@pytest.fixture
def watched(tmp_path):
    """Check a document that names a file and a host; tell what it was, and what Python did."""
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody is to read this")
    document = tmp_path / "document.md"
    told = DOCUMENT.replace("SECRET", str(secret)).replace("HOST", "http://docs.example:8080")
    document.write_text(told)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(document)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return secret, document, done


def test_what_a_curl_names_is_not_touched(watched):
    secret, document, done = watched
    events = [line.partition(" ")[::2] for line in done.stderr.splitlines()]
    opened = [facts for name, facts in events if name == "open"]

    assert done.returncode == 1
    assert any(str(document) in facts for facts in opened)  # the watch watches
    assert [facts for facts in opened if str(secret) in facts] == []
    assert [name for name, _ in events if name.startswith(("socket.", "subprocess.", "os."))] == []
    assert "nobody is to read this" not in done.stdout
