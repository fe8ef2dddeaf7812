"""The vocabulary of the engine as frozen values.

Must not know: arrays, files, screens, or how the program computes any value.
"""
