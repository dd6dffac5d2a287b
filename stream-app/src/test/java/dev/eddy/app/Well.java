package dev.eddy.app;

import dev.eddy.admin.Health;

/** An app with which nothing is the matter. */
record Well() implements Health {

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public Startup startup() {
        return new Startup(true, "RUNNING", 0, 0);
    }
}
