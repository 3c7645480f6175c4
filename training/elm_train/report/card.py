"""The model card of a bundle: what it is good for, its scores, how it was made and from what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

COLUMNS = (
    ("n", "n", 0), ("SC", "sc", 2), ("floor", "scFloor", 2), ("ceiling", "scCeiling", 2), ("nearest", "scNearest", 2),
    ("text only", "scTextOnly", 2), ("rank %", "rankMedianPercent", 2), ("BC", "bc", 2), ("BC of composed", "bcGroundTruth", 2),
    ("copied", "copied8", 2), ("invented", "invented", 4), ("distinct-4", "distinct4", 2), ("words", "meanWords", 0), ("ended", "finished", 2),
    ("listed", "listed", 2),
)


def share_of_way(row: Row) -> float:
    """How far SC has come from floor to ceiling, 0 to 1 (above 1 when it passes the composed texts)."""
    return (row["sc"] - row["scFloor"]) / (row["scCeiling"] - row["scFloor"])


def percent_above(points: Sequence[Row]) -> str:
    """How many of the interpolations at these points are above the nearest training movie's text."""
    return f"{100 * sum(point['aboveNearest'] for point in points) / len(points):.0f} %"


def figure(value: float | int | None, places: int) -> str:
    return "-" if value is None else f"{value:.{places}f}"


def score_table(tasks: Mapping[str, Row]) -> list[str]:
    """Markdown lines, a row a task."""
    head = [f"| task | {' | '.join(label for label, _, _ in COLUMNS)} |", "|" + "---|" * (len(COLUMNS) + 1)]
    rows = [
        f"| {name} | {' | '.join(figure(row.get(key), places) for _, key, places in COLUMNS)} |" for name, row in tasks.items()
    ]
    return head + rows


def kind(run: Row) -> tuple[str, bool]:
    """Which of the recipe's stages a line of `stages.jsonl` is, and whether it began with chosen weights, as the recipe's second reward does."""
    return run["stage"], not {"--init-from", "--start"}.isdisjoint(run["arguments"])


def recipe_table(stages: Sequence[Row]) -> list[str]:
    """Markdown lines of the stages' last runs, and of all that began with chosen weights: command, minutes, memory."""
    shown = {(kind(row), number if kind(row)[1] else None): row for number, row in enumerate(stages)}
    lines = ["| command | minutes | memory, GB |", "|---|---|---|"]
    for row in shown.values():
        command = " ".join(["elm-train", row["stage"], *row["arguments"]])
        memory = figure(row["peakMegabytes"] and row["peakMegabytes"] / 1024, 1)
        lines.append(f"| `{command}` | {row['seconds'] / 60:.1f} | {memory} |")
    return lines


