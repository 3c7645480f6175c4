"""Writes the graphs of three sizes of decoder for the benchmark; the page fills them with random weights.

Run with the training package installed: python bench/engine/make_models.py
"""

from __future__ import annotations

import json
from pathlib import Path

from elm_train.export.decoder_graph import DecoderExport
from elm_train.model import ElmModel, ModelConfig

FOLDER = Path(__file__).parent / "models"
SIZES = {"small": (128, 4, 4), "shipped": (256, 4, 8), "large": (512, 8, 16)}


def main() -> None:
    described = []
    for name, (width, layers, heads) in SIZES.items():
        config = ModelConfig(width=width, layers=layers, heads=heads, feed_forward=4 * width)
        model = ElmModel(config)
        export = DecoderExport({key: value.detach().numpy() for key, value in model.state_dict().items()}, config, bits=8)
        (FOLDER / f"{name}.onnx").write_bytes(export.float32_graph().SerializeToString())
        described.append(
            {
                "name": name,
                "hidden": width,
                "layers": layers,
                "kvHeads": heads,
                "headDimension": width // heads,
                "vocabulary": config.vocabulary,
                "contextLength": config.positions,
                "parameters": sum(parameter.numel() for part, parameter in model.named_parameters() if not part.startswith("adapters")),
                "externalPath": export.weights.external_name,
                "bytes": len(export.weights.external),
            }
        )
    (FOLDER / "models.json").write_text(json.dumps(described, indent=1) + "\n")


if __name__ == "__main__":
    main()
