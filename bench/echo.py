"""What a turn is measured against: the least that FastAPI does for a JSON body of that shape."""

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Said(BaseModel):
    message: str
    message_id: str


@app.post("/echo")
async def post_echo(said: Said) -> Said:
    return said
