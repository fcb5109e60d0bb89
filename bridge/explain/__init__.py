"""One page that shows why a picture got its label, for a teacher's projector."""
