"""Several processes that train one network together, on JAX: each computes its share of every batch."""
