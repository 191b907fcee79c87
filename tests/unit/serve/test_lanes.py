"""Lanes: bounded rows of checks, and checks that nobody waits for."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable

import pytest

from zikao.api.problems import ProblemError
from zikao.serve.adapter import Answer
from zikao.serve.lanes import Bounds, HungUpError, Lane
from zikao.stopping import Stopped, go_on, stoppable

DONE = Answer(200, [])


def never() -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()


def until(event: threading.Event) -> Callable[[], Answer]:
    def work() -> Answer:
        assert event.wait(20)
        return DONE

    return work


async def settled(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    pytest.fail("waited in vain")


def refused(error: BaseException | object) -> bool:
    assert isinstance(error, ProblemError)
    assert error.kind.slug == "busy"
    assert error.headers["Retry-After"].isdigit()
    return True


def test_one_more_than_may_wait_is_told_at_once() -> None:
    async def scene() -> None:
        lane, free = Lane("test", Bounds(1, waiting=2, seconds=20)), threading.Event()
        taken = [asyncio.ensure_future(lane.run(until(free), never())) for _ in range(3)]
        await settled(lambda: lane.waiting == 2)
        with pytest.raises(ProblemError) as caught:
            lane.check_room()
        refused(caught.value)
        with pytest.raises(ProblemError):
            await lane.run(until(free), never())
        free.set()
        assert await asyncio.gather(*taken) == [DONE] * 3
        lane.check_room()
        assert await lane.run(lambda: DONE, never()) is DONE

    asyncio.run(scene())


def test_who_has_waited_as_long_as_may_be_is_told_and_the_next_one_is_served() -> None:
    async def scene() -> None:
        lane, free = Lane("test", Bounds(1, waiting=5, seconds=0.05)), threading.Event()
        first = asyncio.ensure_future(lane.run(until(free), never()))
        await asyncio.sleep(0)
        with pytest.raises(ProblemError) as caught:
            await lane.run(lambda: pytest.fail("begun"), never())
        refused(caught.value)
        free.set()
        assert await first is DONE
        assert lane.waiting == 0
        assert await lane.run(lambda: DONE, never()) is DONE

    asyncio.run(scene())


def test_a_check_in_the_row_is_not_begun_once_its_client_has_hung_up() -> None:
    async def scene() -> None:
        lane, free, gone = Lane("test", Bounds(1, waiting=5, seconds=20)), threading.Event(), never()
        first = asyncio.ensure_future(lane.run(until(free), never()))
        left = asyncio.ensure_future(lane.run(lambda: pytest.fail("begun"), gone))
        await settled(lambda: lane.waiting == 1)
        gone.set_result(None)
        with pytest.raises(HungUpError):
            await left
        assert lane.waiting == 0
        free.set()
        assert await first is DONE

    asyncio.run(scene())


def test_one_that_hangs_up_in_the_moment_of_its_turn_passes_it_on() -> None:
    async def scene() -> None:
        lane, free, gone = Lane("test", Bounds(1, waiting=5, seconds=20)), threading.Event(), never()
        loop = asyncio.get_running_loop()

        def work() -> Answer:
            until(free)()
            loop.call_soon_threadsafe(gone.set_result, None)
            return DONE

        first = asyncio.ensure_future(lane.run(work, never()))
        left = asyncio.ensure_future(lane.run(lambda: pytest.fail("begun"), gone))
        last = asyncio.ensure_future(lane.run(lambda: DONE, never()))
        await settled(lambda: lane.waiting == 2)
        free.set()
        assert await first is DONE
        with pytest.raises(HungUpError):
            await left
        assert await asyncio.wait_for(last, 10) is DONE

    asyncio.run(scene())


def test_a_running_check_ends_at_its_next_step() -> None:
    steps: list[int] = []

    def work() -> Answer:
        while len(steps) < 2000:
            go_on()
            steps.append(1)
            time.sleep(0.005)
        return DONE

    async def scene() -> None:
        lane, gone = Lane("test", Bounds(1, waiting=5, seconds=20)), never()
        running = asyncio.ensure_future(lane.run(work, gone))
        await settled(lambda: len(steps) > 2)
        gone.set_result(None)
        with pytest.raises(HungUpError):
            await running
        assert await lane.run(lambda: DONE, never()) is DONE, "the thread is free again"
        assert len(steps) < 2000

    asyncio.run(scene())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a niceness for each thread")
def test_checks_of_files_give_way_to_questions() -> None:
    def nice() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    found: list[int] = []

    def work() -> Answer:
        found.append(nice())
        return DONE

    async def scene() -> None:
        await Lane("test", Bounds(1, waiting=1, seconds=20)).run(work, never())

    asyncio.run(scene())
    assert found[0] > nice()


def test_where_nobody_asks_nothing_is_stopped() -> None:
    go_on()
    with stoppable(lambda: False):
        go_on()
    with stoppable(lambda: True), pytest.raises(Stopped):
        go_on()
    go_on()


def test_what_decoders_raise_is_caught_without_catching_that() -> None:
    assert not issubclass(Stopped, Exception)


def test_a_portrait_and_a_package_are_left_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PIL")
    import io

    from PIL import Image

    from zikao.package.measuring import measure as measure_package
    from zikao.photo.measuring import measure as measure_photo

    picture = io.BytesIO()
    Image.new("RGB", (480, 640), "white").save(picture, "JPEG")
    for measure in (measure_photo, measure_package):
        with stoppable(lambda: True), pytest.raises(Stopped):
            measure(picture.getvalue(), "照片.jpg")
        assert measure(picture.getvalue(), "照片.jpg").facts


def test_a_lane_works_where_nobody_may_ask_to_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(by: int) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "nice", forbidden)

    async def scene() -> None:
        assert await Lane("test", Bounds(1, waiting=1, seconds=20)).run(lambda: DONE, never()) == DONE

    asyncio.run(scene())
