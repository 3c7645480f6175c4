"""Appendix D's toy experiment: the paper needed stage 1 for it to converge."""

import torch

from elm_train.tokenizer import BOS_ID, OUT_ID, SLOT_ID
from elm_train.toy import ADAPTER_RATE, TWO, WHOLE_RATE, fit, one_stage, pretrained, repeated_share


def test_two_stages_converge_and_leave_the_text_model_intact() -> None:
    model = pretrained()
    before = {name: value.clone() for name, value in model.state_dict().items() if not name.startswith("adapters")}
    first = fit(model, model.adapters.parameters(), steps=200, rate=ADAPTER_RATE)
    after = model.state_dict()
    assert all(torch.equal(value, after[name]) for name, value in before.items())
    assert first.pairs[-1] < 0.1 < first.pairs[0]

    second = fit(model, model.parameters(), steps=50, rate=WHOLE_RATE)
    assert max(second.pairs) < 0.2
    logits = model(torch.tensor([[BOS_ID, SLOT_ID, OUT_ID]]), {"semantic": (torch.tensor([1]), torch.tensor([[0.0, 1.0]]))})
    assert int(logits[0, -1].argmax()) == TWO
    assert repeated_share(model) > 0.9


def test_one_stage_destroys_what_the_text_model_knew() -> None:
    """Here, at the rate of stage 1, one stage fits the pairs but at the price of the words around them."""
    assert one_stage(200, ADAPTER_RATE).kept[-1] < 0.5


def test_one_stage_at_the_rate_that_spares_the_text_model_is_slower() -> None:
    careful = one_stage(100, WHOLE_RATE)
    adapter_first = fit(model := pretrained(), model.adapters.parameters(), 100, ADAPTER_RATE)
    assert adapter_first.pairs[-1] < careful.pairs[-1]
