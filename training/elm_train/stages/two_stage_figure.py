"""Draws appendix D's toy experiment: one stage of training against two, over several seeds."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from elm_train.toy import ADAPTER_RATE, WHOLE_RATE, Curve, one_stage, two_stages
from elm_train.workspace import Workspace

FIRST, SECOND = 150, 150
EVERY = 3  # steps drawn
COLOURS = ("#0b7285", "#c92a2a", "#868e96")


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--figure", type=Path, default=Path("docs/two-stage.svg"), help="file to write")
    command.add_argument("--seeds", type=int, default=8)


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    import matplotlib  # of the extra `figures`

    matplotlib.use("svg")
    from matplotlib import pyplot

    matplotlib.rcParams.update({"svg.hashsalt": "elm", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9})
    seeds = range(options.seeds)
    steps = FIRST + SECOND
    runs: dict[str, list[Curve]] = {
        f"two stages: E_A alone ({ADAPTER_RATE:g}), then everything ({WHOLE_RATE:g})": [two_stages(FIRST, SECOND, seed) for seed in seeds],
        f"one stage at {ADAPTER_RATE:g}": [one_stage(steps, ADAPTER_RATE, seed) for seed in seeds],
        f"one stage at {WHOLE_RATE:g}": [one_stage(steps, WHOLE_RATE, seed) for seed in seeds],
    }
    figure, (loss, kept) = pyplot.subplots(1, 2, figsize=(8, 3.2), layout="constrained")
    for (label, curves), colour in zip(runs.items(), COLOURS, strict=True):
        for axes, name in ((loss, "pairs"), (kept, "kept")):
            values = np.array([getattr(curve, name) for curve in curves])[:, ::EVERY]
            shown = range(0, steps, EVERY)
            axes.plot(shown, np.median(values, axis=0), color=colour, label=label)
            axes.fill_between(shown, values.min(axis=0), values.max(axis=0), color=colour, alpha=0.15, linewidth=0)
        last = {name: float(np.median([getattr(curve, name)[-1] for curve in curves])) for name in ("pairs", "kept")}
        print(f"{label}: loss {last['pairs']:.4f}, other words still repeated {100 * last['kept']:.0f} %")
    loss.set(title="loss on the two pairs (nats)", xlabel="step", yscale="log")
    kept.set(title="other words that the text model still repeats", xlabel="step", ylim=(0, 1.02))
    for axes in (loss, kept):
        axes.axvline(FIRST, color="#ced4da", linewidth=1, zorder=0)
        axes.spines[["top", "right"]].set_visible(False)
    figure.legend(*loss.get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    options.figure.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(options.figure, metadata={"Date": None})
