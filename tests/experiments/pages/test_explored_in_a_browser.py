"""The part that a reader moves, in a browser without a network: it says what Python says."""

import re
import shutil
from dataclasses import asdict, replace
from urllib.parse import urlencode

import pytest

from experiments.findings.bands import Band
from experiments.pages.explored.payload import unpacked
from experiments.pages.explored.reweighting import Assumed, Moved, answer
from experiments.pages.explored.section import ANCHOR, described, moving_part
from experiments.pages.explored.standalone import standalone, within_one
from experiments.plan.vectors import CALIBRATED, PRIOR
from experiments.words.unsure import ends, sure
from tests.experiments.pages.explorable import EXPLORED, moves
from tests.experiments.pages.test_reweighting import check_numbers

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
sync_api = pytest.importorskip("playwright.sync_api", reason="there is no playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="there is no axe")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium to open the page with"),
]
WIDE, NARROW = (1400, 1000), (390, 844)
RECKONING = ("gamma.js", "weighing.js", "reweighting.js")
GRAVE = ("serious", "critical")
REST = 900  # milliseconds until the answer is read out


@pytest.fixture(scope="module")
def part():
    return moving_part(described(EXPLORED))


@pytest.fixture(scope="module")
def payload(part):
    return unpacked(part.data)


