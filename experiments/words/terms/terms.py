"""The words of the subject and of the program: one a thing, one line each, group by group."""

from __future__ import annotations

TERMS = {
    "what happens": {
        "entry": (
            "units of the Belarusian regular army are ordered into Ukraine and go, from the "
            "first unit that crosses on that order, openly or not, for however short a time"
        ),
        "limited entry": "entry of special forces and contract troops only",
        "full entry": "entry of the whole army",
        "failed order": "Lukashenko orders entry and too few of the army go: no entry",
        "mutiny": "ordered to enter, the army turns its weapons round",
        "uprising": "the street brings the regime down",
        "replaced": "Lukashenko loses power to Moscow (removed) or to insiders (coup)",
        "fall": "his rule ends in any of these ways: mutiny, uprising, replaced",
        "outcome": (
            "how a world ended: no entry, limited entry, full entry, mutiny, uprising, "
            "replaced; the first of them counts"
        ),
        "fate": "what became of his rule by the horizon, after entry too: in power, or how he fell",
        "expedition": "the troops that entered, until they are called home, break or mutiny",
        "block": (
            "what kept a world from entry: not demanded, declined, army refused, regime fell; "
            "what happened last counts"
        ),
    },
    "who acts": {
        "option, choice": "what an actor can do, and did this week",
        "standing option": "what a leader keeps doing until he thinks again",
        "rung": (
            "one of Lukashenko's seven options, from refuse, stall, host and supply over "
            "posture to limited entry and full entry"
        ),
        "posture": "the rung on which his own units stand at the border, and do not cross it",
        "ultimatum": "Putin's option that demands entry, now, and threatens what refusing costs",
        "pressure": (
            "how hard Moscow presses Minsk, from 0 none to 1 all that it could do; a scale of "
            "resolve that nobody has measured"
        ),
        "observed": "pressure 0.4: the label of what was seen in 2022, and no measurement",
        "learned": (
            "of pressure: instead of a level, what each vector takes from the record of 2022"
        ),
        "backing": "the Kremlin's support of his rule, from 0 none to 1 full",
        "contingent": "Russian troops in Belarus, in thousands",
        "compliance": "the share of the army that would obey an order to fight, today",
        "credit": "concessions that he can still pay with: his room for manoeuvre",
        "incentive": "what an actor weighs: a weight times an appraisal of each option",
        "rationality": (
            "how strictly a leader chooses what is best for him: 0 at random, higher is stricter"
        ),
        "dependence": "the share of his hold on office that rests on Moscow",
    },
    "what is asked": {
        "scenario": "everything fixed before week 0: start, horizon, pressure, people, parameters",
        "variant": "a named set of parameters of one actor or rule, such as lukashenko=cautious",
        "parameter": "a number of the model, with range, meaning and source (docs/parameters.md)",
        "treatment": (
            "one of the scenarios of a study: what is varied on purpose, a row of the tables"
        ),
        "study": "what one command asks: treatments, worlds, luck",
        "experiment": "a study in a file, such as experiment=pressure_levels",
        "force": "what leaders are held to, whatever they would choose",
        "horizon": (
            "the week at which worlds end, a year after the start unless weeks= says otherwise"
        ),
        "world": (
            "one simulated history of a scenario; history, replication and simulated year "
            "mean the same"
        ),
        "luck": "the dice of a world: the same world number has the same luck in every treatment",
        "seed": "which luck: another seed, other dice in all worlds",
        "population": "how many soldiers and citizens a world has; small, default, large or real",
    },
    "how sure it is": {
        "P(entry)": (
            "the share of worlds with entry, given the model and its assumptions: never the "
            "chance in reality alone"
        ),
        "interval": "brackets that hold the number in 95 of 100 studies with other luck",
        "bound": "< 0.04 %: it was not seen, or too seldom to say how rarely; no more than this",
        "foreseen": (
            "chances reckoned in every world before the dice fall (estimator=conditional); "
            "narrow intervals"
        ),
        "counted": "the dice fall, and worlds are counted (estimator=counted)",
        "branched": (
            "what follows entry, lived in branches of worlds that weigh as much as the entry "
            "they stand for"
        ),
        "paired difference": "what a treatment changes in the same worlds, on the same luck",
        "prior": "what was believed of the parameters before any record was used (docs/priors.md)",
        "vector": (
            "one set of values of all uncertain parameters; 400 of them, calibrated, are what "
            "the record of 2022 leaves"
        ),
        "calibrated": (
            "weighed by how well worlds lived with a vector repeat the record before 7 "
            "December 2022"
        ),
        "mixture": (
            "worlds that differ in vectors: P(entry) averaged over what is believed of the "
            "parameters"
        ),
        "band": "one of three ways to be unsure, never added up: luck, parameters, structure",
        "structure": "rival models of the leaders and of how they choose",
        "confidence": "low, moderate or high: how far the bands lie apart (docs/estimators.md)",
        "in words": (
            "the terms of ICD 203: almost no chance to 5 %, very unlikely to 20, unlikely to "
            "45, roughly even chance to 55, likely to 80, very likely to 95, almost certain"
        ),
    },
}
