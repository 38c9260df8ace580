"""Reference values for harness/src/analysis/statistics, computed by SciPy and NumPy, which share no code with Leakline.

    apt-get install python3-scipy
    python3 bench/reference/statistics.py > harness/test/unit/analysis/statistics/reference-values.json
    npx biome check --write harness/test/unit/analysis/statistics/reference-values.json
"""

import json

import numpy
import scipy
from scipy import special, stats

# Exact quotients where a study may use several degrees of freedom; tails down to what Holm may ask for.
T_VALUES = [0.0, 0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 50.0, -0.5, -2.0, -10.0]
DEGREES_OF_FREEDOM = [1, 2, 3, 4, 5, 8, 10, 19, 30, 60, 100, 1000]
PROBABILITIES = [0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.9995, 0.99999]
BETA_SHAPES = [(0.5, 0.5), (1, 1), (2, 0.5), (5, 0.5), (9.5, 0.5), (50, 0.5), (500, 0.5), (3, 7), (40, 60)]
BETA_POINTS = [0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999]
GAMMA_POINTS = [0.25, 0.5, 1, 1.5, 2, 3.7, 10, 50.5, 171, 1000, 50000.5]
COUNTS = [0, 1, 2, 3, 5, 6, 10, 20, 64, 100, 500, 1000, 1001, 2000, 10000, 100000]
CONFIDENCES = [0.9, 0.95, 0.99]
POISSON_CASES = [(0, 0.5), (1, 0.5), (3, 2.5), (10, 4.0), (10, 20.0), (100, 120.0), (900, 1000.0), (1000, 1000.0), (5, 800.0)]

# P-values that exercise ties, none, all and a stop in the middle.
HOLM_CASES = [
    ([0.01, 0.04, 0.03, 0.005], 0.05),
    ([0.01, 0.01, 0.01, 0.01], 0.05),
    ([0.2, 0.5, 0.9], 0.05),
    ([0.0001], 0.01),
    ([0.02], 0.01),
    ([0.0001, 0.0024, 0.0026, 0.5], 0.01),
    ([1.0, 0.0, 0.004, 0.006], 0.01),
    ([0.002, 0.003, 0.0033, 0.5, 0.6], 0.01),
]


def garwood(count, confidence):
    """Garwood (1936) through the chi-square quantile, as in Ulm (1990)."""
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else stats.chi2.ppf(tail, 2 * count) / 2
    return {"count": count, "confidence": confidence, "low": low, "high": stats.chi2.ppf(1 - tail, 2 * (count + 1)) / 2}


def holm(p_values, alpha):
    """Holm's (1979) adjusted p-values, compared with alpha: another form of the same procedure."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    adjusted, running = [0.0] * len(p_values), 0.0
    for rank, index in enumerate(order):
        running = max(running, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = running
    return {"pValues": p_values, "alpha": alpha, "rejected": [value <= alpha for value in adjusted]}


def median_interval(values, confidence):
    """Order statistics by SciPy's quantile test, which inverts the same binomial (Conover 1999)."""
    result = stats.quantile_test(values, q=0, p=0.5).confidence_interval(confidence)
    return {"values": values, "confidence": confidence, "low": float(result.low), "high": float(result.high)}


def slope_example():
    """Ratio of sums with an intercept-free weighted residual variance, computed from its definition."""
    requests, growth = [100, 100, 200, 400, 400], [1300.0, 700.0, 2100.0, 4400.0, 3600.0]
    total = sum(requests)
    estimate = sum(growth) / total
    freedom = len(requests) - 1
    variance = sum((g - estimate * n) ** 2 for n, g in zip(requests, growth)) / freedom
    error = (variance * len(requests)) ** 0.5 / total
    half = stats.t.ppf(0.995, freedom) * error
    return {
        "requests": requests,
        "growth": growth,
        "confidence": 0.99,
        "estimate": estimate,
        "low": estimate - half,
        "high": estimate + half,
        "standardError": error,
        "bound": 5.0,
        "pValueAbove": stats.t.sf((estimate - 5.0) / error, freedom),
    }

def mulberry32(seed, count):
    """Tommy Ettinger's generator in integers of any size, cut to 32 bits after each step."""
    mask, state, values = 0xFFFFFFFF, seed & 0xFFFFFFFF, []
    for _ in range(count):
        state = (state + 0x6D2B79F5) & mask
        mixed = ((state ^ (state >> 15)) * (state | 1)) & mask
        mixed ^= (mixed + (mixed ^ (mixed >> 7)) * (mixed | 61)) & mask
        values.append((mixed ^ (mixed >> 14)) / 2**32)
    return {"seed": seed, "values": values}


