"""The paper's measures on held-out entities: SC, BC, retrieval rank, and what keeps them honest."""
