"""The tables of a calibration, a row a target, an unknown, a pressure or a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtr

from experiments.store.csv_tables import short
from experiments.trust.account import absurd, owners
from experiments.trust.calibration.reach import Tail
from experiments.trust.calibration.vectors import BAND
from experiments.trust.calibration.weighted import quantiles
from experiments.trust.record.targets import targets
from experiments.trust.table.levels import LEARNED, LEVEL_NAMES, RESOLVE
from sim.laws.pressure import LEVELS
from sim.machine.arrays import Floats

if TYPE_CHECKING:
    from experiments.trust.account.fitted import Fitted
    from experiments.trust.table.building import Lived

Row = Mapping[str, Any]
OUT, STRAINED, LEFT, FINE = "out of reach", "strained", "left out", "within reach"


def of_prior(found: Fitted, lived: Lived) -> Iterator[Row]:
    """The prior before any record: what of it is absurd, and what all of it says of entry."""
    for said, share in absurd.shares(lived.points).items():
        yield {"what": f"absurd: {said}", "low": "", "median": short(share), "high": ""}
    cut = 1 - float(found.table.kept.mean())
    yield {"what": "absurd in all", "low": "", "median": short(cut), "high": ""}
    for name in LEVEL_NAMES:
        low, median, high = np.quantile(lived.points[f"entry.{name}"], BAND).tolist()
        told = {"low": short(low), "median": short(median), "high": short(high)}
        yield {"what": f"P(entry), {name}", **told}


def of_owners(found: Fitted, lived: Lived) -> Iterator[Row]:
    """Whose parameters own the variance of the log odds of entry as observed."""
    for by, shares in (
        ("actor", owners.by_actor(found)),
        ("founded on", owners.by_status(found, lived)),
    ):
        for name, share in shares.items():
            yield {"by": by, "owner": name, "share": short(share)}


def of_targets(found: Fitted) -> list[Row]:
    """The record beside what was expected before the fit and after it, failures first."""
    tails = sorted(found.diagnosis.tails, key=_how_far)
    return [_of_target(tail) for tail in tails]


def verdict(tail: Tail) -> str:
    """What is to be said of a target."""
    return OUT if tail.out_of_reach else STRAINED if tail.strained else FINE


def of_unknowns(found: Fitted, lived: Lived) -> Iterator[Row]:
    """What was learned of every unknown."""
    unit = np.array([0.05, 0.5, 0.95])
    coordinates = {each.name: each for each in lived.prior.coordinates}
    after = found.posterior
    for place, each in enumerate(found.diagnosis.narrowing):
        coordinate = coordinates[each.name]
        low, median, high = coordinate.distribution.quantile(
            ndtr(quantiles(after.z[:, place], after.weight, unit))
        ).tolist()
        before = coordinate.distribution.quantile(unit).tolist()
        yield {
            "unknown": each.name,
            "prior": str(coordinate.distribution),
            "prior_low": short(before[0]), "prior_median": short(before[1]),
            "prior_high": short(before[2]),
            "low": short(low), "median": short(median), "high": short(high),
            "sd_ratio": short(each.sd_ratio), "overlap": short(each.overlap),
            "fitted": bool(after.fitted[place]),
            "learned": each.words,
        }  # fmt: skip


def of_entry(found: Fitted) -> Iterator[Row]:
    """P(entry) at every pressure, given what is known: over the vectors, and as one mixture."""
    for known, posterior in found.given.items():
        for name in posterior.level_names:
            low, median, high = posterior.band(name).tolist()
            yield {
                "given": known,
                "pressure": name,
                "level": "" if name == LEARNED else LEVELS[name],
                "low": short(low), "median": short(median), "high": short(high),
                "mixture": short(posterior.mixture(name)),
            }  # fmt: skip


def of_left_out(found: Fitted) -> Iterator[Row]:
    """P(entry) as observed without each target in turn."""
    all_in = found.posterior
    for name, band, mixture in (
        ("none", all_in.band(), all_in.mixture()),
        *((each.name, each.band, each.mixture) for each in found.diagnosis.without),
    ):
        low, median, high = band.tolist()
        yield {
            "left_out": name,
            "about": targets()[name].about if name in targets() else "every target is in",
            "low": short(low), "median": short(median), "high": short(high),
            "mixture": short(mixture),
        }  # fmt: skip


def of_checks(found: Fitted) -> Iterator[Row]:
    """Every check of the method, with its threshold, failures first."""
    for each in sorted(found.diagnosis.checks, key=lambda each: each.passes):
        yield {
            "check": each.name,
            "value": short(each.value),
            "threshold": each.threshold,
            "passes": each.passes,
        }


def of_ranks(found: Fitted) -> Iterator[Row]:
    """Where known truths stood in their posteriors, counted in equal bins."""
    ranks = found.diagnosis.ranks
    for name, counts, p in zip(ranks.names, ranks.counts().T, ranks.p_values, strict=True):
        yield {
            "quantity": name,
            "p": short(float(p)),
            **{f"bin_{place}": int(count) for place, count in enumerate(counts)},
        }


def resolve(found: Fitted, lived: Lived) -> tuple[Floats, Floats, float]:
    """Moscow's resolve in 2022 before and after the record: 5, 50, 95 %, each shape (3,); and how
    likely it lay below what is called observed.
    """
    names = [each.name for each in lived.prior.coordinates]
    place = names.index(RESOLVE)
    distribution = lived.prior.coordinates[place].distribution
    scores, weight = found.posterior.z[:, place], found.posterior.weight
    after = distribution.quantile(ndtr(quantiles(scores, weight, np.array(BAND))))
    below = float(weight @ (distribution.quantile(ndtr(scores)) < LEVELS["observed"]))
    return distribution.quantile(np.array(BAND)), after, below


def _of_target(tail: Tail) -> Row:
    target = targets()[tail.name]
    before, after = (list(map(target.told, each.tolist())) for each in (tail.prior, tail.posterior))
    return {
        "target": target.key,
        "verdict": verdict(tail),
        "about": target.about,
        "observed": target.told(tail.target),
        "prior_low": before[0], "prior_median": before[1], "prior_high": before[2],
        "prior_p": short(tail.prior_p),
        "posterior_low": after[0], "posterior_median": after[1], "posterior_high": after[2],
        "posterior_p": short(tail.posterior_p),
        "evidence": target.evidence,
    }  # fmt: skip


def _how_far(tail: Tail) -> tuple[bool, bool, float]:
    return not tail.out_of_reach, not tail.strained, min(tail.prior_p, tail.posterior_p)
