"""The local stack: the real template in an emulator on this machine, seeded and reachable."""
