"""A printed curl line: what a shell makes of it, what its author meant, and where they differ."""
