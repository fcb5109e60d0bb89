"""The whole window: header, screen, dialog and message."""

from bridge.studio.model import Screen
from bridge.studio.screens import camera, goal, header, mirror, overlay, teach, testdrive
from bridge.studio.screens.scene import Scene

_SCREENS = {
    Screen.CAMERA: camera.draw,
    Screen.MIRROR: mirror.draw,
    Screen.GOAL: goal.draw,
    Screen.TEACH: teach.draw,
    Screen.TRY: testdrive.draw,
}


def draw(scene: Scene) -> None:
    """Draw the whole window."""
    scene.paint.surface.fill(scene.theme.page)
    scene.ui.live = scene.studio.dialog is None
    body = header.draw(scene)
    _SCREENS[scene.studio.screen](scene, body)
    if scene.studio.dialog is not None:
        scene.ui.live = True
        overlay.draw(scene)
    header.draw_notice(scene)
