"""What the tests of a run tried of the contract, told once at its end."""

import json
from pathlib import Path

TESTS = """
def test_created(ragmock):
    assert create(ragmock).status_code == 200

def test_taken(ragmock):
    create(ragmock)
    assert create(ragmock).status_code == 409
"""


def test_what_was_tried_is_told_in_the_terminal_and_in_files(run, pytester):
    result = run(TESTS, "--ragmock-coverage=kept/a.json", "--ragmock-coverage=kept/a.xml")
    result.assert_outcomes(passed=2)
    told = json.loads(Path(pytester.path, "kept", "a.json").read_text(encoding="utf-8"))

    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "*= ragmock coverage =*",
            "Coverage of the contract, dify",
            "dify.datasets.create_dataset * 2 of *",
            "operations  1 of *",
        ]
    )
    assert "a.xml" in {each.name for each in Path(pytester.path, "kept").iterdir()}
    assert "create_dataset" in json.dumps(told)


def test_it_is_the_total_of_all_workers(run):
    result = run(TESTS, "-p", "xdist", "-n", "2", "--ragmock-coverage")
    result.assert_outcomes(passed=2)

    assert result.outlines.count("Coverage of the contract, dify") == 1
    result.stdout.fnmatch_lines(["dify.datasets.create_dataset * 2 of *"])


def test_too_little_fails_the_run(run):
    result = run(TESTS, "--ragmock-coverage-fail-under=50")
    result.assert_outcomes(passed=2)

    assert result.ret == 1
    result.stdout.fnmatch_lines(["*all operations*50 % are wanted*"])


def test_each_operation_can_be_asked_for_enough(run):
    result = run(TESTS, "--ragmock-coverage-fail-under-operation=1")
    little = run(TESTS, "--ragmock-coverage-fail-under-operation=90")

    assert (result.ret, little.ret) == (0, 1)
    little.stdout.fnmatch_lines(["    too little: dify.datasets.create_dataset: *"])


def test_nothing_starts_where_no_test_asks_for_a_world(run):
    tests = "def test_one():\n    pass\n"
    told, wanted = run(tests, "--ragmock-coverage"), run(tests, "--ragmock-coverage-fail-under=1")

    assert (told.ret, wanted.ret) == (0, 1)
    told.stdout.fnmatch_lines(["No test asked the server for anything."])


def test_a_file_that_has_no_form_ends_the_run_before_it_begins(run):
    result = run(TESTS, "--ragmock-coverage=report.txt")

    assert result.ret == 4
    result.stderr.fnmatch_lines(["*--ragmock-coverage=report.txt: the suffix chooses the form*"])


def test_without_the_option_nothing_is_told(run_there):
    assert "coverage" not in run_there(TESTS).stdout.str()
