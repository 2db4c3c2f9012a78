"""`ragmock replay` on the command line."""

import json

import pytest
from click.testing import CliRunner

from ragmock.cli import main


def run(path, *options):
    result = CliRunner().invoke(main, ["replay", str(path), *options])
    return result.exit_code, result.output


def test_what_is_equal_ends_with_0_and_what_differs_with_1(site, tmp_path):
    site.create()
    bundle = site.bundle()
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    equal = run(path)
    bundle["journal"][0]["answer"]["status"] = 201
    bundle["ragmock"] = "0.0.1"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    differs = run(path, "--embed=words")

    assert equal[0] == 0
    assert equal[1].splitlines() == [
        "equal    request 1, POST /v1/datasets",
        "1 calls were made again: none of the answers differ",
    ]
    assert differs[0] == 1
    assert differs[1].splitlines()[:3] == [
        "differs  request 1, POST /v1/datasets",
        "         status: 200, was 201",
        "1 calls were made again: 1 of the answers differ",
    ]
    assert "of ragmock 0.0.1, this is " in differs[1]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_what_cannot_be_replayed_ends_with_2(tmp_path, text):
    path = tmp_path / "bundle.json"
    path.write_text(text, encoding="utf-8")
    code, output = run(path)

    assert code == 2
    assert str(path) in output
    assert len(output.splitlines()) == 1


def test_a_file_that_is_not_there_ends_with_2(tmp_path):
    code, output = run(tmp_path / "none.json")

    assert code == 2
    assert "No such file" in output


def test_a_model_that_there_is_none_of_ends_with_2(site, tmp_path):
    path = tmp_path / "bundle.json"
    path.write_text(site.world.bundle(), encoding="utf-8")

    assert run(path, "--embed=nowhere:none")[0] == 2
