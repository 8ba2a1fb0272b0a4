"""Several processes that train one network together: who they are, how a cluster says so, and a script for Slurm."""
