"""The tagger's network: characters in, one label a character out, in numpy.

Two bidirectional GRU layers and a CRF, after Jiao, Sun and Sun (2018), Chinese Lexical Analysis with Deep Bi-GRU-CRF
Network. Sentences are packed, not padded: the rows of a batch are its sentences' first characters, then their second
ones, and so on, longest sentence first, so that each step of time is one slice and nothing is computed in vain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from bot.analysis.marginals import Lattice

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]

WIDTH = 128
"""The size of a character's embedding and of each direction's state."""
LAYERS = 2
HALF, ONE = np.float32(0.5), np.float32(1)


@dataclass(frozen=True, slots=True)
class Layer:
    """A bidirectional GRU layer; the first axis of each array is the direction, forward before backward.

    ``inputs`` (2, width of a row, 3 width) and ``bias`` (2, 1, 3 width) map rows to update gate, reset gate and
    candidate; ``gates`` (2, width, 2 width) and ``candidate`` (2, width, width) map states. What feeds the gates is
    halved, and so is ``candidate``: ``_run`` takes its gates from tanh.
    """

    inputs: Floats
    bias: Floats
    gates: Floats
    candidate: Floats


@dataclass(frozen=True, slots=True)
class Packing:
    """How the sentences of a batch lie in its rows: ``starts[t]`` to ``starts[t + 1]`` are their characters ``t``.

    ``order`` lists the sentences as packed, ``rows[i]`` the rows of sentence ``order[i]``, ``mirror`` the row that
    stands as far from its sentence's end as each row does from its start.
    """

    order: Indices
    starts: list[int]
    rows: list[Indices]
    mirror: Indices

    @classmethod
    def of(cls, lengths: Sequence[int]) -> Self:
        """Pack sentences of ``lengths``, each at least 1."""
        order = np.argsort([-length for length in lengths], kind="stable")
        sorted_lengths = np.array([lengths[i] for i in order])
        active = [int(np.count_nonzero(sorted_lengths > time)) for time in range(sorted_lengths[0])]
        starts = np.concatenate([[0], np.cumsum(active)])
        rows = [starts[:length] + i for i, length in enumerate(sorted_lengths)]
        mirror = np.empty(starts[-1], np.intp)
        for sentence in rows:
            mirror[sentence] = sentence[::-1]
        return cls(order, starts.tolist(), rows, mirror)


class Entity(NamedTuple):
    """What may be an entity of a sentence, and how probable that is."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence as read: the label of each character, and what may be an entity."""

    labels: list[int]
    entities: list[Entity]


@dataclass(frozen=True, slots=True)
class Network:
    """The trained parameters; ``start``, ``end`` and ``transitions`` (from, to) are the CRF's scores of labels."""

    embedding: Floats
    layers: tuple[Layer, ...]
    output: Floats
    output_bias: Floats
    start: Floats
    end: Floats
    transitions: Floats

    @classmethod
    def load(cls, folder: Path, *, characters: int, labels: int) -> Self:
        """Read the parameters, one file each, that PaddlePaddle wrote to ``folder``.

        Raises:
            OSError: a file is missing.
            ValueError: a file is too short for its shape.
        """
        crf = _parameter(folder / "crfw", labels + 2, labels)
        return cls(
            embedding=_parameter(folder / "word_emb", characters, WIDTH),
            layers=tuple(_layer(folder, depth) for depth in range(LAYERS)),
            output=_parameter(folder / "fc_4.w_0", 2 * WIDTH, labels),
            output_bias=_parameter(folder / "fc_4.b_0", labels),
            start=crf[0],
            end=crf[1],
            transitions=crf[2:],
        )

    def read(self, sentences: Sequence[NDArray[np.int64]], kinds: Sequence[tuple[int, int]]) -> list[Labelled]:
        """Return what each sentence holds, given as character numbers and not empty.

        ``kinds`` are the labels of the first and of the further characters of each kind of entity that is weighed.
        """
        packing = Packing.of([len(sentence) for sentence in sentences])
        numbers = np.empty(len(packing.mirror), np.int64)
        for sentence, rows in zip(packing.order, packing.rows, strict=True):
            numbers[rows] = sentences[sentence]
        emissions = self._emissions(numbers, packing)
        crf = {"start": self.start, "end": self.end, "transitions": self.transitions}
        lattice = Lattice.of(emissions, packing.starts, **crf)
        labels = self._decode(emissions, packing)
        read = [Labelled(labels[rows].tolist(), []) for rows in packing.rows]
        for kind in kinds:
            for sentence, start, end, probability in lattice.segments(packing.starts, *kind):
                read[sentence].entities.append(Entity(start, end, probability))
        return [read[place] for place in np.argsort(packing.order)]

    def _emissions(self, numbers: NDArray[np.int64], packing: Packing) -> Floats:
        """Return each row's score for each label."""
        first, second = self.layers
        distinct, row_of = np.unique(numbers, return_inverse=True)
        table = self.embedding[distinct] @ first.inputs + first.bias
        forward, backward = _run(first, np.stack([table[0, row_of], table[1, row_of[packing.mirror]]]), packing)
        rows = np.empty((2, len(numbers), 2 * WIDTH), np.float32)
        rows[0, :, :WIDTH], rows[0, :, WIDTH:] = forward, backward[packing.mirror]
        rows[1, :, :WIDTH], rows[1, :, WIDTH:] = forward[packing.mirror], backward
        projected = rows @ second.inputs
        projected += second.bias
        forward, backward = _run(second, projected, packing)
        emissions: Floats = forward @ self.output[:WIDTH] + (backward @ self.output[WIDTH:])[packing.mirror]
        return emissions + self.output_bias

    def _decode(self, scores: Floats, packing: Packing) -> Indices:
        """Return the labels of each sentence's best path (Viterbi); ``scores`` become those of the paths to each row.

        The way forward keeps scores alone, a maximum over the first axis, which numpy does fastest; the way back finds
        each label's predecessor anew, from one column of ``transitions``.
        """
        starts = packing.starts
        steps = list(zip(starts, starts[1:], starts[2:], strict=False))
        onward, back = self.transitions[:, None, :], np.ascontiguousarray(self.transitions.T)
        scores[: starts[1]] += self.start
        for before, start, stop in steps:
            paths = np.add(scores[before : before + stop - start].T[:, :, None], onward, order="C")
            scores[start:stop] += np.maximum.reduce(paths, axis=0)
        labels: Indices = (scores + self.end).argmax(axis=1)
        for before, start, stop in reversed(steps):
            rows = slice(before, before + stop - start)
            labels[rows] = (scores[rows] + back[labels[start:stop]]).argmax(axis=1)
        return labels


