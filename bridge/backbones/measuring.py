"""Measure how this machine runs the default network best. It takes one to three seconds."""

import statistics
import time
from collections.abc import Mapping, Sequence

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
from bridge.types import Image

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
    """Run a picture with one engine after the other, each loaded by itself.

    Threads that spin go on after their picture: they would count as another engine's work.
    """
    network = card.read()
    picture = np.random.default_rng(0).integers(0, 255, (240, 320, 3), np.uint8)
    batch = {card.input.tensor: prepare(picture, card.input)}
    return [_measured(network, card.name, engine, batch, rounds) for engine in engines]


def _measured(
    network: bytes, name: str, engine: Engine, batch: Mapping[str, Image], rounds: int
) -> Measured:
    session = open_session(network, name, engine)
    session.run(None, batch)
    walls, busy = [], []
    for _ in range(rounds):
        start, before = time.perf_counter(), time.process_time()
        session.run(None, batch)
        walls.append(1000 * (time.perf_counter() - start))
        time.sleep(GAP_S)
        busy.append(1000 * (time.process_time() - before))
    return Measured(engine, statistics.median(walls), statistics.median(busy))
