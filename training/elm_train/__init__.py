"""Makes model bundles for ELM Explorer: from raw ratings and text to the files that the page loads."""

__version__ = "0.1.0"
