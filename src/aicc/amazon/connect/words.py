"""By which words a prompt is known to give a notice, and how long it may be for the ear."""

import json
import re
from importlib.resources import files

_DATA = json.loads((files("aicc.amazon.connect") / "words.json").read_text(encoding="utf-8"))

ABOUT_RECORDING = re.compile("|".join(_DATA["recording"]), re.IGNORECASE)
ABOUT_AI = re.compile("|".join(_DATA["ai"]))
# characters; Hangul takes about a sixth of a second each, so this is some twenty seconds
LONG_SPEECH: int = _DATA["longest_speech"]
