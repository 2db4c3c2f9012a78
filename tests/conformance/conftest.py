"""Print how much was tried, whether or not it went well."""


def pytest_terminal_summary(terminalreporter):
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.getreports(kind)]
    told = [text for each in reports for name, text in each.user_properties if name == "tried"]
    if told:
        terminalreporter.section("conformance")
        for text in sorted(told):
            terminalreporter.line(text)
