"""The reward stage (appendix H): policy gradient on SC of movies' texts and BC of users' profiles."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from elm_train.blemishes import Critic
from elm_train.bundle_weights import load_start
from elm_train.elm_stages import VALIDATION_EXAMPLES
from elm_train.checkpoints import guided_checkpoint
from elm_train.composed import composed_by_task, composed_texts
from elm_train.credit import carried_over, token_ends, token_shares
from elm_train.discriminator import LAYERS
from elm_train.encoder import SentenceEncoder, TokenStates
from elm_train.episodes import Episode, Episodes, pushes
from elm_train.evaluation.held_out import HeldOut
from elm_train.examples import Example, task_example
from elm_train.generate import Sampling, generate_ids
from elm_train.mixture import validation_movies
from elm_train.model import ElmModel
from elm_train.movie_draws import MovieVectors
from elm_train.optimise import Schedule, Training, run_training
from elm_train.policy import Rollout, policy_loss, rollout, token_advantages
from elm_train.precision import autocast, training_dtype
from elm_train.rewards import behavioral_rewards, semantic_rewards
from elm_train.runs import add_mixture_arguments, add_run_arguments, draws, open_log, resume_state, training_device
from elm_train.style import Style
from elm_train.tokenizer import Prompt, encode_prompt, load_tokenizer
from elm_train.workspace import Workspace

WARM_UP_STEPS = 5
CHECKPOINT_SECONDS = 300
# Rewards are noisy: most of the run lets the rate fall, so that what is learned late averages over many updates.
FALL = 0.8
# Texts of like lengths are learned from together: 3.3 GB at most, where the whole batch took 6.6.
TEXTS_A_PART = 24
# How many composed texts of a task the discriminator may meet.
COMPOSED_A_TASK = 400


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_run_arguments(parser, minutes=53, learning_rate=5e-4)
    add_mixture_arguments(parser)
    parser.add_argument("--prompts", type=int, default=8, help="prompts of an update, in each process")
    parser.add_argument("--texts", type=int, default=8, help="texts written for each prompt")
    parser.add_argument("--temperature", type=float, default=0.6, help="of the policy")
    parser.add_argument("--contrast", type=float, default=0.35, help="share of a text's mean similarity to all movies that is taken off")
    parser.add_argument("--repetition-penalty", type=float, default=1.2, help="of the policy; the page's own")
    parser.add_argument("--horizon", type=float, default=20, help="tokens over which a token answers for those after it")
    parser.add_argument("--naturalness", type=float, default=4e-4, help="what a token earns by unit of the discriminator's log odds")
    parser.add_argument("--reference", type=Path, help="weights to stay near; by default those to start from")
    parser.add_argument("--penalty", type=float, default=0.1, help="weight of the divergence from the start")


@dataclass(frozen=True)
class Written:
    """What the policy wrote for an episode: ids without the end, text, whether it came to an end, and as an example."""

    ids: list[int]
    text: str
    finished: bool
    example: Example


@dataclass(frozen=True)
class Judgement:
    """Of each text of a group: SC or BC, what blemishes took off, the credit of each of its tokens, and P's view of it."""

    measure: np.ndarray
    taken_off: np.ndarray
    credit: list[np.ndarray]
    tokens: list[TokenStates]


class Judge:
    """Scores the texts of an episode's group, and says which tokens earned it."""

    def __init__(
        self, movies: np.ndarray, critic: Critic, tokenizer: Tokenizer, contrast: float, style: Style | None = None
    ) -> None:
        self.encoder = SentenceEncoder(dtype=training_dtype("cpu"))
        self.movies = movies
        self.everything = movies.mean(axis=0)
        self.critic = critic
        self.tokenizer = tokenizer
        self.contrast = contrast
        self.style = style

    def judge(self, episodes: Sequence[Episode], written: Sequence[Written]) -> Judgement:
        """The episodes are of one kind. A text's credit sums to its reward; the last of a finished text's is that of ending there."""
        vectors, tokens = self.encoder.encode_tokens([one.text for one in written], layers=LAYERS if self.style else ())
        natural = self.style.credit(episodes, tokens) if self.style else [np.zeros(len(text.ends)) for text in tokens]
        if episodes[0].target is not None:
            targets = np.stack([episode.target for episode in episodes])
            rewards = semantic_rewards(vectors, targets, self.everything, self.contrast)
        else:
            rewards = behavioral_rewards(vectors, self.movies, [episode.ranked for episode in episodes])
        taken_off, credit = [], []
        for episode, one, states, style, reward, gradient in zip(
            episodes, written, tokens, natural, rewards.reward, rewards.gradients, strict=True
        ):
            ends = token_ends(self.tokenizer, one.ids)
            if one.finished and len(ends):
                ends = np.append(ends, len(one.text) + 1)
            blemishes = self.critic.blemishes(one.text, one.finished, episode.task.id)
            taken_off.append(float(blemishes.costs.sum()))
            if len(ends):
                credit.append(
                    carried_over(token_shares(states, gradient) + style, states.ends, ends)
                    - carried_over(blemishes.costs, blemishes.ends, ends)
                    + reward / len(ends)
                )
            else:
                credit.append(np.empty(0))
        return Judgement(rewards.measure, np.array(taken_off), credit, tokens)


def policy_sampling(options: argparse.Namespace) -> Sampling:
    """How the policy writes: as the page does, but a little warmer, and nothing cut off."""
    return Sampling(temperature=options.temperature, repetition_penalty=options.repetition_penalty)


