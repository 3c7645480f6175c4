"""From trained weights to the files a page loads: ONNX graphs, quantised weights, a bundle."""
