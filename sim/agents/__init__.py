"""The five actors: one file each, with the same parts - options, incentives, appraise, act."""
