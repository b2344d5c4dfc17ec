"""Files for other programs: the calendar, feeds, open data. Record in, text or bytes out."""
