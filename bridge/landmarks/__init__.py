"""Landmarks: points of hands, bodies and heads, found by small networks, as blocks of features.

The networks and their constants are those of Google's MediaPipe (see NOTICE and
``models/build_landmarks.py``). Points and sides are in pixels of the picture, x to the right and
y down; angles are radians, clockwise as one sees the picture.
"""
