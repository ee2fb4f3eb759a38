"""Files as they come: text or spreadsheet, packed or not, opened as one table of text."""
