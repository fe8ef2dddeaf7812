"""The command line: one file per command, loaded only when it is called.

Must not know: rules. It calls the layers below.
"""
