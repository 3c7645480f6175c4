"""One module a stage: each has `add_arguments(parser)` and `run(workspace, options)`."""
