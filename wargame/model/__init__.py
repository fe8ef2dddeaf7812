"""The classes of rules, scenarios, orders, events and views. Their objects never change.

Must not know: arrays, files, screens, or how the program computes any value.
"""
