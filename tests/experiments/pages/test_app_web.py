"""The server of the live page answers this machine alone, and never with a traceback."""

import socket
from types import SimpleNamespace

import pytest

from experiments.mistakes import UserError
from experiments.pages.app import asked as asking
from experiments.pages.app.files import FILES
from experiments.pages.app.serving import HOST, listening
from tests.experiments.pages.asked_of import SMALL, ask, office, question


@pytest.fixture
def mine(tmp_path):
    return office(tmp_path, SMALL)


def test_the_page_and_all_its_files_are_served_and_ask_nobody_else(mine) -> None:
    page = ask(mine, "/")
    assert page.status == 200
    assert b"https://" not in page.body
    for name in FILES:
        file = ask(mine, f"/files/{name}")
        assert file.status == 200
        text = file.body.decode().replace("http://www.w3.org/2000/svg", "")
        assert "http" + "://" not in text
        assert "http" + "s://" not in text
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy


def test_every_module_that_is_imported_is_there(mine) -> None:
    import re

    for name, path in FILES.items():
        for other in re.findall(r'from "\./([\w.]+)"', path.read_text(encoding="utf-8")):
            assert other in FILES, (name, other)


def test_the_page_is_told_what_can_be_moved(mine) -> None:
    told = ask(mine, "/api/page").said
    assert told["first"] == SMALL
    assert 20 <= len(told["sliders"]) <= 30
    assert {each["name"] for each in told["groups"]} >= {"scenario", "lukashenko", "army"}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8722", "192.168.0.1"])
def test_another_name_of_this_machine_is_refused(mine, host) -> None:
    assert ask(mine, "/", host=host).status == 400
    assert ask(mine, "/api/answer", question(SMALL), host=host).status == 400


BODIES = (
    b"", b"{", b"[]", b"null", b"3", b"\xff\xfe", b"[" * 50_000, b'{"arguments":1}',
    b'{"client":"a","token":1}', b'{"client":"a","token":true,"arguments":[]}',
    b'{"client":"a","token":-1,"arguments":[]}', b'{"client":"","token":1,"arguments":[]}',
    b'{"client":"a","token":1,"arguments":["army.morale=9"]}',
    b'{"client":"a","token":1,"arguments":["\\ud800=1"]}',
    b'{"client":"a","token":1,"arguments":[],"pinned":["nope=1"]}', b" " * 200_000,
)  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:40]))
@pytest.mark.parametrize("path", ["/api/answer", "/api/report"])
def test_whatever_is_sent_is_refused_in_a_sentence(mine, path, body) -> None:
    found = ask(mine, path, body, method="POST")
    assert found.status == 422
    assert isinstance(found.said["error"], str)
    assert len(found.said["error"].splitlines()) == 1
    assert "Traceback" not in found.said["error"]


def test_a_question_from_a_form_of_another_page_is_refused(mine) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        assert ask(mine, "/api/answer", question(SMALL), kind=kind).status == 422


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nope", "GET", 404), ("/api/nope", "POST", 404), ("/files/../web.py", "GET", 404),
        ("/files/web.py", "GET", 404), ("/api/answer", "GET", 405), ("/", "DELETE", 405),
        ("/reports/..", "GET", 422), ("/reports/app-12345678", "GET", 422),
        ("/reports/app-%2e%2e", "GET", 422),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_without_a_traceback(mine, path, method, status) -> None:
    found = ask(mine, path, b'{"client":"a"}' if method == "POST" else None, method=method)
    assert found.status == status
    assert "error" in found.said


def test_a_report_lies_where_only_its_name_finds_it(mine, tmp_path) -> None:
    folder = tmp_path / "app-0123abcd"
    folder.mkdir()
    (folder / "report.html").write_text("<p>A report.</p>", encoding="utf-8")
    found = ask(mine, "/reports/app-0123abcd")
    assert found.body == b"<p>A report.</p>"
    assert "connect-src" not in found.headers["content-security-policy"]  # nothing may be asked


def test_a_taken_port_is_a_clear_line_and_port_nought_is_any() -> None:
    with listening(0) as one:
        host, port = one.getsockname()
        assert host == HOST
        with pytest.raises(UserError, match=f"port {port} cannot be had"), listening(port):
            pass


def test_it_listens_on_this_machine_alone() -> None:
    with listening(0) as one:
        assert one.getsockname()[0] == "127.0.0.1"
        assert one.family == socket.AF_INET


def test_what_is_missing_is_named_with_how_to_get_it(monkeypatch) -> None:
    there = SimpleNamespace()
    monkeypatch.setattr(asking, "find_spec", lambda name: None if name == "uvicorn" else there)
    with pytest.raises(UserError, match=r"needs uvicorn: pip install 'belarus-war-entry\[pages\]'"):
        asking.check_installed()


@pytest.mark.processes
def test_a_report_is_made_of_what_is_shown_with_the_command_that_was_carried_out(tmp_path) -> None:
    mine = office(tmp_path)
    told = ask(mine, "/api/report", {"arguments": SMALL, "worlds": 10}).said
    assert told["command"].startswith("python -m experiments.run population=small weeks=6")
    assert "replications=2000" in told["command"]  # the fewest that a report is made of
    page = ask(mine, f"/{told['link']}")
    assert page.status == 200
    assert b"How often does Belarus enter" in page.body
    wrong = ask(mine, "/api/report", {"arguments": ["army.morale=7"], "worlds": 10})
    assert (wrong.status, "outside" in wrong.said["error"]) == (422, True)
