"""What other programs have told of a training: event files of TensorBoard, and tables of Keras's CSVLogger. Only read."""
