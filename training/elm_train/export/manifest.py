"""`manifest.json` and `tasks.json`: what a bundle holds and where it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from elm_train.compose import all_tasks

FORMAT = 1
GROUPS = ("plot", "review", "list", "persuade", "rewrite", "viewer", "pair", "user")

LICENCES = [
    {"what": "Code that made this bundle", "licence": "MIT"},
    {
        "what": "Sentence encoder all-MiniLM-L6-v2 (encoder/, and the first word embeddings of elm/)",
        "licence": "Apache-2.0",
        "url": "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
    },
    {
        "what": "Ratings, titles, genres and tags of MovieLens, from which the behavioral vectors, the CAVs and the tables were made",
        "licence": "MovieLens terms: research use, acknowledgement, no commercial use; raw ratings are not part of this bundle",
        "url": "https://grouplens.org/datasets/movielens/",
    },
    {
        "what": "Overviews from TMDB, read to make the semantic vectors and to pretrain the language model; uses TMDB and the TMDB APIs but is not endorsed or certified by TMDB",
        "licence": "TMDB terms of use; no overview is part of this bundle",
        "url": "https://www.themoviedb.org",
    },
    {
        "what": "Leads of English Wikipedia film articles, read to make the semantic vectors of films without an overview",
        "licence": "CC BY-SA 4.0; no article text is part of this bundle",
        "url": "https://en.wikipedia.org",
    },
    {
        "what": "Large Movie Review Dataset, read to make the semantic vectors",
        "licence": "cite Maas et al. 2011; no review is part of this bundle",
        "url": "https://ai.stanford.edu/~amaas/data/sentiment/",
    },
    {"what": "Fact sheets and the task texts composed from them", "licence": "MIT, written for this project"},
]

CITATIONS = [
    "G. Tennenholtz et al. 2023. Demystifying Embedding Spaces using Large Language Models. arXiv:2310.04475",
    "F. M. Harper and J. A. Konstan. 2015. The MovieLens Datasets: History and Context. ACM TiiS 5(4), 19. doi:10.1145/2827872",
    "A. L. Maas et al. 2011. Learning Word Vectors for Sentiment Analysis. ACL 2011, 142-150",
    "N. Reimers and I. Gurevych. 2019. Sentence-BERT: Sentence Embeddings using Siamese BERT-Networks. EMNLP 2019",
    "W. Wang et al. 2020. MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained Transformers. NeurIPS 2020",
]


def write_tasks(bundle: Path, trained: Collection[str]) -> None:
    """Writes `tasks.json`: the tasks that the model was trained on, in the order of the groups."""
    known = [task for task in all_tasks().values() if task.id in trained]
    tasks = sorted(known, key=lambda task: (GROUPS.index(task.group), task.id))
    entries = [
        {
            "id": task.id,
            "title": task.title,
            "group": task.group,
            "prompt": task.prompt,
            "slots": list(task.slots),
            "maxTokens": task.max_tokens,
            **({"bullets": task.bullets} if task.bullets else {}),
        }
        for task in tasks
    ]
    (bundle / "tasks.json").write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n")


def write_manifest(bundle: Path, *, name: str, title: str, entries: dict[str, Any]) -> None:
    """Writes `manifest.json` over every file that lies in `bundle`; its version is a hash of theirs."""
    files = {
        str(path.relative_to(bundle)): {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in sorted(bundle.rglob("*"))
        if path.is_file() and path.name not in ("manifest.json", "README.md")
    }
    version = hashlib.sha256("".join(file["sha256"] for file in files.values()).encode()).hexdigest()[:12]
    manifest = {
        "format": FORMAT,
        "name": name,
        "title": title,
        "version": version,
        "licences": LICENCES,
        "citations": CITATIONS,
        **entries,
        "files": files,
    }
    (bundle / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
