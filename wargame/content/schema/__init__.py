"""The shapes of content: one declaration reads a value, reports a mistake and describes itself to editors."""
