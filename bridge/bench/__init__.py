"""Measure what a step costs on this machine, beside the bare network in the same run."""
