"""Put a configuration that was saved while ``run`` works into force."""

from collections.abc import Callable

from bridge.assembly import for_profile, reconfigure
from bridge.config import Config
from bridge.errors import PosebridgeError
from bridge.lane import Lane
from bridge.outputs.watch import SafetyWatch
from bridge.profile import Profile
from bridge.reload import ConfigWatch
from bridge.session import Session

# What is opened once, at the start.
_FIXED = {"profile": "profile", "camera": "camera", "outputs": "output"}


class Reloading:
    """Looks after one file for one lane; ``check`` raises what is wrong with one here and now."""

    def __init__(
        self,
        file: ConfigWatch,
        config: Config,
        profile: Profile,
        session: Session,
        lane: Lane,
        watch: SafetyWatch,
        check: Callable[[Config], None],
    ) -> None:
        self._file = file
        self._config = config
        self._profile = profile
        self._session = session
        self._lane = lane
        self._watch = watch
        self._check = check

    def look(self) -> str:
        """Return a sentence when the file has changed, or ""; a mistake in it changes nothing."""
        try:
            changed = self._file.changed()
            if changed is None:
                return ""
            config = for_profile(changed, self._profile)
            self._check(config)
            if config.safety != self._config.safety:
                self._watch.change(config.safety)
        except PosebridgeError as error:
            return f"Not reloaded: {error.message} {error.hint}".strip()
        self._session.ask(lambda: reconfigure(self._lane, config))
        before, self._config = self._config, config
        later = [
            word for part, word in _FIXED.items() if getattr(before, part) != getattr(config, part)
        ]
        wait = f' Its new "{", ".join(later)}" counts from the next start.' if later else ""
        return f"The configuration was reloaded.{wait}"
