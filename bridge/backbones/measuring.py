"""Measure how this machine runs the default network best. It takes one to three seconds."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bridge.backbones.card import Card
from bridge.backbones.engine import (
    Choice,
    Engine,
    Measured,
    candidates,
    choose,
    recall_choice,
    remember_choice,
    usual,
)
from bridge.backbones.onnx import prepare
from bridge.backbones.sessions import open_session
from bridge.machine import cores, kept_off
from bridge.timing import percentile
from bridge.types import Image

TURNS = 3
ROUNDS = 7  # in every turn
UNDISTURBED = 0.25  # of the rounds count: what other programs take is no engine's fault
BUSY = 1.5  # times its processor time that a picture takes with one thread
GAP_S = 0.02  # between two pictures, as a camera leaves them; threads fall asleep in it


def settled(card: Card, *, anew: bool = False) -> Choice:
    """Return how to run a network here; measured once, or ``anew``, and remembered.

    While other programs keep the machine busy nothing is decided, and it is measured another time.
    """
    choice = None if anew else recall_choice(card.sha256)
    if choice is not None:
        return choice
    measured = measure(card, candidates(cores()))
    choice = choose(measured)
    if measured[0].wall > BUSY * measured[0].busy:
        why = f"as usual, since other programs keep the machine busy; {choice.why}"
        return Choice(usual(cores()), why)
    remember_choice(card.sha256, choice)
    return choice


def measure(card: Card, engines: Sequence[Engine], rounds: int = ROUNDS) -> list[Measured]:
    """Run a picture with every engine, several times in turn, so that all meet the same moods.

    Each is loaded by itself: others would take its place in the processor's caches.
    """
    network = card.read()
    picture = np.random.default_rng(0).integers(0, 255, (240, 320, 3), np.uint8)
    batch = {card.input.tensor: prepare(picture, card.input)}
    times: dict[Engine, list[tuple[float, float]]] = {engine: [] for engine in engines}
    for engine in [*engines] * TURNS:
        session = open_session(network, card.name, engine)
        times[engine] += kept_off(engine.helpers, _timed, session, batch, rounds)
    return [
        Measured(engine, *(percentile(part, UNDISTURBED) for part in zip(*pairs, strict=True)))
        for engine, pairs in times.items()
    ]


def _timed(session: Any, batch: Mapping[str, Image], rounds: int) -> list[tuple[float, float]]:
    """Return milliseconds by the clock and of processor time of each round."""
    session.run(None, batch)
    times = []
    for _ in range(rounds):
        start, before = time.perf_counter(), time.process_time()
        session.run(None, batch)
        wall = time.perf_counter() - start
        time.sleep(GAP_S)
        times.append((1000 * wall, 1000 * (time.process_time() - before)))
    return times
