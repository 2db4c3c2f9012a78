"""Printed calls played against a fresh fake, and its answers compared with the printed ones."""
