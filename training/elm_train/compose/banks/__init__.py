"""Banks of frames: sentences with places for facts (see `Draft`), by what they say about a film."""
