"""The reward stage (appendix H): policy gradient on SC of movies' texts and BC of users' profiles."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import torch
from tokenizers import Tokenizer

from elm_train.bundle_weights import load_start
from elm_train.elm_stages import VALIDATION_EXAMPLES
from elm_train.checkpoints import guided_checkpoint
from elm_train.encoder import SentenceEncoder
from elm_train.episodes import Episode, Episodes, pushes
from elm_train.evaluation.held_out import HeldOut
from elm_train.examples import Example, task_example
from elm_train.generate import Sampling, generate_ids
from elm_train.mixture import validation_movies
from elm_train.model import ElmModel
from elm_train.movie_draws import MovieVectors
from elm_train.optimise import Schedule, Training, run_training
from elm_train.policy import Rollout, group_advantages, policy_loss, rollout
from elm_train.precision import autocast, training_dtype
from elm_train.rewards import behavioral_rewards, readability, semantic_rewards
from elm_train.runs import add_mixture_arguments, add_run_arguments, open_log, resume_state, training_device
from elm_train.tokenizer import encode_prompt, load_tokenizer
from elm_train.workspace import Workspace

WARM_UP_STEPS = 5
CHECKPOINT_SECONDS = 300


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_run_arguments(parser, minutes=24, learning_rate=5e-4)
    add_mixture_arguments(parser)
    parser.add_argument("--prompts", type=int, default=12, help="prompts of an update")
    parser.add_argument("--texts", type=int, default=8, help="texts written for each prompt")
    parser.add_argument("--temperature", type=float, default=0.7, help="of the policy")
    parser.add_argument("--contrast", type=float, default=0.5, help="share of a text's mean similarity to all movies that is taken off")
    parser.add_argument("--penalty", type=float, default=0.05, help="weight of the divergence from the start")


class Rewarder:
    """Scores the texts of an episode's group."""

    def __init__(self, movies: np.ndarray, contrast: float) -> None:
        self.encoder = SentenceEncoder(dtype=training_dtype("cpu"))
        self.movies = movies
        self.everything = movies.mean(axis=0)
        self.contrast = contrast

    def score(self, episodes: list[Episode], texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """SC, or BC for users, of one text each, and the reward for it; the episodes are of one kind."""
        if episodes[0].target is not None:
            targets = np.stack([episode.target for episode in episodes])
            return semantic_rewards(self.encoder, texts, targets, self.everything, self.contrast)
        consistency = behavioral_rewards(self.encoder, texts, self.movies, [episode.ranked for episode in episodes])
        return consistency, consistency


def rollouts(
    model: ElmModel,
    reference: ElmModel,
    tokenizer: Tokenizer,
    episodes: Episodes,
    rewarder: Rewarder,
    options: argparse.Namespace,
    rng: np.random.Generator,
    log: Callable[[str], None],
) -> Iterator[Rollout]:
    """Endless batches that the model as it is writes and is judged on; logs the rewards of every tenth."""
    generator = torch.Generator(next(model.parameters()).device).manual_seed(int(rng.integers(2**62)))
    means: dict[str, list[float]] = {}
    step = 0
    while True:
        group = [episode for episode in episodes.draw(options.prompts, rng) for _ in range(options.texts)]
        examples, texts, finished = narrate(model, tokenizer, group, options.temperature, generator)
        consistency, rewards = rewarder.score(group, texts)
        taken_off = readability(texts, finished)
        rewards = rewards + taken_off
        kind = "SC" if group[0].target is not None else "BC"
        means.setdefault(kind, []).append(float(consistency.mean()))
        means.setdefault("taken off", []).append(float(taken_off.mean()))
        means.setdefault("tokens", []).append(float(np.mean([len(e.tokens) - e.text_start for e in examples])))
        if (step := step + 1) % 10 == 0:
            log("reward " + " ".join(f"{name} {np.mean(values):.3f}" for name, values in means.items()))
            means.clear()
        advantages = group_advantages(rewards.reshape(options.prompts, options.texts))
        yield rollout(reference, examples, advantages.ravel().tolist(), options.temperature)


def narrate(
    model: ElmModel, tokenizer: Tokenizer, group: list[Episode], temperature: float, generator: torch.Generator
) -> tuple[list[Example], list[str], list[bool]]:
    """One text for each episode: as examples to learn from, as text, and whether it came to its end."""
    model.eval()
    prompts = [encode_prompt(tokenizer, episode.task.prompt) for episode in group]
    slots = [
        [(episode.task.slots[mark], episode.vectors[mark]) for mark in prompt.marks]
        for episode, prompt in zip(group, prompts, strict=True)
    ]
    longest = max(episode.task.max_tokens for episode in group)
    sampling = Sampling(temperature=temperature, max_tokens=longest)
    with autocast(next(model.parameters()).device):
        written = generate_ids(model, [prompt.ids for prompt in prompts], slots, sampling, generator)
    finished = [len(ids) < longest for ids in written]
    examples = [
        task_example(prompt, ids, episode.task.slots, episode.vectors, model.config.positions)
        for prompt, ids, episode in zip(prompts, written, group, strict=True)
    ]
    return examples, [tokenizer.decode(ids).strip() for ids in written], finished


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    device = training_device(options)
    log = open_log(workspace.made("train.log"))
    tokenizer = load_tokenizer(workspace.made("tokenizer/tokenizer.json"))
    start = options.init_from or guided_checkpoint(workspace.work / "checkpoints")
    model, reference = load_start(start), load_start(start)
    held_out = HeldOut(workspace, {})
    movies = MovieVectors(workspace.work / "vectors")
    cavs = pushes(workspace.work, held_out.cavs)
    episodes = Episodes(
        movies, held_out.users, held_out.user_ids, held_out.ratings, cavs, workspace.seed, options.tasks
    )
    rewarder = Rewarder(movies.vectors, options.contrast)
    schedule = Schedule(
        minutes=options.minutes, learning_rate=options.learning_rate, warm_up_steps=WARM_UP_STEPS, checkpoint_seconds=CHECKPOINT_SECONDS
    )
    training = Training(model.to(device), schedule, "rewarded")
    folder = workspace.made("checkpoints/x").parent
    resume_state(training, folder, options)
    rng = np.random.default_rng((workspace.seed, training.progress.step))
    checked = validation_movies(workspace.work, VALIDATION_EXAMPLES, workspace.seed, episodes.tasks["movie"])
    aside = torch.Generator(device).manual_seed(workspace.seed)

    def validate(model: ElmModel) -> dict[str, float]:
        group = [Episode(task, [vector], target=vector) for task, vector in checked]
        _, texts, finished = narrate(model, tokenizer, group, options.temperature, aside)
        return {"SC": float(rewarder.score(group, texts)[0].mean()), "readability": float(readability(texts, finished).mean())}

    run_training(
        training,
        (batch.to(device) for batch in rollouts(model, reference.to(device), tokenizer, episodes, rewarder, options, rng, log)),
        partial(policy_loss, temperature=options.temperature, penalty=options.penalty),
        validate,
        folder,
        log,
    )
