"""What a change means: two states of a record in, a review out. Neither files nor git are known here."""
