"""From gestures to actions: a pure machine that remembers what it holds, without a clock.

Every control of the gesture that is on claims its keys; a key is down while anybody claims it.
Therefore going from ``up`` to ``up_right`` keeps ``w`` down, and no key is ever left behind.
"""

from collections.abc import Sequence

from bridge import controls as c
from bridge.axes import AxisFollower
from bridge.holding import Holding, Owner
from bridge.schedule import Schedule, plan
from bridge.types import Action, Axis, Gesture, MouseMove, Prediction


class Mapper:
    """Turns gestures into actions as one configuration says.

    Call ``update`` with every step and ``tick`` in between, at least by ``next_time``. All return
    the actions to carry out, in order. ``active_set`` names the set of controls in force.
    """

    def __init__(self, controls: c.Controls) -> None:
        self._controls = controls
        self._holding = Holding(controls.exclusive, controls.allow_system_keys)
        self._schedule = Schedule()
        self._axes = tuple(AxisFollower(source) for source in controls.axes)
        self._moving: dict[Owner, c.Move] = {}
        self._set_axes: dict[Owner, str] = {}
        self._to_choose: set[Owner] = set()  # taps of poses that began, due when they end
        self._moved_at = 0.0
        self.active_set = c.MAIN_SET

    @property
    def held(self) -> tuple[str, ...]:
        """The targets that are down now."""
        return self._holding.held

    @property
    def next_time(self) -> float | None:
        """When ``tick`` has something to do, in seconds; None when nothing is planned."""
        return self._moved_at if self._moving else self._schedule.next_time

    def update(
        self, gestures: Sequence[Gesture], prediction: Prediction, time: float
    ) -> tuple[Action, ...]:
        """Carry out what is due, then begin and end controls as the gestures say."""
        actions = list(self.tick(time, gestures))
        for follower in self._axes:
            actions += follower.update(prediction)
        return tuple(actions)

    def tick(self, time: float, gestures: Sequence[Gesture] = ()) -> tuple[Action, ...]:
        """Carry out what is due at ``time``, then what gestures that ended by themselves say.

        Due are taps that end, repeats, the steps of sequences, and moves.
        """
        actions = [*self._run_plans(time), *self._moves(time)]
        for gesture in gestures:
            actions += self._change(gesture, time)
        return tuple(actions)

    def release_all(self, time: float) -> tuple[Action, ...]:
        """Let go of everything, plans included, and return to the main set."""
        self._schedule.clear()
        self._moving.clear()
        self._to_choose.clear()
        axes = [Axis(name, 0.0, time) for name in self._set_axes.values()]
        self._set_axes.clear()
        for follower in self._axes:
            axes += follower.rest(time)
        self._holding.drop_all()
        self.active_set = c.MAIN_SET
        return (*self._holding.changes(time), *axes)

    def resume(self, before: "Mapper", label: str | None, time: float) -> tuple[Action, ...]:
        """Go on with ``label``, which is on already, where a mapper with other controls is.

        What lasts as long as the pose begins again; what happens once is not done twice. What is
        due when the pose ends stays due, unless it was not before.
        """
        actions: list[Action] = []
        for owner, control in self._controls_of(label).items():
            match control:
                case c.Hold() | c.SetAxis() | c.Move():
                    actions += self._begin(owner, control, time)
                case c.Repeat():
                    self._schedule.start(owner, plan(control, going_on=True), time)
                case c.Tap(at_end=True) if owner in before._to_choose:
                    self._to_choose.add(owner)
                case _:
                    pass
        return (*self._holding.changes(time), *actions)

    def _change(self, gesture: Gesture, time: float) -> list[Action]:
        ended = self._controls_of(gesture.previous)
        begun = self._controls_of(gesture.name)
        actions: list[Action] = []
        for owner, control in ended.items():
            actions += self._end(owner, control, time)
        switch = next((part for part in begun.values() if isinstance(part, c.UseSet)), None)
        if switch is not None:
            actions += self._use_set(switch.name, time)
        for owner, control in begun.items():
            # Of the set that was left, only what ends by itself may begin.
            if switch is None or isinstance(control, c.Tap | c.Sequence):
                actions += self._begin(owner, control, time)
        return [*actions, *self._holding.changes(time), *self._run_plans(time)]

    def _controls_of(self, label: str | None) -> dict[Owner, c.Control]:
        found = self._controls.sets[self.active_set].get(label or "", ())
        return {(self.active_set, label or "", index): part for index, part in enumerate(found)}

    def _begin(self, owner: Owner, control: c.Control, time: float) -> list[Action]:
        match control:
            case c.Hold(targets):
                self._holding.claim(owner, targets)
            case c.Toggle() if self._holding.claims(owner):
                self._holding.drop(owner)
            case c.Toggle(targets):
                self._holding.claim(owner, targets)
            case c.Tap(at_end=True):
                self._to_choose.add(owner)
            case c.Tap() | c.Sequence() | c.Repeat():
                # A tap or sequence that is still running is not begun again.
                if not self._schedule.planned(owner):
                    self._schedule.start(owner, plan(control), time)
            case c.Move():
                self._moving[owner] = control
                self._moved_at = time
            case c.SetAxis(name, value):
                self._set_axes[owner] = name
                return [Axis(name, value, time)]
            case c.UseSet():
                pass
        return []

    def _use_set(self, name: str, time: float) -> tuple[Action, ...]:
        released = self.release_all(time)
        self.active_set = name
        return released

    def _end(self, owner: Owner, control: c.Control, time: float) -> list[Action]:
        match control:
            case c.Hold():
                self._holding.drop(owner)
            case c.Repeat():
                self._schedule.cancel(owner)
                self._holding.drop(owner)
            case c.Tap(at_end=True) if owner in self._to_choose:
                self._to_choose.discard(owner)
                self._schedule.start(owner, plan(control), time)
            case c.Move():
                self._moving.pop(owner, None)
            case c.SetAxis(name) if self._set_axes.pop(owner, None):
                return [Axis(name, 0.0, time)]
            case _:
                pass
        return []

    def _run_plans(self, time: float) -> list[Action]:
        actions: list[Action] = []
        for owner, step in self._schedule.due(time):
            if step.down:
                self._holding.claim(owner, step.targets)
            else:
                self._holding.drop(owner)
            actions += self._holding.changes(time)
        return actions

    def _moves(self, time: float) -> list[Action]:
        elapsed = time - self._moved_at
        if not self._moving or elapsed <= 0:
            return []
        self._moved_at = time
        dx, dy, scroll = (
            elapsed * sum(getattr(move, part) for move in self._moving.values())
            for part in ("dx", "dy", "scroll")
        )
        return [MouseMove(dx, dy, time, scroll)]
