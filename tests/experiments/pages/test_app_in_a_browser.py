"""The live page as a reader has it: in a browser that may ask its own server and nobody else."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse

import pytest

from sim import simulate
from sim.estimates.masses import ROWS, estimate
from sim.numbers import interval, told
from tests.experiments.commands import ROOT

sync_api = pytest.importorskip("playwright.sync_api", reason="there is no playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="there is no axe")
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason=f"none of {', '.join(NAMES)} is installed"),
]
WIDE, NARROW = (1400, 1000), (390, 844)
GRAVE = ("serious", "critical")
PATIENCE = 120_000  # milliseconds
SMALL = "population=small&weeks=8&pressure=maximum"
TABS = ("answer", "curve", "ladder", "dilemma", "world", "drivers", "trust")
STATE = "document.documentElement.dataset.state"


class Served:
    """The page's own server in a process of its own."""

    def __init__(self, port=0):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "experiments.app", f"port={port}", "workers=2"],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        for line in self.process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                self.address, self.port = found[0], int(found[1])
                return
        raise AssertionError(self.process.stderr.read())

    def children(self):
        """The processes that it started."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        )
        return [int(each) for each in listed.stdout.split()]

    def end(self, how=signal.SIGINT):
        """End it; gives its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.said = "".join(self.process.communicate(timeout=60))
        return self.process.returncode


@pytest.fixture(scope="module")
def served():
    mine = Served()
    yield mine
    mine.end()


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def opened(browser, served):
    """Opens the page; fails where it asks another host for anything, or complains."""
    complaints, contexts = [], []

    def at(end="", size=WIDE, expected=(), address=served.address):
        context = browser.new_context(viewport=dict(zip(("width", "height"), size, strict=True)))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        mine = (served.address, "data:", "blob:")
        page.on("request", lambda each: each.url.startswith(mine) or complaints.append(each.url))
        page.on("console", lambda each: any(word in each.text for word in expected)
                or complaints.append(each.text))  # fmt: skip
        page.on("pageerror", lambda each: complaints.append(str(each)))
        page.goto(f"{address}#{end}" if end else address)
        return page

    yield at
    for context in contexts:
        context.close()
    assert not complaints


def until(page, expression, given=None):
    """Wait until something is so; the page's policy lets no text be run inside it."""
    ends = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, given):
        assert time.monotonic() < ends, expression
        page.wait_for_timeout(50)


def answered(page, worlds=2000):
    """Wait for an answer to what is set, of so many worlds at least."""
    until(page, f"['answering', 'done'].includes({STATE})")
    until(page, "least => document.querySelector('.headline progress').value >= least", worlds)


def number(page):
    return page.inner_text(".headline .number")


def slide(page, path, to):
    """Move a slider as one drags it, without letting go."""
    page.eval_on_selector(
        f"#{path.replace('.', '-')}",
        "(slider, to) => { slider.value = to; slider.dispatchEvent(new Event('input')); }", to,
    )  # fmt: skip


def let_go(page, path):
    page.dispatch_event(f"#{path.replace('.', '-')}", "change")


def test_a_slider_changes_the_headline_and_the_ghost_stays(opened):
    page = opened(f"{SMALL}&held={urllib.parse.quote(SMALL.replace('&', chr(10)))}")
    answered(page, 4000)
    before = number(page)
    slide(page, "army.morale", 0.75)
    let_go(page, "army.morale")
    until(page, "before => document.querySelector('.number').textContent !== before", before)
    answered(page, 4000)
    until(page, "document.querySelector('.change').textContent.includes('points')")
    assert "army.morale=0.75" in page.url
    assert "in the same worlds" in page.inner_text(".change")
    assert page.locator("#panel-answer .ghost-bar").count() >= 4


def said(page):
    """The number, its interval and the command, as they stand at one moment."""
    return page.evaluate(
        "['.number', '.interval', '.command'].map((each) => document.querySelector(each).innerText)"
    )


def by_the_model(command):
    """The number and interval of the worlds of a command."""
    from tests.experiments.commands import scenario

    words = dict(each.partition("=")[::2] for each in command.split()[3:])
    worlds, seed = int(words.pop("replications")), int(words.pop("seed"))
    words.pop("bands")
    found = simulate(scenario(*(f"{name}={value}" for name, value in words.items())), worlds, seed)
    each = estimate(found.masses.incidence[ROWS.index("entry"), -1], worlds)
    return told(each), f"{interval(each)} (95 %)"


def test_the_page_says_what_the_model_says(opened):
    page = opened(f"{SMALL}&army.morale=0.6&seed=3&held=")
    answered(page, 4000)
    *shown, command = said(page)
    assert "army.morale=0.6" in command
    assert "seed=3" in command
    assert tuple(shown) == by_the_model(command)


