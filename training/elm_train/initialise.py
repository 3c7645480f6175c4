"""Starting weights of E_0 and M_0, taken from the sentence encoder."""

from __future__ import annotations

import math

import torch
from tokenizers import Tokenizer
from transformers import BertModel

from elm_train import encoder
from elm_train.model import ElmModel
from elm_train.tokenizer import SPECIAL_TOKENS

NOISE_OF_CASE = 0.1
HEAD_SCALE_AT_START = 0.05


def initialise_from_encoder(
    model: ElmModel, tokenizer: Tokenizer, token_counts: torch.Tensor, seed: int = 0
) -> None:
    """Copies the encoder's layers into M_0 and derives E_0 from its word embeddings, in place.

    Layers beyond the encoder's six repeat them in order (layer i of n takes i * 6 // n). The output
    bias is the log frequency of each token (`token_counts`, [vocabulary]), so that training need not
    learn it. Raises ValueError when the widths differ.
    """
    source = encoder.load_model(stock=True)
    if source.config.hidden_size != model.config.width or source.config.intermediate_size != model.config.feed_forward:
        raise ValueError("only a model of the encoder's width can start from it")
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        model.token_embedding.weight.copy_(token_embeddings(source, tokenizer, generator))
        positions = source.embeddings.position_embeddings.weight + source.embeddings.token_type_embeddings.weight[0]
        model.position_embedding.weight.copy_(positions[: model.config.positions])
        model.embedding_norm.load_state_dict(source.embeddings.LayerNorm.state_dict())
        depth = len(source.encoder.layer)
        for index, block in enumerate(model.blocks):
            layer = source.encoder.layer[index * depth // len(model.blocks)]
            attention = layer.attention.self
            parts = (attention.query, attention.key, attention.value)
            block.query_key_value.weight.copy_(torch.cat([part.weight for part in parts]))
            block.query_key_value.bias.copy_(torch.cat([part.bias for part in parts]))
            block.attention_output.load_state_dict(layer.attention.output.dense.state_dict())
            block.attention_norm.load_state_dict(layer.attention.output.LayerNorm.state_dict())
            block.up.load_state_dict(layer.intermediate.dense.state_dict())
            block.down.load_state_dict(layer.output.dense.state_dict())
            block.output_norm.load_state_dict(layer.output.LayerNorm.state_dict())
        model.head_transform.weight.copy_(HEAD_SCALE_AT_START * torch.eye(model.config.width))
        model.head_transform.bias.zero_()
        frequency = (token_counts.double() + 0.5) / (token_counts.sum() + 0.5 * len(token_counts))
        model.head_bias.copy_(frequency.log())
    scale_adapters(model, generator)


def token_embeddings(source: BertModel, tokenizer: Tokenizer, generator: torch.Generator) -> torch.Tensor:
    """[vocabulary, width]: each BPE token takes the mean of the word pieces that spell it.

    A token that continues a word takes the `##` pieces where there are such; tokens that differ in
    case alone start apart by a little noise. Tokens that are no text start at the mean.
    """
    pieces = encoder.load_tokenizer()
    words = source.embeddings.word_embeddings.weight.detach()
    mean, spread = words.mean(dim=0), words.std(dim=0)
    table = mean + 0.5 * spread * torch.randn(tokenizer.get_vocab_size(), words.shape[1], generator=generator)
    for index in range(len(SPECIAL_TOKENS), tokenizer.get_vocab_size()):
        text = tokenizer.decode([index])
        word = text.strip().lower()
        if not word or "�" in word:
            continue
        found = None
        if not text.startswith(" ") and word.isalpha():
            found = pieces.token_to_id(f"##{word}")
        spelled = [found] if found is not None else pieces.encode(word, add_special_tokens=False).ids
        if not spelled:
            continue
        table[index] = words[spelled].mean(dim=0)
        if text.strip() != word or found is None:
            table[index] += NOISE_OF_CASE * spread * torch.randn(words.shape[1], generator=generator)
    return table


def scale_adapters(model: ElmModel, generator: torch.Generator) -> None:
    """Gives every E_A inputs of variance one and first outputs of a token embedding's norm, in place."""
    for space, adapter in model.adapters.items():
        if space == "semantic":
            # Unit vectors: this brings their coordinates to variance one.
            adapter.scale.fill_(1 / math.sqrt(len(adapter.mean)))
        scale_output(model, space, generator)


def scale_output(model: ElmModel, space: str, generator: torch.Generator) -> None:
    """Scales one adapter's output layer so that its outputs have the typical norm of E_0's rows, in place."""
    adapter, table = model.adapters[space], model.token_embedding.weight
    with torch.no_grad():
        inputs = torch.randn(256, len(adapter.mean), generator=generator) * adapter.scale + adapter.mean
        adapter.output.weight.mul_(table.norm(dim=1).mean() / adapter(inputs).norm(dim=1).mean())
        adapter.output.bias.copy_(table.mean(dim=0))
