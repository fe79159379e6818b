/** The gamma distribution, of which the interval of rare events is made. */

/** Where the gamma distribution of a shape has a share below it: by halving on the logarithm. */
export function gammaQuantile(shape, level) {
  let [low, high] = [-800, Math.log(shape + 40 * Math.sqrt(shape) + 40)];
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (gammaBelow(shape, Math.exp(middle)) < level) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** The share of the gamma distribution of a shape below x: a series, or a continued fraction. */
function gammaBelow(shape, x) {
  if (x <= 0) return 0;
  const scale = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let [term, total] = [1 / shape, 1 / shape];
    for (let n = 1; n < 2000 && Math.abs(term) > 1e-17 * total; n += 1) {
      term *= x / (shape + n);
      total += term;
    }
    return scale * total;
  }
  let b = x + 1 - shape;
  let [c, d] = [1e300, 1 / b];
  let h = d;
  for (let n = 1; n < 2000; n += 1) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b || 1e-300);
    c = b + a / c || 1e-300;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return 1 - scale * h;
}

/** The logarithm of the gamma function (Stirling's series, after steps to where it is exact). */
function logGamma(x) {
  let [shift, at] = [0, x];
  while (at < 12) {
    shift += Math.log(at);
    at += 1;
  }
  const inverse = 1 / (at * at);
  const series = 1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series / at - shift;
}
