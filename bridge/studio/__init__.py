"""The window where anyone teaches poses.

Drawn in immediate mode on pygame: every screen is a function that draws the state and reports what
was pressed, so there is no tree of widget objects to keep in step with the data. Kept widget
libraries were looked at: pygame_gui pins pygame-ce, which cannot live beside the pygame that the
games need; the others are not kept. The widgets here are few and small.
"""
