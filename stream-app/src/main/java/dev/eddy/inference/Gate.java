package dev.eddy.inference;

/** What a model passes for each run on a device that it shares. One thread at a time, as for the model. */
interface Gate {

    /** No waiting: the device is not shared. */
    Gate OPEN = new Gate() {
        @Override
        public void enter() {}

        @Override
        public void leave() {}
    };

    /** Waits until it is this model's turn, however long that takes; an interruption stays pending. */
    void enter();

    /** The run is over; called once after each {@link #enter}. */
    void leave();
}
