"""What is asked about the model that is looked into: which one it is, its evaluations, images and predictions."""
