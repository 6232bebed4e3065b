"""Settings, clients, keys and stores: the only readers of the environment."""
