"""The desk: clients in turn, the newest question of each, and nothing for who has gone."""

import asyncio
from concurrent.futures import BrokenExecutor, Executor, Future

import pytest

from experiments.pages.app.living.desk import Desk, Overtaken, Ticket, together
from experiments.pages.app.streams import LOST, UNFORESEEN
from tests.experiments.pages.asked_of import SMALL, asked, office, question


class Slowly(Executor):
    """An executor whose work is done when it is told so."""

    def __init__(self):
        self.begun = []

    def submit(self, work, /, *arguments):
        future: Future = Future()
        self.begun.append((future, work, arguments))
        return future

    def finish(self):
        """Do what was begun last."""
        future, work, arguments = self.begun[-1]
        future.set_result(work(*arguments))

    @property
    def order(self):
        """What was begun, in order."""
        return [arguments[0] for _, _, arguments in self.begun]


def named(name):
    """A piece of work that gives its name back."""
    return name


async def settled():
    for _ in range(5):
        await asyncio.sleep(0)


def test_clients_are_served_in_turn_however_much_one_asks() -> None:
    async def story():
        pool = Slowly()
        desk = Desk(pool, 1)
        many = [asyncio.ensure_future(desk.do(Ticket("a", 1), named, f"a{n}")) for n in range(4)]
        few = [asyncio.ensure_future(desk.do(Ticket("b", 1), named, f"b{n}")) for n in range(2)]
        for _ in range(6):
            await settled()
            pool.finish()
        assert await asyncio.gather(*many, *few) == ["a0", "a1", "a2", "a3", "b0", "b1"]
        assert pool.order == ["a0", "b0", "a1", "b1", "a2", "a3"]

    asyncio.run(story())


def test_what_a_client_looks_at_does_not_wait_for_all_of_his_answer() -> None:
    async def story():
        pool = Slowly()
        desk = Desk(pool, 1)
        answer = [asyncio.ensure_future(desk.do(Ticket("a", 1), named, f"a{n}")) for n in range(4)]
        tab = Ticket("a", 1, "curve")
        curve = [asyncio.ensure_future(desk.do(tab, named, f"c{n}")) for n in range(2)]
        other = asyncio.ensure_future(desk.do(Ticket("b", 1), named, "b0"))
        for _ in range(7):
            await settled()
            pool.finish()
        await asyncio.gather(*answer, *curve, other)
        assert pool.order == ["a0", "b0", "c0", "a1", "c1", "a2", "a3"]

    asyncio.run(story())


def test_a_newer_question_of_a_client_stops_his_older_one_and_nobody_elses() -> None:
    async def story():
        pool = Slowly()
        desk = Desk(pool, 1)
        old = [asyncio.ensure_future(desk.do(Ticket("a", 1), named, f"old{n}")) for n in range(3)]
        other = asyncio.ensure_future(desk.do(Ticket("b", 1), named, "other"))
        await settled()
        desk.begin(Ticket("a", 2))
        new = asyncio.ensure_future(desk.do(Ticket("a", 2), named, "new"))
        for _ in range(3):
            await settled()
            pool.finish()
        assert await new == "new"
        assert await other == "other"
        assert pool.order == ["old0", "other", "new"]
        results = await asyncio.gather(*old, return_exceptions=True)
        assert results[0] == "old0"  # was under way, and is finished
        assert all(isinstance(each, Overtaken) for each in results[1:])
        with pytest.raises(Overtaken):
            desk.begin(Ticket("a", 1))

    asyncio.run(story())


def test_work_nobody_waits_for_is_not_begun() -> None:
    async def story():
        pool = Slowly()
        desk = Desk(pool, 1)
        first = asyncio.ensure_future(desk.do(Ticket("a", 1), named, "first"))
        gone = asyncio.ensure_future(
            together(desk.do(Ticket("b", 1), named, f"gone{n}") for n in range(3))
        )
        await settled()
        gone.cancel()
        last = asyncio.ensure_future(desk.do(Ticket("c", 1), named, "last"))
        for _ in range(2):
            await settled()
            pool.finish()
        assert [await first, await last] == ["first", "last"]
        assert pool.order == ["first", "last"]

    asyncio.run(story())


def test_a_failure_reaches_who_asked_and_the_desk_goes_on() -> None:
    def fails(name):
        raise ValueError(name)

    async def story():
        from experiments.engine.executors import here

        desk = Desk(here(1), 1)
        with pytest.raises(ValueError, match="bad"):
            await desk.do(Ticket("a", 1), fails, "bad")
        assert await desk.do(Ticket("a", 1), named, "good") == "good"

    asyncio.run(story())


def test_ten_quick_changes_leave_the_last_answer_alone(tmp_path) -> None:
    async def story():
        app = office(tmp_path).application()
        asking = [
            asyncio.ensure_future(
                asked(app, "/api/answer",
                      question([*SMALL, f"army.morale={0.3 + token / 50:g}"], token=token), until=1)
            )
            for token in range(1, 11)
        ]  # fmt: skip
        found = await asyncio.gather(*asking)
        numbers = [
            line["command"]
            for each in found
            if each.status == 200
            for line in each.lines
            if "command" in line
        ]
        assert len(numbers) == 1
        assert "army.morale=0.5" in numbers[0]
        assert {each.status for each in found} <= {200, 409}

    asyncio.run(story())


def test_two_browsers_do_not_mix(tmp_path) -> None:
    async def story():
        app = office(tmp_path).application()
        one, other = await asyncio.gather(
            asked(app, "/api/answer", question(SMALL, client="one", token=9), until=1),
            asked(app, "/api/answer", question([*SMALL, "seed=2"], client="two", token=1), until=1),
        )
        assert "seed=1" in one.lines[0]["command"]
        assert "seed=2" in other.lines[0]["command"]

    asyncio.run(story())


def test_who_closes_the_page_ends_its_work(tmp_path) -> None:
    mine = office(tmp_path)

    async def story():
        found = await asked(mine.application(), "/api/answer", question(SMALL), until=2)
        assert len(found.lines) < 6  # of six there are
        await asyncio.sleep(0.05)
        told = next(iter(mine.kept._told.values()))
        assert told.worlds < 64_000

    asyncio.run(story())


def test_a_process_that_is_lost_is_said_and_nobody_waits_for_it(tmp_path) -> None:
    class Lost(Executor):
        def submit(self, work, /, *arguments):
            raise BrokenExecutor

    async def story():
        app = office(tmp_path, pool=Lost()).application()
        asking = [
            asked(app, f"/api/{tab}", question(SMALL, client=tab))
            for tab in ("answer", "curve", "drivers", "trust", "world", "dilemma")
        ]
        for each in await asyncio.wait_for(asyncio.gather(*asking), 60):
            assert each.lines == [{"error": LOST}]

    asyncio.run(story())


def test_what_nobody_foresaw_is_a_sentence(tmp_path) -> None:
    class Odd(Executor):
        def submit(self, work, /, *arguments):
            future: Future = Future()
            future.set_exception(ZeroDivisionError("division by zero"))
            return future

    async def story():
        app = office(tmp_path, pool=Odd()).application()
        found = await asked(app, "/api/answer", question(SMALL))
        assert found.lines == [{"error": f"{UNFORESEEN}: division by zero"}]

    asyncio.run(story())
