"""What the studio shows and what can be done in it, without a window.

Screens draw this state and call its methods; nothing here knows pygame.
"""

from enum import StrEnum
from pathlib import Path

from bridge.backbones import Backbone
from bridge.controls import Thresholds
from bridge.errors import PosebridgeError
from bridge.profile import Profile
from bridge.studio.advising import Tip, heard, next_step, picture_problem, place_problem
from bridge.studio.album import Album
from bridge.studio.dialogs import Busy, Dialog
from bridge.studio.errand import Errand, Job
from bridge.studio.goals import Goal, goal_named
from bridge.studio.recording import Cue, Recorder
from bridge.studio.settings import StudioSettings
from bridge.studio.visiting import Opening, Visiting
from bridge.studio.workbench import Workbench
from bridge.studio.world import Program, World
from bridge.words import Words, load_words

LINE_RESTS_S = 0.5  # a line that has not moved for so long is saved


class Screen(StrEnum):
    """The studio's screens, in the order of a first visit."""

    CAMERA = "camera"
    MIRROR = "mirror"
    GOAL = "goal"
    TEACH = "teach"
    TRY = "try"


class Studio(Visiting):
    """One visit.

    Attributes:
        dialog: what lies over the screen, if anything.
        cues: sounds that are due; the window plays and forgets them.
        game: the game that was started and has the camera, if one is running.
    """

    def __init__(
        self, bench: Workbench, settings: StudioSettings, words: Words, world: World
    ) -> None:
        super().__init__(bench, settings, words, world)
        self.screen = Screen.TEACH if bench.album.total else Screen.CAMERA
        self.dialog: Dialog | None = None
        self.recorder = Recorder()
        self.cues: list[Cue] = []
        self.game: Program | None = None
        self.errand: Errand | None = None
        self.quitting = False
        self._resume = False
        self._told = ""
        self._warned = False
        self._line_due: float | None = None
        self._taking: str | None = None
        bench.set_private(private=settings.private)
        self.apply_controls()

    @property
    def album(self) -> Album:
        """What is taught."""
        return self.bench.album

    @property
    def goal(self) -> Goal:
        """What the player wants to control."""
        return goal_named(self.settings.goal)

    @property
    def ready(self) -> bool:
        """Whether enough is taught to try it."""
        return len(self.album.taught) >= 2

    @property
    def presses(self) -> bool:
        """Whether one of the poses has a key."""
        return any(card.label in self.bench.keys for card in self.album.cards)

    @property
    def tips(self) -> tuple[Tip, ...]:
        """What to do next, the most urgent first."""
        snapshot = self.bench.snapshot
        adviser = self.bench.adviser
        problem = None
        if snapshot is not None:
            image = snapshot.frame.image
            problem = picture_problem(image, self.words, adviser.light, self._idle)
            if problem is None and snapshot.embedding is not None:
                problem = place_problem(snapshot.embedding.skeletons, self.words)
        step = next_step(self.album, self.words)
        doctor = heard(adviser.advice, self.words) if step is None and not adviser.busy else ()
        good = Tip("good", self.words("advice.looks_good"))
        looking = Tip("note", self.words("advice.looking"))
        unsaved = Tip("warning", self.words("advice.not_saved")) if self._told else None
        found = tuple(tip for tip in (unsaved, problem, step, *doctor) if tip is not None)
        return found or (looking if adviser.busy else good,)

    @property
    def _idle(self) -> str | None:
        return next((card.label for card in self.album.cards if card.neutral), None)

    def tick(self, time: float) -> bool:
        """Let time pass; returns whether there is something new to draw."""
        self.time = time
        before = self.recorder.take
        self.cues += self.recorder.tick(time)
        self._follow_recorder()
        self._follow_game()
        self._follow_errand()
        if self._line_due is not None and time >= self._line_due:
            self._line_due = None
            self.bench.save()
        fresh = self.bench.poll()
        self.follow_opening()
        if self.bench.problem is not None and self.recorder.take is not None:
            self.recorder.release()
            self._follow_recorder()
        problem = self.bench.saver.problem
        if problem is None:
            self._told, self._warned = "", False
        elif problem.message != self._told:
            self._told = problem.message
            self.complain(problem)
        return self.notices.tick(time) or fresh or self.recorder.take != before

    def go(self, screen: Screen) -> None:
        """Show another screen; a recording ends."""
        self.release()
        self.screen, self.dialog = screen, None

    def show(self, dialog: Dialog | None) -> None:
        """Lay a dialog over the screen, or take it away; a recording ends."""
        self.release()
        self.dialog = dialog

    def press(self, label: str, source: str) -> None:
        """Hold the record button of a pose with ``source``: the pointer or a key."""
        if self.bench.running:
            self.recorder.press(label, source, self.time)
        else:
            self.say("teach.no_camera")

    def release(self, source: str | None = None) -> None:
        """Let go of the record button; None stops whatever is recorded."""
        self.recorder.release(source)
        self._follow_recorder()

    def hands_free(self, label: str) -> None:
        """Count down, then record for a while."""
        self.show(None)
        if self.bench.running:
            self.recorder.count_down(label, self.time)
        else:
            self.say("teach.no_camera")

    def top_up(self, label: str) -> None:
        """Record a pose for a while, at once."""
        if self.bench.running:
            self.recorder.top_up(label, self.time)

    def choose_camera(self, source: str) -> None:
        """Start a camera; on a first visit the mirror question comes next."""
        self.start_camera(source, chosen=True)

    def choose_goal(self, goal: Goal) -> None:
        """Choose what to control, which gives the first cards."""
        self.settings.goal = goal.name
        if set(goal.labels) - {card.label for card in self.album.cards}:
            self.bench.change(lambda lesson: lesson.add_labels(goal.labels))
        self.apply_controls()
        self.go(Screen.TEACH)

    def threshold(self, label: str) -> float:
        """Return the score from which a pose counts."""
        return self.bench.thresholds.get(label, Thresholds()).enter

    def set_threshold(self, label: str, enter: float) -> None:
        """Change the score from which a pose counts."""
        self.bench.draw_line(label, enter)
        self._line_due = self.time + LINE_RESTS_S

    def arm(self, *, armed: bool) -> None:
        """Let the poses press real keys in other programs, or stop that."""
        gate = self.bench.gate
        if not armed:
            self.bench.ask(gate.disarm)
            return
        try:
            gate.arm(self.world.open_keyboard())
        except PosebridgeError as error:
            self.complain(error)

    def play(self) -> None:
        """Start the game; it gets the camera until it ends."""
        game = self.goal.game
        if game is None or self.game is not None:
            return
        self.release()
        self.bench.stop()
        self.bench.saver.wait()
        self.bench.learner.resting = True
        settings = self.settings
        wishes = {
            "profile": str(self.bench.path),
            "camera": settings.camera,
            "language": settings.language,
        }
        options = [word for name, wish in wishes.items() for word in (f"--{name}", wish)]
        self.game = self.world.start_program(["play", game, *options])

    def speak(self, language: str) -> None:
        """Show all texts in another language."""
        self.settings.language = language
        self.words = load_words(language)

    def zoom(self, steps: int) -> None:
        """Make everything larger (or smaller) by steps of an eighth."""
        self.settings.zoom = min(max(self.settings.zoom + steps / 8, 0.5), 3.0)

    def set_private(self, *, private: bool) -> None:
        """Keep no pictures of new examples, or keep them."""
        self.settings.private = private
        self.bench.set_private(private=private)

    def quit(self) -> None:
        """End the visit; warns once when something could not be saved."""
        problem = self.bench.saver.problem
        if problem is None or self._warned:
            self.quitting = True
            return
        self._warned = True
        self.say("app.quit_unsaved")

    def apply_controls(self) -> None:
        """Use the keys of the goal."""
        self.bench.set_keys(dict(self.goal.keys))

    def use(self, profile: Profile, path: Path, backbone: Backbone | None = None) -> None:
        """Go on with another profile; raises ProfileError as ``Workbench.use`` does."""
        self.bench.use(profile, path, backbone)
        self.settings.profile = str(path)
        self.show(None)
        self.apply_controls()
        if self.album.total and self.screen == Screen.GOAL:
            self.go(Screen.TEACH)

    def run_errand(self, job: Job) -> None:
        """Do something long; the camera rests, since the network has one user at a time."""
        if self.errand is None:
            self.release()
            self._resume = self.bench.camera is not None
            self.bench.stop()
            self.dialog, self.errand = Busy(), Errand(job)

    def _follow_errand(self) -> None:
        errand = self.errand
        if errand is None or errand.running:
            return
        self.errand, self.dialog = None, None
        try:
            errand.finish()
        except PosebridgeError as error:
            self.complain(error)
        if self._resume:
            self.start_camera(self.settings.camera)

    def _follow_recorder(self) -> None:
        label = self.recorder.label
        if label == self._taking or (label is not None and not self.bench.settled):
            return  # a recording begins only when the one before is safe on the disk
        if self._taking is not None:
            self.bench.end()
        if label is not None:
            self.bench.begin(label, self.world.session_name())
        self._taking = label

    def _follow_game(self) -> None:
        if self.game is None or self.game.poll() is None:
            return
        self.game = None
        self.bench.learner.resting = False
        self.start_camera(self.settings.camera)

    def opened(self, opening: Opening) -> None:
        """Keep a camera that was chosen; on a first visit the mirror question comes next."""
        super().opened(opening)
        if opening.chosen:
            self.settings.camera = opening.source
            if self.screen == Screen.CAMERA:
                self.go(Screen.TEACH if self.album.total else Screen.MIRROR)
