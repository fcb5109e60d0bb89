"""Measure how this machine runs the default network best. It takes one to three seconds."""

import statistics
import time
from collections.abc import Sequence

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
from bridge.machine import cores

ROUNDS = 15
BUSY = 1.5  # times its processor time that a picture takes with one thread
GAP_S = 0.01  # between two pictures, in which spinning threads go on


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
    """Run one picture with each engine in turn, round after round."""
    network = card.read()
    sessions = [open_session(network, card.name, engine) for engine in engines]
    picture = np.random.default_rng(0).integers(0, 255, (240, 320, 3), np.uint8)
    batch = {card.input.tensor: prepare(picture, card.input)}
    walls: list[list[float]] = [[] for _ in engines]
    busy: list[list[float]] = [[] for _ in engines]
    for _ in range(rounds + 1):
        for at, session in enumerate(sessions):
            start, before = time.perf_counter(), time.process_time()
            session.run(None, batch)
            walls[at].append(1000 * (time.perf_counter() - start))
            time.sleep(GAP_S)
            busy[at].append(1000 * (time.process_time() - before))
    return [
        Measured(engine, statistics.median(wall[1:]), statistics.median(own[1:]))
        for engine, wall, own in zip(engines, walls, busy, strict=True)
    ]
