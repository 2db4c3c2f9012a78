"""The calls of the control plane from Python: one class of them, over two transports."""