def cautious_rho(x, y):
    """Lag-one autocorrelation of the plain fit's residuals, with its bias and two standard errors added (level-slope.ts)."""
    slope, intercept = numpy.polyfit(x, y, 1)
    residuals = y - intercept - slope * x
    seen = max(0.0, float(residuals[1:] @ residuals[:-1] / (residuals @ residuals)))
    return seen + (2 + 4 * seen) / len(x) + 2 * ((1 - seen**2) / len(x)) ** 0.5


def level_slope(requests, growth, confidence):
    """Generalised least squares with the whole AR(1) covariance matrix, which Leakline never builds (it whitens instead)."""
    x = numpy.concatenate([[0], numpy.cumsum(requests)]).astype(float)
    y = numpy.concatenate([[0], numpy.cumsum(growth)]).astype(float)
    case = {"requests": requests, "growth": growth, "confidence": confidence}
    rho = cautious_rho(x, y)
    if len(x) < 40 or rho >= 0.7:
        return {**case, "rho": rho, "expected": None}
    inverse = numpy.linalg.inv(rho ** numpy.abs(numpy.subtract.outer(numpy.arange(len(x)), numpy.arange(len(x)))))
    design = numpy.column_stack([numpy.ones_like(x), x])
    spread = numpy.linalg.inv(design.T @ inverse @ design)
    fit = spread @ design.T @ inverse @ y
    residuals = y - design @ fit
    freedom = len(x) - 3
    error = float((residuals @ inverse @ residuals / (len(x) - 2) * spread[1, 1]) ** 0.5)
    half = float(stats.t.ppf(1 - (1 - confidence) / 2, freedom)) * error
    slope = float(fit[1])
    expected = {"estimate": slope, "low": slope - half, "high": slope + half, "standardError": error, "degreesOfFreedom": freedom}
    return {**case, "rho": rho, "expected": expected}


def noisy_levels(floors, rho, seed, rate=25, deviation=20_000):
    """Blocks of unequal size whose floors stray from a line of `rate` with AR(1) noise; whole bytes, so that JSON is exact."""
    random = numpy.random.default_rng(seed)
    noise = [random.normal(0, deviation)]
    for _ in range(floors - 1):
        noise.append(rho * noise[-1] + random.normal(0, deviation * (1 - rho**2) ** 0.5))
    requests = [int(value) for value in random.integers(1_000, 3_000, floors - 1)]
    growth = [round(rate * count + noise[i + 1] - noise[i]) for i, count in enumerate(requests)]
    return requests, growth


print(
    json.dumps(
        {
            "scipy": scipy.__version__,
            "studentTUpperTail": [
                {"t": t, "degreesOfFreedom": df, "value": stats.t.sf(t, df)} for t in T_VALUES for df in DEGREES_OF_FREEDOM
            ],
            "studentTQuantile": [
                {"probability": p, "degreesOfFreedom": df, "value": stats.t.ppf(p, df)}
                for p in PROBABILITIES
                for df in DEGREES_OF_FREEDOM
            ],
            "regularisedBeta": [
                {"x": x, "a": a, "b": b, "value": special.betainc(a, b, x)} for a, b in BETA_SHAPES for x in BETA_POINTS
            ],
            "logGamma": [{"x": x, "value": special.gammaln(x)} for x in GAMMA_POINTS],
            "poissonCdf": [{"count": k, "mean": m, "value": stats.poisson.cdf(k, m)} for k, m in POISSON_CASES],
            "poissonInterval": [garwood(count, confidence) for count in COUNTS for confidence in CONFIDENCES],
            "holm": [holm(p_values, alpha) for p_values, alpha in HOLM_CASES],
            "fairBinomialCdf": [
                {"successes": k, "trials": n, "value": stats.binom.cdf(k, n, 0.5)}
                for k, n in [(0, 1), (0, 8), (3, 8), (8, 8), (2, 15), (7, 15), (20, 64), (32, 64), (400, 1000)]
            ],
            "medianInterval": [
                median_interval([float((7 * i) % n) for i in range(n)], confidence)
                for n in [8, 9, 15, 20, 41, 100]
                for confidence in [0.9, 0.99]
            ],
            "growthRate": slope_example(),
            "mulberry32": [mulberry32(seed, 6) for seed in [0, 1, 42, 902533680]],
            # One floor too few, the fewest, two that hold still, one that wanders too much.
            "levelSlope": [
                level_slope(*noisy_levels(floors, rho, seed), confidence)
                for floors, rho, seed, confidence in [
                    (39, 0.0, 1, 0.99),
                    (40, 0.0, 1, 0.99),
                    (60, 0.0, 2, 0.99),
                    (80, 0.3, 3, 0.95),
                    (60, 0.95, 4, 0.99),
                ]
            ],
        },
        indent=1,
    )
)
