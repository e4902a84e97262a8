"""The built-in demo camera: a drawn scene sent as a board would send its pictures. Without Qt."""