def rollouts(
    model: ElmModel,
    reference: ElmModel,
    tokenizer: Tokenizer,
    episodes: Episodes,
    judge: Judge,
    options: argparse.Namespace,
    rng: np.random.Generator,
    log: Callable[[str], None],
) -> Iterator[list[Rollout]]:
    """Endless updates of what the model as it is writes and is judged on; logs the rewards of every tenth."""
    generator = torch.Generator(next(model.parameters()).device).manual_seed(int(rng.integers(2**62)))
    sampling = policy_sampling(options)
    means: dict[str, list[float]] = {}
    step = 0
    while True:
        group = [episode for episode in episodes.draw(options.prompts, rng) for _ in range(options.texts)]
        written = narrate(model, tokenizer, group, sampling, generator)
        judgement = judge.judge(group, written)
        kind = "SC" if group[0].target is not None else "BC"
        means.setdefault(kind, []).append(float(judgement.measure.mean()))
        means.setdefault("taken off", []).append(float(judgement.taken_off.mean()))
        means.setdefault("tokens", []).append(float(np.mean([len(one.ids) for one in written])))
        if (step := step + 1) % 10 == 0:
            log("reward " + " ".join(f"{name} {np.mean(values):.3f}" for name, values in means.items()))
            means.clear()
        if judge.style:
            means.setdefault("told apart", []).append(judge.style.learn(judge.encoder, group, judgement.tokens, rng))
        advantages = token_advantages(judgement.credit, options.texts, 1 - 1 / options.horizon)
        order = sorted(range(len(written)), key=lambda row: len(written[row].example.tokens))
        parts = [order[start : start + TEXTS_A_PART] for start in range(0, len(order), TEXTS_A_PART)]
        yield [
            rollout(reference, [written[row].example for row in part], [advantages[row] for row in part], sampling)
            for part in parts
        ]


def narrate(
    model: ElmModel, tokenizer: Tokenizer, group: Sequence[Episode], sampling: Sampling, generator: torch.Generator
) -> list[Written]:
    """One text for each episode."""
    model.eval()
    prompts = [encode_prompt(tokenizer, episode.task.prompt) for episode in group]
    slots = [
        [(episode.task.slots[mark], episode.vectors[mark]) for mark in prompt.marks]
        for episode, prompt in zip(group, prompts, strict=True)
    ]
    longest = max(episode.task.max_tokens for episode in group)
    with autocast(next(model.parameters()).device):
        written = generate_ids(model, [prompt.ids for prompt in prompts], slots, replace(sampling, max_tokens=longest), generator)
    return [
        Written(ids, tokenizer.decode(ids).strip(), len(ids) < longest, written_example(prompt, ids, len(ids) < longest, episode, model.config.positions))
        for prompt, ids, episode in zip(prompts, written, group, strict=True)
    ]


def written_example(prompt: Prompt, ids: list[int], finished: bool, episode: Episode, limit: int) -> Example:
    """What the policy wrote, to learn from; it chose an end only where the text is finished."""
    example = task_example(prompt, ids, episode.task.slots, episode.vectors, limit)
    return example if finished else replace(example, tokens=example.tokens[:-1])


def run(workspace: Workspace, options: argparse.Namespace) -> None:
    device = training_device(options)
    log = open_log(workspace.made("train.log"))
    tokenizer = load_tokenizer(workspace.made("tokenizer/tokenizer.json"))
    start = options.init_from or guided_checkpoint(workspace.work / "checkpoints")
    model, reference = load_start(start), load_start(options.reference or start)
    held_out = HeldOut(workspace, {})
    movies = MovieVectors(workspace.work / "vectors")
    cavs = pushes(workspace.work, held_out.cavs)
    episodes = Episodes(
        movies, held_out.users, held_out.user_ids, held_out.ratings, cavs, workspace.seed, options.tasks
    )
    style = Style(composed_by_task(workspace, COMPOSED_A_TASK, workspace.seed), options.naturalness, workspace.seed) if options.naturalness else None
    judge = Judge(movies.vectors, Critic(composed_texts(workspace)), tokenizer, options.contrast, style)
    schedule = Schedule(
        minutes=options.minutes, learning_rate=options.learning_rate, warm_up_steps=WARM_UP_STEPS, fall=FALL, checkpoint_seconds=CHECKPOINT_SECONDS
    )
    training = Training(model.to(device), schedule, "rewarded")
    folder = workspace.made("checkpoints/x").parent
    resume_state(training, folder, options)
    rng = draws(workspace.seed, training)
    checked = validation_movies(workspace.work, VALIDATION_EXAMPLES, workspace.seed, episodes.tasks["movie"])
    aside, sampling = torch.Generator(device).manual_seed(workspace.seed), policy_sampling(options)

    def validate(model: ElmModel) -> dict[str, float]:
        group = [Episode(task, [vector], target=vector) for task, vector in checked]
        judgement = judge.judge(group, narrate(model, tokenizer, group, sampling, aside))
        return {"SC": float(judgement.measure.mean()), "taken off": float(judgement.taken_off.mean())}

    run_training(
        training,
        ([part.to(device) for part in parts] for parts in rollouts(model, reference.to(device), tokenizer, episodes, judge, options, rng, log)),
        partial(policy_loss, sampling=sampling, penalty=options.penalty),
        validate,
        folder,
        log,
    )
