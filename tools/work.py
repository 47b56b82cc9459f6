"""Doing the steps: those that wait for nothing side by side, each told of on the screen."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from tools.step import Step, StepError

# Downloading, unpacking and compiling leave one core idle now and then; more than three at once gains nothing on two.
_AT_ONCE = 3
_TAIL_LINES = 25
_STILL_SECONDS = 30


def check(steps: Sequence[Step]) -> int:
    """Says what would run; the exit code is 1 when something would."""
    reasons = {step.name: step.stale() for step in steps}
    for name, reason in reasons.items():
        print(f"{name:<10} {'to do: ' + reason if reason else 'as it should be'}")
    return 1 if any(reasons.values()) else 0


def work(steps: Sequence[Step]) -> int:
    """Does what is needed, in an order that suits what the steps need; the exit code is 1 when one failed."""
    began = time.monotonic()
    waiting, failed = list(steps), False
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        running: dict[Future[bool], Step] = {}
        while (waiting and not failed) or running:
            names = {step.name for step in waiting} | {step.name for step in running.values()}
            for step in [] if failed else [step for step in waiting if not set(step.needs) & names]:
                waiting.remove(step)
                running[pool.submit(_do, step)] = step
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                running.pop(future)
                failed = failed or not future.result()
    if not failed:
        print(f"Set up ({time.monotonic() - began:.0f} s).", flush=True)
    return 1 if failed else 0


def _do(step: Step) -> bool:
    """Whether the step is as it should be afterwards."""
    reason = step.stale()
    if reason is None:
        return True
    began = time.monotonic()
    _say(step, f"{step.what} ({reason}) ...")
    with _Reminder(step):
        try:
            step.run()
        except (StepError, OSError) as error:
            _say(step, f"FAILED after {time.monotonic() - began:.0f} s: {error}\n{_tail(step)}")
            return False
    _say(step, f"done in {time.monotonic() - began:.1f} s")
    return True


class _Reminder:
    """Says now and then that a long step still goes on, with the last line of its log."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._remind, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _remind(self) -> None:
        while not self._over.wait(_STILL_SECONDS):
            lines = [line for line in _lines(self._step) if line.strip()]
            _say(self._step, f"still at it: {lines[-1].strip()[:100] if lines else 'nothing said yet'}")


def _lines(step: Step) -> list[str]:
    try:
        return step.log.read_text(errors="replace").splitlines()
    except OSError:
        return []


def _tail(step: Step) -> str:
    lines = [f"    {line}" for line in _lines(step)[-_TAIL_LINES:]]
    return "\n".join([*lines, f"The whole of it is in {step.log}. When it is mended, run the same command again."])


def _say(step: Step, text: str) -> None:
    print(f"{step.name:<10} {text}", flush=True)
