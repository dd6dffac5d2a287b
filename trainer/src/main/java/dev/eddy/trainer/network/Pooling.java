package dev.eddy.trainer.network;

/** What becomes of several values that a layer makes one of. */
enum Pooling {
    /** The greatest of them. */
    MAX("MaxPool"),
    /** Their mean. */
    AVG("AveragePool");

    private final String operator;

    Pooling(String operator) {
        this.operator = operator;
    }

    /** The ONNX operator. */
    String operator() {
        return operator;
    }
}
