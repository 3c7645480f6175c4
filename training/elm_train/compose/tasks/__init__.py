"""One module a task: each exposes `TASK`."""
