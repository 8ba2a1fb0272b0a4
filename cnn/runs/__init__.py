"""Runs: the words between window and worker, a run's folder, and past runs."""
