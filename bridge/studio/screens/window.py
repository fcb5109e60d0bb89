"""The whole window: header, screen, dialog and message."""

from bridge.studio.model import Screen
from bridge.studio.screens import camera, goal, header, message, mirror, overlay, teach, testdrive
from bridge.studio.screens.scene import Scene

_SCREENS = {
    Screen.CAMERA: camera.draw,
    Screen.MIRROR: mirror.draw,
    Screen.GOAL: goal.draw,
    Screen.TEACH: teach.draw,
    Screen.TRY: testdrive.draw,
}


def draw(scene: Scene) -> None:
    """Draw the whole window; a dialog that a press on it opens is drawn from the next picture on.

    The dialog would otherwise take that same press for one of its own.
    """
    scene.paint.surface.fill(scene.theme.page)
    was_open = scene.studio.dialog is not None
    scene.ui.live = not was_open
    body = header.draw(scene)
    _SCREENS[scene.studio.screen](scene, body)
    if was_open:
        scene.ui.live = True
        overlay.draw(scene)
    message.draw(scene)
