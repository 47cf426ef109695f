"""The engine that reads characters: RapidOCR (https://github.com/RapidAI/RapidOCR) with ONNX Runtime.

Its wheel carries the Chinese models of PaddleOCR (Apache-2.0), so nothing is fetched. It finds lines of print
on a page and reads pictures of single lines; here each character that it reads keeps its place in the line and
how sure the engine is of it. One engine serves a process, with one thread: many processes share a machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.recognition.picture import Rectangle

if TYPE_CHECKING:
    from pipeline.recognition.picture import Grey

MISSING = "this is a picture: recognising its characters needs rapidocr and onnxruntime (pip install ziping[ocr])"
# Pictures of lines are read at this height; a batch is padded to its widest, at least to this width.
LINE_HEIGHT, LEAST_WIDTH = 48, 96
BATCH = 8
# The longest side of a page; larger ones are not made smaller before lines are looked for.
LARGEST_PAGE = 6_000
PARAMETERS = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.log_level": "error",
    "Global.max_side_len": LARGEST_PAGE,
    "Global.use_cls": False,
    "Rec.rec_img_shape": [3, LINE_HEIGHT, LEAST_WIDTH],
    "Rec.rec_batch_num": BATCH,
}


class EngineMissing(ImportError):
    """The libraries of recognition are not installed."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A character read from a picture of a line: where its middle is, as a share of the width, and how sure it is."""

    text: str
    middle: float
    sure: float


class Engine:
    """Finds lines and reads them."""

    def __init__(self) -> None:
        try:
            import cv2
            from rapidocr import RapidOCR
        except ImportError as error:
            raise EngineMissing(MISSING) from error
        cv2.setNumThreads(1)
        self._ocr: Any = RapidOCR(params=PARAMETERS)

    def find(self, page: Grey) -> list[Rectangle]:
        """Return the frames of lines of print on a straight page, in pixels."""
        found = self._ocr(_in_colour(page), use_det=True, use_cls=False, use_rec=False)
        boxes = [] if found.boxes is None else found.boxes
        return [(*map(float, box.min(axis=0)), *map(float, box.max(axis=0))) for box in boxes]  # type: ignore[misc]

    def read(self, lines: Sequence[Grey]) -> list[list[Sign]]:
        """Return the characters of each picture of a line; nothing where none is seen."""
        if not lines:
            return []
        self._ocr.return_word_box = True
        found = self._ocr.recognize_txt([_in_colour(line) for line in lines])
        return [_signs(text, words) for text, words in zip(found.txts, found.word_results, strict=True)]


@cache
def engine() -> Engine:
    """Return the engine of this process; raises EngineMissing where it is not installed."""
    return Engine()


def _in_colour(grey: Grey) -> Any:
    import numpy as np

    return np.repeat(grey[:, :, None], 3, axis=2)


def _signs(text: str, words: Any) -> list[Sign]:
    """Return the characters with their places: the engine gives those of all but spaces, in order."""
    columns = iter([column for word in words.word_cols for column in word])
    width = max(words.line_txt_len, 1.0)
    signs, last = [], 0.0
    for character, sure in zip(text, words.confs, strict=False):
        if not character.isspace():
            last = min((next(columns, 0) + 0.5) / width, 1.0)
        signs.append(Sign(character, last, float(sure)))
    return signs
