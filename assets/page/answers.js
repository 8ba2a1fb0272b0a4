// What the numbers that a network gives out mean, as Layerloom's `predict` tells it.

const sigmoid = (value) => 1 / (1 + Math.exp(-value));

function softmax(values) {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((one, other) => one + other, 0);
  return powers.map((value) => value / sum);
}

/** One probability for each class, label or number of an output: `meaning` is what its numbers are. */
function told({ task, meaning }, values) {
  if (task === "numbers") return values;
  const logits = meaning === "logits";
  if (task === "labels") return logits ? values.map(sigmoid) : values;
  if (values.length === 1) {
    const one = logits ? sigmoid(values[0]) : values[0];
    return [1 - one, one];
  }
  return logits ? softmax(values) : values;
}

/** Names with their values, the most likely first; at most `most`. */
function best(names, values, most) {
  const order = values.map((_, at) => at).sort((one, other) => values[other] - values[one] || one - other);
  return order.slice(0, most).map((at) => ({ name: names[at] ?? String(at), value: values[at] }));
}

function percent(share) {
  const value = 100 * share;
  return `${value >= 99.95 || value < 0.05 ? value.toFixed(0) : value.toFixed(1)} %`;
}
