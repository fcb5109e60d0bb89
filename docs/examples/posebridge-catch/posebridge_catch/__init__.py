"""An example of all four kinds of Posebridge plug-ins."""
