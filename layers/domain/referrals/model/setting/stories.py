"""What a program says of stories: whether there is a wall, and whether photos are taken."""

from pydantic import BaseModel, ConfigDict, model_validator


class StoriesPolicy(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    wall: bool = False
    """Nobody is asked for a story, and nothing is shown, unless the program says so."""
    photos: bool = False

    @model_validator(mode="after")
    def _photos_on_a_wall(self) -> "StoriesPolicy":
        if self.photos and not self.wall:
            raise ValueError("photos: they stand on the wall; write wall: true as well")
        return self
