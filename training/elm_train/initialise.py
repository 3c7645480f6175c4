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
HEAD_SCALE_AT_START = 0.2


def initialise_from_encoder(
    model: ElmModel, tokenizer: Tokenizer, token_counts: torch.Tensor, seed: int = 0
) -> None:
    """Derives E_0 from the encoder's words and, where the widths agree, M_0 from its layers, in place.

    A narrower E_0 takes the principal components of the words; its M_0 starts as noise whose blocks
    add nothing at first. The output bias is the log frequency of each token (`token_counts`,
    [vocabulary]), so that training need not learn it.
    """
    source = encoder.load_model(stock=True)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        words = token_embeddings(source, tokenizer, generator)
        if model.config.width == source.config.hidden_size:
            model.token_embedding.weight.copy_(words)
            copy_layers(model, source)
        else:
            model.token_embedding.weight.copy_(principal_components(words, model.config.width))
            start_from_noise(model, generator)
        model.head_transform.weight.copy_(HEAD_SCALE_AT_START * torch.eye(model.config.width))
        model.head_transform.bias.zero_()
        frequency = (token_counts.double() + 0.5) / (token_counts.sum() + 0.5 * len(token_counts))
        model.head_bias.copy_(frequency.log())
    scale_adapters(model, generator)


def copy_layers(model: ElmModel, source: BertModel) -> None:
    """The encoder's positions and layers into M_0; beyond its six they repeat in order (i * 6 // n)."""
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


def start_from_noise(model: ElmModel, generator: torch.Generator) -> None:
    """Small positions, and blocks that are the identity until their output layers have learned."""
    spread = float(model.token_embedding.weight.std())
    model.position_embedding.weight.copy_(
        0.3 * spread * torch.randn(model.position_embedding.weight.shape, generator=generator)
    )
    for block in model.blocks:
        for layer in (block.query_key_value, block.up):
            layer.weight.copy_(torch.randn(layer.weight.shape, generator=generator) / math.sqrt(3 * layer.in_features))
            layer.bias.zero_()
        for layer in (block.attention_output, block.down):
            layer.weight.zero_()
            layer.bias.zero_()


def principal_components(rows: torch.Tensor, width: int) -> torch.Tensor:
    """The rows about their mean along their `width` widest directions: [n, width]."""
    centred = rows - rows.mean(dim=0)
    _, directions = torch.linalg.eigh(centred.T @ centred)
    return centred @ directions[:, -width:]


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
