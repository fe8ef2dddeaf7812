"""The reference workload: one fixed, fictional game written for several engines, so that speeds compare."""
