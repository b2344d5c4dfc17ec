"""From the record to plain data for templates: rows and cells, decided here, only shown there."""
