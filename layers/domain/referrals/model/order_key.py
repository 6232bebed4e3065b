"""The name of an order for ever: its program, its source, and the source's own id of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConversionKey:
    """The business key: dedupe and all later stages hang on it, for ever."""

    program_id: str
    source: str
    order_id: str

    def __str__(self) -> str:
        return f"{self.program_id}#{self.source}#{self.order_id}"

    @classmethod
    def parse(cls, text: str) -> "ConversionKey":
        program_id, source, order_id = text.split("#", 2)
        return cls(program_id, source, order_id)
