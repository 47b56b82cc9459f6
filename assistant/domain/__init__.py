"""The contact centre's rules: pure, synchronous, standard library only."""
