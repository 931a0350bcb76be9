"""Work on other threads begins, ends and is forgotten as pages ask for it."""

from __future__ import annotations

import gc

import pytest
from event_loop import wait_until
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsApplication, QgsProcessingFeedback, QgsTask, QgsTaskManager
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject

from zhanbu_plugin.gui import background
from zhanbu_plugin.gui.background import Background
from zhanbu_plugin.gui.garbage_collection import garbage_collection
from zhanbu_plugin.gui.latest_reading import LatestReading
from zhanbu_plugin.gui.messages import Messenger
from zhanbu_plugin.processing.algorithm import stop_if_cancelled


@pytest.fixture
def messenger(qgis_iface: QgisInterface) -> Messenger:
    return Messenger(qgis_iface)


def until_stopped(feedback: QgsProcessingFeedback) -> None:
    while True:
        stop_if_cancelled(feedback)


def no_tasks() -> bool:
    return QgsApplication.taskManager().count() == 0


def test_whatever_is_begun_while_others_end_comes_back(messenger: Messenger) -> None:
    """QGIS forgets a task that waits for a thread where another that just ended had the same address."""
    boxes = [Background(messenger) for _ in range(6)]
    came: list[int] = []

    def begin_the_others(_result: object) -> None:
        for number, box in enumerate(boxes[2:]):
            box.start("one of many", lambda _feedback, own=number: own, came.append)

    for _ in range(40):
        for box in boxes[:2]:
            assert box.start("one of two", lambda _feedback: None, begin_the_others)
        wait_until(lambda: not any(box.is_busy for box in boxes), seconds=20)
    assert len(came) >= 40 * len(boxes[2:])
    assert set(came) == {0, 1, 2, 3}


def test_only_what_was_asked_for_last_is_shown(messenger: Messenger) -> None:
    owner, came = QObject(), []
    reading = LatestReading("reading", messenger, owner)
    for number in range(5):
        reading.ask(lambda _go_on, own=number: own, came.append)
    wait_until(lambda: not reading.is_busy)
    assert came == [4]


def test_nothing_comes_back_to_a_page_that_was_deleted_while_it_read(messenger: Messenger) -> None:
    """Deleted without a word beforehand, as Qt deletes the children of a window."""
    owner, came = QObject(), []
    box = Background(messenger, owner)
    assert box.start("long", lambda _feedback: 1, came.append)
    sip.delete(owner)
    assert sip.isdeleted(box)
    wait_until(no_tasks)
    assert came == []


def test_closing_stops_what_runs_and_what_still_waits_and_nothing_begins_afterwards(messenger: Messenger) -> None:
    was_on, came, ended = gc.isenabled(), [], []
    boxes = [Background(messenger) for _ in range(4)]
    for box in boxes:
        box.ended.connect(lambda: ended.append(1))
        assert box.start("long", until_stopped, came.append)
    for box in boxes:
        box.close()
        assert not box.is_busy
        assert not box.start("too late", lambda _feedback: 1, came.append)
    wait_until(no_tasks)
    assert came == ended == []
    assert gc.isenabled() == was_on


def test_work_that_is_stopped_before_its_turn_ends_as_stopped(messenger: Messenger, qgis_iface: QgisInterface) -> None:
    """The second is begun from within the end of the first, and stopped at once."""
    first, second, came, ended = Background(messenger), Background(messenger), [], []
    second.ended.connect(lambda: ended.append(1))

    def begin_and_stop(_result: object) -> None:
        second.start("second", until_stopped, came.append)
        second.cancel()

    first.start("first", lambda _feedback: None, begin_and_stop)
    wait_until(lambda: bool(ended))
    wait_until(no_tasks)
    assert not second.is_busy
    assert came == []
    assert ended == [1]
    assert gc.isenabled()


@pytest.mark.parametrize("hears_again", [True, False])
def test_a_task_that_qgis_never_tells_of_comes_back_and_holds_nobody_up(
    messenger: Messenger, hears_again: bool
) -> None:
    """Seen under load: a task at 100 % whose end QGIS didn't tell of; every page waited for ever."""
    box, came, tasks = Background(messenger), [], []

    def unheard(feedback: QgsProcessingFeedback) -> str:
        tasks.append(feedback._task)
        feedback._task.blockSignals(True)  # so the task's manager doesn't hear of its end
        return "outcome"

    assert box.start("unheard", unheard, came.append)
    wait_until(lambda: bool(tasks) and tasks[0].has_run)
    tasks[0].blockSignals(not hears_again)
    wait_until(lambda: not box.is_busy, seconds=20)
    assert came == ["outcome"]
    assert box.start("the next", lambda _feedback: "next", came.append)
    wait_until(lambda: not box.is_busy, seconds=20)
    assert came == ["outcome", "next"]
    if not hears_again:
        tasks[0].blockSignals(False)
        tasks[0].statusChanged.emit(tasks[0].status())
    wait_until(no_tasks)
    assert came == ["outcome", "next"]


def test_a_task_that_qgis_never_begins_is_begun_anew(messenger: Messenger, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it were dropped from the threads' queue: it depends on one that is on hold."""
    box, came = Background(messenger), []
    blocker = QgsTask.fromFunction("on hold", lambda _task: True)
    blocker.hold()
    QgsApplication.taskManager().addTask(blocker)
    real = background._Task.hand_over

    def wait_in_line(own: QgsTask) -> None:
        garbage_collection.pause()
        QgsApplication.taskManager().addTask(QgsTaskManager.TaskDefinition(own, [blocker]))
        monkeypatch.setattr(background._Task, "hand_over", real)

    monkeypatch.setattr(background._Task, "hand_over", wait_in_line)
    assert box.start("dropped", lambda _feedback: "outcome", came.append)
    wait_until(lambda: not box.is_busy, seconds=30)
    assert came == ["outcome"]
    blocker.cancel()
    wait_until(no_tasks)
    assert gc.isenabled()
