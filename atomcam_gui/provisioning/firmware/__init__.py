"""Where firmware comes from, and whether it is one: catalogue, download, cache, files, images."""