def _run(layer: Layer, projected: Floats, packing: Packing) -> Floats:
    """Run both directions at once over their ``projected`` inputs; return their states, each in its own order.

    A gate is (tanh + 1) / 2 of half its argument, which cannot overflow; the reset gate's last half is in
    ``layer.candidate``.
    """
    states: Floats = np.empty((2, projected.shape[1], WIDTH), np.float32)
    state: Floats = np.zeros((2, packing.starts[1], WIDTH), np.float32)
    for start, stop in zip(packing.starts, packing.starts[1:], strict=False):
        now, before = projected[:, start:stop], state[:, : stop - start]
        gates: Floats = before @ layer.gates
        gates += now[..., : 2 * WIDTH]
        np.tanh(gates, out=gates)
        gates += ONE
        change: Floats = np.matmul(gates[..., WIDTH:] * before, layer.candidate)
        change += now[..., 2 * WIDTH :]
        np.tanh(change, out=change)
        change -= before
        change *= gates[..., :WIDTH]
        change *= HALF
        state = states[:, start:stop]
        np.add(before, change, out=state)
    return states


def _layer(folder: Path, depth: int) -> Layer:
    width = WIDTH if depth == 0 else 2 * WIDTH
    halves = np.where(np.arange(3 * WIDTH) < 2 * WIDTH, HALF, ONE)
    inputs, biases, gates, candidates = [], [], [], []
    for number in (2 * depth, 2 * depth + 1):
        inputs.append(_parameter(folder / f"fc_{number}.w_0", width, 3 * WIDTH) * halves)
        bias = _parameter(folder / f"fc_{number}.b_0", 3 * WIDTH) + _parameter(folder / f"gru_{number}.b_0", 3 * WIDTH)
        biases.append(bias[None] * halves)
        recurrent = _parameter(folder / f"gru_{number}.w_0", WIDTH * 3 * WIDTH)
        gates.append(recurrent[: 2 * WIDTH * WIDTH].reshape(WIDTH, 2 * WIDTH) * HALF)
        candidates.append(recurrent[2 * WIDTH * WIDTH :].reshape(WIDTH, WIDTH) * HALF)
    return Layer(np.stack(inputs), np.stack(biases), np.stack(gates), np.stack(candidates))


def _parameter(file: Path, *shape: int) -> Floats:
    """Read one parameter: little-endian floats after a header of varying length.

    What is next to nothing becomes nothing: the weights of a unit that training left dead are denormal numbers, which
    many processors multiply some hundred times slower than others.
    """
    size = int(np.prod(shape)) * 4
    numbers = np.frombuffer(file.read_bytes()[-size:], "<f4").reshape(shape)
    return np.where(np.abs(numbers) < np.finfo(np.float32).tiny, np.float32(0), numbers)
