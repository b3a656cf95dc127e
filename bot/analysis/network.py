"""The tagger's network: characters in, one label a character out, in numpy.

Two bidirectional GRU layers and a CRF, after Jiao, Sun and Sun (2018), Chinese Lexical Analysis with Deep Bi-GRU-CRF
Network. Sentences are packed, not padded: the rows of a batch are its sentences' first characters, then their second
ones, and so on, longest sentence first, so that each step of time is one slice and nothing is computed in vain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.analysis.marginals import Lattice

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]

WIDTH = 128
"""The size of a character's embedding and of each direction's state."""
LAYERS = 2


@dataclass(frozen=True, slots=True)
class Layer:
    """A bidirectional GRU layer; the forward direction comes first on every axis that holds both.

    ``inputs`` maps a row to both directions' update gate, reset gate and candidate; ``gates`` (2, width, 2 width) and
    ``candidate`` (2, width, width) map a state. The parts that feed the gates are halved, for ``_logistic``.
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


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence as read: the label of each character; and start, end and probability of what may be an entity."""

    labels: list[int]
    entities: list[tuple[int, int, float]]


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
        labels = self._decode(emissions, packing)
        crf = {"start": self.start, "end": self.end, "transitions": self.transitions}
        lattice = Lattice.of(emissions, packing.starts, **crf)
        found = {
            int(sentence): Labelled(
                labels[rows].tolist(), [segment for kind in kinds for segment in lattice.segments(rows, *kind)]
            )
            for sentence, rows in zip(packing.order, packing.rows, strict=True)
        }
        return [found[index] for index in range(len(sentences))]

    def _emissions(self, numbers: NDArray[np.int64], packing: Packing) -> Floats:
        """Return each row's score for each label."""
        distinct, row_of = np.unique(numbers, return_inverse=True)
        first, *others = self.layers
        hidden = _run(first, (self.embedding[distinct] @ first.inputs + first.bias)[row_of], packing)
        for layer in others:
            hidden = _run(layer, hidden @ layer.inputs + layer.bias, packing)
        emissions: Floats = hidden @ self.output + self.output_bias
        return emissions

    def _decode(self, emissions: Floats, packing: Packing) -> Indices:
        """Return the labels of each sentence's best path (Viterbi)."""
        starts = packing.starts
        into = np.ascontiguousarray(self.transitions.T)
        best = emissions.copy()
        previous = np.zeros(emissions.shape, np.intp)
        best[: starts[1]] += self.start
        for before, start, stop in zip(starts, starts[1:], starts[2:], strict=False):
            paths = best[before : before + stop - start, None, :] + into
            previous[start:stop] = paths.argmax(axis=2)
            best[start:stop] += np.take_along_axis(paths, previous[start:stop, :, None], axis=2)[:, :, 0]
        labels: Indices = (best + self.end).argmax(axis=1)
        for before, start, stop in reversed(list(zip(starts, starts[1:], starts[2:], strict=False))):
            labels[before : before + stop - start] = previous[np.arange(start, stop), labels[start:stop]]
        return labels


def _run(layer: Layer, projected: Floats, packing: Packing) -> Floats:
    """Run both directions at once over the rows' ``projected`` inputs; return their states side by side."""
    rows = len(projected)
    inputs = np.stack([projected[:, : 3 * WIDTH], projected[packing.mirror, 3 * WIDTH :]])
    states = np.empty((2, rows, WIDTH), np.float32)
    state: Floats = np.zeros((2, packing.starts[1], WIDTH), np.float32)
    for start, stop in zip(packing.starts, packing.starts[1:], strict=False):
        state = state[:, : stop - start]
        now = inputs[:, start:stop]
        gates: Floats = _logistic(now[..., : 2 * WIDTH] + state @ layer.gates)
        update, reset = gates[..., :WIDTH], gates[..., WIDTH:]
        candidate: Floats = np.tanh(now[..., 2 * WIDTH :] + (reset * state) @ layer.candidate)
        state = state + update * (candidate - state)
        states[:, start:stop] = state
    return np.concatenate([states[0], states[1][packing.mirror]], axis=1)


def _logistic(halves: Floats) -> Floats:
    """Return the logistic function of twice ``halves``, by way of tanh, which cannot overflow."""
    return (np.tanh(halves) + np.float32(1)) * np.float32(0.5)


def _layer(folder: Path, depth: int) -> Layer:
    width = WIDTH if depth == 0 else 2 * WIDTH
    halves = np.where(np.arange(3 * WIDTH) < 2 * WIDTH, np.float32(0.5), np.float32(1))
    inputs, biases, gates, candidates = [], [], [], []
    for number in (2 * depth, 2 * depth + 1):
        inputs.append(_parameter(folder / f"fc_{number}.w_0", width, 3 * WIDTH) * halves)
        bias = _parameter(folder / f"fc_{number}.b_0", 3 * WIDTH) + _parameter(folder / f"gru_{number}.b_0", 3 * WIDTH)
        biases.append(bias * halves)
        recurrent = _parameter(folder / f"gru_{number}.w_0", WIDTH * 3 * WIDTH)
        gates.append(recurrent[: 2 * WIDTH * WIDTH].reshape(WIDTH, 2 * WIDTH) * np.float32(0.5))
        candidates.append(recurrent[2 * WIDTH * WIDTH :].reshape(WIDTH, WIDTH))
    return Layer(np.concatenate(inputs, axis=1), np.concatenate(biases), np.stack(gates), np.stack(candidates))


def _parameter(file: Path, *shape: int) -> Floats:
    """Read one parameter: little-endian floats after a header of varying length."""
    size = int(np.prod(shape)) * 4
    return np.frombuffer(file.read_bytes()[-size:], "<f4").reshape(shape)
