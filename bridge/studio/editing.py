"""Changes of what is taught, each with its message and its way back."""

from bridge.studio.dialogs import AlbumView
from bridge.studio.model import Studio


def undo(studio: Studio) -> None:
    """Take back the last change; a dialog about a pose that may be gone closes."""
    studio.show(studio.dialog if isinstance(studio.dialog, AlbumView) else None)
    if not studio.bench.lesson.can_undo:
        studio.say("app.nothing_to_undo")
        return
    studio.bench.change(lambda lesson: lesson.undo())
    studio.say("app.undone")


def delete(studio: Studio, ids: tuple[int, ...]) -> None:
    """Delete pictures."""
    studio.bench.change(lambda lesson: lesson.remove(ids))
    studio.say("album.deleted", undo=True)


def delete_session(studio: Studio, label: str, session: str) -> None:
    """Delete one whole recording."""
    studio.bench.change(lambda lesson: lesson.remove_session(label, session))
    studio.say("album.deleted", undo=True)


def delete_label(studio: Studio, label: str) -> None:
    """Delete a pose with its pictures."""
    studio.show(None)
    studio.bench.change(lambda lesson: lesson.remove_label(label))
    studio.say("card.deleted", undo=True, label=studio.words.label(label))


def name_label(studio: Studio, old: str | None, new: str) -> None:
    """Rename a pose, or add one when ``old`` is None; refused when another pose has the name.

    ``new`` is as the player typed it: what a shipped pose is called on the screen means that pose.
    """
    new, shown = studio.words.labelled(new), studio.words.label
    others = [card.label for card in studio.album.cards if card.label != old]
    if new and shown(new).casefold() in {shown(other).casefold() for other in others}:
        studio.say("card.taken")
        return
    studio.show(None)
    if new and old is None:
        studio.bench.change(lambda lesson: lesson.add_label(new))
    elif new and old is not None:
        studio.bench.change(lambda lesson: lesson.rename(old, new))


def move_label(studio: Studio, label: str, step: int) -> None:
    """Move a pose up or down."""
    studio.bench.change(lambda lesson: lesson.move(label, step))
