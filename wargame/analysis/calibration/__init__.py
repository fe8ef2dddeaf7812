"""Calibration against dated records: the runs, the recorded values, and the measures that are formulas of targets."""