def card(evaluation: Row, manifest: Row, stages: Sequence[Row], megabytes: float) -> str:
    """`README.md` of a bundle, from its evaluation, its manifest and the log of the stages."""
    model, one, profile, wals = evaluation["model"], evaluation["meanOneMovie"], evaluation["userProfile"], evaluation["wals"]
    spaces = {space: [cav for cav in evaluation["cavs"].values() if cav["space"] == space] for space in ("semantic", "behavioral")}
    auc = {space: sum(cav["auc"] for cav in cavs) / len(cavs) for space, cavs in spaces.items()}
    beaten = sum(row["sc"] > row["scNearest"] for row in evaluation["tasks"].values() if row.get("scNearest") is not None)
    movie_tasks = sum(row.get("scNearest") is not None for row in evaluation["tasks"].values())
    lines = [
        f"# {manifest['title']} bundle",
        "",
        f"{wals['users']:,} users and the movies of MovieLens in two spaces, {len(spaces['semantic'])} semantic and "
        f"{len(spaces['behavioral'])} behavioral concept directions, a language model of {model['parameters'] / 1e6:.1f} million "
        f"parameters ({model['dtype']}) with two adapters, and the sentence encoder P. {megabytes:.0f} MB in all. Version `{manifest['version']}`.",
        "",
        "## What it is good for, and what not",
        "",
        f"The language model is a small one, trained from noise on {model['trainedTokens'] / 1e6:.1f} million tokens. Its texts take kind of film, "
        "mood, place and subject from the vector and keep the form of their task. **They are no record of any film: plots are "
        "made up, and often do not hold together.** Read the scores below before relying on one.",
        "",
        "## Scores on held-out entities",
        "",
        "Held-out movies and users appear in no text that any stage read. SC is the cosine of P(text) and the movie's vector "
        "(for two movies, of their mean); its floor is the same text against the other vectors, its ceiling the text composed from the "
        "movie's own fact sheet, \"nearest\" the text composed for the nearest training movie, \"text only\" the model before it "
        "knew vectors, asked by title. Rank is the median place of the source among all movies by similarity to the text, in percent. BC is "
        "Spearman's correlation (a ranker of users by the text, or of movies for the user profile), beside the composed "
        "text's. Copied is the share of 8-grams that stand in a training text, invented that of words that stand in none, ended the share of texts that end in a sentence.",
        "",
        *score_table(evaluation["tasks"]),
        "",
        f"One-movie tasks together: SC {one['sc']:.3f} between floor {one['scFloor']:.3f} and ceiling {one['scCeiling']:.3f}, "
        f"{100 * share_of_way(one):.0f} % of the way; median rank {one['rankMedianPercent']:.2f} %. On {beaten} of {movie_tasks} movie tasks the "
        "narration is more consistent than the nearest training movie's text.",
    ]
    if profile.get("ndcg") is not None:
        lines.append(
            f"User profile: NDCG {profile['ndcg']:.3f} (random {profile['ndcgRandom']:.3f}, composed text {profile['ndcgGroundTruth']:.3f})."
        )
    middle = [point for point in evaluation["interpolation"] if point["alpha"] == 0.5]
    if middle:
        lines.append(f"Half-way to one training movie the narration is above the nearest training movie's text for {percent_above(middle)} of pairs.")
    if unseen := evaluation.get("interpolationHeldOut"):
        lines.append(f"Half-way between two held-out movies it is above that text for {percent_above(unseen)} of {unseen[0]['n']} pairs x {len(unseen)} tasks.")
    if evaluation.get("cavMonotone") is not None:
        lines.append(f"The attribute rises with every step of a CAV push for {100 * evaluation['cavMonotone']:.0f} % of the semantic CAVs.")
    lines += [
        "",
        f"Factor model (W_b): rank {wals['rank']}, RMSE {wals['rmse']:.3f} (biases alone {wals['rmseBias']:.3f}, item mean "
        f"{wals['rmseItemMean']:.3f}), Spearman {wals['spearman']:.3f} (biases {wals['spearmanBias']:.3f}), on {wals['judgedUsers']:,} users that "
        f"shaped no movie's factors. Concepts: mean held-out AUC {auc['semantic']:.2f} (semantic) and {auc['behavioral']:.2f} (behavioral).",
        "",
        "Unpicked narrations: [docs/samples.md](../../docs/samples.md). What was tried: [training/EXPERIMENTS.md](../../training/EXPERIMENTS.md).",
        "",
        "## How it was made",
        "",
        "    elm-train recipe --data DIR --bundle models/movielens",
        "",
        "runs every stage; these are the runs behind this bundle, with wall time on two shared CPU cores and peak memory. Seed 0. Training is boxed by time, "
        "so the same commands give a model of the same kind, not the same weights.",
        "",
        *recipe_table(stages),
        "",
        "## Made from",
        "",
        "Vectors, titles, genres and texts of our own alone; no rating, overview, lead or review is in the bundle.",
        "`manifest.json` lists the sources with their terms and citations; [THIRD_PARTY_NOTICES.md](../../THIRD_PARTY_NOTICES.md) has them in full. The",
        "MovieLens data are for research and may not be used commercially.",
    ]
    return "\n".join(lines) + "\n"
