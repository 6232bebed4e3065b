"""How many strikes were recovered from, by function: told at the end of the run."""

recovered: dict[str, tuple[int, int]] = {}


def lines() -> list[str]:
    if not recovered:
        return []
    told = [f"{function}: {good} of {tried}" for function, (good, tried) in recovered.items()]
    good, tried = (sum(pair[place] for pair in recovered.values()) for place in (0, 1))
    return [*told, f"all: {good} of {tried} strikes recovered from"]


def count_recoveries(function: str, tried: dict[str, str]) -> list[str]:
    """Counts what came of each strike; those not recovered from, shortened."""
    lost = [f"{strike}: {outcome}"[:600] for strike, outcome in tried.items() if outcome]
    recovered[function] = (len(tried) - len(lost), len(tried))
    return lost
