"""Files that commands write: tables, results and pages. A file appears whole, or the file does not appear."""
