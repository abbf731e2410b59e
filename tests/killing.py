"""Kills a process at a given line of code, to test which files it leaves."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from pathlib import Path

import pytest

FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes, to kill them")


def killed_at(step, act, watched):
    """Runs ``act`` in a process, and kills it at the given step, counted in lines of the
    ``watched`` files. Returns whether the process was killed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # about forking with threads
        child = os.fork()
    if child == 0:
        steps = 0

        def trace(frame, event, _):
            nonlocal steps
            if Path(frame.f_code.co_filename) not in watched:
                return None
            steps += event == "line"
            if steps > step:
                os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)
