"""Writes the bundle that the page loads, from the checkpoint and what the other stages made."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np

from elm_train.checkpoints import final_checkpoint, load_model
from elm_train.compose import all_tasks
from elm_train.evaluation.held_out import HeldOut, sure_sheets
from elm_train.export.elm_files import elm_description, write_elm
from elm_train.export.encoder_files import encoder_description, write_encoder
from elm_train.export.golden import write_golden
from elm_train.export.manifest import write_manifest, write_tasks
from elm_train.export.references import write_references
from elm_train.export.rounded import RoundedElm
from elm_train.export.space_files import write_spaces
from elm_train.tokenizer import load_tokenizer
from elm_train.workspace import Workspace

GOLDEN_TEXTS = 48
# Each starts from the one before, so the model has seen the tokens of all.
TRAINING_STAGES = ("pretrained", "adapter", "finetuned", "guided", "refined")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bundle", type=Path, default=Path("models/movielens"), help="folder to write")
    parser.add_argument("--checkpoint", type=Path, help="default: the last stage's of the work folder")
    parser.add_argument("--bits", type=int, choices=(4, 8), default=8, help="of the decoder's weights")
    parser.add_argument("--tasks", nargs="*", help="task ids that the model was trained on; all when left out")
    parser.add_argument("--factsheets", type=Path, help="factsheets.jsonl.gz, where it is not with the data")


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    bundle: Path = options.bundle
    for folder in ("elm", "encoder", "vectors", "entities"):
        shutil.rmtree(bundle / folder, ignore_errors=True)
    model, _ = load_model(options.checkpoint or final_checkpoint(workspace.work / "checkpoints"))
    tokenizer = load_tokenizer(workspace.made("tokenizer/tokenizer.json"))
    entries = write_spaces(workspace, bundle)
    write_elm(model, tokenizer, bundle / "elm", bits=options.bits)
    write_encoder(bundle / "encoder")
    trained = options.tasks or list(all_tasks())
    write_tasks(bundle, trained)
    vectors = {
        "semantic": np.load(workspace.made("vectors/movies_semantic.npy"))[:2],
        "behavioral": np.load(workspace.made("vectors/users_behavioral.npy"))[:2],
    }
    texts = write_references(bundle, HeldOut(workspace, sure_sheets(workspace, options.factsheets)), trained)
    # Spread over the tasks: P must read lists and reviews as Python does.
    write_golden(bundle, RoundedElm(model, options.bits), tokenizer, vectors, texts[:: max(1, len(texts) // GOLDEN_TEXTS)][:GOLDEN_TEXTS])
    # A bundle without an evaluation works; the page says that it was not measured.
    for made in (workspace.made("evaluation.json"), workspace.made("held_out.json")):
        (bundle / made.name).unlink(missing_ok=True)
        if made.exists():
            shutil.copyfile(made, bundle / made.name)
    entries["elm"] = elm_description(model, bits=options.bits, trained_tokens=trained_tokens(workspace))
    entries["encoder"] = encoder_description()
    write_manifest(bundle, name="movielens", title="MovieLens", entries=entries)
    size = sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file())
    print(f"{bundle}: {size / 1e6:.1f} MB")


def trained_tokens(workspace: Workspace) -> int:
    """Tokens of all the stages whose checkpoints are there."""
    paths = [workspace.made(f"checkpoints/{stage}.pt") for stage in TRAINING_STAGES]
    return sum(int(load_model(path)[1].get("tokens", 0)) for path in paths if path.exists())
