"""A resolved turn in words: report, playback, log, inbox, and why a cell changed."""
