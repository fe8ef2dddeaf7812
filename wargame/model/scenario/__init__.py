"""A rule set and a scenario, with their seats, looks, dated records and calibration targets."""
