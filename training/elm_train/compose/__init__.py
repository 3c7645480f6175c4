"""The data-to-text writer that plays the teacher's part: fact sheets in, target texts of the tasks out."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from elm_train.compose import tasks
from elm_train.compose.task import Task


@cache
def all_tasks() -> dict[str, Task]:
    """Every task by id; a new task is a new module in `elm_train.compose.tasks`."""
    modules = (importlib.import_module(f"{tasks.__name__}.{info.name}") for info in pkgutil.iter_modules(tasks.__path__))
    found = [module.TASK for module in modules]
    return {task.id: task for task in sorted(found, key=lambda task: task.id)}