@pytest.fixture(scope="module")
def address(part, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "moving.html"
    path.write_text(standalone(part), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def opened(browser, address):
    """Opens the page at a size; fails where it asks for anything or complains."""
    complaints, contexts = [], []

    def at(size=WIDE, end="", **more):
        context = browser.new_context(
            viewport=dict(zip(("width", "height"), size, strict=True)), offline=True, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda each: each.url.partition("#")[0] in (address, "data:,")
                or complaints.append(each.url))  # fmt: skip
        page.on("console", lambda each: complaints.append(each.text))
        page.on("pageerror", lambda each: complaints.append(str(each)))
        page.goto(address + end)
        page.wait_for_selector(".explored svg")
        return page

    yield at
    for context in contexts:
        context.close()
    assert not complaints


def test_the_browser_reckons_what_python_does_for_any_question(opened, part, payload):
    """The same questions as are put to the modules outside a browser."""
    asked = moves(200)
    page = opened()
    texts = [within_one(part.scripts[name]) for name in RECKONING]
    script = "\n".join([*texts, "window.reckoned = (data, asked) => asked.map((each) => "
                        "answer(unpack(data), each));"])  # fmt: skip
    page.add_script_tag(content=script, type="module")
    page.wait_for_function("() => Boolean(window.reckoned)")
    mine = page.evaluate(
        "([data, asked]) => window.reckoned(data, asked)",
        [part.data, [asdict(each) for each in asked]],
    )
    for move, each in zip(asked, mine, strict=True):
        check_numbers(each, answer(payload, move))


def shown(page):
    """What the page says: number, interval with words, effective vectors."""
    page.evaluate(
        "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
    )
    worth = re.search(r"on (\d+) vectors", page.inner_text(".worth"))
    return page.inner_text(".number"), page.inner_text(".word"), int(worth[1])


def check(page, payload, assumed):
    """The page says what Python says of some assumptions."""
    found = answer(payload, assumed)
    number, word, worth = shown(page)
    assert worth == round(found.effective)
    if not isinstance(found, Moved):
        assert number == "no answer"
        return
    band = Band("entry", "mixture", found.probability, found.low, found.high, 0)
    assert number == sure(band)
    assert word.startswith(ends(band))


def test_the_page_says_what_python_says_of_all_that_is_moved_ticked_and_narrowed(opened, payload):
    page = opened()
    assumed = Assumed(payload.unmoved)
    check(page, payload, assumed)
    page.focus("[name=pressure]")
    page.keyboard.press("ArrowRight")
    assumed = replace(assumed, level=payload.unmoved + 1)
    check(page, payload, assumed)
    page.check(f"[name=pool][value={PRIOR}]")
    assumed = replace(assumed, pool=PRIOR)
    check(page, payload, assumed)
    page.check("[name=week][value='1']")
    page.check("[data-sign][value='2']")
    assumed = replace(assumed, moment=1, seen=(2,))
    check(page, payload, assumed)
    page.focus("[data-parameter='0'] .from")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assumed = replace(assumed, ranges={0: (4, 20)})
    check(page, payload, assumed)
    page.click(".reset")
    check(page, payload, Assumed(payload.unmoved))


def test_what_too_few_vectors_bear_is_greyed_out_and_says_what_to_widen(opened, part):
    page = opened()
    page.focus("[data-parameter='3'] .to")
    for _ in range(25):
        page.keyboard.press("ArrowLeft")
    assert shown(page)[0] == "no answer"
    assert part.data["parameters"][3]["words"] in page.inner_text(".often")
    assert "too-few" in page.get_attribute(".explored", "class")
    assert page.locator(".dots .dot").count() == 0
    assert page.locator(".dots .ghost-fill").count() == 1


def test_a_link_shows_what_was_moved(opened, payload, part):
    first = opened()
    first.focus("[name=pressure]")
    first.keyboard.press("End")
    first.check("[data-sign][value='0']")
    first.focus("[data-parameter='1'] .to")
    first.keyboard.press("ArrowLeft")
    first.keyboard.press("ArrowLeft")
    told = "#" + first.url.partition("#")[2]
    name = part.data["parameters"][1]["name"]
    moved = {"pressure": 1, "week": 4, "seen": "ultimatum", name: "0-18"}
    assert told == f"#{ANCHOR}?{urlencode(moved)}"
    assumed = Assumed(payload.levels - 1, CALIBRATED, {1: (0, 18)}, 0, (0,))
    check(first, payload, assumed)
    check(opened(end=told), payload, assumed)


def test_a_link_with_nonsense_in_it_shows_what_nobody_moved(opened, payload):
    page = opened(end=f"#{ANCHOR}?pressure=9&pool=none&seen=x&week=5&initial+compliance=20-3")
    check(page, payload, Assumed(payload.unmoved))


def test_the_scale_stays_where_it_is_while_the_answer_moves(opened):
    page = opened()
    ticks = "[...document.querySelectorAll('.dots .tick')].map((t) => t.outerHTML).join()"
    before = page.evaluate(ticks), page.locator(".dots svg").bounding_box()
    page.focus("[name=pressure]")
    page.keyboard.press("End")
    shown(page)
    assert (page.evaluate(ticks), page.locator(".dots svg").bounding_box()) == before
    assert page.locator(".dots .dot").count() == 50


def test_the_answer_is_read_out_once_it_rests(opened):
    page = opened()
    page.focus("[name=pressure]")
    page.keyboard.press("End")
    page.wait_for_timeout(REST)
    told = page.locator("[aria-live=polite]").text_content()
    assert page.inner_text(".number") in told
    assert page.inner_text(".worth") in told


def test_the_keyboard_alone_reaches_every_control(opened):
    page = opened()
    page.focus("[name=pressure]")
    reached = set()
    for _ in range(90):
        reached.add(page.evaluate(
            "(() => { const e = document.activeElement; return `${e.tagName} ${e.name ?? ''} "
            "${e.className} ${e.value ?? ''} ${e.closest('[data-parameter]')?.dataset.parameter}`"
            "})()"
        ))  # fmt: skip
        page.keyboard.press("Tab")
    sliders = [each for each in reached if each.startswith("INPUT") and "undefined" not in each]
    boxes = [each for each in reached if each.startswith("INPUT seen")]
    assert len(sliders) == 24
    assert len(boxes) == 6
    assert sum(each.startswith("SUMMARY") for each in reached) == 12


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(
    "end", ["", f"#{ANCHOR}?week=4&others=unseen&seen=protest.border.refusals"]
)
def test_the_page_is_open_to_all_and_fits(opened, size, end):
    page = opened(size, end)
    shown(page)
    found = axe.Axe().run(page).response["violations"]
    grave = [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in GRAVE]
    assert not grave
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_nothing_moves_by_itself_where_less_motion_is_asked_for(opened):
    page = opened(reduced_motion="reduce")
    moving = "[...document.querySelectorAll('.explored *')].filter((e) => " \
        "getComputedStyle(e).transitionDuration !== '0s').length"  # fmt: skip
    assert page.evaluate(moving) == 0
