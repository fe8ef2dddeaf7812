"""The parts of the review. Each part answers one question."""
