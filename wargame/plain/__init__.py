"""The game line by line on plain text streams: for screen readers, pipes and scripts.

Must not know: rules, files, or the full-screen interface. This package gets all facts from the match.
"""
