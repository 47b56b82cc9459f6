"""What both web applications serve alike: health, metrics and the headers that keep browsers safe."""