def test_ten_quick_changes_leave_the_answer_of_the_last(opened):
    page = opened(f"{SMALL}&held=")
    answered(page)
    for step in range(10):
        slide(page, "army.morale", 0.2 + step / 20)
    let_go(page, "army.morale")
    until(page, "document.querySelector('.command').textContent.includes('=0.65')")
    page.wait_for_timeout(1500)
    *shown, command = said(page)
    assert "army.morale=0.65" in command
    assert tuple(shown) == by_the_model(command)


def test_two_browsers_at_once_have_answers_of_their_own(opened):
    one = opened(f"{SMALL}&army.morale=0.3&held=")
    other = opened(f"{SMALL}&army.morale=0.7&held=")
    for page in (one, other):
        answered(page, 4000)
    assert "army.morale=0.3" in one.inner_text(".command")
    assert "army.morale=0.7" in other.inner_text(".command")
    assert number(one) != number(other)


def test_a_number_that_cannot_be_is_clamped_with_a_sentence(opened):
    page = opened(f"{SMALL}&held=")
    answered(page)
    row = page.locator(".control", has=page.locator("#pressure-level"))
    box = row.locator("input[type=number]")
    box.fill("7")
    box.press("Tab")
    assert row.locator(".clamped").inner_text() == "It goes from 0 to 1: set to 1."
    assert box.input_value() == "1"
    answered(page)
    assert "pressure.level=1" in page.url


def test_what_cannot_be_set_is_a_sentence_and_the_old_answer_stays(opened):
    page = opened(f"{SMALL}&held=", expected=("422",))
    answered(page)
    before = number(page)
    page.fill("#any", "army.moral=0.3")
    page.press("#any", "Enter")
    until(page, f"{STATE} === 'failed'")
    said = page.inner_text(".trouble")
    assert "did you mean army.morale" in said or "did you mean morale" in said
    assert number(page) == before
    page.get_by_role("button", name="Take back army.moral=0.3").click()
    answered(page)
    assert page.inner_text(".trouble") == ""


def test_a_link_brings_back_what_was_on_screen_after_the_server_was_killed(browser):
    served = Served()
    try:
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{served.address}#{SMALL}&lukashenko=cautious&army.morale=0.7&tab=ladder&held=")
        until(page, f"{STATE} === 'done'")
        shown = [page.inner_text(each) for each in (".headline .number", ".command", ".finding")]
        link = page.url
        served.end(signal.SIGKILL)
        served = Served(served.port)
        again = context.new_page()
        again.set_default_timeout(PATIENCE)
        again.goto(link)
        until(again, f"{STATE} === 'done'")
        assert [
            again.inner_text(each) for each in (".headline .number", ".command", ".finding")
        ] == shown
        assert again.get_attribute("#tab-ladder", "aria-selected") == "true"
        context.close()
    finally:
        served.end()


def test_ctrl_c_ends_it_and_leaves_no_process():
    served = Served()
    children = served.children()
    assert len(children) >= 2
    assert served.end() == 130
    time.sleep(1)
    for each in children:
        with pytest.raises(ProcessLookupError):
            os.kill(each, 0)
    assert "Traceback" not in served.said


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_tab_fits_says_something_and_has_no_grave_fault(opened, size):
    page = opened(f"{SMALL}&held=", size)
    answered(page)
    for name in TABS:
        page.click(f"#tab-{name}")
        page.wait_for_selector(f"#panel-{name} svg, #panel-{name} .failed")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size[0], name
        found = axe.Axe().run(page).response["violations"]
        grave = [each for each in found if each["impact"] in GRAVE]
        assert not grave, (name, [(each["id"], each["nodes"][0]["html"]) for each in grave])


def test_the_keyboard_alone_moves_tabs_and_sliders(opened):
    page = opened(f"{SMALL}&held=")
    answered(page)
    page.focus("#tab-answer")
    for name in (*TABS[1:], TABS[0]):
        page.keyboard.press("ArrowRight")
        assert page.get_attribute(f"#tab-{name}", "aria-selected") == "true"
        assert page.is_visible(f"#panel-{name}")
    page.keyboard.press("End")
    assert page.is_visible("#panel-trust")
    page.focus("#pressure-level")
    page.keyboard.press("ArrowLeft")
    until(page, "location.hash.includes('pressure.level=0.99')")
    reached = set()
    page.focus(".skip")
    for _ in range(150):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"pressure-level", "any", "seed", "reset", "copy"} <= reached


def test_what_is_shown_can_be_kept_as_files(opened):
    page = opened(f"{SMALL}&held=")
    answered(page)
    for kind in ("csv", "svg", "png"):
        with page.expect_download() as download:
            page.click(f"[data-save={kind}]")
        path = download.value.path()
        content = path.read_bytes()
        assert download.value.suggested_filename == f"answer.{kind}"
        begins = {"csv": b"what,probability,low,high,worlds\nentry,", "svg": b"<svg",
                  "png": b"\x89PNG"}[kind]  # fmt: skip
        assert content.startswith(begins)
