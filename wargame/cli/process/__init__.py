"""The program as a process: its streams, its signals, its memory, and all that it prints."""
